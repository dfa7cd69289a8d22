"""More pages than the samples: the same ones under other numbers, and pages written from facts."""

import copy
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.playing import PAGES, told
from tests.portal.page_maker import order_page, receipt_page

SAMPLES = (
    "po-single-lot", "po-four-lots", "po-three-items", "po-eleven-lots", "po-kg-fractions",
    "po-amended-0", "po-short-closed", "po-gem-inclusive", "po-gst-not-inclusive", "po-gst-extra",
    "po-lots-from-3", "po-april", "po-two-contracts", "po-fifty-items",
)  # fmt: skip

SMALL = ("po-single-lot", "po-april", "po-short-closed", "po-lots-from-3", "po-gem-inclusive")
"""For whom it is enough that there are many."""


def renumbered(name: str, number: str) -> bytes:
    """A sample page as if it were another order."""
    old = told(name)["header"]["po_number"]
    return (PAGES / f"{name}.html").read_bytes().replace(old.encode(), number.encode())


def write_orders(folder: Path, count: int, names: Sequence[str] = SAMPLES) -> list[Path]:
    """`count` order pages with numbers of their own, in a new folder."""
    folder.mkdir(parents=True)
    made = []
    for place, name in zip(range(count), itertools.cycle(names)):
        path = folder / f"order-{place:04d}.html"
        path.write_bytes(renumbered(name, f"{7000001 + place}"))
        made.append(path)
    return made


class OrderFacts:
    """The facts of an order that can be changed and written as a page again."""

    def __init__(self, name: str, **header: Any) -> None:
        facts = copy.deepcopy(told(name))
        self.facts: dict[str, Any] = {key: facts[key] for key in ("header", "remarks", "items")}
        self.header.update(header)

    @property
    def header(self) -> dict[str, Any]:
        return self.facts["header"]

    @property
    def items(self) -> list[dict[str, Any]]:
        return self.facts["items"]

    def item(self, number: int) -> dict[str, Any]:
        return next(item for item in self.items if item["po_item_no"] == number)

    def lots(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for item in self.items:
            for lot in item["lots"]:
                yield item, lot

    def page(self) -> bytes:
        return order_page(self.facts).encode()

    def copy(self) -> "OrderFacts":
        made = object.__new__(OrderFacts)
        made.facts = copy.deepcopy(self.facts)
        return made


def receipt(name: str, *changes: dict[str, Any]) -> bytes:
    """The page of a sample SRV, its rows changed one by one (all of them written)."""
    rows = [dict(row) for row in told(name)["rows"]]
    for row, change in zip(rows, changes, strict=False):
        row.update(change)
    return receipt_page(rows).encode()
