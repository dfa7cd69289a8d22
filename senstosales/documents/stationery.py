"""What makes a paper the office's own: letterhead, title, parties, signatures, the closing line."""

from collections.abc import Sequence
from dataclasses import replace

from senstosales.documents.blocks import Block, Line, paragraph, stack
from senstosales.documents.flow import Piece
from senstosales.documents.pen import HEADING, LEADING, MUTED, TEXT, TITLE, Ink, Pen
from senstosales.documents.pictures import fitted
from senstosales.documents.typeface import Face, clean, width, wrap
from senstosales.documents.wording import jurisdiction, state
from senstosales.queries.papers import Letterhead, PartyOnPaper

_LOGO_WIDE, _LOGO_HIGH = 84.0, 56.0
_SIGNATURE_WIDE, _SIGNATURE_HIGH, _STAMP = 110.0, 40.0, 62.0
_MARK_ROOM = 190.0  # kept free beside the name for the copy mark


def one_line(address: str) -> str:
    """An address kept in lines, as one: `Plot 7, Govindpura, Bhopal`."""
    parts = (" ".join(part.split()).strip(" ,") for part in address.splitlines())
    return ", ".join(part for part in parts if part)


def letterhead(
    seller: Letterhead, left: float, right: float, *, ink: Ink = 0.0, ruled: bool = True
) -> Piece:
    """Logo left; right of it name, line of business, address, and the registrations in one line."""
    logo = fitted(seller.logo, _LOGO_WIDE, _LOGO_HIGH)
    x = left + (logo.wide + 12 if logo else 0)
    room = right - x
    beside_mark = room - _MARK_ROOM
    size = next(
        (
            size
            for size in (18.0, 16.0, TITLE)
            if width(clean(seller.name), Face.BOLD, size) <= beside_mark
        ),
        TITLE,
    )
    lines = paragraph(seller.name, beside_mark, Face.BOLD, size, ink)
    if seller.business_line:
        lines += paragraph(seller.business_line, room)
    if seller.address:
        lines += paragraph(one_line(seller.address), room)
    where = state(seller.state_name, seller.state_code)
    reach = (("State", where), ("Phone", seller.phone), ("Email", seller.email))
    lines += _joined(reach, room)
    registered = (("GSTIN", seller.gstin), ("PAN", seller.pan), ("Udyam", seller.udyam))
    lines += _joined(registered, room, Face.SEMIBOLD)
    text = stack(lines)
    height = max(text.height, logo.high if logo else 0)

    def draw(pen: Pen, top: float) -> None:
        if logo:
            logo.draw(pen, left, top)
        text.draw(pen, x, top)
        if ruled:
            pen.lines([(left, top + height + 6, right, top + height + 6)])

    return Piece(height + 10, draw, keep=True, framed=False)


def _joined(
    pairs: Sequence[tuple[str, str | None]], room: float, face: Face = Face.REGULAR
) -> list[Line]:
    """Labels and values in one line, a dot between them; where they need two, none at its end."""
    said = [f"{label} {value.strip()}".replace(" ", "\u00a0") for label, value in pairs if value]
    lines = paragraph("\u00a0· ".join(said), room, face)
    return [replace(line, text=line.text.removesuffix(" ·")) for line in lines]


def title(text: str, left: float, right: float, note: str = "") -> Piece:
    """The paper's title in the middle of its own line, with a note below it when there is one."""
    notes = wrap(note, Face.SEMIBOLD, TEXT, right - left)
    height = 24.0 + LEADING * len(notes) + (3 if notes else 0)

    def draw(pen: Pen, top: float) -> None:
        middle = (left + right) / 2
        pen.text(text, middle, top, Face.SEMIBOLD, TITLE, leading=22, align=0.5)
        for index, line in enumerate(notes):
            pen.text(line, middle, top + 21 + index * LEADING, Face.SEMIBOLD, align=0.5)

    return Piece(height, draw, keep=True, framed=False)


def party(heading: str, who: PartyOnPaper, wide: float) -> Block:
    """A party as papers name it: designation, name, address, GSTIN, state with its code."""
    lines = paragraph(heading, wide, ink=MUTED)
    if who.designation:
        lines += paragraph(who.designation, wide)
    lines += paragraph(who.name, wide, Face.SEMIBOLD, HEADING)
    if who.address:
        lines += paragraph(who.address, wide)
    if who.gstin:
        lines += paragraph(f"GSTIN {who.gstin}", wide, Face.SEMIBOLD)
    where = state(who.state_name, who.state_code)
    if where:
        lines += paragraph(f"State {where}", wide)
    if who.phone:
        lines += paragraph(f"Phone {who.phone}", wide)
    return stack(lines)


def signature(seller: Letterhead, wide: float, height: float = 64.0) -> Block:
    """For the office: its name, its signature and stamp or room for them, the words under them."""
    name = wrap(f"For {seller.name}", Face.SEMIBOLD, TEXT, wide)
    signed = fitted(seller.signature, min(_SIGNATURE_WIDE, wide * 0.6), _SIGNATURE_HIGH)
    stamp = fitted(seller.stamp, min(_STAMP, wide * 0.36), _STAMP)
    pictures = max(signed.high if signed else 0, (stamp.high - LEADING) if stamp else 0)
    tall = max(height, len(name) * LEADING + max(46, pictures + LEADING + 6))

    def draw(pen: Pen, x: float, top: float) -> None:
        for index, line in enumerate(name):
            pen.text(line, x + wide, top + index * LEADING, Face.SEMIBOLD, align=1)
        foot = top + tall - LEADING
        if signed:
            signed.draw(pen, x + wide - signed.wide, foot - 2 - signed.high)
        if stamp:
            stamp.draw(pen, x + 4, top + tall - stamp.high)
        pen.text("Authorised signatory", x + wide, foot, align=1)

    return Block(tall, draw)


def received(height: float = 64.0) -> Block:
    """Where the consignee signs for the goods."""

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.text("Received the goods in good condition", x, top, Face.SEMIBOLD)
        pen.text("Signature, name, date and stamp", x, top + height - LEADING)

    return Block(height, draw)


def closing(place: str | None, left: float, right: float) -> Piece:
    """The last line of a paper, outside the frame: jurisdiction left, E. & O. E. right."""
    said = stack(paragraph(jurisdiction(place), (right - left) * 0.8, ink=MUTED))

    def draw(pen: Pen, top: float) -> None:
        said.draw(pen, left, top + 3)
        pen.text("E. & O. E.", right, top + 3, ink=MUTED, align=1)

    return Piece(max(said.height, LEADING) + 3, draw, framed=False)
