"""The notes of an order: written, corrected and deleted where they are read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senstosales.errors import Invalid, Trouble
from senstosales.gui import cells, icons
from senstosales.gui.desk import Desk
from senstosales.gui.fields import MultilineField
from senstosales.gui.note_card import NoteCard
from senstosales.gui.order_seen import OrderSeen
from senstosales.gui.shortcuts import native
from senstosales.gui.wording import say
from senstosales.queries.order_notes import OrderNoteLine


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the box: the words of a new note, or of one that is being corrected."""

    text: str = ""
    note: OrderNoteLine | None = None

    @property
    def unsaved(self) -> bool:
        return self.text != (self.note.text if self.note is not None else "")


class OrderNotes(QWidget):
    """What is typed stays with its order until it is kept, also while another order is looked at."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._order: int | None = None
        self._typed: dict[int, Typed] = {}
        self.cards: list[NoteCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.about = QLabel(self)
        self.about.setProperty("role", "heading")
        self.box = MultilineField(
            placeholder="What was agreed on the phone, whom to ask, what to remember", lines=3
        )
        self.box.editor.setAccessibleName(say("Note"))
        # A file that falls here is for the order, not for the text.
        self.box.editor.setAcceptDrops(False)
        column.addWidget(self.about)
        column.addWidget(self.box)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.none = QLabel(say("No notes yet"), self)
        self.none.setProperty("role", "muted")
        self.back = QPushButton(say("Leave it as it was"), self)
        self.back.setAutoDefault(False)
        self.back.setToolTip(say(f"Do not change the note ({native('Esc')})"))
        self.back.clicked.connect(self._begin_new)
        self.keep = QPushButton(say("Keep note"), self)
        self.keep.setAutoDefault(False)
        icons.dress(self.keep, "save")
        self.keep.setToolTip(say(f"Keep the note with the order ({native('Ctrl+Return')})"))
        self.keep.clicked.connect(self.submit)
        row.addWidget(self.none, 1)
        row.addStretch(0)
        row.addWidget(self.back)
        row.addWidget(self.keep)
        column.addLayout(row)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(area)
        page.setProperty("role", "page")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        area.setWidget(page)
        self._page, self._area = page, area
        column.addWidget(area, 1)
        self.box.changed.connect(self._remember)
        self.setFocusProxy(self.box)
        self._show_typed()

    @property
    def unsaved(self) -> bool:
        """Whether something typed would be lost, of whatever order."""
        return any(each.unsaved for each in self._typed.values())

    def show_order(self, seen: OrderSeen) -> None:
        if self._order != seen.order.id:
            self._order = seen.order.id
            self._show_typed()
        if [card.note for card in self.cards] == list(seen.notes):
            return
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for place, note in enumerate(seen.notes):
            card = NoteCard(note, self._page)
            card.wanted.connect(self._wanted)
            self._list.insertWidget(place, card)
            card.show()
            self.cards.append(card)
        self.none.setVisible(not seen.notes)

    def show_note(self, note_id: int) -> None:
        """Bring that note to view, marked and under the keyboard."""
        for card in self.cards:
            if card.note.id == note_id:
                self._area.ensureWidgetVisible(card)
                card.mark()

    def submit(self) -> None:
        """Keep what stands in the box."""
        from senstosales.services import order_notes
        from senstosales.services.drafts import make

        order, note = self._order, self._now.note
        if order is None:
            return
        try:
            draft = make(order_notes.OrderNoteDraft, {"text": self.box.value() or ""})
        except Invalid as error:
            self.box.set_error(error.problems[0].sentence)
            return
        books, actor = self._desk.books, self._desk.actor
        work: Callable[[], object] = partial(order_notes.write, books, actor, order, draft)
        if note is not None:
            work = partial(order_notes.correct, books, actor, note.id, draft, version=note.version)
        self._hold(saving=True)
        self._desk.jobs.write(work, partial(self._kept, order), self._failed, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape and self._now.note is not None:
            self._begin_new()
        else:
            super().keyPressEvent(event)

    @property
    def _now(self) -> Typed:
        return self._typed.get(self._order or 0, Typed())

    def _remember(self) -> None:
        if self._order is not None:
            text = self.box.value() or ""
            self._typed[self._order] = replace(self._now, text=text)

    def _begin_new(self) -> None:
        self._typed.pop(self._order or 0, None)
        self._show_typed()

    def _show_typed(self) -> None:
        typed = self._now
        self.box.blockSignals(True)
        self.box.set_value(typed.text)
        self.box.blockSignals(False)
        note = typed.note
        said = f"Correct the note of {cells.moment(note.created_at)}" if note else "Write a note"
        self.about.setText(say(said))
        self.back.setVisible(note is not None)
        self.keep.setText(say("Save the correction" if note else "Keep note"))

    def _wanted(self, note: OrderNoteLine, what: str) -> None:
        from senstosales.services import order_notes

        if what == "correct":
            if self._order is not None:
                self._typed[self._order] = Typed(note.text, note)
            self._show_typed()
            self.box.setFocus()
            return
        books, actor = self._desk.books, self._desk.actor
        self._desk.jobs.write(
            partial(order_notes.delete, books, actor, note.id),
            partial(self._deleted, note.id),
            owner=self,
        )

    def _hold(self, *, saving: bool) -> None:
        """Nothing is typed while the books write: it would be lost."""
        self.keep.setEnabled(not saving)
        self.box.set_read_only(saving)

    def _kept(self, order: int, _result: object) -> None:
        self._hold(saving=False)
        self._typed.pop(order, None)
        if order == self._order:
            self._show_typed()

    def _deleted(self, note_id: int, _nothing: None) -> None:
        self._desk.messages.tell(
            "The note is deleted.", "Put it back", partial(self._restore, note_id)
        )

    def _restore(self, note_id: int) -> None:
        from senstosales.services import order_notes

        books, actor = self._desk.books, self._desk.actor
        work = partial(order_notes.restore, books, actor, note_id)
        self._desk.jobs.write(work, self._restored, owner=self)

    def _restored(self, _nothing: None) -> None:
        """The list shows it."""

    def _failed(self, error: BaseException) -> None:
        self._hold(saving=False)
        if isinstance(error, Trouble):
            self.box.set_error(error.sentence)
            self.box.setFocus()
        else:
            self._desk.messages.failure(error)
