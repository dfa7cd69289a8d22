"""The packing slip that travels in the packets: which goods, in which of them; weights are filled in by
hand, and no price is on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from senstosales.documents import inks, prose
from senstosales.documents.blocks import PAD, Block, Fact, Line, below, beside, facts, stack
from senstosales.documents.challan import REPLACEMENT
from senstosales.documents.flow import Piece, Section
from senstosales.documents.goods_columns import description_cell, quantities_by_unit
from senstosales.documents.grid import Cell, Grid, GridColumn
from senstosales.documents.matter import cancelled_note, carriage
from senstosales.documents.paper import Paper, not_in_force
from senstosales.documents.parties import LEFT_PART, parties
from senstosales.documents.pen import A4_SHORT, LEADING, MARGIN, Pen
from senstosales.documents.stationery import letterhead, title
from senstosales.documents.typeface import Face
from senstosales.documents.wording import count, dated, referred
from senstosales.domain.kinds import VoucherKind
from senstosales.queries.papers import PaperLine, VoucherDetail

_WEIGHT = 54.0  # points; room for a weight written by hand
_SIGNED = 30.0  # from one line to be signed on to the next


def pdf(detail: VoucherDetail, printed_on: date, copies: int = 1) -> bytes:
    """The packing slip of a challan's goods, or of an invoice that has no challan."""
    return paper(detail, printed_on).pdf(("",) * copies)


def paper(detail: VoucherDetail, printed_on: date) -> Paper:
    """The packing slip with its parts laid out."""
    left, right = MARGIN, A4_SHORT - MARGIN
    notes = [REPLACEMENT] if detail.is_replacement else []
    notes += filter(None, [cancelled_note(detail)])
    return Paper(
        name="PACKING SLIP",
        number=detail.number,
        dated=detail.date,
        issuer=detail.seller.name,
        sections=[
            Section(
                [
                    letterhead(detail.seller, left, right, ink=inks.of(detail.seller, "classic")),
                    title("PACKING SLIP", left, right, "\n".join(notes)),
                    *parties(
                        detail.consignee,
                        None,
                        _facts(detail),
                        left,
                        right,
                        headings=("Consignee", "", "Consignee"),
                        third=detail.particulars.dispatch_from,
                    ),
                ]
            ),
            _grid(detail.lines, left, right).section(keep_end=True),
            Section(_end(detail, left, right)),
        ],
        printed_on=printed_on,
        across=not_in_force(detail.status),
    )


def packet_numbers(lines: Sequence[PaperLine]) -> Iterator[str]:
    """`1–4`, `5`, ...: the packets of each line, counted through the lines.

    Where the packets of a line are not known, they and all after it are left to be filled in.
    """
    last: int | None = 0
    for line in lines:
        if last is None or not line.packets:
            last = None
            yield ""
            continue
        first, last = last + 1, last + line.packets
        yield str(last) if first == last else f"{first}–{last}"


def _packets(lines: Sequence[PaperLine]) -> int | None:
    """How many there are in all; None where that is not known of every line."""
    known = [line.packets for line in lines if line.packets]
    return sum(known) if len(known) == len(lines) else None


def _facts(detail: VoucherDetail) -> list[Fact]:
    """Papers and places that a packet is found by."""
    said = detail.particulars
    order = referred(detail.order) or dated(said.buyers_order_no, said.buyers_order_date)
    invoiced = detail.kind is VoucherKind.INVOICE
    return [
        Fact("Invoice No." if invoiced else "Challan No.", detail.number, strong=True),
        Fact("Date", dated(None, detail.date), strong=True),
        Fact("Tax invoice", referred(detail.invoice)),
        Fact("Your order No.", order),
        Fact("GeM contract", dated(said.gemc_number, said.gemc_date)),
        Fact("Our vendor code", detail.supplier_code or ""),
        Fact("Delivered to", said.dispatched_to or ""),
        Fact("Department", said.department_no or ""),
        Fact("Destination", said.destination or ""),
        *(fact for fact in carriage(said) if fact.label != "Delivery terms"),
    ]


def _grid(lines: Sequence[PaperLine], left: float, right: float) -> Grid:
    """The goods by packet; a lot has a column only where some line has one."""
    has_lot = any(line.lot_no is not None for line in lines)
    columns = [
        GridColumn("Packet No.", 0.5, least=44),
        GridColumn("P.O. Sl." if any(line.item_no for line in lines) else "Sl.", 0.5),
        *([GridColumn("Lot", 0.5)] if has_lot else []),
        GridColumn("Description of goods", stretch=True, least=150),
        GridColumn("Quantity", 1),
        GridColumn("Unit", least=36),
        GridColumn("Packets", 1, least=44),
        GridColumn("Gross kg", 1, least=_WEIGHT),
        GridColumn("Net kg", 1, least=_WEIGHT),
    ]
    rows = [
        [
            Cell(numbers),
            Cell(str(at if line.item_no is None else line.item_no)),
            *([Cell("" if line.lot_no is None else str(line.lot_no))] if has_lot else []),
            description_cell(replace(line, lot_no=None, packets=None)),
            Cell(count(line.quantity)),
            Cell(line.unit),
            Cell(str(line.packets or "")),
            Cell(),
            Cell(),
        ]
        for at, (line, numbers) in enumerate(zip(lines, packet_numbers(lines), strict=True), 1)
    ]
    bold = Face.SEMIBOLD
    total = [Cell(face=bold) for _ in columns]
    total[-6] = Cell(f"Total {quantities_by_unit(lines)}", face=bold)
    total[-3] = Cell(str(_packets(lines) or ""), face=bold)
    return Grid(columns, rows, left, right, total)


def _end(detail: VoucherDetail, left: float, right: float) -> list[Piece]:
    """What is written on every packet, who has packed and checked; they stay together."""
    wide = (right - left) * LEFT_PART, (right - left) * (1 - LEFT_PART)
    marks = below(
        stack([Line("Marks on every packet", Face.SEMIBOLD)]),
        facts(_marks(detail), wide[0] - 2 * PAD),
    )
    pieces = prose.note("Remarks", detail.particulars.remarks or "", left, right)
    pieces = prose.bound(pieces)
    signed = _signed(("Packed by", "Checked by", "Date"), wide[1] - 2 * PAD)
    pieces.append(beside([(marks, wide[0]), (signed, wide[1])], left))
    return pieces


def _marks(detail: VoucherDetail) -> list[Fact]:
    said = detail.particulars
    order = detail.order.number if detail.order else said.buyers_order_no
    paper = "Invoice" if detail.kind is VoucherKind.INVOICE else "Challan"
    return [
        Fact("To", ", ".join(filter(None, (detail.consignee.name, said.dispatched_to)))),
        Fact("Order No.", order or ""),
        Fact(f"{paper} No.", detail.number),
        Fact("From", detail.seller.name),
        Fact("Packet No.", f"______ of {_packets(detail.lines) or '______'}"),
    ]


def _signed(words: Sequence[str], wide: float) -> Block:
    """Lines to write on, with the word for each before it."""

    def draw(pen: Pen, x: float, top: float) -> None:
        ruled = []
        for word in words:
            pen.text(word, x, top + _SIGNED - LEADING)
            ruled.append((x + 64, top + _SIGNED - 2, x + wide, top + _SIGNED - 2))
            top += _SIGNED
        pen.lines(ruled)

    return Block(_SIGNED * len(words), draw)
