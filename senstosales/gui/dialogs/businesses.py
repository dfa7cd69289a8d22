"""Ctrl+Shift+B: the businesses that share these books, to work in another one or to add one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.told import named
from senstosales.errors import Trouble
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs.office_fields import StateField
from senstosales.gui.forms import Form, FormDialog, MultilineField, TextField
from senstosales.gui.gstin_field import GstinField
from senstosales.gui.hit_look import HIT_ROLE, HitLook
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.queries.businesses import BusinessLine

_NO_NAME = "No name yet"
_MOST_SEEN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list, as `HitLook` draws it."""

    id: int
    title: str
    subtitle: str
    type_label: str


class BusinessesDialog(Dialog):
    """`chosen(id)` is the business to work in from now on. Typing finds a name in the list."""

    chosen = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Business"))
        self.setMinimumWidth(520)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        heading = QLabel(say("Which business?"))
        heading.setProperty("role", "title")
        hint = QLabel(
            say(
                "Each has orders, papers, number series, letterhead and GSTIN of its own. All share this "
                "file and its backups."
            )
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.list = QListWidget()
        self.list.setItemDelegate(HitLook(self.list))
        self.list.setAccessibleName(say("Businesses"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemActivated.connect(self._take)
        framed = QFrame()
        framed.setProperty("role", "panel")
        inside = QVBoxLayout(framed)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        for widget in (heading, hint, framed):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(self._foot())
        desk.jobs.read(partial(desk.books.ask, _listed), self._show, self._failed, owner=self)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add = QPushButton(say("&Add a business…"))
        self.add.setAutoDefault(False)
        self.add.setToolTip(say("A further business in these books (Alt+A)"))
        icons.dress(self.add, "plus")
        self.add.clicked.connect(self._add)
        row.addWidget(self.add)
        row.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.open_button = QPushButton(say("Open"))
        self.open_button.setProperty("role", "primary")
        self.open_button.setDefault(True)
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._open)
        row.addWidget(cancel)
        row.addWidget(self.open_button)
        return row

    def _show(self, found: "Sequence[BusinessLine]") -> None:
        here = self._desk.books.business_id
        for line in found:
            facts = [line.gstin or "no GSTIN", line.state_name or ""]
            choice = Choice(
                line.id,
                line.name or _NO_NAME,
                "  ·  ".join(fact for fact in facts if fact),
                "open now" if line.id == here else "",
            )
            item = QListWidgetItem(choice.title)
            item.setData(HIT_ROLE, choice)
            about = f"{choice.title}, {choice.subtitle} {choice.type_label}".strip()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, about)
            self.list.addItem(item)
            if line.id == here:
                self.list.setCurrentItem(item)
        rows = min(max(len(found), 2), _MOST_SEEN)
        self.list.setFixedHeight(rows * HitLook.HEIGHT + 2 * self.list.frameWidth())
        self.adjustSize()
        self.open_button.setEnabled(self.list.count() > 0)
        self.list.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self.reject()

    def _open(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        choice: Choice = item.data(HIT_ROLE)
        self.accept()
        self.chosen.emit(choice.id)

    def _add(self) -> None:
        dialog = AddBusiness(self._desk, self)
        dialog.added.connect(self._added)
        dialog.open()

    def _added(self, business_id: int) -> None:
        self.accept()
        self.chosen.emit(business_id)

    def sizeHint(self) -> QSize:
        return QSize(520, super().sizeHint().height())


class AddBusiness(FormDialog):
    """What a letterhead must have; the rest is in the settings of the new business. `added(id)`."""

    added = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        form = Form()
        form.add("name", "Name", TextField(longest=200), required=True)
        gstin = GstinField()
        form.add("gstin", "GSTIN", gstin)
        state = StateField()
        state.follow(gstin)
        form.add("state_code", "State", state)
        form.add("address", "Address", MultilineField(lines=3))
        form.add("phone", "Phone", TextField(longest=60))
        form.add("email", "E-mail", TextField(longest=120))
        super().__init__("Add a business", form, "Add business", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        form.set_clean()
        form.submitted.connect(self._store)
        form.fields["name"].setFocus()

    def _store(self, values: dict[str, Any]) -> None:
        self.save.setEnabled(False)
        self._desk.jobs.write(
            partial(_added, self._desk, values), self._stored, self._refused, owner=self
        )

    def _stored(self, line: "BusinessLine") -> None:
        self.form.set_clean()
        self.accept()
        self._desk.messages.note(
            f"{named(line.name)} is added. Its bank, logo and number styles are in File > Settings."
        )
        self.added.emit(line.id)

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self._desk.messages.failure(error)


def _listed(session: Any) -> "Sequence[BusinessLine]":
    from senstosales.queries import businesses

    return businesses.listed(session)


def _added(desk: Desk, values: dict[str, Any]) -> "BusinessLine":
    from senstosales.services import businesses
    from senstosales.services.drafts import make
    from senstosales.services.office import OfficeDraft

    return businesses.add(desk.books, desk.actor, make(OfficeDraft, values))
