"""`business`, `user` and `token`: who may work in the books, in which business, and how they prove it."""

import argparse
import secrets
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from senstosales.cli.session import actor, open_chosen
from senstosales.domain.roles import Role
from senstosales.errors import Invalid, NotFound, Refused
from senstosales.months import shown

if TYPE_CHECKING:
    from senstosales.books.store import Books
    from senstosales.queries.people import Person, Place

SHORTEST_PASSWORD = 8
LONGEST_DAYS = 3660
NOBODY = "none"


def run_business_list(options: argparse.Namespace) -> int:
    from senstosales.queries import businesses

    def show(books: "Books") -> None:
        for line in books.ask(businesses.listed):
            where = line.state_name or ""
            print(f"{line.uid}\t{line.name or '(not named yet)'}\t{line.gstin or ''}\t{where}")

    return _with_books(options, show)


def run_business_add(options: argparse.Namespace) -> int:
    from senstosales.services import businesses
    from senstosales.services.drafts import make
    from senstosales.services.office import OfficeDraft

    def add(books: "Books") -> None:
        facts = {"name": options.name, "gstin": options.gstin, "state_code": options.state}
        line = businesses.add(books, actor(), make(OfficeDraft, facts))
        print(line.uid)
        print(f"{line.name} has books of its own now. Name it with --business.", file=sys.stderr)

    return _with_books(options, add)


def run_user_list(options: argparse.Namespace) -> int:
    from senstosales.queries import people

    def show(books: "Books") -> None:
        for person, places in books.ask(people.listed):
            state = "may log in" if person.is_active else "disabled"
            if person.last_login_at is not None:
                state += f", last on {shown(person.last_login_at.astimezone().date())}"
            print(f"{person.email}\t{person.name}\t{_roles(places)}\t{state}")

    return _with_books(options, show)


def run_user_add(options: argparse.Namespace) -> int:
    from senstosales.services import people
    from senstosales.services.drafts import make

    def add(books: "Books") -> None:
        draft = make(people.PersonDraft, {"name": options.name, "email": options.email})
        password, made = _password(options)
        person = people.add(books, actor(), draft, password, Role(options.role))
        _tell(books, person, password if made else None)

    return _with_books(options, add)


def run_user_role(options: argparse.Namespace) -> int:
    from senstosales.services import people

    def change(books: "Books") -> None:
        person = _person(books, options.user)
        role = None if options.role == NOBODY else Role(options.role)
        people.place(books, actor(), person.id, role)
        _tell(books, person, None)

    return _with_books(options, change)


def run_user_password(options: argparse.Namespace) -> int:
    from senstosales.services import people

    def change(books: "Books") -> None:
        person = _person(books, options.user)
        password, made = _password(options)
        people.set_password(books, actor(), person.id, password)
        _tell(books, person, password if made else None)

    return _with_books(options, change)


def run_user_disable(options: argparse.Namespace) -> int:
    from senstosales.services import people

    def change(books: "Books") -> None:
        person = _person(books, options.user)
        people.disable(books, actor(), person.id)
        print(f"{person.email} opens nothing any more.")

    return _with_books(options, change)


def run_user_enable(options: argparse.Namespace) -> int:
    from senstosales.services import people

    def change(books: "Books") -> None:
        person = _person(books, options.user)
        people.enable(books, actor(), person.id)
        print(f"{person.email} may log in again.")

    return _with_books(options, change)


def run_token(options: argparse.Namespace) -> int:
    """The token alone on stdout, so that scripts can read it."""
    from senstosales.services import people, sessions

    def issue(books: "Books") -> None:
        person = _person(books, options.user)
        if not person.is_active:
            raise Refused(f"{person.email} is disabled. Enable the account first.")
        lifetime = timedelta(days=options.days)
        claims = people.claims(books, person)
        print(
            sessions.open_single(
                books, person, "command line", lifetime, lambda _person: claims, actor()
            )
        )
        until = shown((books.clock() + lifetime).astimezone().date())
        print(
            f"Good until {until} at every door: send it as Authorization: Bearer.", file=sys.stderr
        )

    return _with_books(options, issue)


def days_of(text: str) -> int:
    """For how many days a token shall be good."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) <= LONGEST_DAYS):
        raise argparse.ArgumentTypeError(
            f"“{text[:20]}” is not a number of days up to {LONGEST_DAYS}"
        )
    return int(text)


def _with_books(options: argparse.Namespace, work: "Callable[[Books], None]") -> int:
    books = open_chosen(options)
    try:
        work(books)
    finally:
        books.close()
    return 0


def _person(books: "Books", text: str) -> "Person":
    from senstosales.queries import people

    found = books.ask(people.by_name, text) or books.ask(people.by_uid, text)
    if found is None:
        raise NotFound("account", text)
    return found


def _password(options: argparse.Namespace) -> tuple[str, bool]:
    """The password from stdin or a new one, and whether it is new."""
    if not options.password_stdin:
        return secrets.token_urlsafe(12), True
    given = sys.stdin.readline().rstrip("\r\n")
    if len(given) < SHORTEST_PASSWORD:
        raise Invalid(f"A password has at least {SHORTEST_PASSWORD} characters.", field="password")
    return given, False


def _tell(books: "Books", person: "Person", password: str | None) -> None:
    """The new password alone on stdout: it is shown this once."""
    from senstosales.queries import people

    if password is not None:
        print(password)
        print("This is the password; it is not shown again.", file=sys.stderr)
    places = _roles(books.ask(people.places, person.id))
    print(f"{person.email} is {places or 'in no business'}.", file=sys.stderr)


def _roles(places: "list[Place]") -> str:
    return ", ".join(f"{at.role.value} of {at.business_name or 'the office'}" for at in places)
