"""What stands in the outbox, for the desk: what waits, what was sent and what could not be; tried again
or cancelled.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import NotFound, Refused
from senstosales.services import letters
from senstosales.tables.people import Letter, LetterFile
from senstosales.tables.vouchers import Voucher

RECENT = 300
"""How many letters are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One letter. `at` is when it was sent or cancelled; of one that waits, when it is tried next.

    `code` is the one it brings, if it is to be told by word of mouth (`letters.code_of`); `kind` and
    `voucher_id` are the paper it brings.
    """

    id: int
    recipient: str
    copy_to: str
    subject: str
    files: str
    status: Status
    code: str
    created_at: datetime
    at: datetime | None
    expires_at: datetime | None
    said: str
    is_secret: bool
    kind: VoucherKind | None
    voucher_id: int | None

    @property
    def can_try(self) -> bool:
        return self.status in (Status.WAITING, Status.FAILED, Status.CANCELLED)

    @property
    def can_cancel(self) -> bool:
        return self.status is Status.WAITING


def listed(books: Books, *, everywhere: bool = False) -> list[Posted]:
    """The newest letters: codes of all businesses while they wait, other letters of this one, or of all
    businesses too.
    """
    with books.read() as session:
        rows = session.scalars(
            select(Letter)
            .where(true() if everywhere else _ours(session), ~_forgotten_code())
            .order_by(Letter.id.desc())
            .limit(RECENT)
        )
        return _posted(books, session, list(rows))


def of_voucher(books: Books, voucher_id: int) -> list[Posted]:
    """The letters that brought this paper or one made of it, the newest first."""
    with books.read() as session:
        rows = session.scalars(
            select(Letter)
            .where(Letter.business_id == here(session), Letter.voucher_id == voucher_id)
            .order_by(Letter.id.desc())
            .limit(RECENT)
        )
        return _posted(books, session, list(rows))


def try_again(books: Books, actor: Actor, letter_id: int) -> None:
    """Send it at once, also one that was given up or cancelled.

    Raises `Refused` for one that was sent, is being sent, or whose text is gone.
    """
    with books.write(actor) as session:
        letter = _get(session, letter_id)
        status = _status(session, letter)
        if status is Status.SENT:
            raise Refused(f"The letter to {letter.recipient} is sent already.")
        if _is_being_sent(session, letter):
            raise Refused(f"The letter to {letter.recipient} is being sent just now.")
        if letter.is_secret and (not letter.text or status is Status.EXPIRED):
            raise Refused("The code in it is worth nothing any more. Have a new one sent.")
        letter.next_try_at = now(session)
        letter.cancelled_at = None
        if not letter.is_secret:
            letter.expires_at = None


def cancel(books: Books, actor: Actor, letter_id: int) -> None:
    """Do not send it. Raises `Refused` for one that was sent or is just being sent."""
    with books.write(actor) as session:
        letter = _get(session, letter_id)
        if letter.sent_at is not None:
            raise Refused(f"The letter to {letter.recipient} is sent already.")
        if _is_being_sent(session, letter):
            raise Refused(
                f"The letter to {letter.recipient} is being sent just now. Look again in a moment."
            )
        letter.cancelled_at = now(session)


def _get(session: Session, letter_id: int) -> Letter:
    letter = session.get(Letter, letter_id)
    if letter is None or letter.business_id not in (None, here(session)):
        raise NotFound("letter", letter_id)
    return letter


def _ours(session: Session) -> ColumnElement[bool]:
    return or_(Letter.business_id == here(session), Letter.is_secret)


def _forgotten_code() -> ColumnElement[bool]:
    """Codes that were sent or came too late are nobody's business any more."""
    return Letter.is_secret & (Letter.text == "")


def _is_being_sent(session: Session, letter: Letter) -> bool:
    """Somebody has claimed it: a claim forgets what the server said before, a failure notes it anew."""
    waits = letter.next_try_at > now(session)
    return letter.sent_at is None and letter.tries > 0 and waits and letter.last_error is None


def _status(session: Session, letter: Letter) -> Status:
    if letter.sent_at is not None:
        return Status.SENT
    if letter.cancelled_at is not None:
        return Status.CANCELLED
    if letter.expires_at is not None and letter.expires_at <= now(session):
        return Status.FAILED if letter.last_error else Status.EXPIRED
    return Status.WAITING


def _posted(books: Books, session: Session, rows: list[Letter]) -> list[Posted]:
    named: dict[int, list[str]] = {}
    wanted = [row.id for row in rows]
    for letter_id, name in session.execute(
        select(LetterFile.letter_id, LetterFile.name).where(LetterFile.letter_id.in_(wanted))
    ):
        named.setdefault(letter_id, []).append(name)
    papers = {row.voucher_id for row in rows if row.voucher_id is not None}
    kinds = {
        key: VoucherKind(kind)
        for key, kind in session.execute(
            select(Voucher.id, Voucher.kind).where(Voucher.id.in_(papers))
        )
    }
    found = []
    for row in rows:
        status = _status(session, row)
        waits = status is Status.WAITING and row.last_error is not None
        at = row.sent_at or row.cancelled_at or (row.next_try_at if waits else None)
        found.append(
            Posted(
                id=row.id,
                recipient=row.recipient,
                copy_to=row.copy_to or "",
                subject=row.subject,
                files=", ".join(named.get(row.id, [])),
                status=status,
                code=letters.code_of(books, session, row),
                created_at=row.created_at,
                at=at,
                expires_at=row.expires_at if row.is_secret else None,
                said=row.last_error or "",
                is_secret=row.is_secret,
                kind=kinds.get(row.voucher_id or 0),
                voucher_id=row.voucher_id,
            )
        )
    return found
