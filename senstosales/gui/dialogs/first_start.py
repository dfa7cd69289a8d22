"""The first start: one friendly page. Who you are, and two ways to begin; or later."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.errors import Trouble
from senstosales.gui import language
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs.office_fields import StateField
from senstosales.gui.drop import pages_of
from senstosales.gui.forms import Form, MultilineField, TextField
from senstosales.gui.gstin_field import GstinField
from senstosales.gui.language import Language
from senstosales.gui.targets import Targets
from senstosales.gui.wording import say


class FirstStart(Dialog):
    """Shown over the window while the books have no name."""

    skipped = Signal()
    pages_dropped = Signal(list)
    pages_wanted = Signal()
    sample_wanted = Signal()
    settings_wanted = Signal()
    language_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._more = False
        self.setWindowTitle(say("Welcome to SenstoSales"))
        self.setAcceptDrops(True)
        self.setFixedWidth(664)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(32, 24, 32, 24)
        inner.setSpacing(8)
        title = QLabel(say("Welcome"))
        title.setProperty("role", "title")
        said = QLabel(
            say(
                "These are new, empty books. Say whose they are: it stands at the head of every challan "
                "and invoice. All of it can be changed later in Settings."
            )
        )
        said.setProperty("role", "muted")
        said.setWordWrap(True)
        other = Language.ENGLISH if language.spoken() is Language.HINDI else Language.HINDI
        self.language = QPushButton(other.own_name)
        self.language.setProperty("role", "link")
        self.language.setAutoDefault(False)
        self.language.setToolTip(say("The window in this language; papers stay English"))
        self.language.clicked.connect(partial(self._speak, other))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.language)
        inner.addLayout(head)
        inner.addWidget(said)
        inner.addSpacing(8)
        self.form = Form()
        self.form.add("name", "Your office", TextField(longest=200), required=True)
        gstin = GstinField()
        self.form.add("gstin", "GSTIN", gstin)
        state = StateField()
        state.follow(gstin)
        self.form.add("state_code", "State", state)
        self.form.add("address", "Address", MultilineField(lines=3))
        inner.addWidget(self.form)
        inner.addSpacing(8)
        rule = QFrame()
        rule.setProperty("role", "rule")
        rule.setFixedHeight(1)
        inner.addWidget(rule)
        inner.addSpacing(8)
        begin = QLabel(say("Or begin at once"))
        begin.setProperty("role", "heading")
        about = QLabel(say("The first order page says who you are too."))
        about.setProperty("role", "muted")
        inner.addWidget(begin)
        inner.addWidget(about)
        inner.addSpacing(4)
        self.targets = Targets()
        inner.addWidget(self.targets)
        column.addWidget(page, 1)
        column.addWidget(self._foot())
        self.form.submitted.connect(self._save)
        self.targets.pages_wanted.connect(self._choose_pages)
        self.targets.sample_wanted.connect(self._look_around)
        self.form.fields["name"].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need at this width; a layout alone does not see to that."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pages_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = pages_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.accept()
            self.pages_dropped.emit(paths)

    def _speak(self, other: Language, _checked: bool = False) -> None:
        """The page comes again in the other language: nothing was skipped."""
        super().reject()
        self.language_wanted.emit(other)

    def reject(self) -> None:
        """Later: it is not asked again."""
        self.skipped.emit()
        super().reject()

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(32, 12, 32, 12)
        row.setSpacing(8)
        self.further = QPushButton(say("Bank, logo, number styles…"))
        self.further.setProperty("role", "link")
        self.further.setToolTip(say("Save, and go on to Settings"))
        self.further.setAutoDefault(False)
        self.further.clicked.connect(self._go_further)
        self.later = QPushButton(say("Later"))
        self.later.setAutoDefault(False)
        self.later.clicked.connect(self.reject)
        self.save = QPushButton(say("Save"))
        self.save.setProperty("role", "primary")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.form.submit)
        row.addWidget(self.further)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.save)
        return foot

    def _go_further(self) -> None:
        self._more = True
        self.form.submit()
        if self.save.isEnabled():
            self._more = False  # something is missing yet; nothing was saved

    def _save(self, values: dict[str, Any]) -> None:
        self.save.setEnabled(False)
        self._desk.jobs.write(
            partial(_store, self._desk, values), self._saved, self._refused, owner=self
        )

    def _saved(self, _nothing: None) -> None:
        self.accept()
        if self._more:
            self.settings_wanted.emit()
        else:
            self._desk.messages.note(
                "Saved. Bank, logo and number styles are in File > Settings.",
                "Open them",
                self.settings_wanted.emit,
            )

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        self._more = False
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self._desk.messages.failure(error)

    def _choose_pages(self) -> None:
        self.accept()
        self.pages_wanted.emit()

    def _look_around(self) -> None:
        self.reject()
        self.sample_wanted.emit()


def _store(desk: Desk, values: dict[str, Any]) -> None:
    from senstosales.services import office
    from senstosales.services.drafts import make

    office.save_office(desk.books, desk.actor, make(office.OfficeDraft, values))
