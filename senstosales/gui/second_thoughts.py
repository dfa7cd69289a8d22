"""The part of the window for what was not meant: forms left unfinished, the bin, the last change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout

from senstosales.gui.undo import Undo
from senstosales.gui.unfinished_bar import UnfinishedBar

if TYPE_CHECKING:
    from senstosales.gui.office_window import OfficeWindow


class SecondThoughts(QObject):
    """Belongs to the window: the bar of unfinished forms above the tabs, and entries in the Edit menu."""

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self._window = window
        self._seen = False
        self.bar = UnfinishedBar(window)
        centre = window.centralWidget()
        column = centre.layout() if centre is not None else None
        assert isinstance(column, QBoxLayout)
        column.insertWidget(1, self.bar)
        edit = window.menu("Edit")
        self.undo = Undo(window)
        first = edit.actions()[0]
        edit.insertAction(first, self.undo.action)
        edit.insertSeparator(first)
        edit.addAction(
            window.keys.add(
                window,
                "Unfinished and &thrown away…",
                "Ctrl+Alt+B",
                self.open_bin,
                group="Edit",
                help="Go on with what was typed and not saved, put drafts back out of the bin",
                icon="archive",
                everywhere=True,
            )
        )
        window.rebound.connect(self._look)
        window.closed.connect(self.undo.close)
        window.installEventFilter(self)

    def open_bin(self) -> None:
        """Edit > Unfinished and thrown away."""
        from senstosales.gui.dialogs.drafts_bin import DraftsBin

        DraftsBin(self._window.desk, self._window).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not self._seen:
            self._seen = True
            self._look()
        return False

    def _look(self) -> None:
        self.bar.look(self._window.desk)
