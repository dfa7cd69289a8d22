"""Cut, flipped, doubled and torn pages: refused or read, never half read and never a crash."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from senstosales.errors import BadPage
from senstosales.portal.models import OrderPage, ReceiptPage
from senstosales.portal.page import read_page

PAGES = Path(__file__).parent.parent / "pages"
NAMES = [
    "po-three-items.html",
    "po-short-closed.html",
    "srv-two-pos.html",
    "srv-blank-received.html",
]
DATA = {name: (PAGES / name).read_bytes() for name in NAMES}
TAG = re.compile(rb"<[^<>]*>")
TAGS = {name: [match.span() for match in TAG.finditer(data)] for name, data in DATA.items()}
BOUNDED = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def read(data):
    """A model or None for a page that was refused in a proper sentence; anything else is a bug."""
    refusal = ""
    try:
        page = read_page(data, "page.html")
    except BadPage as trouble:
        page, refusal = None, trouble.sentence
    assert isinstance(page, OrderPage | ReceiptPage) or re.fullmatch(r"(?s)[A-Z“].*\.", refusal)
    return page


@pytest.mark.parametrize("name", NAMES)
def test_a_page_cut_anywhere_is_refused_or_whole(name):
    data = DATA[name]
    whole = read(data)
    for at in range(0, len(data), 409):
        assert read(data[:at]) in (None, whole), at
    end = data.rindex(b"</table>")
    for at in range(end - 400, end + 9, 7):
        assert read(data[:at]) is None, at


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_lost_one_tag_is_refused_or_whole(name):
    """Only the buyer's own numbers in the letterhead may go missing unnoticed."""
    data = DATA[name]
    whole = without_letterhead(read(data))
    for start, end in TAGS[name][::9]:
        page = read(data[:start] + data[end:])
        assert page is None or without_letterhead(page) == whole, (start, data[start:end])


def without_letterhead(page):
    return {key: value for key, value in page if not key.startswith("buyer_")}


@BOUNDED
@given(st.sampled_from(NAMES), st.data())
def test_doubled_tags_do_not_crash(name, data):
    start, end = data.draw(st.sampled_from(TAGS[name]))
    times = data.draw(st.integers(1, 4))
    read(DATA[name][:end] + DATA[name][start:end] * times + DATA[name][end:])


@BOUNDED
@given(st.sampled_from(NAMES), st.data())
def test_flipped_bytes_do_not_crash(name, data):
    page = bytearray(DATA[name])
    for _ in range(data.draw(st.integers(1, 40))):
        page[data.draw(st.integers(0, len(page) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(page))


@BOUNDED
@given(st.sampled_from(NAMES), st.data())
def test_a_piece_lost_from_the_middle_does_not_crash(name, data):
    page = DATA[name]
    start = data.draw(st.integers(0, len(page)))
    read(page[:start] + page[start + data.draw(st.integers(1, 6000)) :])


@BOUNDED
@given(st.binary(max_size=400), st.text(alphabet="<>/tdrhbl &#;x2\x00\ufeff=\"'!-", max_size=200))
def test_noise_does_not_crash(noise, markup):
    read(noise)
    read(b"<html><table><tr>" + noise + b"</tr></table></html>")
    read(f"<table>{markup}</table></body>".encode())


def test_two_pages_in_one_file_are_refused():
    order, receipt = DATA["po-three-items.html"], DATA["srv-two-pos.html"]
    with pytest.raises(BadPage, match="more than one purchase order"):
        read_page(order + order, "two.html")
    with pytest.raises(BadPage, match="a purchase order and an SRV page"):
        read_page(order + receipt, "two.html")


def test_deep_nesting_and_long_cells_do_not_crash():
    read(b"<html><body><table><tr><td>" + b"<div>" * 5000 + b"x</table></body>")
    page = DATA["po-three-items.html"].replace(b"QA PLAN", b"GST DRG INCLUDING TO N " * 1_000)
    assert read(page).remarks.endswith("EACH BUNDLE.")
