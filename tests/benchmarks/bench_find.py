"""Prints how long the find box takes for every key of what is typed, on books with 100,000 documents of all kinds.

Run by hand: `python -m tests.benchmarks.bench_find [documents] [--keep FILE]`. No key should take more
than 20 ms. First: what the box asks when it gets the keyboard, on books opened anew whose file the system no
longer holds in memory. Cold: each text typed after that, as by somebody who is quicker than the window, which
gets ready once its tabs are loaded. Ahead: how long that takes, on a lane of its own.
Begun: each text typed after that. Warm: the same key again, the middle one of three. Shown: the lines
made of the answer and painted below the box of the real window.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from senstosales.books.actor import Actor
from senstosales.books.store import Books, open_books
from senstosales.gui import dresser, palette
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries.offers import Found, find, prepare
from tests.benchmarks.mixed_books import fill

LIMIT_MS = 20.0
TYPED = (
    # numbers, with and without the name of their kind
    "6344563", "44563", "dc 6344563", "po 6689977", "invoice for challan 55", "invoice 45",
    "invoice for challan dc/25-26/0055", "dc/25-26/0118", "0118", "25-26/118", "srv 21047", "21999",
    "bill 1200", "print invoice 45", "pay 1234", "qtn/24-25/17", "cn-318", "dn 7", "66", "1",
    # parties
    "bharat heavy electricals limited, bhopal", "bhel jhansi", "narmada fasteners", "maa krishna",
    "ntpc vindhyachal", "statement bhel", "gupta & sons", "23aabcb0007", "9812345", "100250",
    # goods, drawings, contracts
    "bracket", "support bracket", "clamping ring en8", "washer 40x", "plate is 2062", "am990012",
    "34-0049-21", "hgw 2372.4", "to drg no 44", "gemc-511687712345678", "5116877", "85030090",
    "8901234567", "copper etp",
    # words of remarks, notes, transport and money
    "risk purchase", "urgent unit 5 overhaul", "guarantee certificate", "wooden box bracket",
    "ramesh", "mp04he7788", "mp04", "lr12345", "417900012345", "utr sbin0012", "chq 417", "less ld",
    "diesel bill", "bhopal",
    # other scripts, nonsense, and what would be the index's own language
    "भारत उद्योग", "भा", "zzzz-nothing", "qwrtz", '"bracket"', "brack* OR plate", "NEAR(end wedge)",
    "a AND NOT b", "pieces:wedge", "-x ^1", "'; drop table", "%", "challan", "a", "e", "s b c d",
)  # fmt: skip


def forget(path: Path) -> None:
    """Let the system hold nothing of the file in memory."""
    for part in path.parent.glob(f"{path.name}*"):
        with part.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def keys(typed: str) -> list[str]:
    """What stands in the box after each key."""
    return [typed[:end] for end in range(1, len(typed) + 1) if typed[end - 1] != " "]


def ask(books: Books, text: str) -> tuple[float, Found]:
    """Milliseconds, and what was found."""
    start = time.perf_counter()
    found = books.ask(find, text)
    return (time.perf_counter() - start) * 1e3, found


def show(window: OfficeWindow, text: str, found: Found) -> float:
    """Milliseconds of the window's thread until the lines are painted."""
    box = window.find_box
    box.setText(text)
    start = time.perf_counter()
    box._answered(text, found)
    box.popup.grab()
    return (time.perf_counter() - start) * 1e3


def told(name: str, times: list[tuple[float, str]]) -> None:
    ordered = sorted(times)
    slow = [key for took, key in ordered if took > LIMIT_MS]
    print(
        f"{name:6} median {median(took for took, _ in ordered):5.1f} ms, 95 % {ordered[int(len(ordered) * 0.95)][0]:5.1f}, "
        f"at most {ordered[-1][0]:5.1f} (“{ordered[-1][1]}”), {len(slow)} of {len(ordered)} above {LIMIT_MS:.0f} ms"
    )
    for took, key in reversed(ordered[-8:]):
        print(f"         {took:6.1f}  “{key}”")


def main(count: int, keep: Path | None) -> None:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    dresser.apply(app, palette.Theme.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "books.sqlite3"
        if not path.exists():
            fill(path, count)
        open_books(path).close()
        first, cold, ahead, begun = [], [], [], []
        for typed in TYPED:
            forget(path)
            books = open_books(path)
            first.append((ask(books, "1")[0], typed))
            cold += [(ask(books, key)[0], key) for key in keys(typed)]
            books.close()
        for typed in TYPED:
            forget(path)
            books = open_books(path)
            start = time.perf_counter()
            books.ask(prepare)
            ahead.append(((time.perf_counter() - start) * 1e3, typed))
            ask(books, "1")
            begun += [(ask(books, key)[0], key) for key in keys(typed)]
            books.close()
        books = open_books(path)
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("first_start/skipped", str(path))
        window = build_window(books, Actor("bench", "desktop"), settings, hurried=True)
        window.show()
        window.find_box.setFocus()
        warm, shown = [], []
        for typed in TYPED:
            for key in keys(typed):
                answers = [ask(books, key) for _ in range(3)]
                warm.append((median(took for took, _ in answers), key))
                shown.append((show(window, key, answers[0][1]), key))
        told("first", first)
        told("cold", cold)
        told("ahead", ahead)
        told("begun", begun)
        told("warm", warm)
        told("shown", shown)
        window.close()
        window.desk.jobs.close()
        books.close()


if __name__ == "__main__":
    words = sys.argv[1:]
    kept = Path(words[words.index("--keep") + 1]) if "--keep" in words else None
    main(int(words[0]) if words and words[0].isdigit() else 100_000, kept)
