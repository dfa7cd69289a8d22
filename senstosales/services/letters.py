"""The outbox: letters are entered in the transaction that gives rise to them, and sent from here on by
whoever serves the books.

What is in the outbox survives a crash and a time without a network. To send one it is claimed first: in a
transaction of its own its next try is moved ahead, so that no other process takes it meanwhile. One that
was sent while the machine failed is sent again after that: twice rather than never.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from senstosales.books import sealing, secret
from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.roles import Right
from senstosales.services import mail_server
from senstosales.services.mail_server import MailServer
from senstosales.tables.office import Business
from senstosales.tables.people import Letter, LetterFile

POSTMAN = Actor("Outbox", "outbox")
CLAIMED = timedelta(minutes=3)
"""For how long a claimed letter is nobody else's: longer than any sending may take."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)
_LONGEST_ERROR = 300
_CODE = re.compile(r"^\d{6}$", re.MULTILINE | re.ASCII)
"""A letter that brings a code has it on a line of its own."""


@dataclass(frozen=True, slots=True)
class File:
    """What goes with a letter."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is this process's to send, and how. `claimed_until` names the claim. A `personal`
    one was written by somebody here and may be answered.
    """

    id: int
    created_at: datetime
    recipient: str
    subject: str
    text: str
    sender_name: str
    server: MailServer
    claimed_until: datetime
    copy_to: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    personal: bool = False


def enter(
    books: Books,
    session: Session,
    recipient: str,
    subject: str,
    text: str,
    *,
    expires_at: datetime | None = None,
    is_secret: bool = False,
    copy_to: Sequence[str] = (),
    files: Sequence[File] = (),
    voucher_id: int | None = None,
) -> Letter:
    """Put a letter into the outbox, inside somebody's transaction. After `expires_at` it is not sent.

    `voucher_id` is the paper that it brings.
    """
    letter = Letter(
        business_id=here(session),
        recipient=recipient,
        subject=subject,
        text=sealing.seal(_key(books), text) if is_secret else text,
        is_secret=is_secret,
        expires_at=expires_at,
        next_try_at=now(session),
        copy_to=", ".join(copy_to) or None,
        voucher_id=voucher_id,
    )
    session.add(letter)
    session.flush()
    for file in files:
        kept = LetterFile(
            letter_id=letter.id, name=file.name, media_type=file.media_type, content=file.content
        )
        session.add(kept)
    session.flush()
    return letter


def claim(books: Books) -> Claimed | None:
    """The next letter that is due and whose business has a mail server; None if there is none."""
    if books.ask(_next_due) is None:
        return None
    with books.write(POSTMAN) as session:
        letter = _next_due(session)
        server = mail_server.of(books, session, letter.business_id) if letter is not None else None
        if letter is None or server is None:
            return None  # another process was quicker
        text = sealing.opened(_key(books), letter.text) if letter.is_secret else letter.text
        if text is None:
            _give_up(session, letter, "The secret of this installation is another one by now.")
            return None
        letter.tries += 1
        letter.next_try_at = now(session) + CLAIMED
        letter.last_error = None
        files = _files(session, letter.id)
        own = session.get(Business, letter.business_id or here(session))
        return Claimed(
            id=letter.id,
            created_at=letter.created_at,
            recipient=letter.recipient,
            subject=letter.subject,
            text=text,
            sender_name=own.name if own is not None else "",
            server=server,
            claimed_until=letter.next_try_at,
            copy_to=addresses(letter.copy_to),
            files=tuple(File(each.name, each.content, each.media_type) for each in files),
            personal=bool(files),
        )


def sent(books: Books, claimed: Claimed, remark: str = "") -> None:
    """The mail server has taken it over, perhaps not for everybody: `remark` says for whom not."""
    with books.write(POSTMAN) as session:
        letter = _still_ours(session, claimed)
        if letter is not None:
            letter.sent_at = now(session)
            letter.last_error = remark[:_LONGEST_ERROR] or None
            _forget(letter)
            for file in _files(session, letter.id):
                file.content = b""


