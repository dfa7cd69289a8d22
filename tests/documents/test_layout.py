"""How papers break over pages and bear what is long, many or missing, in every design."""

import io
from dataclasses import replace

import pypdf
import pytest

from senstosales.documents import templates
from senstosales.domain.kinds import VoucherKind
from senstosales.queries.papers import CustomField, VoucherDetail
from tests.documents import reading
from tests.documents import samples as s
from tests.documents import vouchers as v

INVOICE, QUOTATION, CHALLAN = VoucherKind.INVOICE, VoucherKind.QUOTATION, VoucherKind.CHALLAN
DESIGNS = [(INVOICE, name) for name in templates.TEMPLATES[INVOICE]] + [(QUOTATION, "compact")]
ONE = ("original",)


def pages_of(detail: VoucherDetail, design: str = "classic") -> list[str]:
    return reading.pages(templates.pdf(detail, design, ONE, s.PRINTED))


def images(data: bytes) -> list[int]:
    return [len(page.images) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("count", [1, 4, 8, 11, 14, 19, 60])
@pytest.mark.parametrize(("kind", "design"), DESIGNS)
def test_no_head_total_or_signature_stands_alone(paper, kind, design, count) -> None:
    detail = paper(kind, count)
    pages = pages_of(detail, design)
    seen = [sum(f" ITEM {at} " in f"{page} " for at in range(1, count + 1)) for page in pages]
    long = sum(page.count("WITHOUT WRITTEN CONSENT OF THE PURCHASER") for page in pages)
    assert sum(seen) + long == count
    for page, lines in zip(pages, seen, strict=True):
        has_goods = lines > 0 or "GLASS EPOXY" in page
        head = "Description" in page
        assert head == has_goods
        if "Taxable value" in page.replace("Taxable value ₹", ""):
            assert has_goods
        if "Authorised signatory" in page:
            assert has_goods or "made by computer" in page


def test_lines_by_the_hundred_are_all_there_and_closer_in_the_compact_design(paper) -> None:
    lengths = {}
    for kind, design in [*DESIGNS[1:], (QUOTATION, "classic")]:
        pages = pages_of(paper(kind, 120), design)
        lengths[design] = len(pages)
        text = " ".join(pages)
        for at in range(1, 121):
            assert f"ITEM {at} " in text or at % 17 == 5
        assert text.count("GLASS EPOXY") == 7
        assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert lengths["compact"] * 1.5 < lengths["classic"]


@pytest.mark.parametrize("design", ["classic", "modern"])
def test_forty_long_terms_and_long_notes_run_on_over_pages(keep, design) -> None:
    terms = tuple(f"Term {at}: {s.LONG[: 30 + 14 * at]}" for at in range(1, 41))
    notes = "\n".join(f"Note {at} {s.LONG}" for at in range(1, 6))
    said = v.PARTICULARS.model_copy(update={"terms": terms, "notes": notes})
    pages = pages_of(keep(v.draft(particulars=said)), design)
    text = reading.squeezed(" ".join(pages))
    assert len(pages) > 3
    for at in range(1, 41):
        assert text.count(f"Term{at}:") == 1
    for at in range(1, 6):
        assert text.count(f"Note{at}") == 1
    heading = next(page for page in pages if "Term 1:" in page)
    assert "Terms" in heading.split("Term 1:")[0]
    assert reading.squeezed(terms[-1][-40:]) in reading.squeezed(pages[-1])
    assert "Authorised signatory" in pages[-1]


@pytest.mark.parametrize(("kind", "design"), DESIGNS)
def test_an_address_longer_than_a_page_is_not_cut(keep, kind, design) -> None:
    lines = [f"Street {at}" for at in range(380)]
    buyer = v.BUYER.model_copy(update={"address": "\n".join(lines)})
    detail = keep(v.draft(kind, 1, buyer=buyer))
    text = " ".join(pages_of(detail, design)) + " "
    assert [line for line in lines if f"{line} " not in text] == []


def test_own_fields_of_any_length_are_printed_whole(keep) -> None:
    words = " ".join(f"word{at:03d}" for at in range(400))
    fields = (
        CustomField("A name of a field that is much too long for a column of labels", "short"),
        CustomField("Scope", words),
        *(CustomField(f"Field {at}", f"value {at}") for at in range(70)),
    )
    said = v.PARTICULARS.model_copy(update={"custom_fields": fields})
    for kind in (INVOICE, QUOTATION, CHALLAN):
        detail = keep(v.draft(kind, 1, particulars=said))
        for design in templates.TEMPLATES[kind]:
            if design == "minimal":
                continue
            text = reading.squeezed(" ".join(pages_of(detail, design)))
            assert all(f"word{at:03d}" in text for at in range(400))
            assert all(f"Field{at}value{at}" in text for at in range(70))
            assert "columnoflabels" in text


def test_empty_parts_leave_no_trace(keep) -> None:
    bare = v.PartyOnPaperDraft(name="Cash buyer")
    detail = keep(v.draft(buyer=bare, place_of_supply="23", lines=v.lines(1, hsn=None)))
    seller = s.Letterhead(name="Bare Works", state_code="23")
    for design in templates.TEMPLATES[INVOICE]:
        text = " ".join(pages_of(replace(detail, seller=seller), design))
        for word in (
            "None",
            "HSN ",
            "GSTIN",
            "Phone",
            "Bank",
            "Pay to",
            "LR No",
            "Notes",
            "Project",
        ):
            assert word not in text.replace("HSN/SAC summary", ""), (design, word)


@pytest.mark.parametrize(("kind", "design"), [*DESIGNS, (CHALLAN, "classic")])
def test_signature_and_stamp_are_on_the_paper(paper, kind, design) -> None:
    detail = paper(kind, 1)
    plain = images(templates.pdf(detail, design, ONE, s.PRINTED))
    seller = replace(detail.seller, signature=v.signature(), stamp=v.stamp())
    signed = images(templates.pdf(replace(detail, seller=seller), design, ONE, s.PRINTED))
    assert sum(signed) == sum(plain) + 2


@pytest.mark.parametrize("broken", [b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_pictures_that_are_none_do_not_stop_a_paper(paper, broken) -> None:
    detail = paper(INVOICE, 1)
    seller = replace(detail.seller, signature=broken, stamp=broken, logo=broken)
    for design in templates.TEMPLATES[INVOICE]:
        assert "Authorised signatory" in pages_of(replace(detail, seller=seller), design)[-1]


def test_pictures_of_odd_shapes_fit(paper) -> None:
    detail = paper(INVOICE, 1)
    for size in ((2000, 3), (3, 2000), (1, 1)):
        file = io.BytesIO()
        v.Image.new("RGB", size, "navy").save(file, "PNG")
        seller = replace(detail.seller, signature=file.getvalue(), stamp=file.getvalue())
        for design in templates.TEMPLATES[INVOICE]:
            assert len(pages_of(replace(detail, seller=seller), design)) == 1


def test_the_same_paper_gives_the_same_bytes(paper) -> None:
    detail = paper(INVOICE)
    for design in templates.TEMPLATES[INVOICE]:
        first, second = (templates.pdf(detail, design, ("all",), s.PRINTED) for _ in range(2))
        assert first == second
