"""Copies: which a paper has, and how a person or a program names them."""

from dataclasses import replace

import pytest

from senstosales.documents import copies, templates
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from tests.documents import reading
from tests.documents import samples as s
from tests.documents import vouchers as v

GOODS, SERVICES = copies.INVOICE_COPIES, copies.SERVICE_COPIES


def test_marks_follow_the_kind_of_paper(paper) -> None:
    found = {kind: copies.marks(paper(kind, 1)) for kind in VoucherKind}
    assert found == {
        VoucherKind.INVOICE: GOODS,
        VoucherKind.QUOTATION: ("",),
        VoucherKind.DEBIT_NOTE: SERVICES,
        VoucherKind.CREDIT_NOTE: SERVICES,
        VoucherKind.CHALLAN: copies.CHALLAN_COPIES,
    }


def test_services_have_two_copies_only(keep) -> None:
    lines = v.lines(2, hsn="998719", unit="NA")
    service = keep(v.draft(lines=lines))
    assert copies.marks(service) == SERVICES
    assert copies.marks(keep(v.draft(lines=(*lines, *v.lines(1))))) == GOODS
    data = templates.pdf(service, "classic", ("original", "duplicate", "triplicate"), s.PRINTED)
    pages = reading.pages(data)
    assert [mark in page for mark, page in zip(SERVICES, pages, strict=True)] == [True, True]
    assert "Description of services" in pages[0]
    assert "NA" not in pages[0].split()


@pytest.mark.parametrize(
    ("wanted", "marks", "found"),
    [
        (("original",), GOODS, GOODS[:1]),
        (("Duplicate", "original"), GOODS, (GOODS[1], GOODS[0])),
        (("original,triplicate",), GOODS, (GOODS[0], GOODS[2])),
        (("all",), GOODS, GOODS),
        (("all", "extra"), GOODS, (*GOODS, copies.EXTRA_COPY)),
        (("original", "ORIGINAL FOR RECIPIENT"), GOODS, GOODS[:1]),
        (("triplicate",), SERVICES, SERVICES[1:]),
        (("dup",), GOODS, GOODS[1:2]),
        (("TRIPLICATE FOR SUPPLIER",), SERVICES, GOODS[2:]),
        (("original", "extra"), copies.QUOTATION_COPIES, ("",)),
        ((), copies.QUOTATION_COPIES, ("",)),
        ((), GOODS, ()),
    ],
)
def test_words_name_copies(wanted, marks, found) -> None:
    assert tuple(copies.chosen(wanted, marks)) == found


@pytest.mark.parametrize("word", ["", "fourth", "original,,", "consignee"])
def test_other_words_are_refused(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        copies.chosen((word,), GOODS)
    assert refused.value.field == "copies"


@pytest.mark.parametrize(
    ("kind", "design"),
    [(kind, name) for kind in VoucherKind for name in templates.TEMPLATES[kind]],
)
def test_each_copy_is_a_run_of_pages_alike_but_for_the_mark(paper, kind, design) -> None:
    detail = paper(kind, 30)
    marks = copies.marks(detail)
    pages = reading.pages(templates.pdf(detail, design, marks, s.PRINTED))
    run = len(pages) // len(marks)
    assert run > 1
    assert len(pages) == run * len(marks)
    for index, page in enumerate(pages):
        mark, number = marks[index // run], index % run + 1
        assert f"Page {number} of {run}" in page
        assert (f"Continued on page {number + 1}" in page) == (number < run)
        assert (", continued" in page) == (number > 1)
        assert page.removeprefix(mark) == pages[number - 1].removeprefix(marks[0])


def test_no_copy_is_refused(paper) -> None:
    with pytest.raises(Invalid):
        templates.pdf(replace(paper(VoucherKind.INVOICE, 1)), "modern", (), s.PRINTED)
