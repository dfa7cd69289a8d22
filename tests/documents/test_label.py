"""Barcodes hold what they should, and labels stand where the sheet is cut."""

import io

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.documents.code128 import LONGEST, bars
from senstosales.documents.label import Label, pdf
from senstosales.errors import Invalid
from tests.documents import reading

RING = Label("SPACER RING, MACHINED", "NPW-SR-40 · A-2", "8900044710011")
printable = st.text(
    st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=LONGEST
)


@given(printable)
def test_every_symbol_is_eleven_modules_and_the_stop_thirteen(text):
    widths = bars(text)
    assert set(widths) <= {1, 2, 3, 4}
    assert (sum(widths) - 13) % 11 == 0
    assert widths[-7:] == (2, 3, 3, 1, 1, 1, 2), "the stop"


def test_the_check_symbol_is_that_of_the_standard():
    # Code set B, “AB”: start 104, values 33 and 34, check (104 + 33 + 2·34) mod 103 = 102.
    check = bars("AB")[18:24]
    assert check == (4, 1, 1, 1, 3, 1), "symbol 102"


def test_figures_in_pairs_take_half_the_room():
    assert sum(bars("8900044710")) < sum(bars("ABCDEFGHIJ"))


@pytest.mark.parametrize("text", ["", "  ", "₹ 5", "नट", "a\tb", "x" * (LONGEST + 1)])
def test_what_no_scanner_could_type_is_refused(text):
    with pytest.raises(Invalid) as error:
        bars(text)
    assert error.value.field == "barcode"


def test_a_sheet_holds_twenty_four_labels():
    pages = reading.pages(pdf(RING))
    assert len(pages) == 1
    assert pages[0].count("8900044710011") == 24
    assert pages[0].count("SPACER RING, MACHINED") == 24
    assert [page.count("8900044710011") for page in reading.pages(pdf(RING, 30))] == [24, 6]
    size = pypdf.PdfReader(io.BytesIO(pdf(RING))).pages[0].mediabox
    assert (round(size.width), round(size.height)) == (595, 842)


def test_the_same_label_gives_the_same_bytes():
    assert pdf(RING, 3) == pdf(RING, 3)