def failed(books: Books, claimed: Claimed, reason: str, *, for_good: bool = False) -> None:
    """It could not be sent: it is tried again, each time later, unless the server refused it for good."""
    with books.write(POSTMAN) as session:
        letter = _still_ours(session, claimed)
        if letter is None:
            return
        if for_good:
            _give_up(session, letter, reason)
            return
        wait = min(_FIRST_WAIT * 2 ** min(letter.tries - 1, 20), _LONGEST_WAIT)
        letter.next_try_at = now(session) + wait
        letter.last_error = reason[:_LONGEST_ERROR]


def returned(books: Books, claimed: Claimed) -> None:
    """It was not tried after all, because the program ends: whoever comes next may send it at once."""
    with books.write(POSTMAN) as session:
        letter = _still_ours(session, claimed)
        if letter is not None:
            letter.tries -= 1
            letter.next_try_at = now(session)


def forget_expired(books: Books) -> None:
    """Take the text from secret letters that came too late."""
    if not books.ask(_told_too_long):
        return
    with books.write(POSTMAN) as session:
        for letter in _told_too_long(session):
            _forget(letter)


def codes_waiting(session: Session) -> int:
    """How many codes wait to be told by word of mouth, because no mail server is set."""
    rows = session.scalars(
        select(Letter).where(Letter.sent_at.is_(None), Letter.is_secret, ~_expired(session))
    )
    return sum(not mail_server.is_set(session, row.business_id) for row in rows)


def code_in(text: str) -> str:
    """The code that a letter brings; empty if it brings none."""
    found = _CODE.search(text)
    return found[0] if found else ""


def code_of(books: Books, session: Session, letter: Letter) -> str:
    """The code that a letter brings where no mail server of its business is set, and an owner looks; else
    it is for nobody's eyes but the recipient's.
    """
    owner = books.role.may(Right.MANAGE)
    if not owner or not letter.is_secret or mail_server.is_set(session, letter.business_id):
        return ""
    return code_in(text_of(books, session, letter.id))


def text_of(books: Books, session: Session, letter_id: int) -> str:
    """What a letter says, for whoever sits at the desk; empty where it is forgotten."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        return ""
    if letter.is_secret:
        return sealing.opened(_key(books), letter.text) or "" if letter.text else ""
    return letter.text


def _next_due(session: Session) -> Letter | None:
    due = select(Letter).where(
        Letter.sent_at.is_(None),
        Letter.cancelled_at.is_(None),
        Letter.next_try_at <= now(session),
        ~_expired(session),
    )
    ready: dict[int | None, bool] = {}
    for letter in session.scalars(due.order_by(Letter.id)):
        if letter.business_id not in ready:
            ready[letter.business_id] = mail_server.is_set(session, letter.business_id)
        if ready[letter.business_id]:
            return letter
    return None


def addresses(text: str | None) -> tuple[str, ...]:
    """Addresses with commas between, one by one."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _files(session: Session, letter_id: int) -> list[LetterFile]:
    found = select(LetterFile).where(LetterFile.letter_id == letter_id)
    return list(session.scalars(found.order_by(LetterFile.id)))


def _told_too_long(session: Session) -> list[Letter]:
    return list(
        session.scalars(
            select(Letter).where(Letter.is_secret, Letter.text != "", _expired(session))
        )
    )


def _expired(session: Session) -> ColumnElement[bool]:
    return Letter.expires_at.is_not(None) & (Letter.expires_at <= now(session))


def _still_ours(session: Session, claimed: Claimed) -> Letter | None:
    """The letter, unless the claim ran out and another process has taken it since."""
    letter = session.get(Letter, claimed.id)
    assert letter is not None
    ours = letter.sent_at is None and letter.next_try_at == claimed.claimed_until
    return letter if ours else None


def _give_up(session: Session, letter: Letter, reason: str) -> None:
    letter.expires_at = now(session)
    letter.last_error = reason[:_LONGEST_ERROR]
    _forget(letter)


def _forget(letter: Letter) -> None:
    if letter.is_secret:
        letter.text = ""


def _key(books: Books) -> bytes:
    return secret.key(books.path, "letters")
