"""Any order of import, amendment, challan, cancelling, invoice and SRV leaves the books right."""

import shutil
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from senstosales.books.store import open_books
from senstosales.domain.amounts import plain
from senstosales.errors import Conflict, Refused
from senstosales.queries import challans as challan_queries
from senstosales.queries import invoices as invoice_queries
from senstosales.queries import listing
from senstosales.services import challans, importing, invoices
from senstosales.services.checking import problems
from tests.clock import Clock
from tests.playing import ACTOR, bill, draft_challan, numbers_used, order, send, told
from tests.portal.page_maker import receipt_page
from tests.services.pages import OrderFacts

NUMBER = "6649107"
quantities = st.integers(1, 60_000).map(lambda n: Decimal(n).scaleb(-3))


class Office(RuleBasedStateMachine):
    """A clerk and a portal, working on one order with five items."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "books.sqlite3"
        shutil.copyfile(self.template, path)
        self.clock = Clock()
        self.books = open_books(path, clock=self.clock)
        self.facts = OrderFacts("po-amended-0")
        self.highest: dict[int, Decimal] = {}
        self.srv = 0
        self.invoice_figures: dict[int, tuple[object, ...]] = {}

    def teardown(self) -> None:
        self.books.close()
        shutil.rmtree(self.folder)

    @initialize()
    def first_page(self) -> None:
        self.import_order()

    def import_order(self) -> None:
        for entry in self.facts.items:
            entry["ord_qty"] = plain(sum(Decimal(lot["dely_qty"]) for lot in entry["lots"]))
            number = entry["po_item_no"]
            ordered = Decimal(entry["ord_qty"])
            self.highest[number] = max(self.highest.get(number, Decimal(0)), ordered)
        result = importing.import_bytes(self.books, ACTOR, "page.html", self.facts.page())
        assert result.outcome in ("new", "amended", "unchanged"), result.reason

    @rule(data=st.data(), quantity=quantities)
    def amend_a_quantity(self, data: st.DataObject, quantity: Decimal) -> None:
        _, lot = data.draw(st.sampled_from(list(self.facts.lots())))
        lot["dely_qty"] = plain(quantity)
        self.facts.header["amend_no"] += 1
        self.import_order()

    @rule(data=st.data())
    def drop_an_item_or_bring_it_back(self, data: st.DataObject) -> None:
        first = OrderFacts("po-amended-0")
        number = data.draw(st.sampled_from([entry["po_item_no"] for entry in first.items]))
        held = [entry for entry in self.facts.items if entry["po_item_no"] == number]
        if held and len(self.facts.items) > 1:
            self.facts.items.remove(held[0])
        elif not held:
            self.facts.items.append(first.item(number))
            self.facts.items.sort(key=lambda entry: entry["po_item_no"])
        self.facts.header["amend_no"] += 1
        self.import_order()

    @rule(amend=st.integers(0, 3))
    def import_an_older_page(self, amend: int) -> None:
        older = OrderFacts(
            "po-amended-0", amend_no=amend, issuer_phone=f"{amend}{len(self.highest)}"
        )
        older.item(1)["po_rate"] = "1"
        if amend < self.facts.header["amend_no"]:
            before = order(self.books, NUMBER).items
            importing.import_bytes(self.books, ACTOR, "older.html", older.page())
            assert order(self.books, NUMBER).items == before

    @rule(data=st.data(), quantity=quantities, by_lot=st.booleans())
    def send_goods(self, data: st.DataObject, quantity: Decimal, by_lot: bool) -> None:
        line = data.draw(st.sampled_from(order(self.books, NUMBER).items))
        lot = data.draw(st.sampled_from(line.lots)) if by_lot else None
        room = min(line.pending, lot.pending) if lot else line.pending
        where = (line.item_no, lot.lot_no if lot else None, plain(quantity))
        if line.is_cancelled or quantity > room:
            with pytest.raises(Refused):
                send(self.books, NUMBER, [where])
        else:
            send(self.books, NUMBER, [where])

    @rule()
    def send_all_that_is_pending(self) -> None:
        held = order(self.books, NUMBER)
        lines = challans.pending_lines(held.items)
        if lines:
            challans.create(
                self.books,
                ACTOR,
                challans.ChallanDraft(order_id=held.id, date=date(2026, 3, 10), lines=lines),
            )

    def papers(self, noun: str) -> list[int]:
        return self.books.ask(listing.ids, noun, None, None)

    @precondition(lambda self: self.papers("challan"))
    @rule(data=st.data())
    def invoice_a_challan(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.papers("challan")))
        challan = self.books.ask(challan_queries.detail, key)
        if challan.invoice or challan.cancelled_reason:
            with pytest.raises((Conflict, Refused)):
                bill(self.books, challans.Issued(key, ""))
            return
        made = bill(self.books, challans.Issued(key, ""))
        self.invoice_figures[made.id] = self.figures(made.id)

    def figures(self, key: int) -> tuple[object, ...]:
        held = self.books.ask(invoice_queries.detail, key)
        return (
            held.number, held.total, held.taxable, held.cgst, held.igst, held.tax_note, held.buyer,
            [(line.quantity, line.rate, line.total) for line in held.lines],
        )  # fmt: skip

    @precondition(lambda self: self.papers("challan"))
    @rule(data=st.data(), quantity=quantities)
    def change_a_challan(self, data: st.DataObject, quantity: Decimal) -> None:
        key = data.draw(st.sampled_from(self.papers("challan")))
        held = self.books.ask(challan_queries.detail, key)
        line = held.lines[0]
        draft = draft_challan(
            self.books,
            NUMBER,
            [(line.item_no or 0, line.lot_no, plain(quantity))],
            is_replacement=held.is_replacement,
        )
        before = {paper: self.lines_of(paper) for paper in self.papers("challan")}
        try:
            challans.update(self.books, ACTOR, key, draft, held.version)
        except (Conflict, Refused):
            assert before == {paper: self.lines_of(paper) for paper in self.papers("challan")}
        else:
            assert held.can_change

    def lines_of(self, key: int) -> list[tuple[object, ...]]:
        held = self.books.ask(challan_queries.detail, key)
        return [(line.order_lot_id, line.quantity) for line in held.lines]

    @precondition(lambda self: self.papers("challan") + self.papers("invoice"))
    @rule(data=st.data())
    def cancel_a_paper(self, data: st.DataObject) -> None:
        noun = data.draw(st.sampled_from(["challan", "invoice"]))
        if not self.papers(noun):
            return
        key = data.draw(st.sampled_from(self.papers(noun)))
        queries = challan_queries if noun == "challan" else invoice_queries
        held = self.books.ask(queries.detail, key)
        service = challans if noun == "challan" else invoices
        received = held.receipts
        if held.cancelled_reason or received or (noun == "challan" and held.invoice):
            with pytest.raises((Conflict, Refused)):
                service.cancel(self.books, ACTOR, key, "a slip")
        else:
            service.cancel(self.books, ACTOR, key, "a slip")

    @precondition(lambda self: self.papers("challan"))
    @rule(data=st.data(), accepted=quantities, rejected=quantities, again=st.sampled_from("yyn"))
    def receive(
        self, data: st.DataObject, accepted: Decimal, rejected: Decimal, again: str
    ) -> None:
        key = data.draw(st.sampled_from(self.papers("challan")))
        challan = self.books.ask(challan_queries.detail, key)
        if again == "n" or not self.srv:
            self.srv += 1
        row = dict(told("srv-blank-received")["rows"][0])
        row |= {
            "srv_number": str(self.srv), "srv_date": "2026-03-12", "challan_no": challan.number,
            "challan_date": challan.date.isoformat(), "po_item_no": challan.lines[0].item_no,
            "accepted_qty": plain(accepted), "rej_qty": plain(rejected),
            "rcd_qty": data.draw(st.sampled_from([None, plain(accepted + rejected)])),
            "rev_no": data.draw(st.integers(0, 2)),
        }  # fmt: skip
        result = importing.import_bytes(self.books, ACTOR, "srv.html", receipt_page([row]).encode())
        assert result.outcome != "refused", result.reason

    @rule(data=st.data(), quantity=quantities)
    def replace_what_was_rejected(self, data: st.DataObject, quantity: Decimal) -> None:
        line = data.draw(st.sampled_from(order(self.books, NUMBER).items))
        where = (line.item_no, None, plain(quantity))
        if line.is_cancelled or quantity > line.replaceable:
            with pytest.raises(Refused):
                send(self.books, NUMBER, [where], is_replacement=True)
        else:
            send(self.books, NUMBER, [where], is_replacement=True)

    @rule(days=st.integers(1, 3))
    def a_day_passes(self, days: int) -> None:
        self.clock.now += timedelta(days=days)

    @invariant()
    def the_books_are_whole(self) -> None:
        with self.books.read() as session:
            assert list(problems(session)) == []

    @invariant()
    def no_quantity_is_impossible(self) -> None:
        if not self.highest:
            return
        for line in order(self.books, NUMBER).items:
            assert 0 <= line.pending <= line.quantity
            assert 0 <= line.dispatched <= self.highest[line.item_no]
            assert line.pending == (
                0 if line.is_cancelled else max(line.quantity - line.dispatched, 0)
            )
            assert line.replaced <= max(line.rejected, line.replaced)
            assert sum(lot.received for lot in line.lots) == line.received
            assert all(lot.pending >= 0 for lot in line.lots)

    @invariant()
    def no_issued_invoice_has_changed(self) -> None:
        for key, figures in self.invoice_figures.items():
            assert self.figures(key) == figures

    @invariant()
    def numbers_are_used_once(self) -> None:
        for noun in ("challan", "invoice"):
            used = numbers_used(self.books, noun)
            assert used == list(range(1, len(used) + 1))


def test_any_day_at_the_office(office_file: Path) -> None:
    Office.template = office_file
    story = settings(
        max_examples=6,
        stateful_step_count=20,
        phases=(Phase.generate,),  # twenty steps can be read; making them fewer takes minutes
    )
    run_state_machine_as_test(Office, settings=story)
