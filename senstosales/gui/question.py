"""A question that has to be answered before anything is lost."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from senstosales.gui import dresser
from senstosales.gui.wording import say


def agreed(parent: QWidget, title: str, question: str, yes: str, no: str, more: str = "") -> bool:
    """Ask; Enter, Esc and the window's cross mean no, which changes nothing."""
    box = QMessageBox(parent)
    dresser.dress(box)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setWindowTitle(say(title))
    box.setText(say(question))
    box.setInformativeText(say(more))
    do = box.addButton(say(yes), QMessageBox.ButtonRole.DestructiveRole)
    leave = box.addButton(say(no), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    return box.clickedButton() is do
