"""The question at closing while something long is running."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from senstosales.gui.wording import say


def may_stop(window: QWidget, running: str) -> bool:
    """Ask whether what runs may be stopped, so that the window can close."""
    box = QMessageBox(window)
    box.setWindowTitle(say("Still at work"))
    box.setText(say(f"{running} has not ended."))
    box.setInformativeText(say("What is reported as done stays done; the rest can be done again."))
    stop = box.addButton(say("Stop it and close"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(say("Let it go on"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.exec()
    return box.clickedButton() is stop
