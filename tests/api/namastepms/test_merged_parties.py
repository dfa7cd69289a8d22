"""A party that was merged into another, as its program meets it."""

from senstosales.services import party_merging
from tests.api.namastepms.conftest import ABC, PARTIES
from tests.playing import ACTOR


def test_its_id_is_found_no_more_and_its_code_is_the_other_ones(office):
    client, books = office.stranger, office.elsewhere
    goes = client.made(PARTIES, ABC)["party"]["id"]
    other = {**ABC, "email": "b@abc.com", "phone_no": "+919800000000", "Customer_code": "CUST002"}
    stays = client.made(PARTIES, other)["party"]["id"]
    party_merging.merge(books, ACTOR, stays_id=stays, goes_id=goes)
    for answer in (
        client.get(PARTIES, params={"id": goes}),
        client.put(PARTIES, params={"id": goes}, json={"name": "ABC"}),
        client.delete(PARTIES, params={"id": goes}),
    ):
        assert (answer.status_code, answer.json()) == (404, {"error": "Party not found"})
    again = client.post(PARTIES, json={**ABC, "email": "c@abc.com", "phone_no": "1"})
    assert again.status_code == 400
    assert again.json()["existing_customer"]["id"] == stays
    assert client.got(PARTIES, id=stays)["customer"]["open_balance"] == "10000.00"
