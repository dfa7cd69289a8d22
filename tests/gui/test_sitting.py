"""Somebody sits at the desk: under their name, in their role, until an owner takes it back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from senstosales.books.store import Books
from senstosales.domain.roles import Role
from senstosales.errors import Forbidden
from senstosales.gui import sitting
from senstosales.gui.dialogs.who_sits import WhoSits
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries import people as people_queries
from senstosales.queries.people import Person
from senstosales.services import businesses, notes, people
from senstosales.services.drafts import make
from senstosales.services.notes import NoteDraft
from senstosales.services.office import OfficeDraft
from senstosales.services.people import PersonDraft
from senstosales.tables.office import AuditEntry
from tests.conftest import OpenCopy
from tests.desktop import QUICKEST_TAB
from tests.playing import ACTOR

NOTE = {"title": "T", "content": "C"}
Open = Callable[[], OfficeWindow]


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


@pytest.fixture
def people_of(books: Books) -> dict[str, str]:
    """An owner and a viewer with passwords, a clerk without; their uids by name."""

    def add(name: str, role: Role, password: str | None) -> str:
        draft = make(PersonDraft, {"name": name, "email": f"{name.lower()}@example.com"})
        return people.add(books, ACTOR, draft, password, role).uid

    return {
        "Rao": add("Rao", Role.OWNER, "secret of rao"),
        "Asha": add("Asha", Role.CLERK, None),
        "Vera": add("Vera", Role.VIEWER, "secret of vera"),
    }


@pytest.fixture
def window_of(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[Open]:
    made: list[OfficeWindow] = []

    def build() -> OfficeWindow:
        settings.setValue("window/tab", QUICKEST_TAB)
        window = build_window(books, ACTOR, settings)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: window.desk.jobs.idle)
        made.append(window)
        return window

    yield build
    for window in made:
        qtbot.waitUntil(lambda window=window: window.desk.jobs.idle)


def sit(qtbot: QtBot, window: OfficeWindow, uid: str, password: str = "") -> WhoSits:
    window.ask_who_sits()
    dialog = window.findChildren(WhoSits)[-1]
    qtbot.waitUntil(dialog.save.isEnabled)
    dialog.who.set_value(uid)
    dialog.form.fields["password"].editor.setText(password)
    dialog.form.submit()
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    return dialog


def by_name(books: Books, name: str) -> Person:
    return next(who for who, _ in books.ask(people_queries.listed) if who.name == name)


def write(window: OfficeWindow) -> None:
    notes.save(window.desk.books, window.desk.actor, make(NoteDraft, NOTE), None)


def test_whoever_uses_the_computer_is_the_owner(window_of: Open) -> None:
    window = window_of()
    write(window)
    assert window.desk.books.role is Role.OWNER
    assert not window.status.person.isVisible()


def test_a_viewer_at_the_desk_changes_nothing_and_an_owner_takes_it_back(
    qtbot: QtBot, window_of: Open, people_of: dict[str, str]
) -> None:
    window = window_of()
    dialog = sit(qtbot, window, people_of["Vera"], "wrong")
    assert "not the password" in dialog.form.fields["password"].error
    dialog.form.set_clean()
    dialog.reject()
    sit(qtbot, window, people_of["Vera"], "secret of vera")
    assert window.status.person.text() == "Vera, viewer"
    with pytest.raises(Forbidden):
        write(window)
    dialog = sit(qtbot, window, "")
    assert "owner" in dialog.form._general.text()
    dialog.form.set_clean()
    dialog.reject()
    sit(qtbot, window, people_of["Rao"], "secret of rao")
    assert window.status.person.text() == "Rao, owner"
    write(window)
    sit(qtbot, window, "")
    assert window.desk.actor == ACTOR
    assert not window.status.person.isVisible()


def test_a_clerk_works_under_their_own_name_also_the_next_time(
    qtbot: QtBot, window_of: Open, people_of: dict[str, str], books: Books, settings: QSettings
) -> None:
    window = window_of()
    sit(qtbot, window, people_of["Asha"])
    write(window)
    with books.read() as session:
        entry = session.scalar(select(AuditEntry).where(AuditEntry.noun == "notes"))
        assert entry is not None
        assert (entry.actor, entry.door) == ("asha@example.com", "desktop")
    assert sitting.kept(settings, books.path) is not None
    again = window_of()
    assert again.status.person.text() == "Asha, clerk"
    assert (again.desk.actor.name, again.desk.books.role) == ("asha@example.com", Role.CLERK)
    write(again)


def test_a_role_that_changes_holds_at_once(
    qtbot: QtBot, window_of: Open, people_of: dict[str, str], books: Books
) -> None:
    window = window_of()
    said: list[str] = []
    window.desk.messages.said.connect(lambda _tone, sentence: said.append(sentence))
    sit(qtbot, window, people_of["Asha"])
    asha = by_name(books, "Asha")
    people.place(books, ACTOR, asha.id, Role.VIEWER)
    qtbot.waitUntil(lambda: window.status.person.text() == "Asha, viewer")
    with pytest.raises(Forbidden):
        write(window)
    people.disable(books, ACTOR, asha.id)
    qtbot.waitUntil(lambda: any("may no longer work" in each for each in said))
    assert window.desk.books.role is Role.VIEWER


def test_nobody_goes_into_a_business_of_others(
    qtbot: QtBot, window_of: Open, people_of: dict[str, str], books: Books
) -> None:
    other = businesses.add(books, ACTOR, make(OfficeDraft, {"name": "Second"}))
    window = window_of()
    said: list[str] = []
    window.desk.messages.said.connect(lambda _tone, sentence: said.append(sentence))
    sit(qtbot, window, people_of["Asha"])
    window.choose_business(other.id)
    qtbot.waitUntil(lambda: any("does not belong" in each for each in said))
    assert window.desk.books.business_id == 1
    asha = by_name(books, "Asha")
    people.place(books.of(other.id), ACTOR, asha.id, Role.OWNER)
    window.choose_business(other.id)
    qtbot.waitUntil(lambda: window.status.person.text() == "Asha, owner")
    assert window.desk.books.business_id == other.id


def test_settings_that_were_spoilt_name_nobody(settings: QSettings, tmp_path: Path) -> None:
    for spoilt in ("", "[]", "{", f'{{"{tmp_path}": {{"uid": 1}}}}', f'{{"{tmp_path}": 5}}'):
        settings.setValue("desk/people", spoilt)
        assert sitting.kept(settings, tmp_path) is None
