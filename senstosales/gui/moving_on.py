"""Enter moves on: from a field to the next one, to the lines of a paper, at last to the button that saves."""

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from senstosales.gui.buttons import SaveButton
from senstosales.gui.field import Field

_MOST = 60
_TYPED_INTO = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


def move_on(here: QWidget) -> None:
    """Give the keyboard to the next place where one types, or to the button that saves.

    Other buttons, tabs and links in between are reached with Tab.
    """
    window = here.window()
    begun = window.focusWidget()
    for _ in range(_MOST):
        here.focusNextPrevChild(True)
        there = window.focusWidget()
        if there is None or there is begun or _stops_at(there):
            return


def _stops_at(widget: QWidget) -> bool:
    if isinstance(widget, (SaveButton, *_TYPED_INTO)) or widget.property("role") == "grid":
        return True
    if widget.property("role") == "link":
        return False
    parent: QWidget | None = widget
    while parent is not None and not parent.isWindow():
        if isinstance(parent, Field):
            return True
        parent = parent.parentWidget()
    return False
