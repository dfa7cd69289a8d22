"""People with an account: who they are, how they prove it, and to which businesses they belong."""

from typing import Annotated

from pydantic import AfterValidator
from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books import secret
from senstosales.books.store import Actor, Books, here, now
from senstosales.domain import identity
from senstosales.domain.roles import Right, Role
from senstosales.errors import Conflict, Invalid, NotFound, Unidentified
from senstosales.queries import people
from senstosales.queries import sessions as session_queries
from senstosales.queries.people import Person
from senstosales.services import codes, passwords, sessions, tokens
from senstosales.services.drafts import Draft, Name, Text, by_rule, no_longer_than
from senstosales.services.tokens import TokenKind
from senstosales.tables.people import Membership, User

LONGEST_NAME = 150
LONGEST_PHONE = 30


class PersonDraft(Draft):
    """Somebody to be given an account. Without a password they cannot log in from outside."""

    name: Annotated[Name, no_longer_than(LONGEST_NAME)]
    email: Annotated[str, AfterValidator(by_rule(identity.email_address))]
    username: Annotated[Text, no_longer_than(LONGEST_NAME)] = None
    phone: Annotated[Text, no_longer_than(LONGEST_PHONE)] = None


def add(
    books: Books, actor: Actor, draft: PersonDraft, password: str | None, role: Role | None
) -> Person:
    """Give somebody an account, with a role in the business of these books unless it is None.

    Raises `Invalid`, and `Conflict` when the address or the user name is somebody's already (its
    field says which).
    """
    books.require(Right.MANAGE)
    kept = passwords.hashed(password) if password is not None else None
    with books.write(actor) as session:
        user = enter(session, draft, kept)
        if role is not None:
            session.add(Membership(user_id=user.id, business_id=here(session), role=role.value))
            session.flush()
        return people.of(user)


def enter(session: Session, draft: PersonDraft, password_hash: str | None) -> User:
    """The account itself, inside somebody's transaction; see `add`."""
    if not draft.name:
        raise Invalid("Say what the person is called.", field="name")
    if session.scalar(select(User.id).where(User.email == draft.email)) is not None:
        raise Conflict(f"There is an account with {draft.email} already.", field="email")
    _check_username(session, draft, None)
    user = User(
        name=draft.name,
        username=draft.username,
        email=draft.email,
        password_hash=password_hash,
        phone=draft.phone,
    )
    session.add(user)
    session.flush()
    return user


def restate(session: Session, user: User, draft: PersonDraft) -> None:
    """What somebody says of themselves, said anew, inside somebody's transaction.

    Raises `Invalid` and `Conflict`.
    """
    _check_username(session, draft, user.id)
    for name in ("name", "username", "phone"):
        value = getattr(draft, name)
        if value and value != getattr(user, name):
            setattr(user, name, value)


def _check_username(session: Session, draft: PersonDraft, own_id: int | None) -> None:
    if draft.username and "@" in draft.username and draft.username.lower() != draft.email:
        # Else one person's user name could be another's address.
        raise Invalid(
            "A user name may hold “@” only if it is the address itself.", field="username"
        )
    holder = None
    if draft.username is not None:
        holder = session.scalar(select(User.id).where(User.username == draft.username))
    if holder is not None and holder != own_id:
        raise Conflict(f"The user name {draft.username} is taken.", field="username")


def authenticate(books: Books, login: str, password: str) -> Person:
    """Who this is, by address (or user name) and password; notes when they came.

    Raises `Unidentified` alike, and after the same work, for an unknown or disabled account, one
    without a password and a wrong password.
    """
    with books.read() as session:
        found = session.scalar(select(User).where(people.named(login)))
        kept = found.password_hash if found else None
    good = passwords.fits(password, kept)
    if not good or found is None or kept is None or not found.is_active:
        raise Unidentified(Unidentified.PASSWORD)
    fresh = passwords.hashed(password) if passwords.outdated(kept) else None
    with books.write(Actor.calling(found.email)) as session:
        user = _get(session, found.id)
        if not user.is_active or user.password_hash != kept:
            raise Unidentified(Unidentified.PASSWORD)  # changed while we were hashing
        user.last_login_at = now(session)
        if fresh is not None:
            user.password_hash = fresh
        return people.of(user)


