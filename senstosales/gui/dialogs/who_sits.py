"""File > Who is at this desk: one of the people, in their role, or whoever uses this computer."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from senstosales.domain.roles import Role
from senstosales.errors import Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.mail_form import PasswordField
from senstosales.gui.fields import ChoiceField
from senstosales.gui.forms import Form, FormDialog
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.books.store import Books
    from senstosales.services.seats import Sitter

_COMPUTER = ""
_OWNER = (_COMPUTER, "Whoever uses this computer, as owner")


class WhoSits(FormDialog):
    """`taken(sitter or None)` is called once the books have let them."""

    def __init__(
        self,
        desk: Desk,
        present: str | None,
        taken: "Callable[[Sitter | None], None]",
        parent: QWidget,
    ) -> None:
        form = Form()
        hint = QLabel(
            say(
                "What is done at this desk bears this name in the audit trail, and only what their role "
                "allows can be done."
            )
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        form.add_wide(hint)
        self.who = ChoiceField([_OWNER])
        form.add("uid", "At this desk", self.who)
        form.add("password", "Their password", PasswordField())
        super().__init__("Who is at this desk", form, "Sit down", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._present, self._taken_by = desk, present, taken
        self._sitters: dict[str, Sitter] = {}
        form.set_clean()
        form.changed.connect(self._chosen)
        form.submitted.connect(self._submitted)
        self.save.setEnabled(False)
        desk.jobs.read(partial(_sitters, desk.books), self._show, owner=self)

    def _show(self, found: "Sequence[Sitter]") -> None:
        self._sitters = {sitter.uid: sitter for sitter in found}
        people = [(each.uid, f"{each.name}, {each.role.value} ({each.email})") for each in found]
        self.who.set_options([_OWNER, *people])
        self.who.set_value(self._present or _COMPUTER)
        self.form.set_clean()
        self.save.setEnabled(True)
        self._chosen()
        self.who.setFocus()

    def _chosen(self) -> None:
        sitter = self._sitters.get(str(self.who.value() or _COMPUTER))
        self.form.set_shown("password", sitter is not None and sitter.has_password)

    def _submitted(self, values: dict[str, Any]) -> None:
        self.save.setEnabled(False)
        uid = str(values["uid"] or _COMPUTER) or None
        # As the owner of the computer: the log-in itself is noted, whatever the one who sits there may.
        books = self._desk.books.seen_by(Role.OWNER)
        self._desk.jobs.write(
            partial(_take, books, self._desk.books.role, uid, str(values["password"] or "")),
            self._let,
            self._refused,
            owner=self,
        )

    def _let(self, sitter: "Sitter | None") -> None:
        self.form.set_clean()
        self.accept()
        self._taken_by(sitter)

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self._desk.messages.failure(error)


def _sitters(books: "Books") -> "Sequence[Sitter]":
    from senstosales.services import seats

    return books.ask(seats.sitters)


def _take(books: "Books", present: Role, uid: str | None, password: str) -> "Sitter | None":
    from senstosales.services import seats

    return seats.take(books, present, uid, password)
