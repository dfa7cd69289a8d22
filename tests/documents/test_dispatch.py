"""The papers of one dispatch in one document."""

import io
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from senstosales.documents import copies, dispatch, templates
from senstosales.documents.paper import joined
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries.dispatch import Dispatch
from tests.documents import reading
from tests.documents import samples as s
from tests.documents.test_packing_slip import challan

INVOICE, CHALLAN = copies.INVOICE_COPIES, copies.CHALLAN_COPIES


def held(count: int = 1, **more: Any) -> Dispatch:
    facts = {"invoice": s.invoice(s.lines(count)), "challan": challan(count)} | more
    return Dispatch(promise="Two years.", **facts)


def pages(found: Dispatch, wanted: tuple[str, ...], design: str = "classic") -> list[str]:
    return reading.pages(dispatch.pdf(found, wanted, design, s.PRINTED))


def test_the_whole_bundle_in_its_order_each_paper_counted_by_itself() -> None:
    found = held(40)
    read = pages(found, dispatch.usual(found))
    titles = ("TAX INVOICE", "DELIVERY CHALLAN", "GUARANTEE CERTIFICATE", "PACKING SLIP")
    marks = dict.fromkeys((*INVOICE, *CHALLAN))
    begun = [
        (title, *(mark for mark in marks if mark in page))
        for page in read
        if "Page 1 of" in page
        for title in titles
        if title in page
    ]
    assert begun == [
        *((titles[0], mark) for mark in INVOICE),
        *((titles[1], mark) for mark in CHALLAN),
        (titles[2],),
        (titles[3],),
    ]
    for page in read:
        number, of = page.split("Page ")[-1].split()[0::2][:2]
        assert 1 <= int(number) <= int(of) < len(read)
    assert "Two years." in " ".join(read)


def test_only_the_parts_and_copies_asked_for() -> None:
    wanted = (f"invoice:{INVOICE[0]}", "invoice:EXTRA COPY", "invoice:EXTRA COPY", "slip:", "slip:")
    read = pages(held(), wanted, "modern")
    assert len(read) == 5
    assert [("EXTRA COPY" in page) for page in read] == [False, True, True, False, False]
    assert all("PACKING SLIP" in page for page in read[3:])
    with pytest.raises(Invalid, match="no paper"):
        dispatch.pdf(held(), (), "classic", s.PRINTED)


def test_papers_of_both_shapes_keep_their_shape() -> None:
    wide = s.invoice(s.crores(), split=s.TaxSplit.CGST_SGST)
    found = held(invoice=wide)
    data = dispatch.pdf(found, dispatch.usual(found), "classic", s.PRINTED)
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    across = [box.width > box.height for box in boxes]
    alone = templates.pdf(wide, "classic", ("original",), s.PRINTED)
    box = pypdf.PdfReader(io.BytesIO(alone)).pages[0].mediabox
    assert across[0] is (box.width > box.height)
    assert across[-1] is False


def test_the_outline_names_each_paper_and_pictures_are_held_once() -> None:
    found = held()
    data = dispatch.pdf(found, dispatch.usual(found), "classic", s.PRINTED)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert [entry.title for entry in reader.outline] == [
        "Tax invoice NPW/25-26/0142",
        "Delivery challan DC/25-26/0138",
        "Guarantee certificate GC/25-26/0142",
        "Packing slip DC/25-26/0138",
    ]
    assert reader.metadata.title.startswith("Dispatch papers of invoice NPW/25-26/0142")
    held_once = {image.indirect_reference.idnum for page in reader.pages for image in page.images}
    assert len(held_once) == 2, "the logo, and the code to pay by"


def test_parts_are_those_that_the_dispatch_has() -> None:
    def keys(found: Dispatch) -> list[str]:
        return [part.key for part in dispatch.parts(found)]

    assert keys(held()) == list(dispatch.PARTS)
    assert keys(held(invoice=None)) == ["challan", "certificate", "slip"]
    assert keys(held(challan=None)) == ["invoice", "slip"]
    own = replace(challan(), order=None)
    assert keys(held(invoice=None, challan=own)) == ["challan", "slip"]
    advice = replace(s.lines(1)[0], hsn="998719")
    assert keys(held(challan=None, invoice=s.invoice((advice,)))) == ["invoice"]
    assert dispatch.title(held(invoice=None)) == "Dispatch papers of challan DC/25-26/0138"


def test_words_name_parts_and_copies() -> None:
    found = held()
    assert dispatch.named(found, (), ("all",)) == dispatch.usual(found)
    assert dispatch.named(found, ("slip", "challan"), ("original", "duplicate")) == (
        f"challan:{CHALLAN[0]}", f"challan:{CHALLAN[1]}", "slip:",
    )  # fmt: skip
    with pytest.raises(Invalid, match="no label, only invoice"):
        dispatch.named(found, ("label",), ("all",))
    with pytest.raises(Invalid, match="not a copy"):
        dispatch.named(found, (), ("fifth",))


def test_a_paper_drawn_with_others_says_what_it_says_alone() -> None:
    details = [s.invoice(s.lines(count), number=f"I/{count}") for count in (1, 12, 3)]
    runs = [templates.run(each, "classic", ("original",), s.PRINTED) for each in details]
    together = reading.pages(joined(runs, "Three invoices"))
    alone = [
        page
        for each in details
        for page in reading.pages(templates.pdf(each, "classic", ("original",), s.PRINTED))
    ]
    assert together == alone
    assert {each.kind for each in details} == {VoucherKind.INVOICE}
