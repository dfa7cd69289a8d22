"""Who sits at a desk: whoever uses the computer, as an owner, or one of the people of the business in their
role.

What a role does not allow, the books refuse to the window as they do at every door. This keeps a clerk
from what is the owner's by mistake or in passing; whoever may read the file of the books can open it with
another program, as with any file on the computer.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Books, here
from senstosales.domain.roles import Right, Role
from senstosales.errors import Forbidden, Invalid, Refused, Unidentified
from senstosales.services import people
from senstosales.tables.people import Membership, User


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who may sit at the desk."""

    uid: str
    name: str
    email: str
    role: Role
    has_password: bool


def sitters(session: Session) -> list[Sitter]:
    """The people of this business who may log in, by name."""
    rows = session.execute(
        select(User, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.business_id == here(session), User.is_active)
        .order_by(User.name, User.id)
    )
    return [
        Sitter(user.uid, user.name, user.email, Role(role), user.password_hash is not None)
        for user, role in rows
    ]


def role_of(session: Session, uid: str) -> Role | None:
    """What somebody may do in this business; None for nothing, also once they are disabled."""
    return next((each.role for each in sitters(session) if each.uid == uid), None)


def take(books: Books, present: Role, uid: str | None, password: str) -> Sitter | None:
    """Let somebody take the desk, or with `uid` None whoever uses the computer.

    Whoever has a password enters it. An owner hands the desk over to others without one, as long as
    some owner has a password to take it back with. Raises `Invalid`, `Refused` and `Forbidden`.
    """
    if uid is None:
        if not present.may(Right.MANAGE):
            raise Forbidden("An owner takes the desk first, with their password.", role=present)
        return None
    found = books.ask(sitters)
    sitter = next((each for each in found if each.uid == uid), None)
    if sitter is None:
        raise Refused("They may no longer work in this business.")
    if sitter.has_password:
        try:
            people.authenticate(books, sitter.email, password)
        except Unidentified as error:
            raise Invalid("This is not the password.", field="password") from error
    elif not present.may(Right.MANAGE):
        raise Refused(
            f"{sitter.name} has no password yet. An owner sets one in Users and keys.", field="uid"
        )
    owners = [each for each in found if each.role is Role.OWNER and each.has_password]
    if sitter.role is not Role.OWNER and not owners:
        raise Refused(
            "No owner has a password: nobody could take the desk back. Set one in Users and keys "
            "first."
        )
    return sitter
