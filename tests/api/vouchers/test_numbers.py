"""Voucher numbers: unique to the letter in their kind and business, freed by a change and a delete."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from senstosales.domain.kinds import Status
from senstosales.queries import deviations as deviation_queries
from senstosales.queries.columns import Filter
from tests.api.vouchers.bodies import CHALLAN, DEBIT_NOTE, INVOICE, QUOTATION
from tests.playing import whole


def taken(answer, kind):
    assert answer.status_code == 409, (answer.status_code, answer.text)
    assert answer.json() == {
        "message": "Voucher number already in use",
        "code": "VOUCHER_NUMBER_TAKEN",
        "field": kind.number,
    }


@pytest.mark.parametrize("again", ["{0}", "{0} ", "{0}\u00a0"])
@pytest.mark.parametrize("status", ["usual", "lenient", "cancelled"])
def test_a_number_is_taken_whatever_the_paper_is_by_now(api, kind, fresh, status, again):
    number = kind.prefix + next(fresh)
    word = {"usual": kind.usual, "lenient": kind.lenient}.get(status, status)
    word = "rejected" if (kind, word) == (QUOTATION, "cancelled") else word
    api.made(kind, status=word, **{kind.number: number})
    body = kind.body(**{kind.number: again.format(number)})
    taken(api.post(api.at(kind), json=body), kind)


def test_capitals_make_another_number(api, kind, fresh):
    number = f"{kind.prefix}a{next(fresh)}"
    api.made(kind, **{kind.number: number})
    assert api.made(kind, **{kind.number: number.upper()})[kind.number] == number.upper()
    taken(api.post(api.at(kind), json=kind.body(**{kind.number: number.upper()})), kind)


def test_a_number_comes_back_as_it_was_written(api, kind, fresh):
    number = f"{kind.prefix}{next(fresh)} "
    assert api.made(kind, **{kind.number: number})[kind.number] == number


def test_years_do_not_matter(api, kind, fresh):
    number = kind.prefix + next(fresh)
    api.made(kind, **{kind.number: number, kind.date: "2024-05-01"})
    body = kind.body(**{kind.number: number, kind.date: "2026-03-01"})
    taken(api.post(api.at(kind), json=body), kind)


def test_kinds_and_businesses_number_apart(office, api, fresh):
    end = next(fresh)
    for kind in (INVOICE, DEBIT_NOTE, CHALLAN, QUOTATION):
        api.made(kind, **{kind.number: kind.prefix + end})
        office.stranger.made(kind, **{kind.number: kind.prefix + end})


def test_a_change_of_the_number_frees_the_old_one(api, kind, fresh):
    old, new = kind.prefix + next(fresh), kind.prefix + next(fresh)
    made = api.made(kind, **{kind.number: old})
    assert api.changed(kind, made["id"], **{kind.number: new})[kind.number] == new
    other = api.made(kind, **{kind.number: old})
    taken(api.put(api.at(kind, other["id"]), json={kind.number: new}), kind)
    assert api.got(kind, other["id"])[kind.number] == old
    assert api.changed(kind, other["id"], **{kind.number: old, "notes": "x"})["notes"] == "x"


def test_a_refused_paper_leaves_nothing_behind(api, kind, fresh):
    number = kind.prefix + next(fresh)
    api.made(kind, **{kind.number: number})
    before = len(api.listed(kind, search=number))
    taken(api.post(api.at(kind), json=kind.body(**{kind.number: number})), kind)
    assert len(api.listed(kind, search=number)) == before == 1


def test_a_deleted_paper_is_gone_and_its_number_free(api, kind, fresh):
    number = kind.prefix + next(fresh)
    made = api.made(kind, **{kind.number: number})
    gone = api.delete(api.at(kind, made["id"]))
    assert (gone.status_code, gone.content) == (204, b"")
    for answer in (
        api.get(api.at(kind, made["id"])), api.delete(api.at(kind, made["id"])),
        api.put(api.at(kind, made["id"]), json={"notes": "x"}),
        api.post(api.at(kind, made["id"], "pdf"), json={"templateId": "classic"}),
    ):  # fmt: skip
        assert answer.status_code == 404
        assert answer.json() == {"message": f"{kind.name} not found"}
    assert api.listed(kind, search=number) == []
    again = api.made(kind, **{kind.number: number})
    assert again["id"] != made["id"]
    assert api.delete(api.at(kind, again["id"])).status_code == 204
    api.made(kind, **{kind.number: number})


def test_cancelled_papers_can_be_deleted_too(api, fresh):
    for kind in (INVOICE, DEBIT_NOTE, CHALLAN):
        made = api.made(kind, status="cancelled")
        assert api.delete(api.at(kind, made["id"])).status_code == 204


def test_eight_clients_and_one_number(api, kind, fresh):
    number = kind.prefix + next(fresh)
    bodies = [kind.body(**{kind.number: number, "notes": str(place)}) for place in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda body: api.post(api.at(kind), json=body), bodies))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    for answer in answers:
        if answer.status_code == 409:
            taken(answer, kind)
    (kept,) = api.listed(kind, search=number)
    assert kept == next(a for a in answers if a.status_code == 201).json()[kind.one]


def test_eight_clients_and_eight_numbers(api, kind, fresh):
    bodies = [kind.body(**{kind.number: kind.prefix + next(fresh)}) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda body: api.post(api.at(kind), json=body).json(), bodies))
    assert len({answer[kind.one]["id"] for answer in made}) == 8


def found(office, number):
    rows = office.books.ask(deviation_queries.page, Filter(words=(number,)), None, 50, 0)
    return {row.kind for row in rows if number in row.what and row.status is Status.TO_CHECK}


@pytest.mark.parametrize("end", ["a very long number indeed", "4_4", "Ü1"])
def test_numbers_that_rule_46_forbids_are_taken_and_told_to_a_clerk(office, api, fresh, end):
    number = f"INV-{next(fresh)}{end}"
    made = api.made(INVOICE, invoiceNumber=number)
    assert found(office, number) == {"NUMBER_RULE"}
    api.changed(INVOICE, made["id"], invoiceNumber=f"INV-{next(fresh)}")
    assert not found(office, number)


def test_twins_but_for_capitals_are_told_to_a_clerk(office, api, fresh):
    number = f"INV-b{next(fresh)}"
    api.made(INVOICE, invoiceNumber=number)
    assert not found(office, number)
    api.made(INVOICE, invoiceNumber=number.upper())
    assert found(office, number.upper()) == {"DOC_NUMBER_CONFLICT"}


def test_the_books_are_whole_after_all_that(office):
    whole(office.books)
