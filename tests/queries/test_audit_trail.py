"""Who changed what: every entry by its name and in plain words, narrowed to a paper, found by words and times."""

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.domain.roles import Role
from senstosales.errors import NotFound
from senstosales.queries import audit_trail as trail
from senstosales.queries.columns import Filter, Sort
from senstosales.queries.filters import parse
from senstosales.queries.trail_values import UNSHOWN
from senstosales.services import bin as bin_
from senstosales.services import (
    businesses,
    challans,
    keys,
    lot_overrides,
    office,
    parties,
    people,
    reset,
)
from senstosales.services.office import OfficeDraft
from senstosales.services.people import PersonDraft
from tests.playing import ACTOR, bill, draft_challan, import_pages, item, order, send, whole

TODAY = date(2026, 3, 16)
PO = "6639103"


def rows(books, wanted=None, limit=500, offset=0, sort=None):
    return books.ask(trail.page, wanted or Filter(), sort, limit, offset)


def typed(books, text):
    found = rows(books, parse(text, TODAY, trail.REGISTER.statuses))
    assert len(found) == books.ask(trail.totals, parse(text, TODAY, trail.REGISTER.statuses)).count
    return found


def told(row):
    return row.what, row.status.value, row.change


def fields(books, row):
    return {
        each.field: (each.before, each.after) for each in books.ask(trail.detail, row.id).fields
    }


@pytest.fixture
def sent(ordered):
    return send(ordered, PO, [(1, 1, "10"), (1, 2, "5")])


def test_a_change_is_told_by_the_name_of_the_paper_and_in_short(ordered, sent):
    held = draft_challan(ordered, PO, [(1, 1, "12"), (1, 2, "5")], number=sent.number)
    challans.update(ordered, ACTOR, sent.id, held)
    newest = rows(ordered, limit=5)
    assert [told(row)[:2] for row in newest if row.status is not Status.CHANGED] == [
        ("Line 2 of challan 1", "Made"),
        ("Line 1 of challan 1", "Made"),
        ("Line 2 of challan 1", "Removed"),
        ("Line 1 of challan 1", "Removed"),
    ]
    assert any("total ₹ " in row.change for row in newest if row.what == "Challan 1")
    assert all((row.actor, row.door) == ("Asha Verma", "Tests") for row in newest)
    challans.cancel(ordered, ACTOR, sent.id, "Truck broke down")
    (row,) = rows(ordered, limit=1)
    assert row.what == "Challan 1"
    assert row.change.startswith(
        "status issued → cancelled, cancelled reason nothing → Truck broke"
    )


def test_lots_items_and_settings_by_their_names(ordered):
    lot = item(ordered, PO, 1).lots[0]
    draft = lot_overrides.LotOverrideDraft(delivered=Decimal(3), reason="Counted at the gate")
    lot_overrides.put(ordered, ACTOR, lot.id, draft)
    office.save_settings(ordered, ACTOR, {"gst_rate": "12"})
    office.save_settings(ordered, ACTOR, {"gst_rate": "5"})
    second, first, overridden = rows(ordered, limit=3)
    assert told(second) == ("Setting: usual GST rate", "Changed", "12 → 5")
    assert told(first) == ("Setting: usual GST rate", "Made", "12")
    assert overridden.what == f"Order {PO}, item 1, lot 1"
    assert fields(ordered, overridden)["Delivered, by hand"] == ("", "3")


def test_a_paper_is_followed_with_the_lines_that_it_lost(ordered, sent):
    other = send(ordered, "6639109", [(1, 1, "1")])
    challans.update(ordered, ACTOR, sent.id, draft_challan(ordered, PO, [(1, 1, "1")]))
    wanted = Filter(paper=("vouchers", sent.id))
    found = [row.what for row in rows(ordered, wanted)]
    assert found.count("Line 1 of challan 1") == 3
    assert found.count("Line 2 of challan 1") == 2
    assert "Challan 1" in found
    assert len(found) == ordered.ask(trail.totals, wanted).count
    assert all("challan 2" not in what.lower() for what in found)
    assert len(rows(ordered, Filter(paper=("vouchers", other.id)))) == 2
    assert ordered.ask(trail.name, ("vouchers", sent.id)) == "Challan 1"
    of_order = rows(ordered, Filter(paper=("orders", order(ordered, PO).id)))
    assert {row.what for row in of_order} >= {
        f"Order {PO}", f"Order {PO}, item 1", f"Order {PO}, item 1, lot 1", f"Order {PO}, as placed",
    }  # fmt: skip


