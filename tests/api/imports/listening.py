"""An EventSource: reads the stream of sent invoices event by event, as a browser does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

STREAM = "/api/sales/sse/invoices/"


class Heard:
    """What one connection hears; `last` is the id of the last event, for the next connection."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.last = ""

    def next(self) -> dict[str, str]:
        event: dict[str, str] = {}
        for line in self._lines:
            if line.startswith(":"):
                continue
            if not line:
                if event:
                    self.last = event.get("id", self.last)
                    return event
                continue
            name, _, value = line.partition(":")
            event[name] = value.removeprefix(" ")
        raise AssertionError("the stream ended")

    def message(self) -> Any:
        """The next business event."""
        while (event := self.next()).get("event", "message") != "message":
            pass
        return json.loads(event["data"])


@contextmanager
def listening(api: httpx.Client, path: str = STREAM, **options: Any) -> Iterator[Heard]:
    with api.stream("GET", path, **options) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Heard(answer.iter_lines())
