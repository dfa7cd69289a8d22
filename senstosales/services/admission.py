"""Who is let in, each time shown by a code that mail brings: sign-up, log-in, a forgotten password, an
invitation.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.roles import Right, Role
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries import people as queries
from senstosales.queries.people import Person
from senstosales.services import businesses, code_letters, codes, passwords, people
from senstosales.services.codes import Purpose
from senstosales.services.people import PersonDraft
from senstosales.tables.people import Membership, User

INVITED = timedelta(days=3)
"""For how long the code of an invitation is good: it waits for somebody who did not ask for it."""


def sign_up(books: Books, draft: PersonDraft, password: str, business_name: str | None) -> None:
    """Give a stranger an account with a business of its own, and send the code that confirms the address.

    Signed up again with the same password before that, they get a new code, and what they say of
    themselves is kept anew. Raises `Invalid`, `TooOften`, and `Conflict` when the address or the user
    name (its field says which) is somebody's already. It is the same work for known addresses.
    """
    kept = passwords.hashed(password)
    own = businesses.own_business(draft, business_name)
    while True:
        known = books.ask(_password_of, draft.email)
        same = passwords.fits(password, known)
        with books.write(Actor.calling(draft.email)) as session:
            if _password_of(session, draft.email) != known:
                continue  # somebody was as quick as we were, such as the same person pressing twice
            user = _by_email(session, draft.email)
            if user is None:
                user = businesses.settle(session, draft, kept, own)
            elif user.is_verified or not user.is_active or not same:
                raise Conflict(f"There is an account with {draft.email} already.", field="email")
            else:
                people.restate(session, user, draft)
            issued = codes.issue(books, session, user.id, Purpose.ENTRY)
            code_letters.sign_up(books, session, user.email, issued)
            return


def send_entry_code(books: Books, person: Person) -> None:
    """Send the code that completes the log-in of somebody whose password was right.

    Raises `TooOften`.
    """
    with books.write(Actor.calling(person.email)) as session:
        issued = codes.issue(books, session, person.id, Purpose.ENTRY, generous=True)
        code_letters.log_in(books, session, person.email, issued)


def send_password_code(books: Books, email: str) -> None:
    """Send the code with which somebody sets a new password. Raises `NotFound` and `TooOften`."""
    with books.write(Actor.calling(email)) as session:
        user = _active(session, email)
        issued = codes.issue(books, session, user.id, Purpose.PASSWORD)
        code_letters.password(books, session, user.email, issued)


def enter_code(books: Books, email: str, purpose: Purpose, given: str, place: str = "") -> Person:
    """Whose code this is: their address is theirs, and an entry code is spent.

    Raises `NotFound` (after the same work), `CodeRefused` and `TooOften`.
    """
    with books.write(Actor.calling(email)) as session:
        user = _by_email(session, email)
        known = user is not None and user.is_active
        user_id = user.id if user is not None and known else 0
        refusal = codes.tried(books, session, user_id, purpose, given, place)
        if user is None or not known:
            raise NotFound("account", email)
        if refusal is None:
            user.is_verified = True
            if purpose is Purpose.ENTRY:
                user.last_login_at = now(session)
        person = queries.of(user)
    if refusal is not None:  # only now: a wrong try has to be written
        raise refusal
    return person


def reset_password(books: Books, email: str, password: str, place: str = "") -> None:
    """Give somebody a new password after the code for it was entered from the same place; the code is
    spent, and whoever holds a token of theirs has to log in anew.

    Raises `NotFound`, `CodeRefused` and `Invalid`.
    """
    with books.read() as session:
        _check_reset(books, session, email, place)
    kept = passwords.hashed(password)
    with books.write(Actor.calling(email)) as session:
        people.give_password(session, _check_reset(books, session, email, place), kept)


def invite(books: Books, actor: Actor, draft: PersonDraft, role: Role) -> Person:
    """Make somebody owner, clerk or viewer of the business of these books, and send them a letter; with
    a code for their password unless they have an account that is certainly theirs.

    Raises `Invalid`, `Refused`, and `Conflict` for somebody who belongs to the business.
    """
    books.require(Right.MANAGE)
    with books.write(actor) as session:
        user = _by_email(session, draft.email)
        if user is None:
            user = people.enter(session, draft, None)
        elif not user.is_active:
            raise Refused(f"The account of {user.email} is disabled. Enable it first.")
        elif _belongs_here(session, user.id):
            raise Conflict(f"{user.email} belongs to this business already.", field="email")
        elif not user.is_verified:
            # Whoever signed up with this address need not be who reads its mail.
            people.give_password(session, user, None)
        session.add(Membership(user_id=user.id, business_id=here(session), role=role.value))
        session.flush()
        _send_invitation(books, session, user, role)
        return queries.of(user)


def invite_again(books: Books, actor: Actor, user_id: int) -> None:
    """Send the letter of an invitation once more, to somebody of the business who has no password yet.

    Raises `NotFound`, `Invalid` and `TooOften`.
    """
    books.require(Right.MANAGE)
    with books.write(actor) as session:
        user = session.get(User, user_id)
        member = _belongs_here(session, user_id)
        if user is None or member is None or not user.is_active:
            raise NotFound("account", user_id)
        if user.password_hash is not None:
            raise Invalid(f"{user.email} has a password already.")
        _send_invitation(books, session, user, Role(member.role))


def _send_invitation(books: Books, session: Session, user: User, role: Role) -> None:
    issued = None
    if user.password_hash is None:
        issued = codes.issue(books, session, user.id, Purpose.PASSWORD, INVITED)
    code_letters.invitation(books, session, user.email, role.value, issued)


def _check_reset(books: Books, session: Session, email: str, place: str) -> User:
    user = _active(session, email)
    refusal = codes.may_reset(books, session, user.id, place)
    if refusal is not None:
        raise refusal
    return user


def _active(session: Session, email: str) -> User:
    user = _by_email(session, email)
    if user is None or not user.is_active:
        raise NotFound("account", email)
    return user


def _by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def _password_of(session: Session, email: str) -> str | None:
    user = _by_email(session, email)
    return user.password_hash if user is not None else None


def _belongs_here(session: Session, user_id: int) -> Membership | None:
    return session.scalar(
        select(Membership).where(
            Membership.user_id == user_id, Membership.business_id == here(session)
        )
    )
