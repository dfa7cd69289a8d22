"""What is to be done today: the lists that the dashboard counts, and how a row of each is told in a line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from senstosales.domain.amounts import indian
from senstosales.domain.kinds import Status
from senstosales.gui import cells
from senstosales.gui.cards import CardLine
from senstosales.gui.palette import Tone
from senstosales.gui.wording import say
from senstosales.queries import challans, deviations, invoices, receipts, stock, worklists
from senstosales.queries.columns import Filter, Look, Register


@dataclass(frozen=True, slots=True)
class Errand:
    """One card: the list it counts, and how a row of that list is told in one line."""

    title: str
    icon: str
    tone: Tone
    done: str
    register: Register
    statuses: frozenset[str]
    line: Callable[[Any], CardLine]

    @property
    def filter(self) -> Filter:
        return Filter(statuses=self.statuses)


def _lot(row: worklists.DueRow) -> CardLine:
    late = row.late
    aside = (
        cells.short_day(row.due_date)
        if late is None
        else say(f"{cells.written(late, Look.COUNT)} day{'s' * (late != 1)} late")
    )
    pending = f"{indian(row.pending, None)} {row.unit or ''}".strip()
    where = say(f"item {row.item_no} lot {row.lot_no}")
    about = f"{where}, {pending}, {row.description or ''}"
    return CardLine("orders", row.order_id, row.order_number, about, aside)


def _challan(row: challans.ChallanRow) -> CardLine:
    about = say(f"order {row.order_number}") if row.order_number else row.consignee or ""
    if row.replacement:
        about += say(", replacement")
    return CardLine("challans", row.id, row.number, about, cells.day(row.date))


def _replacement(row: worklists.ReplaceRow) -> CardLine:
    aside = f"{indian(row.pending, None)} {row.unit or ''}".strip()
    where = say(f"item {row.item_no}")
    about = f"{where}, {row.description or ''}"
    return CardLine("orders", row.order_id, row.order_number, about, aside)


def _deviation(row: deviations.DeviationRow) -> CardLine:
    return CardLine(
        deviations.FOUND_IN[row.noun],
        row.noun_id,
        row.order_number or say(row.what),
        say(row.reason),
        "",
    )


def _unpaid(row: invoices.InvoiceRow) -> CardLine:
    return CardLine(
        "invoices", row.id, row.number, f"{row.buyer or ''}, {cells.day(row.date)}",
        cells.money(row.open),
    )  # fmt: skip


def _low(row: stock.ProductRow) -> CardLine:
    aside = f"{indian(row.stock, None)} {row.unit or ''}".strip()
    return CardLine("products", row.id, row.material_code or row.name or "", row.name or "", aside)


def _receipt(row: receipts.ReceiptRow) -> CardLine:
    about = say(f"names order {row.order_numbers or ''}")
    return CardLine("receipts", row.id, row.number, about, cells.day(row.date))


ERRANDS = (
    Errand(
        "Overdue lots", "triangle-alert", Tone.BAD, "Nothing is late",
        worklists.DUE, frozenset({Status.OVERDUE}), _lot,
    ),
    Errand(
        "Due in the next 7 days", "calendar", Tone.CAUTION, "Nothing falls due this week",
        worklists.DUE, frozenset({worklists.DUE_SOON}), _lot,
    ),
    Errand(
        "Challans not invoiced", "truck", Tone.CAUTION, "Every challan is on an invoice",
        challans.REGISTER, frozenset({Status.NOT_INVOICED}), _challan,
    ),
    Errand(
        "Invoices overdue", "wallet", Tone.BAD, "Nobody is late with paying",
        invoices.REGISTER, frozenset({Status.OVERDUE}), _unpaid,
    ),
    Errand(
        "Rejected, to replace", "undo-2", Tone.BAD, "Nothing waits for a replacement",
        worklists.REPLACE, frozenset(), _replacement,
    ),
    Errand(
        "Deviations to check", "clipboard-check", Tone.CAUTION, "All deviations are looked at",
        deviations.REGISTER, frozenset({Status.TO_CHECK}), _deviation,
    ),
    Errand(
        "SRVs with no order", "link", Tone.CAUTION, "Every SRV has found its order",
        receipts.REGISTER, frozenset({Status.UNLINKED}), _receipt,
    ),
    Errand(
        "Low in stock", "package", Tone.CAUTION, "Nothing is below its mark",
        stock.REGISTER, frozenset({Status.LOW}), _low,
    ),
)  # fmt: skip
