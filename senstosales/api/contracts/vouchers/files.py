"""Links to drawn-up papers: signed, good for an hour, opened without a log-in.

A link names the paper, the design and the copy. The file is drawn when the link is made, so that a
failure shows there, and again when it is opened if the paper has changed since.
"""

import base64
import datetime as dt
import hmac
import json
import re
import threading
from collections import OrderedDict
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from senstosales.api import identity
from senstosales.api.contracts.vouchers import described
from senstosales.api.contracts.vouchers.answers import Said
from senstosales.books import secret
from senstosales.books.store import Books, Reading, today
from senstosales.domain.kinds import VoucherKind
from senstosales.queries import stated_vouchers
from senstosales.queries.papers import VoucherDetail

GOOD_FOR = dt.timedelta(hours=1)
PDF = "application/pdf"
_PURPOSE = "links"
_LARGEST_STORE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in a design, as a link names it."""

    business: int
    kind: str
    uid: str
    template: str
    copy: str


class Drawn:
    """The papers drawn last, so that a link that is opened at once need not draw again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._size = 0

    def get(self, key: tuple[object, ...]) -> bytes | None:
        with self._lock:
            return self._held.get(key)

    def put(self, key: tuple[object, ...], data: bytes) -> None:
        with self._lock:
            self._size += len(data) - len(self._held.pop(key, b""))
            self._held[key] = data
            while self._size > _LARGEST_STORE and len(self._held) > 1:
                self._size -= len(self._held.popitem(last=False)[1])


_drawn = Drawn()


def draw(books: Books, paper: Paper, *, afresh: bool = False) -> tuple[bytes, VoucherDetail]:
    """The paper as PDF, and what it is of; `afresh` even if it lies ready. Raises `NotFound`."""
    from senstosales.documents import templates

    with books.read() as session:
        detail = _detail(session, paper)
        day = today(session)
    key = (books.path, paper, detail.version, detail.updated_at, detail.status, day)
    data = None if afresh else _drawn.get(key)
    if data is None:
        data = templates.pdf(detail, paper.template, (paper.copy,), day)
        _drawn.put(key, data)
    return data, detail


def _detail(session: Reading, paper: Paper) -> VoucherDetail:
    return stated_vouchers.on_paper(session, VoucherKind(paper.kind), paper.uid)


def link(books: Books, paper: Paper, number: str) -> str:
    """The path under which the paper can be had from now on for an hour."""
    until = int((books.clock() + GOOD_FOR).timestamp())
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", f"{number}-{paper.template}")[:80] + ".pdf"
    facts = _encode(json.dumps([*asdict(paper).values(), until], separators=(",", ":")).encode())
    return f"files/{facts}.{_signature(books, facts, name)}/{name}"


def _opened(books: Books, token: str, name: str) -> Paper:
    """What a link names; raises `Said`: 404 for one that is not ours, 410 for one that is too old."""
    facts, _, signature = token.partition(".")
    expected = _signature(books, facts, name)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise Said(404, message="File not found")
    *said, until = json.loads(_decode(facts))
    if books.clock().timestamp() >= until:
        raise Said(410, message="This link has expired. Ask for the PDF again.")
    return Paper(*said)


def _signature(books: Books, facts: str, name: str) -> str:
    key = secret.key(books.path, _PURPOSE)
    return _encode(hmac.digest(key, f"{facts}/{name}".encode(), "sha256"))


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


router = APIRouter(tags=["VOUCHERS: FILES"])


@router.head("/files/{token}/{name}", include_in_schema=False)
@router.get(
    "/files/{token}/{name}",
    response_class=Response,
    responses={
        **described.answers(200, {"content": {PDF: {}}, "description": "The paper"}, 400),
        410: {"description": "The link has expired", **described.MESSAGE},
    },
    summary="A paper that was drawn up, by its link",
)
def file(
    request: Request,
    token: Annotated[str, Path(max_length=2000)],
    name: Annotated[str, Path(max_length=200)],
) -> Response:
    served = identity.served(request)
    paper = _opened(served, token, name)
    data, _ = draw(served.of(paper.business), paper)
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return Response(data, media_type=PDF, headers=headers)
