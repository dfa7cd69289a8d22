"""What can be done with the lines of a grid, for those who look with the mouse."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from senstosales.gui import icons
from senstosales.gui.grid_view import GridView
from senstosales.gui.wording import say

Entry = tuple[str, str, str, Callable[[], object]]
"""Words, key, icon, and what is done."""


def show(view: GridView, point: QPoint, entries: Iterable[Entry | None]) -> QMenu:
    """Open a menu at the point of the view; None draws a line. The keys are only mentioned."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        words, key, icon, run = entry
        action = menu.addAction(say(words))
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if icon:
            icons.dress(action, icon)
        action.triggered.connect(lambda _checked=False, run=run: run())
    menu.popup(view.viewport().mapToGlobal(point))
    return menu
