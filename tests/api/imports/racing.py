"""Many clients that send invoices at once, several of them the same number in the same instant; and one who
listens meanwhile, going away and coming back.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.api.imports.conftest import IMPORT, sent
from tests.api.imports.listening import listening

CLIENTS = 8
END = "END"


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: who asked for which number, the status, and the `data` of the body."""

    client: int
    number: str
    status: int
    data: dict[str, Any]


@dataclass(slots=True)
class Listener:
    """What was heard over all connections, in order, and how many those were."""

    events: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0


def numbers(client: int, turns: int) -> list[str]:
    """What a client sends, turn by turn: of eight, three send the same number, three another, two a
    third.
    """
    return [f"R-{turn}-{min(client // 3, 2)}" for turn in range(turns)]


def race(addresses: Sequence[str], key: str, turns: int) -> tuple[list[Answered], Listener]:
    """Let all clients send, spread over the servers, while one listens; all answers, and what was
    heard until the last invoice.
    """
    heard, ready = Listener(), threading.Event()
    together = threading.Barrier(CLIENTS)
    headers = {"X-API-KEY": key}

    def send(client: int) -> list[Answered]:
        answers = []
        with httpx.Client(
            base_url=addresses[client % len(addresses)], headers=headers, timeout=60
        ) as api:
            for number in numbers(client, turns):
                together.wait(60)
                body = sent(invoice_no=number)
                body["items"][0]["quantity"] = client + 1
                answer = api.post(IMPORT, json=body)
                answers.append(
                    Answered(client, number, answer.status_code, answer.json().get("data", {}))
                )
        return answers

    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        ear = pool.submit(_listen, addresses, heard, ready)
        assert ready.wait(60)
        answers = [one for each in pool.map(send, range(CLIENTS), timeout=600) for one in each]
        with httpx.Client(base_url=addresses[0], headers=headers) as api:
            assert api.post(IMPORT, json=sent(invoice_no=END)).status_code == 201
        ear.result(60)
    return answers, heard


def _listen(addresses: Sequence[str], heard: Listener, ready: threading.Event) -> None:
    """Hear a few events, go away, come back at the next server with the id of the last one heard."""
    last = ""
    while not heard.events or heard.events[-1][1] != END:
        address = addresses[heard.connections % len(addresses)]
        options = {"headers": {"Last-Event-ID": last}} if last else {}
        with httpx.Client(base_url=address, timeout=60) as api, listening(api, **options) as stream:
            assert stream.next()["event"] == "stream-open"
            ready.set()
            heard.connections += 1
            for _ in range(1 + heard.connections % 7):
                number = stream.message()["invoice_no"]
                last = stream.last
                heard.events.append((last, number))
                if number == END:
                    break
