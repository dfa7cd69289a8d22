"""Impossible figures and broken links on otherwise whole pages, each with its sentence."""

from pathlib import Path

import pytest

from senstosales.errors import BadPage
from senstosales.portal.page import read_page

PAGES = Path(__file__).parent.parent / "pages"
ORDER = (PAGES / "po-three-items.html").read_text("utf-8")
AGAIN = " Save the page again from the portal."
RECEIPT = (PAGES / "srv-simple.html").read_text("utf-8")


def refused(text, old, new, count=1):
    assert old in text
    with pytest.raises(BadPage) as caught:
        read_page(text.replace(old, new, count).encode(), "page.html")
    return caught.value.sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (">100</font>", ">1e30</font>", "The ordered quantity 1e30 of item 1 is impossible."),
        (">100</font>", ">NaN</font>", "The ordered quantity NaN of item 1 is impossible."),
        (">100</font>", ">-5</font>", "The ordered quantity -5 of item 1 is below zero."),
        (">100</font>", ">1,000</font>", "The ordered quantity “1,000” of item 1 is not a number."),
        (">100</font>", ">0.0001</font>",
         "The ordered quantity 0.0001 of item 1 has too many decimals."),
        (">100</font>", "></font>", "The ordered quantity of item 1 is blank."),
        (">152.75&nbsp;", ">1.23456&nbsp;", "The rate 1.23456 of item 1 has too many decimals."),
        (">15275</font>", ">5000.123</font>",
         "The item value 5000.123 of item 1 has too many decimals."),
        (">60</font>", "></font>", "The delivery quantity of item 1 lot 1 is blank."),
        (">20/11/2023 ", ">31/11/2023 ",
         "The delivery date “31/11/2023” of item 1 lot 1 is not a date."),
        (">05/09/2023<", ">SOON<", "The PO date “SOON” is not a date."),
        (">05/09/2023<", "><", "The PO date is blank."),
        ('2">6639103</font>', '2"></font>', "The order number is blank."),
        ('2">6639103</font>', '2">66391</font>',
         "“66391” below PURCHASE ORDER is not an order number of 7 digits."),
        (">63697.5</", ">lots</", "The PO value “lots” is not a number."),
        ('2">3 </font>', '2">7 </font>',
         "The page describes item 7, but the item is not in the items table." + AGAIN),
    ],
)  # fmt: skip
def test_order(old, new, sentence):
    assert refused(ORDER, old, new) == sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (">22/11/2023</td>\n     <td>61", "></td>\n     <td>61",
         "The SRV date of SRV 21047 item 1 is blank."),
        ("<td>LEM</td>\n    <td>6639103</td>", "<td>LEM</td>\n    <td></td>",
         "The order number of SRV 21047 item 1 is blank."),
        ("<td>LEM</td>\n    <td>6639103</td>", "<td>LEM</td>\n    <td>66A</td>",
         "The order number “66A” of SRV 21047 item 1 is not a number."),
        ("<td>LEM</td>", "", "Row 1 of the receipts has 21 cells where 22 belong." + AGAIN),
        ("<th>REJ QTY</th>", "<th>REJ</th>",
         "The column REJ QTY of the table of receipts is missing."),
        ("<th>DIV</th>", "<th>UNIT</th>", "The column DIV of the table of receipts is missing."),
    ],
)  # fmt: skip
def test_receipt(old, new, sentence):
    text = RECEIPT
    if old.startswith(">22"):
        # The old cells in the comment come first and are not read.
        head, _, tail = text.partition("-->\n \n")
        return_tail = tail.replace(old, new, 1)
        with pytest.raises(BadPage) as caught:
            read_page((head + "-->\n \n" + return_tail).encode(), "page.html")
        assert caught.value.sentence == sentence
        return
    assert refused(text, old, new) == sentence


def test_a_page_without_receipts_is_refused():
    start, end = RECEIPT.index("</tr>") + 5, RECEIPT.index("</tbody>")
    assert refused(RECEIPT, RECEIPT[start:end], "") == (
        "The page lists no receipts (SRV) yet, so there is nothing to import."
    )


def test_harmless_zeros_are_no_decimals():
    text = ORDER.replace(">15275</font>", ">15275.00000</font>").replace(
        ">60</font>", ">060.000</font>"
    )
    item = read_page(text.encode(), "page.html").items[0]
    assert (str(item.item_value), str(item.lots[0].dely_qty)) == ("15275.00", "60.000")


def test_a_lot_that_stands_twice_is_refused():
    start = ORDER.index('  <tr>  \n    <td width="31" align="center">')
    end = ORDER.index('  <tr>  \n    <td width="31" align="center">', start + 1)
    row = ORDER[start:end]
    assert refused(ORDER, row, row + row) == "Lot 1 of item 1 stands twice in the items table."


def test_an_item_that_differs_from_lot_to_lot_is_named():
    at = ORDER.index(">100</font>")
    text = ORDER[: at + 1] + ORDER[at + 1 :].replace(">100</font>", ">101</font>", 1)
    (finding,) = read_page(text.encode(), "page.html").findings
    assert (finding.what, finding.field, finding.expected, finding.actual) == (
        "item 1", "ord_qty", "100", "101",
    )  # fmt: skip


def test_the_item_number_may_have_been_merged_into_the_description():
    start = ORDER.index('<td colspan="10"')
    end = ORDER.index("</tr>", start)
    text = ORDER[:start] + '<td colspan="13">WEDGE TO DRG NO 44459030012 1</td>' + ORDER[end:]
    item = read_page(text.encode(), "page.html").items[0]
    assert item.description == "WEDGE TO DRG NO 44459030012"
    assert item.drawing_numbers == ("44459030012",)
