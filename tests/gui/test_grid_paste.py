import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.gui.grid_model import GridColumn
from senstosales.gui.grid_paste import block, headed

COLUMNS = (
    GridColumn("description", "Description", names=("particulars",)),
    GridColumn("quantity", "Quantity", names=("qty",)),
    GridColumn("price", "Price ₹", names=("rate",)),
)
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=12)


def excel(cells: list[list[str]]) -> str:
    """The text that a spreadsheet puts on the clipboard."""
    out = io.StringIO(newline="")
    csv.writer(out, "excel-tab", lineterminator="\r\n").writerows(cells)
    return out.getvalue()


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_every_table_of_a_spreadsheet_comes_back(cells: list[list[str]]) -> None:
    # Words around the lines, so that no line is blank: those at the end are nothing to paste.
    framed = [["a", *line, "z"] for line in cells]
    assert block(excel(framed)) == framed


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("\r\n", []),
        ("4", [["4"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('pipe 2" wide\t3\nrod 1"\t4', [['pipe 2" wide', "3"], ['rod 1"', "4"]]),
        ('"open\t3\nrod\t4', [['"open', "3"], ["rod", "4"]]),
        ("a\t\tb", [["a", "", "b"]]),
    ],
)
def test_what_was_never_in_a_spreadsheet_is_read_too(text: str, cells: list[list[str]]) -> None:
    assert block(text) == cells


def test_headings_are_known_by_their_names() -> None:
    found = headed(["RATE (₹)", "Colour", "Particulars"], COLUMNS)
    assert found is not None
    assert [column and column.key for column in found] == ["price", None, "description"]


@pytest.mark.parametrize(
    "cells", [["Rate", "12"], ["Bracket", "4", "250"], ["Qty", "Quantity"], []]
)
def test_a_line_of_goods_is_no_heading(cells: list[str]) -> None:
    assert headed(cells, COLUMNS) is None
