"""The parts of our windows that have a style sheet of their own: a tab, a dialog, the menu bar."""

from PySide6.QtWidgets import QWidget

_OWN = "dressed"


def mark(part: QWidget) -> None:
    """It is one of them."""
    part.setProperty(_OWN, True)


def is_part(widget: QWidget) -> bool:
    """Whether it is one of them."""
    return bool(widget.property(_OWN))


def is_dressed(widget: QWidget) -> bool:
    """Whether it is one of them, or stands in one or was opened from one."""
    outer: QWidget | None = widget
    while outer is not None and not is_part(outer):
        outer = outer.parentWidget()
    return outer is not None
