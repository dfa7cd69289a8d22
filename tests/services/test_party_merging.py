"""Merging parties: everything moves, issued papers keep their words, other doors go on."""

import tempfile
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from senstosales.books.store import open_books
from senstosales.domain.billing import Side
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries import accounts, listed, merged_parties, orders, sales, search
from senstosales.queries import invoices as invoice_queries
from senstosales.queries import parties as queries
from senstosales.queries import payments as payment_queries
from senstosales.queries.columns import Filter
from senstosales.services import customers, handling, partners, party_merging, vouchers
from senstosales.services.drafts import make
from senstosales.services.office import OfficeDraft
from senstosales.services.parties import PartyDraft, save
from senstosales.services.partners import Known, PartnerDraft
from tests.clock import Clock
from tests.playing import ACTOR, import_pages, play, whole
from tests.services.test_payments import part, pay
from tests.services.test_vouchers import DAY, draft, line

MP, UP, OTHER = "23AAACS0000B1ZM", "09AAACS0000B1ZC", "05AAACB4146P1ZL"


def add(books, name, **facts):
    return save(books, ACTOR, make(PartyDraft, {"name": name, **facts}))


def merge(books, stays, goes, **more):
    return party_merging.merge(books, ACTOR, stays_id=stays, goes_id=goes, **more)


def balance(books, party):
    return books.ask(payment_queries.account, party)[-1].balance


@pytest.fixture
def pair(books):
    stays = add(books, "Satpura Tools Ltd", opening_balance=Decimal(100))
    goes = add(
        books, "SATPURA TOOLS LIMITED.", gstin=MP, opening_balance=Decimal(50), email="s@t.in"
    )
    return stays, goes


def test_everything_moves_and_issued_papers_keep_their_words(books, pair):
    stays, goes = pair
    invoice = vouchers.create(books, ACTOR, draft(party_id=goes))
    pay(books, goes, part("36", invoice=invoice.id))
    before = balance(books, stays) + balance(books, goes)
    preview = books.ask(party_merging.preview, stays, goes)
    assert (preview.trouble, preview.both_gstins) == ("", None)
    assert preview.moving.words == ("1 invoice", "1 payment")
    assert preview.moving.balance == 250
    merge(books, stays, goes)
    assert balance(books, stays) == before == 350
    held = books.ask(invoice_queries.detail, invoice.id)
    assert (held.buyer.name, held.party_id) == ("Satpura Tools", stays)
    kept = books.ask(queries.detail, stays)
    assert (kept.name, kept.gstin, kept.email) == ("Satpura Tools Ltd", MP, "s@t.in")
    assert [row.id for row in books.ask(queries.page, Filter(), None, 9, 0)] == [stays]
    assert [row.id for row in books.ask(accounts.page, Filter(), None, 9, 0)] == [stays]
    assert {hit.id for hit in books.ask(search.search, "satpura") if hit.noun == "parties"} == {
        stays
    }
    whole(books)


@pytest.mark.parametrize(
    "ask",
    [
        queries.detail,
        listed.party,
        sales.customer,
        accounts.statement,
        party_merging.merged_parties.get,
    ],
)
def test_the_id_of_the_merged_one_is_found_nowhere(books, pair, ask):
    merge(books, *pair)
    with pytest.raises(NotFound):
        books.ask(ask, pair[1])
    with pytest.raises(NotFound):
        merge(books, *pair)
    with pytest.raises(NotFound):
        pay(books, pair[1], part("5"))


def test_what_was_merged_before_stands_for_the_last(books):
    first, second, third = (add(books, f"Party {n}") for n in "123")
    merge(books, second, first)
    merge(books, third, second)
    with books.read() as session:
        assert merged_parties.standing(session, first) == third
        assert merged_parties.standing(session, third) == third
    kept = vouchers.create(books, ACTOR, draft(party_id=first))
    assert books.ask(invoice_queries.detail, kept.id).party_id == third
    whole(books)


def test_two_gstins_are_one_party_only_as_its_registrations(books):
    stays, goes = (
        add(books, "Satpura", gstin=MP),
        add(books, "Satpura Jhansi", gstin=UP, address="Jhansi"),
    )
    assert books.ask(party_merging.preview, stays, goes).both_gstins == (MP, UP)
    with pytest.raises(Refused, match="Keep it as a registration of Satpura"):
        merge(books, stays, goes)
    assert books.ask(queries.detail, goes).gstin == UP
    merge(books, stays, goes, keep_gstin=True)
    assert books.ask(merged_parties.moving, stays).registrations == 1
    assert books.ask(queries.detail, stays).gstin == MP
    assert {hit.id for hit in books.ask(search.search, UP) if hit.noun == "parties"} == {stays}
    whole(books)


def test_other_taxpayers_and_businesses_and_itself_are_refused(books, pair):
    stays, goes = pair
    other = add(books, "Satpura Tools", gstin=OTHER)
    with pytest.raises(Refused, match="different PANs"):
        merge(books, goes, other, keep_gstin=True)
    assert "different PANs" in books.ask(party_merging.preview, goes, other).trouble
    with pytest.raises(Invalid):
        merge(books, stays, stays)
    from senstosales.services import businesses

    second = businesses.add(books, ACTOR, make(OfficeDraft, {"name": "Second"}))
    with pytest.raises(NotFound):
        merge(books.of(second.id), stays, goes)
    elsewhere = add(books.of(second.id), "Satpura Tools")
    with pytest.raises(NotFound):
        merge(books, stays, elsewhere)


