"""The question at closing while something long is running."""

from PySide6.QtWidgets import QWidget

from senstosales.gui.question import agreed


def may_stop(window: QWidget, running: str) -> bool:
    """Ask whether what runs may be stopped, so that the window can close."""
    return agreed(
        window,
        "Still at work",
        f"{running} has not ended.",
        "Stop it and close",
        "Let it go on",
        "What is reported as done stays done; the rest can be done again.",
    )
