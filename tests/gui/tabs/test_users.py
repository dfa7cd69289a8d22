"""People, keys, log-ins and waiting codes, at the desk."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status
from senstosales.domain.roles import Role
from senstosales.errors import Unidentified
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.key_form import KeyForm, KeyShown
from senstosales.gui.dialogs.mail_form import PasswordField
from senstosales.gui.dialogs.person_form import PersonForm
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.outbox import Outbox
from senstosales.gui.tabs.users import SPEC, UsersTab
from senstosales.queries import users as queries
from senstosales.queries.columns import Filter
from senstosales.queries.people import Person
from senstosales.services import admission, keys, office, people, sessions
from senstosales.services.drafts import make
from senstosales.services.mail_server import ENVIRONMENT
from senstosales.services.outbox import listed as letters_of
from senstosales.services.people import PersonDraft
from senstosales.services.sessions import Terms
from tests.conftest import OpenCopy
from tests.gui.tabs.conftest import Opened
from tests.mail import MailBox, url
from tests.playing import ACTOR

TERMS = Terms(timedelta(minutes=30), timedelta(days=1))


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


@pytest.fixture
def asha(books: Books) -> Person:
    return add(books, "Asha", Role.CLERK)


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, asha: Person) -> Iterator[UsersTab]:
    made = UsersTab(desk)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def add(books: Books, name: str, role: Role | None) -> Person:
    draft = make(PersonDraft, {"name": name, "email": f"{name.lower()}@example.com"})
    return people.add(books, ACTOR, draft, "long secret", role)


def listed(books: Books) -> dict[str, tuple[str, Status]]:
    found = books.ask(queries.page, Filter(), None, 100, 0)
    return {row.name: (row.role, row.status) for row in found}


def mark(qtbot: QtBot, page: Any, place: int = 0) -> None:
    qtbot.waitUntil(lambda: page.view.model.rowCount() > place)
    page.view.table.selectRow(place)
    qtbot.waitUntil(lambda: page.current is not None)


def filled(dialog: Any, **values: Any) -> None:
    for name, value in values.items():
        field = dialog.form.fields[name]
        if isinstance(field, PasswordField):
            field.box.setText(value)
        else:
            field.set_value(value)
    dialog.form.submit()


def test_somebody_is_invited_with_a_code_that_waits_at_the_desk(
    qtbot: QtBot, tab: UsersTab, opened: Opened[Any], books: Books, heard: list[str]
) -> None:
    tab.people.invite.trigger()
    dialog = opened(PersonForm)
    dialog.form.submit()
    assert dialog.form.fields["email"].error
    filled(dialog, name="Bina", email="asha@example.com")
    qtbot.waitUntil(lambda: "already" in dialog.form.fields["email"].error)
    with qtbot.waitSignal(dialog.accepted):
        filled(dialog, name="Bina", email="Bina@example.com", role="viewer")
    assert heard == ["The invitation is in the outbox."]
    assert listed(books)["Bina"] == ("Viewer", Status.INVITED)
    tab.show_item(-3)
    qtbot.waitUntil(lambda: len(tab.letters.table.rows) == 1)
    row = tab.letters.table.rows[0]
    assert (row.recipient, len(row.code)) == ("bina@example.com", 6)
    assert tab.letters.notice.isVisible()
    assert not tab.letters.copy.isEnabled()
    tab.letters.table.selectRow(0)
    tab.letters.copy.trigger()
    assert QGuiApplication.clipboard().text() == row.code
    assert SPEC.count is not None
    assert books.ask(SPEC.count) == 1


def test_an_invitation_is_sent_again_to_who_has_no_password(
    qtbot: QtBot, tab: UsersTab, books: Books, heard: list[str]
) -> None:
    draft = make(PersonDraft, {"name": "Aa", "email": "aa@example.com"})
    admission.invite(books, ACTOR, draft, Role.CLERK)
    qtbot.waitUntil(lambda: tab.people.view.model.rowCount() == 2)
    mark(qtbot, tab.people)
    assert tab.people.again.isEnabled()
    tab.people.again.trigger()
    qtbot.waitUntil(lambda: len(letters_of(books)) == 2)
    qtbot.waitUntil(lambda: bool(heard))
    mark(qtbot, tab.people, 1)
    assert not tab.people.again.isEnabled()


def test_a_role_is_changed_and_a_business_keeps_an_owner(
    qtbot: QtBot, tab: UsersTab, opened: Opened[Any], books: Books
) -> None:
    mark(qtbot, tab.people)
    tab.people.role.trigger()
    dialog = opened(PersonForm)
    with qtbot.waitSignal(dialog.accepted):
        filled(dialog, role="owner")
    assert listed(books)["Asha"][0] == "Owner"
    qtbot.waitUntil(lambda: tab.people.current is not None and tab.people.current.role == "Owner")
    tab.people.role.trigger()
    dialog = opened(PersonForm)
    filled(dialog, role="none")
    qtbot.waitUntil(lambda: "needs an owner" in dialog.form._general.text())
    assert listed(books)["Asha"][0] == "Owner"


def test_a_password_is_set_at_the_desk(
    qtbot: QtBot, tab: UsersTab, opened: Opened[Any], books: Books, asha: Person
) -> None:
    mark(qtbot, tab.people)
    tab.people.password.trigger()
    dialog = opened(PersonForm)
    filled(dialog, password="short", again="short")
    qtbot.waitUntil(lambda: "8 characters" in dialog.form.fields["password"].error)
    filled(dialog, password="another secret", again="other")
    qtbot.waitUntil(lambda: "same" in dialog.form.fields["again"].error)
    with qtbot.waitSignal(dialog.accepted):
        filled(dialog, password="another secret", again="another secret")
    assert people.authenticate(books, asha.email, "another secret").id == asha.id


def test_somebody_is_disabled_and_enabled(
    qtbot: QtBot, tab: UsersTab, opened: Opened[Any], books: Books, asha: Person
) -> None:
    mark(qtbot, tab.people)
    tab.people.disable.trigger()
    dialog = opened(RemovalDialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.remove()
    with pytest.raises(Unidentified):
        people.authenticate(books, asha.email, "long secret")
    qtbot.waitUntil(tab.people.enable.isEnabled)
    assert not tab.people.disable.isEnabled()
    tab.people.enable.trigger()
    qtbot.waitUntil(tab.people.disable.isEnabled)
    assert people.authenticate(books, asha.email, "long secret").id == asha.id


def test_people_of_other_businesses_are_seen_and_can_only_be_kept_out(
    qtbot: QtBot, tab: UsersTab, books: Books
) -> None:
    add(books, "Stranger", None)
    qtbot.waitUntil(lambda: tab.people.view.model.rowCount() == 2)
    assert listed(books)["Stranger"] == ("", Status.ELSEWHERE)
    mark(qtbot, tab.people, 1)
    assert tab.people.disable.isEnabled()
    assert not tab.people.role.isEnabled()
    assert not tab.people.password.isEnabled()


def test_a_key_is_made_shown_once_given_anew_and_revoked(
    qtbot: QtBot, tab: UsersTab, opened: Opened[Any], books: Books
) -> None:
    tab.show_item(-1)
    tab.keys.make.trigger()
    dialog = opened(KeyForm)
    filled(dialog, name="=x")
    qtbot.waitUntil(lambda: "Name the key" in dialog.form.fields["name"].error)
    filled(dialog, name="erp")
    shown = opened(KeyShown)
    first = shown.box.text()
    shown.copy.click()
    assert QGuiApplication.clipboard().text() == first
    assert books.ask(keys.name_of, first) == "erp"
    shown.accept()
    mark(qtbot, tab.keys)
    tab.keys.rotate.trigger()
    opened(KeyForm).form.submit()
    qtbot.waitUntil(lambda: books.ask(keys.name_of, first) is None)
    shown = opened(KeyShown)
    second = shown.box.text()
    assert books.ask(keys.name_of, second) == "erp"
    shown.accept()
    qtbot.waitUntil(tab.keys.revoke.isEnabled)
    tab.keys.revoke.trigger()
    removal = opened(RemovalDialog)
    with qtbot.waitSignal(removal.accepted):
        removal.remove()
    qtbot.waitUntil(lambda: not tab.keys.revoke.isEnabled())
    assert books.ask(keys.name_of, second) is None


def test_a_log_in_is_ended(
    qtbot: QtBot, tab: UsersTab, opened: Opened[Any], books: Books, asha: Person
) -> None:
    pair = sessions.open_session(books, asha, "namastepms", TERMS)
    tab.show_item(-2)
    mark(qtbot, tab.log_ins)
    assert (tab.log_ins.current.email, tab.log_ins.current.door) == (asha.email, "NamastePMS")
    tab.log_ins.end.trigger()
    removal = opened(RemovalDialog)
    with qtbot.waitSignal(removal.accepted):
        removal.remove()
    qtbot.waitUntil(lambda: tab.log_ins.view.model.rowCount() == 0)
    with pytest.raises(Unidentified):
        people.identify(books, pair.access)


@pytest.mark.parametrize("role", [Role.CLERK, Role.VIEWER])
def test_only_an_owner_manages_people_and_keys(
    qtbot: QtBot, desk: Desk, books: Books, asha: Person, opened: Opened[Any], role: Role
) -> None:
    made = UsersTab(replace(desk, books=books.seen_by(role)))
    qtbot.addWidget(made)
    made.show()
    mark(qtbot, made.people)
    made.people.disable.trigger()
    removal = opened(RemovalDialog)
    removal.remove()
    qtbot.waitUntil(lambda: "owner" in removal.trouble.text.text())
    removal.reject()
    made.people.invite.trigger()
    dialog = opened(PersonForm)
    filled(dialog, name="Bina", email="bina@example.com")
    qtbot.waitUntil(lambda: "owner" in dialog.form._general.text())
    dialog.form.set_clean()
    assert list(listed(books)) == ["Asha"]
    admission.send_entry_code(books, asha)
    made.show_item(-3)
    qtbot.waitUntil(lambda: len(made.letters.table.rows) == 1)
    assert made.letters.table.rows[0].code == ""
    assert "Only an owner" in made.letters.notice.text.text()
    qtbot.waitUntil(lambda: desk.jobs.idle)


def wait_for(qtbot: QtBot, heard: list[str], word: str) -> str:
    qtbot.waitUntil(lambda: any(word in each for each in heard))
    return next(each for each in heard if word in each)


@pytest.fixture
def outbox(qtbot: QtBot, desk: Desk) -> Iterator[Callable[..., Outbox]]:
    made: list[Outbox] = []
    manages = [True]

    def start(*, owner: bool = True) -> Outbox:
        manages[0] = owner
        made.append(Outbox(desk, lambda: desk.open("users", -3), lambda: manages[0]))
        qtbot.waitUntil(lambda: desk.jobs.idle)
        return made[0]

    yield start
    for each in made:
        each.stop()
    qtbot.waitUntil(lambda: desk.jobs.idle)


def test_the_window_tells_of_a_code_that_nobody_mails(
    qtbot: QtBot, desk: Desk, books: Books, asha: Person, heard: list[str],
    outbox: Callable[..., Outbox],
) -> None:  # fmt: skip
    admission.send_entry_code(books, asha)
    outbox()
    assert heard == []  # it stood there before: a number on the tab
    admission.send_entry_code(books, asha)
    said = wait_for(qtbot, heard, "asha@example.com")
    assert "No mail server is set" in said
    assert letters_of(books)[0].code not in said


def test_a_clerk_at_the_desk_is_not_told_of_codes(
    qtbot: QtBot, desk: Desk, books: Books, asha: Person, heard: list[str],
    outbox: Callable[..., Outbox],
) -> None:  # fmt: skip
    started = outbox(owner=False)
    admission.send_entry_code(books, asha)
    started._look()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert heard == []


def test_with_a_server_the_window_mails_and_tells_nothing(
    qtbot: QtBot, desk: Desk, books: Books, asha: Person, heard: list[str],
    outbox: Callable[..., Outbox], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    box = MailBox()
    box.start()
    try:
        monkeypatch.setenv(ENVIRONMENT, url(box))
        started = outbox()
        admission.send_entry_code(books, asha)
        assert box.wait()["To"] == asha.email
        qtbot.waitUntil(lambda: letters_of(books) == [])
        started.stop()
    finally:
        box.stop()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert heard == []


def test_a_code_is_not_shown_where_mail_goes_out(
    qtbot: QtBot, tab: UsersTab, books: Books, asha: Person
) -> None:
    office.save_settings(books, ACTOR, {"mail_host": "mail.example"})
    admission.send_entry_code(books, asha)
    tab.show_item(-3)
    qtbot.waitUntil(lambda: len(tab.letters.table.rows) == 1)
    assert tab.letters.table.rows[0].code == ""
    assert not tab.letters.notice.isVisible()
