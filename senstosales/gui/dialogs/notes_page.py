"""The page of the settings dialog about notes: texts kept for reuse in the remarks of challans."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from senstosales.errors import Trouble
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.fields import MultilineField, TextField
from senstosales.gui.forms import Form, FormDialog
from senstosales.gui.rows_table import RowsTable
from senstosales.gui.wording import say
from senstosales.queries import notes as queries
from senstosales.queries.columns import Column, Look
from senstosales.services import notes
from senstosales.services.drafts import make

if TYPE_CHECKING:
    from senstosales.queries.notes import NoteLine

COLUMNS = (
    Column("title", "Title", Look.TEXT, 22),
    Column("content", "Text", Look.TEXT, 50),
)


class NotesPage(QWidget):
    """Acts at once: nothing here waits for Save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = RowsTable(COLUMNS)
        self.table.opened.connect(self.change)
        self.table.selected.connect(self._marked)
        self.new = self._button("New note…", "plus", self._new)
        self.edit = self._button("Change…", "pencil", self._change_marked)
        self.remove = self._button("Take out of use", "archive", self._retire)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.new, self.edit, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self._marked(None)
        self.read()

    def read(self) -> None:
        """Look at the notes again."""
        self._desk.jobs.read(partial(self._desk.books.ask, queries.listed), self._show, owner=self)

    def change(self, held: "NoteLine | None") -> FormDialog:
        """The form of a note; a new one without `held`."""
        form = Form()
        form.add("title", "Title", TextField(longest=200), required=True)
        form.add("content", "Text", MultilineField(lines=6), required=True)
        form.set_values(
            {"title": held.title if held else None, "content": held.content if held else None}
        )
        dialog = FormDialog("Note" if held else "New note", form, "Save note", self)
        form.submitted.connect(partial(self._submitted, dialog, form, held.id if held else None))
        dialog.open()
        return dialog

    def _button(self, words: str, icon: str, run: object) -> QPushButton:
        button = QPushButton(say(words))
        icons.dress(button, icon)
        button.clicked.connect(run)
        return button

    def _show(self, found: "Sequence[NoteLine]") -> None:
        self.table.set_rows(found)
        self._marked(self.table.current)

    def _marked(self, row: object) -> None:
        self.edit.setEnabled(row is not None)
        self.remove.setEnabled(row is not None)

    def _new(self) -> None:
        self.change(None)

    def _change_marked(self) -> None:
        if self.table.current is not None:
            self.change(self.table.current)

    def _submitted(
        self, dialog: FormDialog, form: Form, note_id: int | None, values: dict[str, object]
    ) -> None:
        desk = self._desk
        desk.jobs.write(
            lambda: notes.save(desk.books, desk.actor, make(notes.NoteDraft, values), note_id),
            partial(self._saved, dialog),
            partial(self._refused, form),
            owner=dialog,
        )

    def _saved(self, dialog: FormDialog, _note_id: int) -> None:
        dialog.accept()
        self.read()

    def _refused(self, form: Form, error: BaseException) -> None:
        if isinstance(error, Trouble):
            form.show_trouble(error)
        else:
            self._desk.messages.failure(error)

    def _retire(self) -> None:
        held = self.table.current
        if held is not None:
            self._desk.jobs.write(
                partial(notes.retire, self._desk.books, self._desk.actor, held.id),
                self._retired,
                owner=self,
            )

    def _retired(self, _nothing: None) -> None:
        self.read()
