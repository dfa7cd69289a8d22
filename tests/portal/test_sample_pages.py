"""Every sample page gives exactly what its `.json` says, or is refused."""

import json
import pickle
from pathlib import Path

import pytest

from senstosales.errors import BadPage
from senstosales.portal.models import OrderPage, ReceiptPage
from senstosales.portal.page import read_page
from tests.portal.comparing import order_as_json, receipt_as_json, said

PAGES = Path(__file__).parent.parent / "pages"
SAMPLES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(PAGES.glob("*.json"))}
ORDERS = [name for name, told in SAMPLES.items() if "header" in told]
RECEIPTS = [name for name, told in SAMPLES.items() if "rows" in told]
REFUSED = {
    "bad-empty": "The file is empty. Save the page again from the portal.",
    "bad-huge-number": "The ordered quantity 1e30 of item 1 is impossible.",
    "bad-login-page": "This is the portal's login page, not a purchase order or SRV page: log in "
    "and save the page again.",
    "bad-not-html": "This is a picture (PNG), not a web page. Save the page from the portal as a "
    "web page.",
    "bad-truncated": "The page is cut off: the items table does not end and the foot with total "
    "value and supplier is missing. Save the page again from the portal.",
}


def read(name):
    return read_page((PAGES / f"{name}.html").read_bytes(), f"{name}.html")


def test_there_are_samples_of_every_kind():
    assert len(ORDERS) >= 18
    assert len(RECEIPTS) >= 8
    assert {name for name, told in SAMPLES.items() if told["expect"] == "refused"} == set(REFUSED)


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_is_read_exactly(name):
    told, page = SAMPLES[name], read(name)
    assert isinstance(page, OrderPage)
    found = order_as_json(page)
    assert found["header"] == told["header"]
    assert found["remarks"] == told["remarks"]
    assert found["items"] == told["items"]
    for key in found["derived"]:
        assert found["derived"][key] == told["derived"][key], key
    assert found["deviations"] == told["deviations"]
    assert page.buyer_name == "BHARAT HEAVY ELECTRICALS LIMITED,BHOPAL"


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_receipt_is_read_exactly(name):
    told, page = SAMPLES[name], read(name)
    assert isinstance(page, ReceiptPage)
    assert receipt_as_json(page) == told["rows"]
    assert page.findings == ()
    lines = {
        (srv["srv_number"], line["srv_item_no"], line["rev_no"]): line
        for srv in told["derived"]["srvs"]
        for line in srv["lines"]
    }
    for row in page.rows:
        line = lines.get((row.srv_number, row.srv_item_no, row.rev_no))
        if line:
            assert said(row.received) == line["received"]
            assert said(row.accepted) == line["accepted"]
            assert said(row.rejected) == line["rejected"]


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_a_bad_file_is_refused_with_a_sentence(name, sentence):
    with pytest.raises(BadPage) as caught:
        read(name)
    assert caught.value.sentence == sentence
    assert caught.value.details == {"file": f"{name}.html"}


@pytest.mark.parametrize("name", [*ORDERS, *RECEIPTS])
def test_a_page_model_travels_between_processes(name):
    page = read(name)
    assert pickle.loads(pickle.dumps(page)) == page
