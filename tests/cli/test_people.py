"""Businesses, people and tokens on the command line."""

import io
from datetime import timedelta

import pytest

from senstosales.books.store import open_books
from senstosales.cli.main import main
from senstosales.domain.roles import Role
from senstosales.errors import Unidentified
from senstosales.queries import people as people_queries
from senstosales.services import people
from senstosales.services.tokens import TokenKind


@pytest.fixture
def said(path, capsys):
    """Runs a command on the books: `said("user", "list")` gives status, lines and stderr."""

    def run(*words, status=0):
        capsys.readouterr()
        code = main([*words, "--books", str(path)])
        shown = capsys.readouterr()
        assert code == status, shown
        if status:
            assert shown.out == ""
            assert shown.err.count("\n") == 1, shown.err
        return shown.out.splitlines(), shown.err

    return run


@pytest.fixture
def looked_at(path):
    """The books, opened anew for a look."""
    opened = open_books(path)
    yield opened
    opened.close()


def add(said, name, role, *more):
    return said("user", "add", name, "--email", f"{name}@example.com", "--role", role, *more)


def test_a_generated_password_is_shown_once_and_opens_the_account(said, looked_at):
    (password,), told = add(said, "Asha", "owner")
    assert len(password) >= 16
    assert password not in told
    assert "asha@example.com is owner of NARMADA PRECISION WORKS." in told
    who = people.authenticate(looked_at, "asha@example.com", password)
    assert who.name == "Asha"
    (line,), _ = said("user", "list")
    assert line.startswith("asha@example.com\tAsha\towner of NARMADA PRECISION WORKS\tmay log in")
    assert password not in line


def test_a_password_from_stdin_is_not_shown(said, looked_at, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("long secret\r\nmore\n"))
    out, told = add(said, "Asha", "clerk", "--password-stdin")
    assert out == []
    assert "long secret" not in told
    assert people.authenticate(looked_at, "asha@example.com", "long secret")
    for short in ("short\n", ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(short))
        said("user", "password", "asha@example.com", "--password-stdin", status=2)
    assert people.authenticate(looked_at, "asha@example.com", "long secret")


def test_a_token_is_good_until_its_days_are_over(said, looked_at, monkeypatch):
    add(said, "Asha", "owner")
    (token,), told = said("token", "ASHA@example.com", "--days", "3")
    assert "Authorization: Bearer" in told
    assert token not in told
    assert people.identify(looked_at, token).email == "asha@example.com"
    real = looked_at.clock
    monkeypatch.setattr(looked_at, "clock", lambda: real() + timedelta(days=2, hours=23))
    assert people.identify(looked_at, token, TokenKind.BEARER)
    monkeypatch.setattr(looked_at, "clock", lambda: real() + timedelta(days=3, seconds=1))
    with pytest.raises(Unidentified):
        people.identify(looked_at, token)


@pytest.mark.parametrize("days", ["0", "-1", "1.5", "x", "3661", "0001234567", "²"])
def test_days_that_make_no_sense(said, days):
    add(said, "Asha", "owner")
    said("token", "asha@example.com", f"--days={days}", status=2)


def test_a_disabled_person_gets_no_token_and_an_enabled_one_does(said, looked_at):
    add(said, "Asha", "owner")
    (token,), _ = said("token", "asha@example.com")
    said("user", "disable", "asha@example.com")
    with pytest.raises(Unidentified):
        people.identify(looked_at, token)
    said("token", "asha@example.com", status=2)
    assert said("user", "list")[0][0].endswith("\tdisabled")
    said("user", "enable", "asha@example.com")
    (token,), _ = said("token", "asha@example.com")
    assert people.identify(looked_at, token)


def test_a_new_password_ends_what_was_open(said, looked_at):
    (old,), _ = add(said, "Asha", "owner")
    (token,), _ = said("token", "asha@example.com")
    (new,), _ = said("user", "password", "asha@example.com")
    assert new != old
    assert people.authenticate(looked_at, "asha@example.com", new)
    for work in (
        lambda: people.identify(looked_at, token),
        lambda: people.authenticate(looked_at, "asha@example.com", old),
    ):
        with pytest.raises(Unidentified):
            work()


def test_businesses_by_name_and_id(said, looked_at):
    first = said("business", "list")[0]
    assert [line.split("\t")[1:] for line in first] == [
        ["NARMADA PRECISION WORKS", "23AAKFN4471M1ZX", "Madhya Pradesh"]
    ]
    (uid,), told = said("business", "add", "Second Works", "--state", "27")
    assert "Second Works" in told
    assert said("business", "list")[0][1] == f"{uid}\tSecond Works\t\tMaharashtra"
    add(said, "Asha", "owner", "--business", "second works")
    add(said, "Bina", "viewer", "--business", uid)
    said("user", "role", "asha@example.com", "clerk")
    who = looked_at.ask(people_queries.by_name, "asha@example.com")
    places = looked_at.ask(people_queries.places, who.id)
    assert [(at.business_uid == uid, at.role) for at in places] == [
        (True, Role.OWNER),
        (False, Role.CLERK),
    ]
    said("user", "role", "asha@example.com", "none", "--business", uid, status=2)
    said("user", "role", "bina@example.com", "none", "--business", uid)
    assert said("user", "list")[0][1].split("\t")[2] == ""


def test_commands_work_in_the_business_that_is_named(said):
    said("business", "add", "Second Works")
    said("key", "add", "erp", "--business", "Second Works")
    assert said("key", "list")[0] == []
    assert len(said("key", "list", "--business", "Second Works")[0]) == 1
    assert said("show", "order", "--all", "--business", "Second Works")[0] == []


@pytest.mark.parametrize(
    "words",
    [
        ("user", "add", "", "--email", "a@b.in", "--role", "owner"),
        ("user", "add", "A", "--email", "nonsense", "--role", "owner"),
        ("user", "add", "A", "--email", "a@b.in", "--role", "boss"),
        ("user", "add", "A", "--email", "a@b.in"),
        ("user", "add", "A", "--email", "a@b.in", "--role", "owner", "--business", "nowhere"),
        ("user", "disable", "nobody@b.in"),
        ("user",),
        ("token", "nobody@b.in"),
        ("business", "add", ""),
        ("business", "add", "X", "--gstin", "23AAAAA0000A1Z9"),
        ("business", "add", "X", "--state", "99"),
        ("business", "add", "X", "--state", "27", "--gstin", "23AAKFN4471M1ZX"),
    ],
)
def test_a_slip_is_one_sentence_and_changes_nothing(said, looked_at, words):
    said(*words, status=2)
    assert looked_at.ask(people_queries.listed) == []
    assert len(said("business", "list")[0]) == 1


def test_an_address_is_taken_once(said):
    add(said, "Asha", "owner")
    _, told = said("user", "add", "B", "--email", "ASHA@example.com", "--role", "clerk", status=2)
    assert "asha@example.com" in told
