"""The stream of sent invoices: plain message events, in order, each once, resumed where it broke off."""

import pytest
from anyio import BrokenResourceError

from senstosales.api import troubles
from tests.api.imports.conftest import IMPORT, SENT, bring_back, sent
from tests.api.imports.listening import STREAM, listening


def test_an_import_is_heard_whole_as_a_plain_message(sender):
    with listening(sender) as heard:
        assert heard.next() == {"event": "stream-open", "data": ""}
        sender.post(IMPORT, json=SENT)
        told = heard.message()
    assert list(told) == [
        "id", "invoice_no", "invoice_date", "customer", "status", "priority", "salesman",
        "created_by", "items", "total_amount", "remarks", "created_at", "billing_status",
        "return_info", "picker_info", "packer_info", "delivery_info", "current_handler",
    ]  # fmt: skip
    assert told["customer"] == SENT["customer"]
    assert (told["total_amount"], told["status"], told["return_info"]) == (920.0, "INVOICED", None)
    assert [{k: v for k, v in item.items() if k in SENT["items"][0]} for item in told["items"]] == (
        SENT["items"]
    )


def test_a_return_and_a_correction_are_told_with_their_type(sender):
    sender.post(IMPORT, json=SENT)
    with listening(sender) as heard:
        heard.next()
        bring_back(sender)
        assert heard.message()["status"] == "PICKING"
        assert heard.message()["return_info"]["return_reason"] == "Wrong batch"
        review = heard.message()
        assert list(review) == [
            "type", "invoice_no", "sent_by", "review_reason", "returned_from_section", "timestamp",
        ]  # fmt: skip
        sender.patch("/api/sales/update/invoice/", json={"invoice_no": SENT["invoice_no"]})
        assert heard.message()["billing_status"] == "RE_INVOICED"
        updated = heard.message()
        assert list(updated) == ["type", "invoice_no", "status", "billing_status", "timestamp"]
        assert updated["timestamp"].endswith("+00:00")


def test_one_who_comes_back_hears_what_he_missed_once_and_in_order(sender):
    with listening(sender) as heard:
        heard.next()
        sender.post(IMPORT, json=sent(invoice_no="A"))
        assert heard.message()["invoice_no"] == "A"
        last = heard.last
    for number in "BCD":
        sender.post(IMPORT, json=sent(invoice_no=number))
    for options in ({"headers": {"Last-Event-ID": last}}, {"params": {"lastEventId": last}}):
        with listening(sender, **options) as heard:
            assert [heard.message()["invoice_no"] for _ in "BCD"] == list("BCD")
            assert int(heard.last) > int(last)


def test_what_another_process_writes_to_the_same_books_is_heard(sender, serve, open_copy):
    from senstosales.books.store import open_books
    from tests.clock import Clock

    other_books = open_books(sender.books.path, clock=Clock())
    other = serve(other_books)
    other.headers["X-API-KEY"] = sender.headers["X-API-KEY"]
    with listening(sender) as heard:
        heard.next()
        other.post(IMPORT, json=SENT)
        assert heard.message()["invoice_no"] == SENT["invoice_no"]
    other_books.close()


@pytest.mark.parametrize("given", ["wrong", "a.b.c"])
def test_a_wrong_token_hears_nothing(sender, given):
    assert sender.get(STREAM, params={"token": given}).status_code == 401


def test_beyond_this_machine_a_listener_says_who_he_is(serve, books):
    from senstosales.services import keys
    from tests.playing import ACTOR

    api = serve(books, host="0.0.0.0")
    assert api.get(STREAM).status_code == 401
    key = keys.add(books, ACTOR, "browser")
    with listening(api, params={"token": key}) as heard:
        assert heard.next()["event"] == "stream-open"


def test_the_server_stops_while_somebody_listens(sender):
    with listening(sender) as heard:
        heard.next()
        sender.server.stop()
        assert not sender.server.running


def test_only_a_listener_who_went_away_is_no_fault():
    broken = BrokenResourceError()
    assert troubles._gone(
        ExceptionGroup("of a stream", [broken, ExceptionGroup("in it", [broken])])
    )
    assert not troubles._gone(
        ExceptionGroup("of a stream", [broken, ValueError("a fault of ours")])
    )
    assert not troubles._gone(ValueError("a fault of ours"))
