"""Closed books at every door: refused in the words of each contract, and what the buyer says comes in."""

import pytest

from senstosales.services import keys, office
from tests.api.conftest import refused
from tests.api.imports.conftest import IMPORT, bring_back, sent
from tests.api.namastepms.conftest import EXPENSES, RENT
from tests.api.sales.conftest import CUSTOMER, CUSTOMERS, INVOICES, log_in, member, place, product
from tests.api.test_papers import dc_in
from tests.playing import ACTOR, PAGES, whole

SAID = "The books are closed until {day}"


def close(api, day):
    office.save_settings(api.books, ACTOR, {"closed_until": day})


@pytest.fixture
def closed(api):
    """The story, with everything until the end of 2024-25 closed."""
    close(api, "2025-03-31")
    return api


def test_papers_are_refused_with_the_day(closed):
    said = refused(closed.post("/api/dc/", json=dc_in(closed)), 400, "BUSINESS_RULE_VIOLATION")
    assert said.startswith(SAID.format(day="31-Mar-2025"))
    assert "challan D-1 of 05-Jan-2024" in said
    assert closed.got("/api/dc/", po="6639109") == []
    number = closed.got("/api/dc/", po="5839102")[0]["dc_number"]
    assert closed.delete(f"/api/dc/{number}").status_code in (400, 409)
    closed.made("/api/dc/", dc_in(closed, dc_date="2025-04-01"))
    whole(closed.books)


def test_pages_come_in(closed):
    page = PAGES / "po-kg-fractions.html"
    answer = closed.post("/api/po/upload", files={"file": (page.name, page.read_bytes())})
    assert answer.status_code == 200, answer.text


def test_a_billing_program_is_told_why_its_invoice_is_not_taken(office_api):
    office_api.headers["X-API-KEY"] = keys.add(office_api.books, ACTOR, "billing")
    assert office_api.post(IMPORT, json=sent()).status_code == 201
    bring_back(office_api)
    close(office_api, "2025-12-31")
    later = sent(invoice_no="LTPI-2", invoice_date="2026-01-02")
    for body in (sent(invoice_no="LTPI-1"), later | {"invoice_date": "2025-12-31"}):
        answer = office_api.post(IMPORT, json=body)
        assert answer.status_code == 400
        assert SAID.format(day="31-Dec-2025") in answer.text
    assert office_api.post(IMPORT, json=later).status_code == 201
    correction = {"invoice_no": "LTPI-77282", "items": sent()["items"][:1], "replace_items": True}
    answer = office_api.patch("/api/sales/update/invoice/", json=correction)
    assert answer.status_code == 400, answer.text
    assert "stays as it is" in answer.text
    whole(office_api.books)


def test_the_sales_door_invoices_today_and_today_is_never_closed(office_api):
    member(office_api)
    token = log_in(office_api).json()["access_token"]
    office_api.headers["Authorization"] = f"Bearer {token}"
    close(office_api, "2026-03-15")
    customer = str(office_api.made(CUSTOMERS, CUSTOMER)["id"])
    order = place(office_api, customer, (product(office_api), 1, 10))
    assert office_api.post(INVOICES, json={"order_id": order["id"]}).status_code == 200


def test_expenses_are_refused_beside_their_date(office_api):
    member(office_api)
    token = log_in(office_api).json()["access_token"]
    office_api.headers["Authorization"] = f"Bearer {token}"
    close(office_api, "2026-02-28")
    answer = office_api.post(EXPENSES, json=RENT)
    assert answer.status_code == 400, answer.text
    assert list(answer.json()) == ["error"]
    assert SAID.format(day="28-Feb-2026") in answer.json()["error"]
    assert office_api.post(EXPENSES, json=RENT | {"date": "2026-03-01"}).status_code == 201