def test_a_party_changed_meanwhile_is_a_conflict(books, pair):
    held = [books.ask(queries.detail, key).version for key in pair]
    save(books, ACTOR, make(PartyDraft, {"name": "Satpura (old)"}), pair[1])
    with pytest.raises(Conflict, match="meanwhile"):
        merge(books, *pair, versions=tuple(held))


def test_orders_and_pages_follow(books):
    play(books, "srv-rejection")
    old = books.ask(queries.page, Filter(), None, 1, 0)[0].id
    stays = add(books, "BHEL Bhopal")
    moved = merge(books, stays, old)
    assert moved.orders
    assert moved.receipts
    count = moved.orders
    import_pages(books, "po-april")
    assert [row.id for row in books.ask(queries.page, Filter(), None, 9, 0)] == [stays]
    assert books.ask(orders.totals, Filter(parent=stays)).count == count + 1
    assert books.ask(queries.detail, stays).is_default
    whole(books)


def test_a_letterhead_of_a_merged_party_without_orders_is_known(books):
    met = add(books, "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL")
    stays = add(books, "BHEL")
    merge(books, stays, met)
    import_pages(books, "po-april")
    assert books.ask(orders.totals, Filter(parent=stays)).count == 1


def test_other_programs_reach_the_one_that_stays(books):
    stays, goes = (
        partners.enter(
            books, ACTOR, Side.CUSTOMER, PartnerDraft(name=name, code=code, email=f"{code}@x.in")
        )
        for name, code in (("Agra Traders", "C1"), ("AGRA TRADERS", "C2"))
    )
    merge(books, stays, goes)
    with pytest.raises(Known) as known:
        partners.enter(books, ACTOR, Side.CUSTOMER, PartnerDraft(name="Agra", code="C2"))
    assert known.value.party_id == stays
    with pytest.raises(Conflict):
        customers.add(books, ACTOR, customers.CustomerDraft(name="Agra", email="C2@x.in"))
    with books.write(ACTOR) as session:
        found = handling._customer(session, handling.SentCustomer(code="C2", name="AGRA TRADERS"))
        assert (found.id, found.name) == (stays, "Agra Traders")
    assert len(books.ask(queries.page, Filter(), None, 9, 0)) == 1
    whole(books)


def test_likely_ones_are_named_with_the_reason(books, pair):
    add(books, "Vindhya Castings", phone="0755-2500123")
    add(books, "M/s Vindhya Forgings", phone="+91 755 250 0123")
    add(books, "Satpura Tools", gstin=OTHER)
    found = books.ask(merged_parties.likely)
    assert [(one.first_name, one.second_name, one.why) for one in found] == [
        ("Satpura Tools Ltd", "SATPURA TOOLS LIMITED.", ("the same name",)),
        ("Satpura Tools Ltd", "Satpura Tools", ("the same name",)),
        ("Vindhya Castings", "M/s Vindhya Forgings", ("the same phone",)),
    ]
    assert len(books.ask(merged_parties.likely, pair[1])) == 1


papers = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["invoice", "payment", "merge"]), st.integers(1, 9999),
        st.integers(0, 3),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=12, deadline=None, phases=[Phase.generate, Phase.shrink])
@given(papers)
def test_balances_and_counts_add_up_whatever_is_merged(office_file, deeds):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.sqlite3"
        path.write_bytes(office_file.read_bytes())
        books = open_books(path, clock=Clock())
        ids = [
            add(books, f"Party {n}", opening_balance=Decimal(n), gstin=MP if n % 2 else None)
            for n in range(4)
        ]
        stands = list(range(4))
        owed = {n: Decimal(n) for n in range(4)}
        count: Counter[int] = Counter()
        for first, deed, amount, second in deeds:
            one, two = stands[first], stands[second]
            match deed:
                case "invoice":
                    made = vouchers.create(
                        books,
                        ACTOR,
                        draft(party_id=ids[first], lines=(line(str(amount), "1", "0"),)),
                    )
                    owed[one] += books.ask(invoice_queries.detail, made.id).total
                    count[one] += 1
                case "payment":
                    pay(books, ids[one], part(str(amount)), day=DAY + timedelta(days=1))
                    owed[one] -= amount
                case _ if one != two:
                    merge(books, ids[one], ids[two])
                    owed[one] += owed.pop(two)
                    count[one] += count.pop(two, 0)
                    stands = [one if stood == two else stood for stood in stands]
        for place in set(stands):
            assert balance(books, ids[place]) == owed[place]
            held = dict(books.ask(merged_parties.moving, ids[place]).papers)
            assert sum(held.values()) == count[place]
        assert sum(row.balance for row in books.ask(accounts.page, Filter(), None, 9, 0)) == sum(
            owed.values()
        )
        whole(books)
        books.close()