def test_it_is_found_by_who_what_how_and_when(ordered, sent, clock):
    clock.move(days=-40)
    people.add(
        ordered, ACTOR, PersonDraft(name="Ravi Rao", email="ravi@example.in"), None, Role.CLERK
    )
    clock.move(days=40)
    assert {row.what for row in typed(ordered, "ravi")} == {"Person Ravi Rao", "Role of Ravi Rao"}
    assert {row.what for row in typed(ordered, "challan made")} == {
        "Challan 1", "Line 1 of challan 1", "Line 2 of challan 1",
    }  # fmt: skip
    assert all(PO in row.what for row in typed(ordered, PO))
    assert typed(ordered, "verma last month")
    assert {row.what for row in typed(ordered, "verma last month")} == {
        "Person Ravi Rao", "Role of Ravi Rao",
    }  # fmt: skip
    assert len(typed(ordered, "lots")) == len(typed(ordered, "LOT")) > 10
    assert typed(ordered, "removed") == []
    assert typed(ordered, "nobody") == []
    assert len(typed(ordered, "tests")) == len(rows(ordered)) - 1
    assert [row.what for row in typed(ordered, "set-up")] == ["Business NARMADA PRECISION WORKS"]
    assert typed(ordered, "rest") == []


def test_words_of_the_change_itself_are_found_in_any_script(ordered, sent):
    parties.save(ordered, ACTOR, parties.PartyDraft(name="नर्मदा वर्क्स", address="50% Road_1"))
    for text in ("नर्मदा", "50%", "road_1"):
        assert [row.what for row in typed(ordered, text)] == ["Party नर्मदा वर्क्स"]
    assert typed(ordered, "5%0") == []


def test_pages_join_without_gap_newest_or_oldest_first(ordered):
    everything = rows(ordered, limit=10_000)
    assert len(everything) == ordered.ask(trail.totals, Filter()).count
    assert [row.id for row in everything] == sorted((row.id for row in everything), reverse=True)
    parts = [row.id for start in range(0, 700, 70) for row in rows(ordered, None, 70, start)]
    assert parts == [row.id for row in everything[:700]]
    oldest = rows(ordered, limit=10_000, sort=Sort("at"))
    assert [row.id for row in oldest] == [row.id for row in reversed(everything)]


def test_a_detail_says_before_and_after_in_plain_words(ordered, sent):
    billed = bill(ordered, sent)
    made = next(row for row in rows(ordered) if row.what == f"Invoice {billed.number}")
    said = fields(ordered, made)
    assert said["Date"] == ("", "11-Mar-2026")
    assert said["Financial year"] == ("", "2025-26")
    assert said["Challan"] == ("", "Challan 1")
    assert said["Order"] == ("", f"Order {PO}")
    assert said["Total"][1].startswith("₹ ")
    assert said["Seller: name"] == ("", "NARMADA PRECISION WORKS")
    assert not {"Uid", "Number key", "Business"} & said.keys()
    line = next(row for row in rows(ordered) if row.what == f"Line 1 of invoice {billed.number}")
    said = fields(ordered, line)
    assert said["GST rate"][1].endswith(" %")
    assert said["Quantity"] == ("", "10")
    assert said["Lot"] == ("", "1")


