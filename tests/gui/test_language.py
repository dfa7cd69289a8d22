"""The window in another language: every word of the program is put into it, what people entered is not."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.documents import invoice, templates
from senstosales.domain.told import Told, named
from senstosales.gui import cells, commands
from senstosales.gui.language import (
    LEAST_LETTERS,
    MOST_KEPT,
    Language,
    Translation,
    chosen,
    source_of,
    speak,
    spoken,
)
from senstosales.gui.start import Program, build_window
from senstosales.gui.tables import RegisterView
from senstosales.gui.wording import STATUS, say
from senstosales.queries.columns import Look
from tests import words
from tests.conftest import OpenCopy
from tests.documents import samples
from tests.gui import walking
from tests.playing import ACTOR

PLACE = re.compile(r"%\d|\{[^}]*\}|<[^>]+>")
SAMPLE = """<TS version="2.1" language="hi_IN"><context><name>desk</name>
<message><source>Save</source><translation>सेव करें</translation></message>
<message><source>Open</source><translation>खोलें</translation></message>
<message><source>Draft</source><translation>ड्राफ्ट</translation></message>
<message><source>Value</source><translation>मूल्य</translation></message>
<message><source>%1 of %2 are left in lot %3.</source>
<translation>लॉट %3 में %2 में से %1 बचे हैं।</translation></message>
<message><source>It is %1.</source><translation>यह %1 है।</translation></message>
</context><context><name>status</name>
<message><source>Open</source><translation>खुला</translation></message>
</context><context><name>month</name>
<message><source>Mar</source><translation>मार्च</translation></message>
</context></TS>"""


@pytest.fixture
def hindi(tmp_path: Path) -> Translation:
    path = tmp_path / "hi.ts"
    path.write_text(SAMPLE, "utf-8")
    return Translation(Language.HINDI, path)


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """However a test ends, the next one is in English."""
    yield
    speak(qapp, Language.ENGLISH)


class Brackets(Translation):
    """A language in which every word said stands in brackets."""

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        return f"⟦{source}⟧" if re.search(r"[A-Za-z]{2}", source) else source


def test_every_text_of_the_window_has_a_translation() -> None:
    assert words.missing() == [], "python -m tests.words lists them"


def test_nothing_is_translated_that_nobody_says() -> None:
    assert words.unused() == []


@pytest.mark.parametrize("language", [each for each in Language if each is not Language.ENGLISH])
def test_a_translation_keeps_every_fact(language: Language) -> None:
    for (_, source), said in words.translated(language).items():
        assert said.strip(), source
        assert sorted(PLACE.findall(said)) == sorted(PLACE.findall(source)), source
        assert said.count("\n") == source.count("\n"), source
        if "%1" in source:
            own = re.sub(r"%\d", "", source)
            assert sum(map(str.isalpha, own)) >= LEAST_LETTERS, f"{source} would catch anything"


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Save", "सेव करें"),
        ("save", "सेव करें"),
        ("&Save…", "सेव करें… (&S)"),
        ("Save (Ctrl+Return)", "सेव करें (Ctrl+Return)"),
        ("Value ₹", "मूल्य ₹"),
        ("Value *", "मूल्य *"),
        ("5 of 7 are left in lot 2.", "लॉट 2 में 7 में से 5 बचे हैं।"),
        ("It is draft.", "यह ड्राफ्ट है।"),
        ("It is draft. Save", "यह ड्राफ्ट है। सेव करें"),
        ("Value: Draft", "मूल्य: ड्राफ्ट"),
        ("Draft  ·  05-Mar-2026", "ड्राफ्ट  ·  05-मार्च-2026"),
        ("It is 05-Mar-2026.", "यह 05-मार्च-2026 है।"),
        ("Nothing known of 05-Mar-2026", "Nothing known of 05-मार्च-2026"),
        ("Acme Draft Works", "Acme Draft Works"),
        ("Value: Acme", "Value: Acme"),
        ("", ""),
    ],
)
def test_a_text_is_known_however_it_is_dressed(hindi: Translation, english: str, said: str) -> None:
    assert hindi.translate("desk", english) == said


def test_a_word_may_mean_two_things(hindi: Translation) -> None:
    assert hindi.translate("desk", "Open") == "खोलें"
    assert hindi.translate(STATUS, "Open") == "खुला"
    assert hindi.translate(STATUS, "Draft") == "ड्राफ्ट"


def test_a_name_is_a_name_whatever_word_of_ours_it_is(
    qapp: QApplication, hindi: Translation
) -> None:
    told = Told(
        "Value", ": ", named("Draft"), ", ", f"It is {named('Open. Save')}.", " → ", "Draft"
    )
    assert told == "Value: Draft, It is Open. Save. → Draft"
    assert say(told) == told
    qapp.installTranslator(hindi)
    try:
        assert say(f"It is {named('Draft')}.") == "यह Draft है।"
        assert say(told) == "मूल्य: Draft, यह Open. Save है। → ड्राफ्ट"
        assert say(f"All of {named('Draft')}") == "All of Draft"
        assert cells.written(told, Look.TEXT) is told
        assert cells.day(dt.date(2026, 3, 5)) == "05-मार्च-2026"
        assert cells.exported(dt.date(2026, 3, 5), Look.DATE) == "05-Mar-2026"
        assert cells.in_english("05-मार्च-2026") == "05-Mar-2026"
    finally:
        qapp.removeTranslator(hindi)


def test_what_is_remembered_is_bounded(hindi: Translation) -> None:
    for number in range(MOST_KEPT + 10):
        hindi.translate("desk", f"{number} of 7 are left in lot 1.")
    assert len(hindi._kept) <= MOST_KEPT


def test_the_language_is_spoken_and_left_again(qapp: QApplication, english: None) -> None:
    assert spoken() is Language.ENGLISH
    assert say("Save") == "Save"
    speak(qapp, Language.HINDI)
    assert spoken() is Language.HINDI
    assert say("Save") != "Save"
    assert say("Open", STATUS) != say("Open")
    speak(qapp, Language.ENGLISH)
    assert (spoken(), say("Save")) == (Language.ENGLISH, "Save")


@pytest.mark.parametrize(
    ("kept", "meant"), [("hi", Language.HINDI), ("xx", Language.ENGLISH), (None, Language.ENGLISH)]
)
def test_a_setting_nobody_knows_is_english(kept: object, meant: Language) -> None:
    assert chosen(kept) is meant


@pytest.fixture
def program(
    qtbot: QtBot, dressed: QApplication, settings: QSettings, english: None
) -> Iterator[Program]:
    made = Program(dressed, settings, None)
    yield made
    for window in tuple(made.windows):
        qtbot.waitUntil(lambda window=window: window.desk.jobs.idle, timeout=20_000)
    made.close()


def test_another_language_opens_the_window_again(
    qtbot: QtBot,
    program: Program,
    settings: QSettings,
    open_copy: OpenCopy,
    ordered_file: Path,
) -> None:
    path = open_copy(ordered_file).path
    program.show_books(path)
    for language, orders in ((Language.HINDI, "परचेज़ ऑर्डर"), (Language.ENGLISH, "Purchase Orders")):
        before = program.windows[0]
        qtbot.waitUntil(lambda: program.windows[0].desk.jobs.idle, timeout=20_000)
        before.language_requested.emit(language)
        (window,) = program.windows
        assert window is not before
        assert window.strip.tabText(1) == orders
        assert (spoken(), settings.value("language")) == (language, language.value)
        qtbot.waitUntil(lambda: program.windows[0].desk.jobs.idle, timeout=20_000)
        assert window.desk.books.path == path
        # What is typed into the find box is English in either.
        named = commands.matching(commands.commands_of(window), "settings").named
        assert [command.icon for command in named] == ["settings"]


def test_the_language_is_chosen_in_the_settings(
    qtbot: QtBot, program: Program, open_copy: OpenCopy, ordered_file: Path
) -> None:
    program.show_books(open_copy(ordered_file).path)
    (before,) = program.windows
    qtbot.waitUntil(lambda: before.desk.jobs.idle, timeout=20_000)
    before.open_settings("Look")
    dialog = before.settings_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: before.desk.jobs.idle, timeout=20_000)
    hindi = dialog.languages.button(1)
    assert hindi.text() == "हिन्दी"
    hindi.click()
    (window,) = program.windows
    assert window is not before
    assert window.menu("File").title() == "फ़ाइल (&F)"


def test_papers_stay_english(qapp: QApplication, english: None) -> None:
    def drawn() -> bytes:
        return templates.pdf(
            samples.invoice(), templates.CLASSIC, invoice.INVOICE_COPIES, samples.PRINTED
        )

    before = drawn()
    speak(qapp, Language.HINDI)
    assert drawn() == before


@pytest.fixture
def books(open_copy: OpenCopy, played_file: Path) -> Books:
    return open_copy(played_file)


def test_no_word_of_the_window_misses_its_translation(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> None:
    known = Translation(Language.HINDI, source_of(Language.HINDI))
    brackets = Brackets(Language.HINDI, source_of(Language.HINDI))
    dressed.installTranslator(brackets)
    missed: dict[str, str] = {}
    try:
        window = build_window(books, ACTOR, settings)
        window.resize(1920, 1040)
        window.show()
        for place, spec in enumerate(window.specs):
            window.go(place)
            qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=20_000)
            for register in window.tabs[place].findChildren(RegisterView):
                if register.isVisible() and register.model.rowCount():
                    register.table.selectRow(0)
            qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=20_000)
            missed |= _missed_in(window.tabs[place], spec.title, known)
            for words, dialog in walking.dialogs(qtbot, window, place):
                missed |= _missed_in(dialog, f"{spec.title}, {words}", known)
        for menu in window.menus:
            for action in menu.actions():
                if action.text() and _is_missed(action.text(), known):
                    missed[action.text()] = "menu"
        window.close()
    finally:
        dressed.removeTranslator(brackets)
    assert not missed, "\n".join(f"{said}: {place}" for said, place in missed.items())


def _missed_in(whole: QWidget, title: str, known: Translation) -> dict[str, str]:
    """What is said in it that should have been put into the language, and where."""
    return {
        said: f"{title}: {_place(widget)}"
        for widget in (whole, *whole.findChildren(QWidget))
        for said in _said(widget)
        if _is_missed(said, known)
    }


def _is_missed(text: str, known: Translation) -> bool:
    """Whether a word of ours is left when all that was said is taken away."""
    left = re.sub(r"⟦[^⟧]*⟧", "", text)
    parts = (part.strip() for part in re.split(r"[·\n]|\s\s+", left))
    return any(re.search(r"[A-Za-z]{3}", part) and known.knows(part) for part in parts)


def _said(widget: QWidget) -> Iterator[str]:
    """All that a widget shows or says."""
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))
        case QMenu():
            yield from (action.text() for action in widget.actions())
        case QComboBox() if not widget.isEditable():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QTableView():
            header, model = widget.horizontalHeader(), widget.model()
            yield from (
                str(model.headerData(place, header.orientation()) or "")
                for place in range(header.count())
            )
        case _:
            pass


def _place(widget: QWidget) -> str:
    chain = []
    each: QWidget | None = widget
    while each is not None and not each.isWindow():
        chain.append(type(each).__name__)
        each = each.parentWidget()
    return " < ".join(chain[:5])
