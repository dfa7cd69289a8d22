"""Cells that offer what fits while one types: goods the books know, units, rates in force."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QStyleOptionViewItem, QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import voucher_asking
from senstosales.gui.grid_view import CellEditor
from senstosales.gui.table_view import Index
from senstosales.gui.type_ahead import Suggestion, TypeAhead


class OfferingEditor(CellEditor):
    """A line to type in with a list below it; its keys go before those of the spreadsheet."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def look_up(self, text: str) -> Sequence[Suggestion]:
        """What is offered for the text; runs in a reading lane."""
        raise NotImplementedError

    def taken(self, editor: QLineEdit, place: QPersistentModelIndex, value: Any) -> None:
        """Something was chosen."""
        raise NotImplementedError

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = super().createEditor(parent, option, index)
        assert isinstance(line, QLineEdit)
        offers = TypeAhead(line, self._desk.jobs, self.look_up)
        line.setProperty("offers", offers)
        offers.chosen.connect(partial(self.taken, line, QPersistentModelIndex(index)))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            offers = watched.findChild(TypeAhead)
            if offers is not None and offers.handle(event):
                return True
        return super().eventFilter(watched, event)

    def leave(self, editor: QLineEdit, *, keep: bool) -> None:
        """Close the line; what stands in it counts if it is to be kept."""
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


class GoodsEditor(OfferingEditor):
    """Offers goods by code and description; `chosen(row, goods)`."""

    chosen = Signal(int, object)

    def look_up(self, text: str) -> Sequence[Suggestion]:
        return self._desk.books.ask(voucher_asking.known_goods, text)

    def taken(self, editor: QLineEdit, place: QPersistentModelIndex, value: Any) -> None:
        self.leave(editor, keep=False)
        self.chosen.emit(place.row(), value)


class WordEditor(OfferingEditor):
    """Offers words from a short list, such as units."""

    def __init__(self, desk: Desk, words: Callable[[str], Sequence[str]], parent: QObject) -> None:
        super().__init__(desk, parent)
        self._words = words

    def look_up(self, text: str) -> Sequence[Suggestion]:
        return [Suggestion(word, "", word) for word in self._words(text)]

    def taken(self, editor: QLineEdit, place: QPersistentModelIndex, value: Any) -> None:
        editor.setText(value)
        self.leave(editor, keep=True)
