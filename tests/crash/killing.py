"""Kills a program in the middle of a large import and looks at what it left behind."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from senstosales.books.store import open_books
from senstosales.queries import listing, order_detail
from senstosales.services.checking import problems
from tests.cli.running import ENTRY, environment
from tests.playing import told
from tests.services.pages import SAMPLES


@dataclass(frozen=True)
class Found:
    """What was reported before the kill (at the `wanted`th line), and what the books hold after it."""

    wanted: int
    reported: list[str]
    held: dict[str, tuple[int, int, int]]
    problems: list[str]


def expected_shape(name: str) -> tuple[int, int, int]:
    """Items, lots and versions of a sample order that is in the books whole."""
    items = told(name)["items"]
    return len(items), sum(len(item["lots"]) for item in items), 1


def kill_after(lines: int, template: Path, pages: list[Path], home: Path) -> Found:
    """Import `pages`, kill -9 the importing program once `lines` pages are reported as done."""
    home.mkdir()
    books = home / "books.sqlite3"
    shutil.copyfile(template, books)
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "import", str(pages[0].parent), "--json", "--books", str(books)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(home), cwd=home,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout
    reported = []
    for line in process.stdout:
        reported.append(line)
        if len(reported) == lines:
            break
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    # The last line may be cut off; what was printed whole was reported as done.
    whole = [line for line in [*reported, *rest.splitlines(keepends=True)] if line.endswith("\n")]
    opened = open_books(books)
    try:
        with opened.read() as session:
            held = {}
            for key in listing.ids(session, "order", None, None):
                order = order_detail.detail(session, key)
                lots = sum(len(item.lots) for item in order.items)
                held[order.number] = (len(order.items), lots, len(order.versions))
            found = list(problems(session))
    finally:
        opened.close()
    return Found(lines, [json.loads(line)["number"] for line in whole], held, found)


def complaints(found: Found, pages: list[Path], names: Sequence[str] = SAMPLES) -> list[str]:
    """What a kill must not have done to pages written of `names`; empty if all is well."""
    shapes = {
        f"{7000001 + place}": expected_shape(names[place % len(names)])
        for place in range(len(pages))
    }
    said = list(found.problems)
    said += [f"{n} was reported and is not there" for n in found.reported if n not in found.held]
    said += [f"{n} is half there" for n, shape in found.held.items() if shape != shapes[n]]
    if len(found.reported) < found.wanted:
        said.append("the program ended by itself before it could be killed")
    if len(found.held) == len(pages):
        said.append("the kill came too late to prove anything")
    return said
