"""PUT: only what is sent changes, and a paper's status goes where the contract lets it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.vouchers.bodies import CHALLAN, DEBIT_NOTE, INVOICE, LINE, QUOTATION
from tests.playing import whole


def test_only_what_is_sent_changes(office, api, kind):
    made = api.made(kind, **kind.full())
    office.clock.move(minutes=1)
    told = api.changed(kind, made["id"], notes="Other notes", buyerName="New Buyer")
    assert told == {
        **made, "notes": "Other notes", "buyerName": "New Buyer", "updatedAt": told["updatedAt"],
    }  # fmt: skip
    assert told["updatedAt"] > made["updatedAt"]
    assert api.got(kind, made["id"]) == told


def test_objects_and_lists_are_replaced_whole(api, kind):
    made = api.made(kind, **kind.full())
    told = api.changed(kind, made["id"], seller={"firmName": "B", "gstNumber": "G"},
                       bankDetails={"branch": "X"}, items=[LINE], terms=[], tcsInfo=None)  # fmt: skip
    assert told["seller"] == {"firmName": "B", "gstNumber": "G"}
    assert told["bankDetails"] == {"branch": "X"}
    assert (told["items"], told["terms"], told["tcsInfo"]) == ([LINE], [], None)


def test_every_field_can_be_changed(api, kind):
    made = api.made(kind)
    wanted = kind.full()
    assert {**made, **wanted} == {
        **api.changed(kind, made["id"], **wanted),
        "updatedAt": made["updatedAt"],
    }


@pytest.mark.parametrize("body", [{}, {"colour": "red"}, {"id": "x", "updatedAt": "y", "PK": "z"}])
def test_a_change_of_nothing_is_a_new_time(office, api, kind, body):
    made = api.made(kind)
    office.clock.move(seconds=1)
    told = api.put(api.at(kind, made["id"]), json=body).json()[kind.one]
    assert told["updatedAt"] > made["updatedAt"]
    assert told == {**made, "updatedAt": told["updatedAt"]}


def test_a_whole_document_sent_back_is_the_same(api, kind):
    made = api.made(kind, **kind.full())
    told = api.changed(kind, made["id"], **made)
    assert {**told, "updatedAt": made["updatedAt"]} == made


def test_cancelled_invoices_are_frozen(api):
    made = api.made(INVOICE, status="cancelled")
    for body in ({}, {"notes": "x"}, {"status": "saved"}):
        answer = api.put(api.at(INVOICE, made["id"]), json=body)
        assert answer.status_code == 403
        assert answer.json() == {
            "message": "Cancelled invoices cannot be edited",
            "code": "CANCELLED_INVOICE_EDIT_FORBIDDEN",
        }
    assert api.got(INVOICE, made["id"]) == made


def test_an_invoice_is_judged_before_it_is_found_frozen(api):
    made = api.made(INVOICE, status="cancelled")
    assert api.put(api.at(INVOICE, made["id"]), json={"notes": None}).status_code == 400


@pytest.mark.parametrize("kind_of", [DEBIT_NOTE, CHALLAN], ids=lambda kind: kind.path)
def test_other_cancelled_papers_are_not(api, kind_of):
    made = api.made(kind_of, status="cancelled")
    assert api.changed(kind_of, made["id"], notes="x")["status"] == "cancelled"
    assert api.changed(kind_of, made["id"], status=kind_of.usual)["status"] == kind_of.usual
    assert api.changed(kind_of, made["id"], status="cancelled")["status"] == "cancelled"


@pytest.mark.parametrize(
    ("kind_of", "words"),
    [(INVOICE, ["draft", "saved", "draft", "saved", "cancelled"]),
     (DEBIT_NOTE, ["draft", "saved", "cancelled", "draft"]),
     (CHALLAN, ["pending", "delivered", "pending", "cancelled", "pending"]),
     (QUOTATION, ["draft", "sent", "accepted", "draft", "rejected", "expired", "sent"])],
    ids=lambda value: getattr(value, "path", ""),
)  # fmt: skip
def test_a_status_may_go_anywhere(office, api, kind_of, words):
    made = api.made(kind_of, status=words[0])
    for word in words[1:]:
        assert api.changed(kind_of, made["id"], status=word)["status"] == word
        assert api.got(kind_of, made["id"])["status"] == word
    whole(office.books)


def test_an_empty_draft_may_be_saved(office, api, kind):
    body = kind.body(status=kind.lenient, buyerName=..., items=...)
    made = api.post(api.at(kind), json=body).json()[kind.one]
    told = api.changed(kind, made["id"], status=kind.usual)
    assert (told["status"], told["items"], told["buyerName"]) == (kind.usual, [], "")
    whole(office.books)


def test_two_clients_change_different_things_at_once(api, kind):
    made = api.made(kind)
    changes = [{"notes": "n"}, {"buyerName": "b"}, {"terms": ["t"]}, {"shippingName": "s"}] * 2
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda body: api.put(api.at(kind, made["id"]), json=body), changes))
    assert [answer.status_code for answer in done] == [200] * 8
    told = api.got(kind, made["id"])
    assert told == {
        **made, "notes": "n", "buyerName": "b", "terms": ["t"], "shippingName": "s",
        "updatedAt": told["updatedAt"],
    }  # fmt: skip


def test_an_unknown_paper_is_not_found(api, kind):
    other = INVOICE if kind is not INVOICE else CHALLAN
    made = api.made(other)
    for uid in ("nowhere", made["id"], "%00", "a b"):
        answer = api.put(api.at(kind, uid), json={"notes": "x"})
        assert answer.status_code == 404
        assert answer.json() == {"message": f"{kind.name} not found"}
