"""What is decided about a person: an invitation, a role, a password."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from senstosales.domain import identity
from senstosales.domain.roles import Role
from senstosales.domain.told import named
from senstosales.errors import Invalid, Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.mail_form import PasswordField
from senstosales.gui.dialogs.office_fields import CheckedField
from senstosales.gui.fields import ChoiceField, TextField
from senstosales.gui.forms import Form, FormDialog
from senstosales.gui.wording import say
from senstosales.queries.users import UserRow
from senstosales.services import admission, people
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft

if TYPE_CHECKING:
    from senstosales.queries.people import Person

SHORTEST_PASSWORD = 8
_ROLES = (
    (Role.OWNER.value, "Owner: everything, also people, keys and mail"),
    (Role.CLERK.value, "Clerk: all the work, but no people and keys"),
    (Role.VIEWER.value, "Viewer: sees everything, changes nothing"),
)
_NONE = "none"


class PersonForm(FormDialog):
    """`write(values)` runs on the writing lane; what it says no to stands beside the fields."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        form: Form,
        button: str,
        write: Callable[[dict[str, Any]], object],
        said: str,
        parent: QWidget,
    ) -> None:
        super().__init__(title, form, button, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._write, self._said = desk, write, said
        form.set_clean()
        form.submitted.connect(self._store)

    def _store(self, values: dict[str, Any]) -> None:
        self.save.setEnabled(False)
        self._desk.jobs.write(partial(self._write, values), self._stored, self._refused, owner=self)

    def _stored(self, _result: object) -> None:
        self.form.set_clean()
        self.accept()
        self._desk.messages.note(self._said)

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self._desk.messages.failure(error)


def invite(desk: Desk, parent: QWidget) -> PersonForm:
    """Somebody new, or somebody with an account in another business."""
    form = Form()
    form.add("name", "Name", TextField(longest=people.LONGEST_NAME), required=True)
    email = CheckedField(identity.email_address, width=40)
    form.add("email", "E-mail", email, required=True)
    role = ChoiceField(_ROLES, own=True)
    form.add("role", "Role", role)
    role.set_value(Role.CLERK.value)
    form.add_wide(
        _hint(
            "They get a letter with a code to set a password with, good for 3 days. Without a mail "
            "server the code stands under “Codes and letters”: tell it to them."
        )
    )
    dialog = PersonForm(
        desk, "Invite somebody", form, "Invite", partial(_invited, desk), "The invitation is in the "
        "outbox.", parent,
    )  # fmt: skip
    form.fields["name"].setFocus()
    dialog.open()
    return dialog


def change_role(desk: Desk, row: UserRow, parent: QWidget) -> PersonForm:
    """Owner, clerk, viewer, or no longer of this business."""
    form = Form()
    form.add_wide(_hint(f"{row.name}, {row.email}"))
    role = ChoiceField((*_ROLES, (_NONE, "None: no longer of this business")), own=True)
    form.add("role", "Role", role)
    role.set_value(row.role.lower())
    dialog = PersonForm(
        desk, f"Role of {named(row.name)}", form, "Change role", partial(_placed, desk, row.id),
        f"{named(row.name)} has another role from now on.", parent,
    )  # fmt: skip
    dialog.open()
    return dialog


def set_password(desk: Desk, row: UserRow, parent: QWidget) -> PersonForm:
    """A password chosen at the desk, told to the person by word of mouth."""
    form = Form()
    form.add_wide(
        _hint(
            f"{named(row.name)}, {named(row.email)}, is logged out everywhere and logs in with the new password. "
            f"At least {SHORTEST_PASSWORD} characters."
        )
    )
    form.add("password", "Password", PasswordField(), required=True)
    form.add("again", "Once more", PasswordField(), required=True)
    dialog = PersonForm(
        desk, f"Password of {named(row.name)}", form, "Set password", partial(_given, desk, row.id),
        f"{named(row.name)} has a new password.", parent,
    )  # fmt: skip
    form.fields["password"].setFocus()
    dialog.open()
    return dialog


def _invited(desk: Desk, values: dict[str, Any]) -> "Person":
    draft = make(PersonDraft, {"name": values["name"], "email": values["email"]})
    return admission.invite(desk.books, desk.actor, draft, Role(values["role"]))


def _placed(desk: Desk, user_id: int, values: dict[str, Any]) -> None:
    role = None if values["role"] == _NONE else Role(values["role"])
    people.place(desk.books, desk.actor, user_id, role)


def _given(desk: Desk, user_id: int, values: dict[str, Any]) -> None:
    if len(values["password"]) < SHORTEST_PASSWORD:
        raise Invalid(f"A password has at least {SHORTEST_PASSWORD} characters.", field="password")
    if values["password"] != values["again"]:
        raise Invalid("This is not the same password.", field="again")
    people.set_password(desk.books, desk.actor, user_id, values["password"])


def _hint(words: str) -> QLabel:
    label = QLabel(say(words))
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
