"""Eight clients send many invoices over two servers that share the books: every number is stored once, and a
listener who goes away and comes back hears every event exactly once.
"""

import logging
from collections import defaultdict

from senstosales.books.store import open_books
from senstosales.queries import handling as queries
from senstosales.queries.columns import Filter
from tests.api.imports.racing import CLIENTS, END, Answered, race
from tests.clock import Clock
from tests.playing import whole

TURNS = 15
"""Each client sends so many; the thousand of the benchmark `bench_imports.py` would take half a minute."""


def test_every_number_is_stored_once_and_every_event_heard_once(sender, serve, caplog):
    elsewhere = open_books(sender.books.path, clock=Clock())
    other = serve(elsewhere)
    servers = [sender.server.address, other.server.address]
    answers, heard = race(servers, sender.headers["X-API-KEY"], TURNS)
    elsewhere.close()

    by_number: defaultdict[str, list[Answered]] = defaultdict(list)
    for answer in answers:
        by_number[answer.number].append(answer)
    assert len(answers) == CLIENTS * TURNS
    assert len(by_number) == 3 * TURNS
    for number, found in by_number.items():
        assert sorted(each.status for each in found) == [201] + [409] * (len(found) - 1)
        assert {(each.data["id"], each.data["invoice_no"]) for each in found} == {
            (found[0].data["id"], number)
        }
        (winner,) = (each for each in found if each.status == 201)
        held = sender.books.ask(queries.detail, winner.data["id"])
        assert held.lines[0].quantity == winner.client + 1  # his, and not a mixture
        assert float(held.total) == winner.data["total_amount"]
    assert sender.books.ask(queries.totals, Filter()).count == len(by_number) + 1

    told = [number for _, number in heard.events]
    assert sorted(told) == sorted([*by_number, END])
    ids = [int(place) for place, _ in heard.events]
    assert ids == sorted(set(ids))
    assert heard.connections > 5
    # Going away is no fault of anybody's, also in the middle of an event.
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    whole(sender.books)