def test_a_detail_leads_to_what_it_tells_of(ordered, sent):
    line = next(row for row in rows(ordered) if row.what == "Line 1 of challan 1")
    held = ordered.ask(trail.detail, line.id)
    assert held.opens == ("challans", sent.id)
    assert (held.whole, held.whole_name) == (("vouchers", sent.id), "Challan 1")
    bin_.bin_voucher(ordered, ACTOR, VoucherKind.CHALLAN, sent.id)
    assert ordered.ask(trail.detail, line.id).opens is None
    with pytest.raises(NotFound):
        ordered.ask(trail.detail, 10**6)


def test_what_is_gone_is_named_by_the_trail_even_when_its_id_is_used_again(ordered, sent):
    old = next(row for row in rows(ordered) if row.what == "Challan 1")
    reset.reset(ordered, ACTOR, ordered.ask(reset.phrase))
    removed = next(row for row in rows(ordered) if row.what == "Challan 1")
    assert (removed.status, removed.whole) == (Status.REMOVED, old.whole)
    parties.save(ordered, ACTOR, parties.PartyDraft(name="New"))
    import_pages(ordered, "po-kg-fractions")
    newer = next(row for row in rows(ordered) if row.what.startswith("Order "))
    assert newer.whole == ("orders", 1)
    assert any(row.what == f"Order {PO}" for row in rows(ordered, limit=2000))
    assert ordered.ask(trail.detail, old.id).opens is None


def tamper(books, sql, *values):
    with closing(sqlite3.connect(books.path)) as raw, raw:
        raw.execute(sql, values)


def test_the_chain_is_proved_around_an_entry(ordered):
    wanted = rows(ordered, limit=10)[5].id

    def broken(entry):
        return ordered.ask(trail.detail, entry).broken

    assert {broken(wanted + step) for step in (-1, 0, 1)} == {""}
    assert broken(1) == broken(rows(ordered, limit=1)[0].id) == ""
    tamper(ordered, "UPDATE audit_entries SET actor = 'Nobody' WHERE id = ?", wanted)
    assert "This entry was altered" in broken(wanted)
    assert "after this one was altered" in broken(wanted - 1)
    assert "before this one was altered" in broken(wanted + 1)
    assert broken(wanted + 2) == ""
    tamper(ordered, "DELETE FROM audit_entries WHERE id = ?", wanted)
    assert "before this one is missing" in broken(wanted + 1)
    assert "after this one is missing" in broken(wanted - 1)


def test_secrets_are_not_told(books):
    keys.add(books, ACTOR, "billing")
    people.add(
        books, ACTOR, PersonDraft(name="Ravi", email="r@example.in"), "a long password", Role.CLERK
    )
    office.save_settings(
        books, ACTOR, {"mail_host": "mail.example", "mail_password": "very secret"}
    )
    seen = [each for row in rows(books) for each in books.ask(trail.detail, row.id).fields]
    hidden = {each.field for each in seen if UNSHOWN in (each.before, each.after)}
    assert hidden >= {"Hash", "Password hash", "Value"}
    assert "very secret" not in str(seen)
    assert not any("very secret" in row.change for row in rows(books))


def test_nobody_reads_of_another_business(books):
    other = businesses.add(books, ACTOR, OfficeDraft(name="Second", state_code="23"))
    parties.save(books.of(other.id), ACTOR, parties.PartyDraft(name="Theirs"))
    (theirs,) = rows(books.of(other.id))
    assert theirs.what == "Party Theirs"
    assert typed(books, "Theirs") == []
    with pytest.raises(NotFound):
        books.ask(trail.detail, theirs.id)


def test_every_entry_of_a_whole_story_has_a_name_and_plain_words(open_copy, played_file):
    story = open_copy(played_file)
    seen = set()
    for row in rows(story, limit=10_000):
        assert row.what
        assert "{" not in row.what + row.change
        assert "None" not in row.what + row.change
        kind = row.whole[0], row.what.split(" ")[0], row.status
        if kind not in seen:
            seen.add(kind)
            for each in story.ask(trail.detail, row.id).fields:
                assert each.field
                assert each.before or each.after
    assert len(seen) > 20
    whole(story)
