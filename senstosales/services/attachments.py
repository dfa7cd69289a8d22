"""Files kept with an order: test certificates, drawings, the PDF of a GeM contract."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, now
from senstosales.domain.files import Size, cleaned, media_type
from senstosales.domain.progress import Progress, Silent
from senstosales.errors import Conflict, Invalid, NotFound, Refused, Trouble
from senstosales.services import orders
from senstosales.tables.attachments import Attachment

LARGEST_FILE = Size(20_000_000)
LARGEST_SUM = Size(200_000_000)
"""Of the files that one order holds, in bytes; those removed are not counted."""

_AUTHOR = 120


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of one file: its id in the books, or why it was not taken."""

    name: str
    id: int | None = None
    reason: str = ""


def attach_files(
    books: Books,
    actor: Actor,
    order_id: int,
    paths: Sequence[Path],
    progress: Progress | None = None,
) -> list[Attached]:
    """Read files and keep each with the order, one transaction a file.

    One that is refused does not hold up the others. `Cancelled` from `progress` leaves those kept
    that were reported as done.
    """
    steps = progress or Silent()
    results = []
    for done, path in enumerate(paths):
        name = cleaned(path.name)
        steps.step(done, len(paths), name)
        try:
            results.append(Attached(name, attach(books, actor, order_id, name, _read(path))))
        except Trouble as trouble:
            results.append(Attached(name, reason=trouble.sentence))
    return results


def attach(books: Books, actor: Actor, order_id: int, name: str, content: bytes) -> int:
    """Keep one file with the order. A removed file of the same content comes back instead.

    Raises `Invalid` for an empty or too large file, `Conflict` when the order has it already,
    `Refused` when the order's files would be too large together, `NotFound`.
    """
    name = cleaned(name)
    if not content:
        raise Invalid(f"{name} is empty.", field="content")
    if len(content) > LARGEST_FILE:
        raise Invalid(_too_large(name), field="content")
    sha256 = hashlib.sha256(content).hexdigest()
    with books.write(actor) as session:
        number = orders.get(session, order_id).number
        held = session.scalar(
            select(Attachment)
            .where(Attachment.order_id == order_id, Attachment.sha256 == sha256)
            .order_by(Attachment.is_deleted, Attachment.id)
        )
        if held is not None and not held.is_deleted:
            same = "" if held.name == name else f" as {held.name}"
            raise Conflict(f"{name} is with order {number} already{same}.")
        _refuse_too_much(session, order_id, number, name, len(content))
        if held is None:
            held = Attachment(
                order_id=order_id,
                size=len(content),
                sha256=sha256,
                content=content,
            )
            session.add(held)
        held.name, held.media_type = name, media_type(name)
        held.author, held.is_deleted = actor.name[:_AUTHOR], False
        held.created_at = now(session)
        session.flush()
        return held.id


def remove(books: Books, actor: Actor, attachment_id: int) -> None:
    """Take a file off its order; the books keep it. Raises `NotFound`."""
    with books.write(actor) as session:
        _get(session, attachment_id).is_deleted = True


def restore(books: Books, actor: Actor, attachment_id: int) -> None:
    """Put a removed file back; raises `NotFound`, and `Refused` as `attach` does."""
    with books.write(actor) as session:
        held = _get(session, attachment_id, deleted=True)
        order = orders.get(session, held.order_id)
        _refuse_too_much(session, order.id, order.number, held.name, held.size)
        held.is_deleted = False


def _read(path: Path) -> bytes:
    name = cleaned(path.name)
    if path.is_dir():
        raise Invalid(f"{name} is a folder. Choose the files in it.")
    if not path.is_file():
        raise Invalid(f"{name} is not there any more, or is no file that can be kept.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Invalid(f"{name} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST_FILE:
        raise Invalid(_too_large(name))
    return content


def _too_large(name: str) -> str:
    return (
        f"{name} is larger than {LARGEST_FILE}. Keep it in a folder and write a note where it lies."
    )


def _refuse_too_much(session: Session, order_id: int, number: str, name: str, more: int) -> None:
    together = session.scalar(
        select(func.coalesce(func.sum(Attachment.size), 0)).where(
            Attachment.order_id == order_id, Attachment.is_deleted.is_(False)
        )
    )
    if (together or 0) + more > LARGEST_SUM:
        raise Refused(
            f"With {name} the files of order {number} would be larger than {LARGEST_SUM} together. "
            "Remove one that is not needed any more."
        )


def _get(session: Session, attachment_id: int, *, deleted: bool = False) -> Attachment:
    held = session.get(Attachment, attachment_id)
    if held is None or held.is_deleted is not deleted:
        raise NotFound("file", attachment_id)
    orders.get(session, held.order_id)
    return held
