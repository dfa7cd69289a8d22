"""Settings (Ctrl+,): who we are, bank, numbers, papers, mail, look, and the books themselves."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from senstosales.errors import Invalid, Problem, Trouble
from senstosales.gui import dresser, icons, language, palette, turns
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import settings_forms
from senstosales.gui.dialogs.books_page import BooksPage
from senstosales.gui.dialogs.mail_form import MailForm, without_unchanged
from senstosales.gui.dialogs.notes_page import NotesPage
from senstosales.gui.dialogs.server_page import ServerPage
from senstosales.gui.forms import Form, sure_to_lose
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.books.store import Reading
    from senstosales.gui.office_window import OfficeWindow

_SECTIONS = (
    ("Office", "building-2"),
    ("Bank", "landmark"),
    ("Numbers", "tag"),
    ("Papers", "file-text"),
    ("Terms", "file-pen-line"),
    ("Mail", "mail"),
    ("Closing", "lock"),
    ("Notes", "pencil"),
    ("Look", "eye"),
    ("Books", "database"),
    ("Other programs", "link"),
)
_THEMES = {
    palette.Theme.SYSTEM: "Follow the system",
    palette.Theme.LIGHT: "Light",
    palette.Theme.DARK: "Dark",
}
_DENSITIES = {
    palette.Density.NORMAL: "Normal: rows of 28 pixels",
    palette.Density.COMPACT: "Compact: rows of 24 pixels",
}


@dataclass(frozen=True, slots=True)
class Held:
    """What the books hold now: the office with its bank and pictures, and the settings."""

    office: dict[str, Any]
    settings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be stored; None where nothing was changed. `pictures` by their names."""

    office: dict[str, Any] | None
    settings: dict[str, str] | None
    pictures: dict[str, bytes | None]


