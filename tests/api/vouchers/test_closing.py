"""Closed books at the door of vouchers: 409 with the reason; quotations are free."""

import pytest

from senstosales.services.office import save_settings
from tests.api.vouchers.bodies import QUOTATION
from tests.playing import ACTOR


@pytest.fixture
def closing(office):
    """Closes the office's books until a day; they are open again after the test."""
    yield lambda day: save_settings(office.books, ACTOR, {"closed_until": day})
    save_settings(office.books, ACTOR, {"closed_until": ""})


def test_a_paper_of_a_closed_day_is_neither_made_nor_changed_nor_deleted(api, kind, closing):
    held = api.made(kind, **{kind.date: "2026-02-10"})
    closing("2026-02-28")
    said = api.post(api.at(kind), json=kind.body(**{kind.date: "2026-02-28"}))
    changed = api.put(api.at(kind, held["id"]), json={"buyerName": "Somebody else"})
    deleted = api.delete(api.at(kind, held["id"]))
    if kind is QUOTATION:
        assert [answer.status_code for answer in (said, changed, deleted)] == [201, 200, 204]
        return
    for answer in (said, changed, deleted):
        assert answer.status_code == 409, answer.text
        assert "The books are closed until 28-Feb-2026" in answer.json()["message"]
    assert api.got(kind, held["id"]) == held
    api.made(kind, **{kind.date: "2026-03-01"})
