"""Challans: never more than is pending, numbers once, changed until invoiced or received."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.kinds import Status
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries import challans as queries
from senstosales.queries import listing, office
from senstosales.services import challans
from senstosales.services.challans import ChallanDraft, ChallanLineDraft, TooMuch, pending_lines
from senstosales.services.drafts import make
from senstosales.services.office import save_settings
from senstosales.services.paper_forms import ParticularsDraft
from tests.playing import ACTOR, bill, draft_challan, item, order, play, send, whole

KIND = __import__("senstosales.domain.kinds", fromlist=["VoucherKind"]).VoucherKind.CHALLAN
FOUR, THREE, AMENDED = "5839102", "6639103", "6649107"


def detail(books, issued):
    return books.ask(queries.detail, issued.id)


def count(books) -> int:
    return len(books.ask(listing.ids, "challan", None, None))


def pending(books, number):
    return pending_lines(order(books, number).items)


def test_all_that_is_pending_lot_by_lot(ordered):
    lines = pending(ordered, THREE)
    assert len(lines) == sum(len(line.lots) for line in order(ordered, THREE).items)
    made = challans.create(
        ordered,
        ACTOR,
        ChallanDraft(order_id=order(ordered, THREE).id, date=date(2026, 3, 1), lines=lines),
    )
    assert pending(ordered, THREE) == ()
    held = order(ordered, THREE)
    assert held.status is Status.DISPATCHED
    assert {line.status for line in held.items} == {Status.DISPATCHED}
    assert len(detail(ordered, made).lines) == len(lines)
    assert held.due_date is None
    whole(ordered)


def test_a_challan_holds_what_the_order_says_of_its_goods(ordered):
    made = detail(ordered, send(ordered, FOUR, [(1, 2, "30.5")], number="D-1"))
    line, ordered_item = made.lines[0], item(ordered, FOUR, 1)
    assert (line.description, line.material_code, line.unit, line.rate) == (
        ordered_item.description, ordered_item.material_code, ordered_item.unit, ordered_item.rate,
    )  # fmt: skip
    assert (line.item_no, line.lot_no, line.quantity) == (1, 2, Decimal("30.5"))
    assert made.value == (Decimal("30.5") * ordered_item.rate).quantize(Decimal("0.01"))
    assert made.consignee.name == "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"
    assert made.seller.name == "NARMADA PRECISION WORKS"
    assert made.fiscal_year == "2025-26"


@pytest.mark.parametrize(
    ("lines", "problem", "remaining"),
    [
        ([(1, 1, "300.001")], 0, "300"),
        ([(1, 1, "200"), (1, 1, "100.001")], 1, "300"),
        ([(1, 1, "1"), (1, 2, "999999")], 1, None),
        ([(1, None, "999999")], 0, None),
        ([(1, 1, "300"), (1, None, "999999")], 1, None),
    ],
)
def test_more_than_is_pending_is_refused_beside_its_line(ordered, lines, problem, remaining):
    with pytest.raises(TooMuch) as caught:
        send(ordered, FOUR, lines)
    assert [found.field for found in caught.value.problems] == [f"lines.{problem}.quantity"]
    assert caught.value.field == f"lines.{problem}.quantity"
    assert caught.value.details["invariant"] == "DC-1"
    if remaining:
        assert Decimal(str(caught.value.details["remaining"])) == Decimal(remaining)
    assert count(ordered) == 0
    whole(ordered)


def test_a_thousandth_too_many_over_several_challans(ordered):
    send(ordered, FOUR, [(1, 1, "150")])
    send(ordered, FOUR, [(1, 1, "149.999")])
    with pytest.raises(TooMuch):
        send(ordered, FOUR, [(1, 1, "0.002")])
    send(ordered, FOUR, [(1, 1, "0.001")])
    assert item(ordered, FOUR, 1).lots[0].pending == 0
    whole(ordered)


def test_the_item_as_a_whole_is_the_limit_where_no_lot_is_named(ordered):
    whole_item = item(ordered, FOUR, 1).quantity
    send(ordered, FOUR, [(1, None, str(whole_item - 10))])
    with pytest.raises(TooMuch):
        send(ordered, FOUR, [(1, 1, "10.001")])
    send(ordered, FOUR, [(1, 1, "10")])
    assert item(ordered, FOUR, 1).pending == 0


def test_what_is_pending_can_always_be_sent_even_after_goods_without_a_lot(ordered):
    total = item(ordered, FOUR, 1).quantity
    send(ordered, FOUR, [(1, None, "450")])
    lines = pending(ordered, FOUR)
    assert sum(line.quantity for line in lines) == total - 450
    challans.create(
        ordered,
        ACTOR,
        ChallanDraft(order_id=order(ordered, FOUR).id, date=date(2026, 3, 1), lines=lines),
    )
    assert item(ordered, FOUR, 1).pending == 0
    assert pending(ordered, FOUR) == ()


@pytest.mark.parametrize("quantity", ["0", "-5"])
def test_a_quantity_must_be_above_zero(ordered, quantity):
    with pytest.raises(Invalid) as caught:
        send(ordered, FOUR, [(1, 1, "5"), (1, 2, quantity)])
    assert caught.value.field == "lines.1.quantity"
    assert count(ordered) == 0


@pytest.mark.parametrize("quantity", ["0.0001", "1e3", "abc", 1.5, True, None, "1" * 12])
def test_a_quantity_must_be_exact(quantity):
    with pytest.raises(Invalid) as caught:
        make(ChallanLineDraft, {"order_item_id": 1, "quantity": quantity})
    assert caught.value.field == "quantity"


def test_lines_of_another_order_do_not_belong(ordered):
    foreign = item(ordered, THREE, 1)
    for line in (
        ChallanLineDraft(order_item_id=foreign.id, quantity=Decimal(1)),
        ChallanLineDraft(
            order_item_id=item(ordered, FOUR, 1).id, order_lot_id=foreign.lots[0].id, quantity=Decimal(1)
        ),
    ):  # fmt: skip
        draft = ChallanDraft(order_id=order(ordered, FOUR).id, date=date(2026, 3, 1), lines=(line,))
        with pytest.raises(NotFound):
            challans.create(ordered, ACTOR, draft)
    with pytest.raises(NotFound):
        challans.create(ordered, ACTOR, ChallanDraft(order_id=999, date=date(2026, 3, 1), lines=()))
    assert count(ordered) == 0


def test_a_challan_needs_lines(ordered):
    with pytest.raises(Invalid):
        send(ordered, FOUR, [])


def test_a_cancelled_item_is_not_sent(books):
    play(books, "po-amended-1")
    with pytest.raises(Refused, match="cancelled"):
        send(books, AMENDED, [(2, 1, "1")])


def test_numbers_are_taken_once_a_year_whatever_the_case(ordered):
    send(ordered, FOUR, [(1, 1, "1")], number="S/25-26/7a")
    with pytest.raises(Conflict) as caught:
        send(ordered, FOUR, [(1, 1, "1")], number="s/25-26/7A")
    assert caught.value.field == "number"
    assert caught.value.details["financial_year"] == "2025-26"
    send(ordered, FOUR, [(1, 1, "1")], number="S/25-26/7A", date=date(2025, 3, 31))
    assert count(ordered) == 2
    whole(ordered)


def test_a_cancelled_challan_keeps_its_number_and_gives_its_goods_back(ordered):
    made = send(ordered, FOUR, [(1, 1, "300")], number="12")
    challans.cancel(ordered, ACTOR, made.id, "  wrong vehicle ")
    held = detail(ordered, made)
    assert (held.status, held.cancelled_reason) == (Status.CANCELLED, "wrong vehicle")
    assert item(ordered, FOUR, 1).lots[0].pending == 300
    assert order(ordered, FOUR).challans == ()
    with pytest.raises(Conflict):
        send(ordered, FOUR, [(1, 1, "1")], number="12")
    with pytest.raises(Refused):
        challans.cancel(ordered, ACTOR, made.id, "again")
    with pytest.raises(Refused):
        challans.update(ordered, ACTOR, made.id, draft_challan(ordered, FOUR, [(1, 1, "1")]))
    with pytest.raises(Refused):
        bill(ordered, made)
    whole(ordered)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_cancelling_needs_a_reason(ordered, reason):
    made = send(ordered, FOUR, [(1, 1, "1")])
    with pytest.raises(Invalid) as caught:
        challans.cancel(ordered, ACTOR, made.id, reason)
    assert caught.value.field == "reason"
    assert detail(ordered, made).status is Status.NOT_INVOICED


def test_the_series_goes_on_and_a_typed_number_moves_it(ordered):
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "1"
    assert send(ordered, FOUR, [(1, 1, "1")], number="41").number == "41"
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "42"
    assert send(ordered, FOUR, [(1, 1, "1")], number="7").number == "7"
    assert send(ordered, FOUR, [(1, 1, "1")], number="X-99").number == "X-99"
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "43"
    assert send(ordered, FOUR, [(1, 1, "1")], date=date(2026, 4, 1)).number == "1"
    assert send(ordered, FOUR, [(1, 1, "1")], date=date(2025, 3, 31)).number == "1"
    whole(ordered)


def test_a_refused_challan_leaves_no_gap(ordered):
    send(ordered, FOUR, [(1, 1, "1")])
    with pytest.raises(TooMuch):
        send(ordered, FOUR, [(1, 1, "1000000")])
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "2"


def test_a_number_style_with_the_year(ordered):
    save_settings(ordered, ACTOR, {"challan_style": "S/{fy}/{n:4}"})
    assert ordered.ask(office.next_number, KIND, date(2026, 3, 1)) == "S/25-26/0001"
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "S/25-26/0001"
    send(ordered, FOUR, [(1, 1, "1")], number="s/25-26/0009")
    assert send(ordered, FOUR, [(1, 1, "1")]).number == "S/25-26/0010"
    assert send(ordered, FOUR, [(1, 1, "1")], date=date(2026, 4, 1)).number == "S/26-27/0001"


@pytest.mark.parametrize("number", ["12 34", "X" * 17, "0000", "№7"])
def test_a_number_rule_46_forbids(ordered, number):
    with pytest.raises(Invalid) as caught:
        make(
            ChallanDraft,
            {"order_id": 1, "date": date(2026, 3, 1), "number": number, "lines": ()},
        )
    assert caught.value.field == "number"


@pytest.mark.parametrize("day", [date(2017, 6, 30), date(2026, 4, 17), date(2062, 3, 1)])
def test_a_date_that_can_only_be_a_slip(ordered, day):
    with pytest.raises(Invalid) as caught:
        send(ordered, FOUR, [(1, 1, "1")], date=day)
    assert caught.value.field == "date"
    send(ordered, FOUR, [(1, 1, "1")], date=date(2026, 4, 16))


def test_an_update_replaces_the_lines_and_keeps_the_number(ordered):
    made = send(ordered, FOUR, [(1, 1, "300")], number="12")
    version = detail(ordered, made).version
    draft = draft_challan(ordered, FOUR, [(1, 1, "250"), (1, 2, "20")])
    challans.update(ordered, ACTOR, made.id, draft, version)
    held = detail(ordered, made)
    assert [(line.lot_no, line.quantity) for line in held.lines] == [(1, 250), (2, 20)]
    assert (held.number, held.id) == ("12", made.id)
    assert item(ordered, FOUR, 1).dispatched == 270
    whole(ordered)


def test_an_update_may_send_again_what_the_challan_itself_sent(ordered):
    made = send(ordered, FOUR, [(1, 1, "300")])
    challans.update(ordered, ACTOR, made.id, draft_challan(ordered, FOUR, [(1, 1, "300")]))
    with pytest.raises(TooMuch):
        challans.update(ordered, ACTOR, made.id, draft_challan(ordered, FOUR, [(1, 1, "300.001")]))
    assert item(ordered, FOUR, 1).dispatched == 300
    assert [line.quantity for line in detail(ordered, made).lines] == [300]
    whole(ordered)


@pytest.mark.parametrize(
    "second",
    [{}, {"particulars": ParticularsDraft(vehicle_no="MP04 1")}, {"number": "77"}],
)
def test_two_desks_changing_one_challan(ordered, second):
    """Whatever part is changed, the second desk is told; also when only lines moved."""
    made = send(ordered, FOUR, [(1, 1, "30")], number="12")
    version = detail(ordered, made).version
    lines = draft_challan(ordered, FOUR, [(1, 1, "30")], **second)
    packed = lines.model_copy(
        update={"lines": tuple(line.model_copy(update={"packets": 3}) for line in lines.lines)}
    )
    challans.update(ordered, ACTOR, made.id, packed, version)
    with pytest.raises(Conflict, match="Somebody else"):
        challans.update(ordered, ACTOR, made.id, lines, version)
    assert detail(ordered, made).lines[0].packets == 3


def test_an_update_can_change_number_and_year(ordered):
    made = send(ordered, FOUR, [(1, 1, "30")], number="12")
    other = send(ordered, FOUR, [(1, 1, "30")], number="13")
    draft = draft_challan(ordered, FOUR, [(1, 1, "30")], number="13")
    with pytest.raises(Conflict):
        challans.update(ordered, ACTOR, made.id, draft)
    challans.update(ordered, ACTOR, made.id, draft.model_copy(update={"number": "14"}))
    assert detail(ordered, made).number == "14"
    moved = draft_challan(ordered, FOUR, [(1, 1, "30")], date=date(2025, 3, 31))
    challans.update(ordered, ACTOR, other.id, moved)
    held = detail(ordered, other)
    assert (held.number, held.fiscal_year) == ("13", "2024-25")
    whole(ordered)


def test_a_challan_stays_with_its_order(ordered):
    made = send(ordered, FOUR, [(1, 1, "30")])
    with pytest.raises(Invalid):
        challans.update(ordered, ACTOR, made.id, draft_challan(ordered, THREE, [(1, 1, "1")]))


def test_an_invoiced_challan_is_neither_changed_nor_cancelled(ordered):
    made = send(ordered, FOUR, [(1, 1, "30")])
    invoice = bill(ordered, made)
    for attempt in (
        lambda: challans.cancel(ordered, ACTOR, made.id, "why not"),
        lambda: challans.update(ordered, ACTOR, made.id, draft_challan(ordered, FOUR, [(1, 1, "1")])),
    ):  # fmt: skip
        with pytest.raises(Conflict) as caught:
            attempt()
        assert caught.value.details["existing_invoice_number"] == invoice.number
    assert item(ordered, FOUR, 1).dispatched == 30


def test_rejected_goods_are_sent_again_as_a_replacement(books):
    play(books, "srv-rejection")
    before = item(books, FOUR, 1)
    assert (before.rejected, before.replaceable) == (20, 20)
    with pytest.raises(TooMuch):
        send(books, FOUR, [(1, None, "20.001")], is_replacement=True)
    made = send(books, FOUR, [(1, None, "15")], is_replacement=True)
    assert detail(books, made).is_replacement
    after = item(books, FOUR, 1)
    assert (after.replaced, after.replaceable) == (15, 5)
    assert (after.dispatched, after.pending) == (before.dispatched, before.pending)
    with pytest.raises(TooMuch):
        send(books, FOUR, [(1, None, "5"), (1, 1, "0.001")], is_replacement=True)
    challans.cancel(books, ACTOR, made.id, "not ready")
    assert item(books, FOUR, 1).replaceable == 20
    whole(books)


def test_hsn_is_typed_once_for_a_material(ordered):
    draft = draft_challan(ordered, FOUR, [(1, 1, "10")])
    typed = draft.model_copy(
        update={"lines": tuple(line.model_copy(update={"hsn": "85030090"}) for line in draft.lines)}
    )
    challans.create(ordered, ACTOR, typed)
    again = detail(ordered, send(ordered, FOUR, [(1, 1, "10")]))
    assert again.lines[0].hsn == "85030090"


def test_a_figure_no_paper_could_hold_is_a_sentence(books):
    """Both within their own limits, but not their product."""
    from senstosales.services.importing import import_bytes
    from tests.services.pages import OrderFacts

    facts = OrderFacts("po-single-lot")
    facts.items[0].update(po_rate="999999999", ord_qty="99999999", item_value="")
    facts.items[0]["lots"][0]["dely_qty"] = "99999999"
    result = import_bytes(books, ACTOR, "x.html", facts.page())
    if result.outcome == "new":
        with pytest.raises(Invalid, match="impossibly large"):
            send(books, "1139101", [(1, 1, "99999999")])
    else:
        assert result.outcome == "refused"
    assert count(books) == 0
    whole(books)