class SettingsDialog(Dialog):
    """Look and Books act at once; everything else is stored by Save."""

    def __init__(self, desk: Desk, window: "OfficeWindow") -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._closing = False
        self.setWindowTitle(say("Settings"))
        self.resize(820, 664)
        self.forms: tuple[Form, ...] = ()
        self.server: ServerPage | None = None
        self.sections = QListWidget()
        self.sections.setProperty("role", "sections")
        self.sections.setFixedWidth(168)
        self.sections.setAccessibleName(say("Settings"))
        self.pages = QStackedWidget()
        for title, _ in _SECTIONS if window.serving is not None else _SECTIONS[:-1]:
            item = QListWidgetItem(say(title))
            item.setSizeHint(QSize(0, 36))
            self.sections.addItem(item)
        self._dress()
        dresser.on_change(self._dress)
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        rule = QFrame()
        rule.setProperty("role", "rule")
        rule.setFixedWidth(1)
        middle.addWidget(self.sections)
        middle.addWidget(rule)
        middle.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self._foot())
        self.parts = turns.of_dialog(self, window, self._build())
        self._desk.jobs.read(
            partial(desk.books.ask, _held),
            lambda held: self.parts.then(partial(self._show, held)),
            self._unreadable,
            owner=self,
        )

    def _build(self) -> Iterator[None]:
        """The pages, the one that is seen first."""
        self.office = settings_forms.office_form()
        self._add(self.office)
        yield
        self.bank, self.numbers = settings_forms.bank_form(), settings_forms.numbers_form()
        self._add(self.bank, self.numbers)
        yield
        self.papers = settings_forms.papers_form()
        self._add(self.papers)
        yield
        self.terms, self.mail = settings_forms.terms_form(), MailForm(self._desk)
        self._add(self.terms, self.mail)
        yield
        self.closing = settings_forms.closing_form(self._today)
        self.notes = NotesPage(self._desk)
        self._add(self.closing, self.notes, self._look())
        yield
        self.books = BooksPage(self._desk)
        self.books.changed.connect(self._window.tell_backup)
        self._add(self.books)
        if self._window.serving is not None:
            self.server = ServerPage(self._desk, self._window.serving)
            self.server.left.connect(self.close)
            self._add(self.server)
        self.forms = (
            self.office, self.bank, self.numbers, self.papers, self.terms, self.mail, self.closing,
        )  # fmt: skip
        for form in self.forms:
            form.changed.connect(self._changed)
            form.submitted.connect(self._submitted)
        self.pages.setCurrentIndex(self.sections.currentRow())

    def _add(self, *pages: QWidget) -> None:
        for page in pages:
            title, _ = _SECTIONS[self.pages.count()]
            if isinstance(page, Form):
                page.setEnabled(False)
            high = isinstance(page, BooksPage | NotesPage | ServerPage)
            self.pages.addWidget(_framed(title, page, scrolls=not high))

    def _today(self) -> dt.date:
        return self._desk.books.clock().astimezone().date()

    def save(self) -> None:
        """Store what was changed, or say beside the fields what is wrong."""
        values: list[dict[str, Any]] = []
        for place, form in enumerate(self.forms):
            form.clear_problems()
            if not form.dirty:
                values.append({})
                continue
            try:
                values.append(form.values())
            except Invalid as error:
                self.sections.setCurrentRow(place)
                form.show_problems(error.problems)
                return
        wish = self._wish(*values)
        self.button.setEnabled(False)
        self._desk.jobs.write(
            partial(_store, self._desk, wish), self._saved, self._refused, owner=self
        )

    @property
    def dirty(self) -> bool:
        return any(form.dirty for form in self.forms)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif not enter:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Cancel, Esc or the cross of the dialog."""
        if not self.dirty or sure_to_lose(self):
            super().reject()

    def show_section(self, title: str) -> None:
        """Turn to the page of that title."""
        self.parts.finish()
        for place in range(self.sections.count()):
            if _SECTIONS[place][0] == title:
                self.sections.setCurrentRow(place)

    def _dress(self) -> None:
        for place in range(self.sections.count()):
            self.sections.item(place).setIcon(icons.icon(_SECTIONS[place][1], "muted"))

    def _look(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        settings = self._desk.settings
        theme = str(settings.value("theme", palette.Theme.SYSTEM.value))
        density = str(settings.value("density", palette.Density.NORMAL.value))
        column.addWidget(_words("Colours", "heading"))
        self.themes = QButtonGroup(self)
        for place, (each, words) in enumerate(_THEMES.items()):
            button = QRadioButton(say(words))
            button.setChecked(each.value == theme)
            self.themes.addButton(button, place)
            column.addWidget(button)
        column.addSpacing(8)
        column.addWidget(_words("Rows of lists", "heading"))
        self.densities = QButtonGroup(self)
        for place, (row_height, words) in enumerate(_DENSITIES.items()):
            button = QRadioButton(say(words))
            button.setChecked(row_height.value == density)
            self.densities.addButton(button, place)
            column.addWidget(button)
        column.addSpacing(8)
        column.addWidget(_words("This takes effect at once, on this machine only.", "muted"))
        column.addSpacing(8)
        column.addWidget(_words("Language", "heading"))
        spoken = language.spoken()
        self.languages = QButtonGroup(self)
        for place, tongue in enumerate(language.Language):
            button = QRadioButton(tongue.own_name)
            button.setChecked(tongue is spoken)
            self.languages.addButton(button, place)
            column.addWidget(button)
        about = _words("The window is closed and opened again in it. Papers stay English.", "muted")
        column.addWidget(about)
        column.addStretch(1)
        self.themes.idClicked.connect(self._theme_chosen)
        self.densities.idClicked.connect(self._density_chosen)
        self.languages.idClicked.connect(self._language_chosen)
        return page

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addStretch(1)
        self.cancel = QPushButton(say("Close"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.button = QPushButton(say("Save"))
        self.button.setProperty("role", "primary")
        self.button.setAutoDefault(False)
        self.button.setEnabled(False)
        native = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setToolTip(say(f"Save ({native})"))
        self.button.clicked.connect(self.save)
        row.addWidget(self.cancel)
        row.addWidget(self.button)
        return foot

    def _show(self, held: Held) -> None:
        self.office.set_values(held.office)
        self.bank.set_values(held.office)
        shown = settings_forms.settings_shown(held.settings)
        self.numbers.set_values(shown)
        self.papers.set_values(shown)
        self.terms.set_values(shown)
        self.mail.set_values(shown)
        self.closing.set_values(shown)
        for form in self.forms:
            form.setEnabled(True)
        self._changed()
        if self.sections.currentRow() == 0 and not self.office.fields["name"].hasFocus():
            self.office.fields["name"].setFocus()

    def _unreadable(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        super().reject()

    def _wish(
        self,
        office: dict[str, Any],
        bank: dict[str, Any],
        numbers: dict[str, Any],
        papers: dict[str, Any],
        terms: dict[str, Any],
        mail: dict[str, Any],
        closing: dict[str, Any],
    ) -> Wish:
        pictures = {name: office.pop(name) for name in settings_forms.PICTURES if name in office}
        who = office or bank
        entered = numbers | papers | terms | closing | without_unchanged(mail)
        settings = settings_forms.settings_entered(entered)
        return Wish(office | bank if who else None, settings or None, pictures)

    def _submitted(self, _values: object) -> None:
        self.save()

    def _changed(self) -> None:
        dirty = self.dirty
        self.button.setEnabled(dirty)
        self.cancel.setText(say("Cancel" if dirty else "Close"))

    def _saved(self, _nothing: None) -> None:
        for form in self.forms:
            form.set_clean()
        self._desk.messages.note("Settings saved.")
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._changed()
        if not isinstance(error, Trouble):
            self._desk.messages.failure(error)
            return
        problems: Iterable[Problem] = error.problems if isinstance(error, Invalid) else ()
        problems = tuple(problems) or (Problem(error.field or "", error.sentence),)
        for place, form in enumerate(self.forms):
            mine = [problem for problem in problems if problem.field in form.fields]
            if mine:
                self.sections.setCurrentRow(place)
                form.show_problems(mine)
                return
        place = min(self.sections.currentRow(), len(self.forms) - 1)
        self.sections.setCurrentRow(place)
        self.forms[place].show_problems(problems)

    def _theme_chosen(self, place: int) -> None:
        self._window.choose_theme(list(_THEMES)[place])

    def _density_chosen(self, place: int) -> None:
        self._window.choose_density(list(_DENSITIES)[place])

    def _language_chosen(self, place: int) -> None:
        wanted = list(language.Language)[place]
        if wanted is language.spoken():
            return
        self.reject()
        if self.isVisible():  # what was typed here is to be kept
            self.languages.button(list(language.Language).index(language.spoken())).setChecked(True)
        else:
            self._window.language_requested.emit(wanted)


def _framed(title: str, page: QWidget, *, scrolls: bool) -> QWidget:
    inner = QWidget()
    inner.setProperty("role", "page")
    column = QVBoxLayout(inner)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(12)
    column.addWidget(_words(title, "title"))
    column.addWidget(page, 0 if scrolls else 1)
    if not scrolls:
        return inner
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def _words(text: str, role: str) -> QLabel:
    label = QLabel(say(text))
    label.setProperty("role", role)
    label.setWordWrap(role == "muted")
    return label


def _held(session: "Reading") -> Held:
    from senstosales.queries import office

    own = office.business(session)
    names = (*settings_forms.OFFICE, *settings_forms.BANK, *settings_forms.PICTURES)
    return Held({name: getattr(own, name) for name in names}, office.settings(session))


def _store(desk: Desk, wish: Wish) -> None:
    """Settings first: they are checked all together before any is stored, as the office is."""
    from senstosales.queries import office as queries
    from senstosales.services import office
    from senstosales.services.drafts import make

    draft = None
    if wish.office is not None:
        held = desk.books.ask(_held)
        pictures = settings_forms.PICTURES
        before = {name: value for name, value in held.office.items() if name not in pictures}
        draft = make(office.OfficeDraft, before | wish.office)
    if wish.settings is not None:
        known = {name: value for name, value in wish.settings.items() if name in queries.DEFAULTS}
        office.save_settings(desk.books, desk.actor, known)
    if draft is not None:
        office.save_office(desk.books, desk.actor, draft)
    for name, picture in wish.pictures.items():
        office.save_picture(desk.books, desk.actor, name, picture)