def identify(books: Books, token: str, *kinds: TokenKind) -> Person:
    """Whose token this is; raises `Unidentified`.

    Any door's token is good at any door, unless it is of another kind than wanted, its person is
    disabled, their password was changed since, or its log-in was ended.
    """
    signed = secret.key(books.path, tokens.PURPOSE)
    claims = tokens.read(signed, token, books.clock())
    with books.read() as session:
        person = people.by_uid(session, claims.user_uid)
        ended = claims.session is not None and not session_queries.is_living(
            session, claims.session
        )
    if (
        claims.kind not in (kinds or (TokenKind.ACCESS, TokenKind.BEARER))
        or person is None
        or not person.is_active
        or ended
        or tokens.outdated(claims, person.tokens_from)
    ):
        raise Unidentified(Unidentified.INVALID)
    return person


def set_password(books: Books, actor: Actor, user_id: int, password: str) -> None:
    """Give somebody a new password; whoever holds a token of theirs has to log in anew.

    Raises `Invalid` and `NotFound`.
    """
    books.require(Right.MANAGE)
    kept = passwords.hashed(password)
    with books.write(actor) as session:
        give_password(session, _get(session, user_id), kept)


def give_password(session: Session, user: User, password_hash: str | None) -> None:
    """The same inside somebody's transaction; None leaves somebody without any."""
    user.password_hash = password_hash
    shut_out(session, user)


def shut_out(session: Session, user: User) -> None:
    """Make all that somebody holds of us worthless, inside somebody's transaction."""
    user.tokens_from = tokens.good_from(now(session))
    sessions.end_all(session, user.id)
    codes.void(session, user.id)


def change_password(books: Books, actor: Actor, user_id: int, old: str, new: str) -> None:
    """The same by the person, who has to know the old one. Raises `Invalid` and `NotFound`."""
    with books.read() as session:
        kept = _get(session, user_id).password_hash
    if not passwords.fits(old, kept):
        raise Invalid("The old password is not right.", field="old_password")
    set_password(books, actor, user_id, new)


def disable(books: Books, actor: Actor, user_id: int) -> None:
    """Let somebody in no more; what they hold is worthless also once they are enabled again.

    Raises `NotFound`.
    """
    books.require(Right.MANAGE)
    with books.write(actor) as session:
        user = _get(session, user_id)
        if user.is_active:
            user.is_active = False
            shut_out(session, user)


def enable(books: Books, actor: Actor, user_id: int) -> None:
    """Let somebody in again. Raises `NotFound`."""
    books.require(Right.MANAGE)
    with books.write(actor) as session:
        user = _get(session, user_id)
        if not user.is_active:
            user.is_active = True


def place(books: Books, actor: Actor, user_id: int, role: Role | None) -> None:
    """Make somebody owner, clerk or viewer of the business of these books, or none of them.

    Raises `NotFound`, and `Conflict` rather than leave a business without any owner.
    """
    books.require(Right.MANAGE)
    with books.write(actor) as session:
        _get(session, user_id)
        held = session.scalars(
            select(Membership).where(Membership.business_id == here(session))
        ).all()
        own = next((member for member in held if member.user_id == user_id), None)
        last = [member for member in held if member.role == Role.OWNER.value] == [own]
        if last and role is not Role.OWNER:
            raise Conflict("A business needs an owner: make somebody else one first.")
        if own is None and role is not None:
            session.add(Membership(user_id=user_id, business_id=here(session), role=role.value))
        elif own is not None and role is None:
            session.delete(own)
        elif own is not None and role is not None and own.role != role.value:
            own.role = role.value


def claims(books: Books, person: Person) -> dict[str, str]:
    """What clients of the vouchers contract look for in a token: the role is that in the first
    business; who has none may look and no more.
    """
    places = books.ask(people.places, person.id)
    role = places[0].role if places else Role.VIEWER
    return {"userId": person.uid, "email": person.email, "role": role.value}


def _get(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("account", user_id)
    return user
