"""A key for another program: named, made, and shown this once."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.told import named
from senstosales.errors import Trouble
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.fields import TextField
from senstosales.gui.forms import Form, FormDialog
from senstosales.gui.wording import say
from senstosales.services import keys


class KeyForm(FormDialog):
    """Makes a key, or with `name` another one for that program."""

    def __init__(self, desk: Desk, parent: QWidget, name: str = "") -> None:
        form = Form()
        if name:
            form.add_wide(
                _said(
                    f"{named(name)} gets another key. Its present one opens nothing any more as soon as the "
                    "new one is made: put the new one into the program's own settings at once."
                )
            )
        else:
            form.add_wide(
                _said(
                    "Name the key after the program that will use it. The audit trail names what the "
                    "program does by this name."
                )
            )
            form.add("name", "Program", TextField(longest=60), required=True)
        title = "New key" if name else "Make a key"
        super().__init__(title, form, "Make the new key" if name else "Make the key", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._name, self._behind = desk, name, parent
        form.set_clean()
        form.submitted.connect(self._store)
        if not name:
            form.fields["name"].setFocus()

    def _store(self, values: dict[str, Any]) -> None:
        self.save.setEnabled(False)
        name = self._name or str(values["name"])
        work = keys.rotate if self._name else keys.add
        self._desk.jobs.write(
            partial(work, self._desk.books, self._desk.actor, name),
            partial(self._made, name),
            self._refused,
            owner=self,
        )

    def _made(self, name: str, key: str) -> None:
        self.form.set_clean()
        self.accept()
        KeyShown(name, key, self._behind).open()

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self._desk.messages.failure(error)


class KeyShown(Dialog):
    """The key itself: the only time it is ever seen."""

    def __init__(self, name: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Key made"))
        self.setMinimumWidth(640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        heading = QLabel(say(f"The key of {named(name)}"))
        heading.setProperty("role", "title")
        self.box = QLineEdit(key)
        self.box.setReadOnly(True)
        self.box.setAccessibleName(say(f"The key of {named(name)}"))
        self.box.selectAll()
        self.copy = QPushButton(say("Copy"))
        self.copy.setAutoDefault(False)
        icons.dress(self.copy, "copy")
        self.copy.clicked.connect(self._copy)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.box, 1)
        line.addWidget(self.copy)
        close = QPushButton(say("I have kept it"))
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addWidget(heading)
        column.addWidget(
            _said(
                "It is shown only now: the books keep nothing that it could be read from. The program "
                "sends it with every call, as X-API-Key."
            )
        )
        column.addLayout(line)
        column.addSpacing(12)
        column.addLayout(foot)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.box.text())
        self.copy.setText(say("Copied"))


def make_key(desk: Desk, parent: QWidget) -> KeyForm:
    """Open the form of a new key."""
    return _opened(KeyForm(desk, parent))


def rotate_key(desk: Desk, name: str, parent: QWidget) -> KeyForm:
    """Ask whether that program shall have another key."""
    return _opened(KeyForm(desk, parent, name))


def _opened(dialog: KeyForm) -> KeyForm:
    dialog.open()
    return dialog


def _said(words: str) -> QLabel:
    label = QLabel(say(words))
    label.setWordWrap(True)
    return label
