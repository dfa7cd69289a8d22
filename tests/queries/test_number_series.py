"""Number series: what was used, what is missing and why, what was typed in another style."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import number_series as queries
from senstosales.queries.number_series import MISSING, OUTSIDE
from senstosales.queries.office import counted, format_number
from senstosales.queries.reports import Period
from senstosales.services import bin as bin_
from senstosales.services import challans, office, reset, vouchers
from tests.playing import ACTOR, draft_challan, send, whole
from tests.services.test_vouchers import draft

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
KIND = VoucherKind.INVOICE


def made(books, number=None, **more):
    return vouchers.create(books, ACTOR, draft(number=number, **more)).id


def the_series(books, kind="Invoice", year="2025-26"):
    (row,) = (
        row for row in books.ask(queries.series, YEAR) if (row.kind, row.year) == (kind, year)
    )
    return row


def gaps(books, kind="Invoice"):
    return [
        (row.number, row.count, row.what, row.known)
        for row in books.ask(queries.gaps, YEAR)
        if row.kind == kind
    ]


def test_a_series_without_a_gap(books):
    for _ in range(3):
        made(books)
    vouchers.cancel(books, ACTOR, KIND, made(books), "A slip")
    made(books, state=VoucherState.DRAFT)
    row = the_series(books)
    assert (row.first, row.last, row.next, row.style) == ("1", "5", "6", "{n}")
    assert (row.used, row.cancelled, row.drafts, row.freed) == (3, 1, 1, 0)
    assert (row.missing, row.outside) == (0, 0)
    assert gaps(books) == []


def test_what_the_trail_knows_of_missing_numbers(books, clock):
    first = made(books)
    thrown = made(books, state=VoucherState.DRAFT)
    made(books, "9")
    deleted = made(books)
    bin_.discard_draft(books, ACTOR, KIND, thrown)
    bin_.bin_voucher(books, ACTOR, KIND, deleted)
    row = the_series(books)
    assert (row.first, row.last, row.next) == ("1", "9", "11")
    assert (row.used, row.freed, row.missing) == (2, 2, 8)
    assert gaps(books) == [
        ("2", 1, MISSING, "A draft was thrown away: Asha Verma, 16-Mar-2026"),
        ("3 to 8", 6, MISSING, "Given to no paper; the next one is 9: Asha Verma, 16-Mar-2026"),
        ("10", 1, MISSING, "The paper was deleted: Asha Verma, 16-Mar-2026"),
    ]
    vouchers.cancel(books, ACTOR, KIND, first, "A slip")
    assert the_series(books).missing == 8
    whole(books)


def test_a_paper_that_got_another_number(ordered):
    sent = send(ordered, "6639103", [(1, 1, "1")])
    last = send(ordered, "6639103", [(1, 2, "1")])
    again = draft_challan(ordered, "6639103", [(1, 1, "1")], number="7")
    challans.update(ordered, ACTOR, sent.id, again)
    assert last.number == "2"
    assert gaps(ordered, "Challan") == [
        ("3 to 6", 4, MISSING, "Given to no paper; the next one is 7: Asha Verma, 16-Mar-2026")
    ]
    third = draft_challan(ordered, "6639103", [(1, 1, "1")], number="5")
    challans.update(ordered, ACTOR, sent.id, third)
    told = gaps(ordered, "Challan")
    assert told[-1] == ("7", 1, MISSING, "The paper became 5: Asha Verma, 16-Mar-2026")
    assert [number for number, *_ in told] == ["3 to 4", "6", "7"]


def test_typed_numbers_of_another_style_stand_apart(books):
    made(books)
    made(books, "A/17")
    made(books)
    row = the_series(books)
    assert (row.last, row.outside, row.missing, row.used) == ("2", 1, 0, 3)
    assert gaps(books) == [("A/17", 1, OUTSIDE, "Made by Asha Verma, 16-Mar-2026")]


def test_a_style_that_held_before_is_not_another_style(books):
    for number in (None, None):
        made(books, number)
    office.save_settings(books, ACTOR, {"invoice_style": "S/{fy}/{n:4}"})
    made(books)
    row = the_series(books)
    assert (row.style, row.first, row.last, row.next) == (
        "S/{fy}/{n:4}", "1", "S/25-26/0003", "S/25-26/0004",
    )  # fmt: skip
    assert (row.missing, row.outside) == (0, 0)


def test_a_slip_of_a_number_is_one_line_and_takes_no_time(books):
    made(books)
    made(books, "99999999")
    assert the_series(books).missing == 99999997
    assert [row[:2] for row in gaps(books)] == [("2 to 99999998", 99999997)]


def test_each_year_and_business_has_its_own(books):
    made(books, date=date(2026, 3, 1))
    made(books, date=date(2026, 4, 10))
    two = Period(date(2025, 4, 1), date(2026, 4, 30))
    assert [row.year for row in books.ask(queries.series, two)] == ["2026-27", "2025-26"]
    assert [row.year for row in books.ask(queries.series, YEAR)] == ["2025-26"]


def test_of_emptied_books_the_trail_still_tells(ordered):
    send(ordered, "6639103", [(1, 1, "1")])
    send(ordered, "6639103", [(1, 2, "1")])
    reset.reset(ordered, ACTOR, ordered.ask(reset.phrase))
    assert ordered.ask(queries.series, YEAR) == []
    made(ordered, "1", kind=VoucherKind.CHALLAN)
    made(ordered, "3", kind=VoucherKind.CHALLAN)
    assert gaps(ordered, "Challan") == [
        ("2", 1, MISSING, "The paper was removed: Asha Verma, 16-Mar-2026")
    ]


@given(
    st.sampled_from(["{n}", "S/{fy}/{n:4}", "{n:6}", "A-{n}/{fy}", "x.{n}"]),
    st.integers(1, 999_999),
    st.integers(2017, 2090),
)
def test_a_number_gives_back_its_counter(style, number, start):
    year = FiscalYear(start)
    assert counted(style, format_number(style, number, year), year) == number


@pytest.mark.parametrize("number", ["", "S/25-26/", "S/24-25/0001", "s-25-26-1", "S/25-26/1x"])
def test_another_style_has_no_counter(number):
    assert counted("S/{fy}/{n:4}", number, FiscalYear(2025)) is None
