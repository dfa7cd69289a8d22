"""The page of the settings dialog about mail: the server that codes and letters go through, and who may
sign up.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from senstosales.domain import identity
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.office_fields import CheckedField
from senstosales.gui.fields import CheckField, ChoiceField, TextField
from senstosales.gui.forms import Form
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.books.store import Books

_LINES = (
    ("starttls", "STARTTLS, usually port 587"),
    ("tls", "TLS from the first byte, usually port 465"),
    ("none", "Not private, only inside the office"),
)


class PasswordField(TextField):
    """A password that is entered and never shown again: what stands there at first is nothing, and
    nothing entered leaves the password as it is.
    """

    def __init__(self) -> None:
        super().__init__(longest=200)
        self.box.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> Any:
        return self.box.text() or None

    def set_value(self, value: Any) -> None:
        """Whether there is one already."""
        self.box.clear()
        self.box.setPlaceholderText(say("Kept; enter another to change it" if value else ""))
        self.set_error("")
        self.changed.emit()


class MailForm(Form):
    """Stored by Save like the other forms; the trial goes through what is stored."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.heading("Mail server")
        self.add_wide(
            _hint(
                "Papers, and codes for log-ins and new passwords, are mailed through it. Without one "
                "papers go out with your own mail program, and codes are shown in the tab Users and "
                "keys for you to tell."
            )
        )
        self.environment = _hint("")
        self.add_wide(self.environment)
        self.environment.hide()
        self.add("mail_host", "Server", TextField(placeholder="smtp.example.com", longest=253))
        self.add("mail_port", "Port", TextField(width=8, longest=5))
        self.add("mail_security", "Security", ChoiceField(_LINES, own=True))
        self.add("mail_user", "User name", TextField(longest=254))
        self.add("mail_password", "Password", PasswordField())
        self.add("mail_from", "Sent from", CheckedField(identity.email_address, width=36))
        self.attempt = QPushButton(say("Send a trial mail"))
        self.attempt.setAutoDefault(False)
        icons.dress(self.attempt, "send")
        self.attempt.clicked.connect(self._try_out)
        self.outcome = _hint("")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(12)
        line.addWidget(self.attempt)
        line.addWidget(self.outcome, 1)
        self.add_wide(row)
        self.heading("Sign-up")
        self.add("sign_up", "", CheckField("Strangers may sign up over REST"))
        self.add_wide(
            _hint(
                "Whoever signs up gets a business of their own in these books and sees nothing of "
                "yours. People of the office are invited in Users and keys."
            )
        )
        self.changed.connect(self._look)

    def set_values(self, values: Any) -> None:
        super().set_values(values)
        self._desk.jobs.read(_named_outside, self._say_environment, owner=self)
        self._look()

    def _look(self) -> None:
        """A trial is of use once what stands here is stored."""
        self.attempt.setEnabled(not self.dirty and self._has_server)
        self.attempt.setToolTip(say("Save first; then it is sent to the address it comes from"))

    @property
    def _has_server(self) -> bool:
        return bool(self.fields["mail_host"].value()) or not self.environment.isHidden()

    def _say_environment(self, host: str) -> None:
        self.environment.setText(
            say(
                f"SENSTOSALES_SMTP_URL names {host} for this computer: mail goes through that one, "
                "whatever stands here."
            )
        )
        self.environment.setVisible(bool(host))
        self._look()

    def _try_out(self) -> None:
        self.attempt.setEnabled(False)
        self.outcome.setText(say("Sending…"))
        self._desk.jobs.read(
            partial(_sent_to, self._desk.books), self._tried, self._not_sent, owner=self
        )

    def _tried(self, address: str) -> None:
        self.outcome.setText(
            say(f"The server has taken a mail to {address}. Look whether it arrives.")
        )
        self._look()

    def _not_sent(self, error: BaseException) -> None:
        from senstosales.errors import Trouble

        self._look()
        if isinstance(error, Trouble):
            self.outcome.setText(say(error.sentence))
        else:
            self.outcome.setText("")
            self._desk.messages.failure(error)


def without_unchanged(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings without a password that nobody entered."""
    return {
        name: value
        for name, value in settings.items()
        if name != "mail_password" or value is not None
    }


def _hint(words: str) -> QLabel:
    label = QLabel(say(words))
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label


def _named_outside() -> str:
    """The server that the environment names; empty if it names none."""
    from senstosales.services import mail_server

    found = mail_server.from_environment()
    return found.host if found is not None else ""


def _sent_to(books: "Books") -> str:
    from senstosales.services import postman

    return postman.try_out(books)
