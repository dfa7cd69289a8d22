"""What the letters say that bring a code."""

from sqlalchemy.orm import Session

from senstosales.books.store import Books
from senstosales.queries import office
from senstosales.services import letters
from senstosales.services.codes import Issued

_UNASKED = "If you did not ask for it, do nothing: without the code nobody gets in."
_FIVE_MINUTES = "It is good for 5 minutes and for one use. Nobody of ours will ever ask you for it."
SIGN_UP = "Your code to confirm this address"
LOG_IN = "Your code to log in"
PASSWORD = "Your code to set a new password"  # noqa: S105 - a subject
INVITATION = "Your account"
"""Subjects: they say what a code is for, and never the code, which telephones show on locked screens."""


def sign_up(books: Books, session: Session, recipient: str, issued: Issued) -> None:
    """Enter the letter to somebody who signed up."""
    _enter(
        books, session, recipient, SIGN_UP, issued,
        f"This code confirms your address at {_office(session)}. {_FIVE_MINUTES}", _UNASKED,
    )  # fmt: skip


def log_in(books: Books, session: Session, recipient: str, issued: Issued) -> None:
    """Enter the letter to somebody who logs in."""
    _enter(
        books, session, recipient, LOG_IN, issued,
        f"This code logs you in at {_office(session)}. {_FIVE_MINUTES}",
        "If it was not you, somebody else knows your password: set a new one.",
    )  # fmt: skip


def password(books: Books, session: Session, recipient: str, issued: Issued) -> None:
    """Enter the letter to somebody who has forgotten their password."""
    _enter(
        books, session, recipient, PASSWORD, issued,
        f"With this code you set a new password at {_office(session)}. {_FIVE_MINUTES}", _UNASKED,
    )  # fmt: skip


def invitation(
    books: Books, session: Session, recipient: str, role: str, issued: Issued | None
) -> None:
    """Enter the letter to somebody who was given an account, with a code if they need a password."""
    invited = f"{_office(session)} has made you {role} of its books."
    if issued is None:
        text = f"{invited}\n\nLog in as you are used to.\n"
        letters.enter(books, session, recipient, INVITATION, text)
        return
    _enter(
        books, session, recipient, INVITATION, issued, invited,
        "To set your password, choose “Forgot password” in your program, or have the office set "
        "one for you. Asked for the code, give the one above: it is good for 3 days. Ask for no "
        "other in between, else only the newest counts.",
    )  # fmt: skip


def _enter(
    books: Books, session: Session, recipient: str, subject: str, issued: Issued, *said: str
) -> None:
    text = "\n\n".join([issued.code, *said]) + "\n"
    letters.enter(books, session, recipient, subject, text, expires_at=issued.until, is_secret=True)


def _office(session: Session) -> str:
    return office.business(session).name or "SenstoSales"
