"""Several programs at once: one wins, the others are told; the window hears of it at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx

from senstosales.queries import figures
from tests.playing import whole

CLIENTS = 8
ORDER = "6639109"


def racing(api, bodies, path):
    """Send every body from a client of its own at the same moment; the statuses."""
    start = threading.Barrier(len(bodies))

    def send(body):
        with httpx.Client(base_url=api.server.address, timeout=60) as client:
            client.get("/api/health")
            start.wait()
            return client.post(path, json=body)

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(send, bodies))


def dc_in(item, number, quantity):
    line = {"po_item_id": item, "lot_no": 1, "dispatch_qty": quantity}
    return {"dc": {"dc_number": number, "dc_date": "2024-01-05"}, "items": [line]}


def test_the_last_quantity_is_sent_once(api):
    item = api.got(f"/api/po/{ORDER}")["items"][0]
    lot = item["deliveries"][0]["ordered_quantity"]
    answers = racing(api, [dc_in(item["id"], f"R-{n}", lot) for n in range(CLIENTS)], "/api/dc/")
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * (CLIENTS - 1)
    for answer in answers:
        if answer.status_code == 400:
            assert answer.json()["error_code"] == "BUSINESS_RULE_VIOLATION"
            assert answer.json()["details"]["remaining"] == 0
    assert api.got(f"/api/po/{ORDER}")["items"][0]["deliveries"][0]["delivered_quantity"] == lot
    assert len(api.got("/api/dc/", po=ORDER)) == 1
    whole(api.books)


def test_a_number_is_given_once(api):
    item = api.got(f"/api/po/{ORDER}")["items"][0]["id"]
    answers = racing(api, [dc_in(item, "SAME", 1) for _ in range(CLIENTS)], "/api/dc/")
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (CLIENTS - 1)
    assert {a.json()["error_code"] for a in answers if a.status_code == 409} == {"CONFLICT"}
    for number in range(CLIENTS):
        api.made("/api/dc/", dc_in(item, f"B-{number}", 1))
    bills = [
        {"invoice_number": "SAME", "invoice_date": "2024-01-06", "dc_number": f"B-{number}",
         "buyer_name": "B", "place_of_supply": "23"}
        for number in range(CLIENTS)
    ]  # fmt: skip
    answers = racing(api, bills, "/api/invoice")
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (CLIENTS - 1)
    whole(api.books)


def test_a_challan_is_invoiced_once_and_an_order_entered_once(api):
    item = api.got(f"/api/po/{ORDER}")["items"][0]["id"]
    api.made("/api/dc/", dc_in(item, "ONE", 1))
    bills = [
        {"invoice_number": f"O-{number}", "invoice_date": "2024-01-06", "dc_number": "ONE",
         "buyer_name": "B", "place_of_supply": "23"}
        for number in range(CLIENTS)
    ]  # fmt: skip
    answers = racing(api, bills, "/api/invoice")
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (CLIENTS - 1)
    order = {
        "header": {"po_number": "RACE", "po_date": "2024-01-01"},
        "items": [{"po_item_no": 1, "ordered_quantity": 1}],
    }
    answers = racing(api, [order] * CLIENTS, "/api/po/")
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (CLIENTS - 1)
    whole(api.books)


def test_whoever_listens_hears_of_a_write_before_it_is_answered(api):
    heard = []
    api.books.listen(heard.append)
    order = {
        "header": {"po_number": 7000009, "po_date": "2024-01-01"},
        "items": [{"po_item_no": 1, "ordered_quantity": 5}],
    }
    api.made("/api/po/", order)
    assert len(heard) == 1
    assert {"orders", "order_items", "order_lots"} <= heard[0].nouns
    api.got("/api/po/")
    assert len(heard) == 1


def test_what_the_window_writes_is_in_the_next_answer(api):
    from tests.playing import send

    assert api.got(f"/api/po/{ORDER}/dc") == {"has_dc": False}
    made = send(api.books, ORDER, [(1, 1, "3")])
    assert api.got(f"/api/po/{ORDER}/dc")["dc_number"] == made.number
    assert (
        api.books.ask(figures.of_challans).waiting == api.got("/api/dc/stats")["pending_delivery"]
    )


def test_readers_and_writers_at_once(api):
    """Four programs read lists while a fifth writes; every answer is whole."""
    item = api.got(f"/api/po/{ORDER}")["items"][0]["id"]
    stop = threading.Event()

    def read(path):
        with httpx.Client(base_url=api.server.address, timeout=60) as client:
            statuses = set()
            while not stop.is_set():
                statuses.add(client.get(path).status_code)
            return statuses

    with ThreadPoolExecutor(4) as pool:
        reads = [
            pool.submit(read, path)
            for path in ("/api/po/", "/api/dc/", "/api/srv", "/api/dashboard/summary")
        ]
        try:
            for number in range(12):
                api.made("/api/dc/", dc_in(item, f"W-{number}", 1))
        finally:
            stop.set()
        assert [future.result() for future in reads] == [{200}] * 4
    whole(api.books)
