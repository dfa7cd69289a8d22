"""Prints what keeps the window's own thread busy for more than 50 ms while a clerk walks through the tabs,
and while he does the rest of a day's work (`desk_walk`).

Run by hand: `python -m tests.benchmarks.bench_slots BOOKS [--least MS] [--runs N] [--only tabs|deeds]
[--events]` (see `bench_list --keep` for books of orders, `mixed_books` for those with papers of all kinds). What
is printed is how long a key would have waited; with `--events` every event is timed instead, and named.
Several walks are made, each in a process of its own: on a machine that others use too, what one of them shows
is mostly the machine. Beside the time on the clock stands what the thread itself was at work: the rest it
waited for the interpreter or a processor.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from senstosales.books.actor import Actor
from senstosales.books.store import open_books
from senstosales.gui import dresser, palette
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.soon import nobody_waits
from senstosales.gui.start import build_window
from senstosales.gui.sweeper import Sweeper
from senstosales.gui.tables import RegisterView
from senstosales.gui.turns import Turns
from tests.benchmarks import desk_walk

FILTERS = ("bracket", "haridwar wedge", "pending", "")


class Beat(QObject):
    """Beats every millisecond while nothing else is done: a longer pause is what the keys waited."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.step = "start"
        self.taken: list[tuple[float, float, str, str]] = []
        self.clock = QTimer(self)
        self.clock.setTimerType(Qt.TimerType.PreciseTimer)
        self.clock.setInterval(1)
        self.clock.timeout.connect(self._beat)

    def begin(self) -> None:
        self._last = time.perf_counter(), time.thread_time()
        self.clock.start()

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        took, own = ((after - before) * 1e3 for before, after in zip(self._last, now, strict=True))
        self._last = now
        self.taken.append((took - 1, own, self.step, ""))


class Timed(QApplication):
    """Times every event it hands on, to say which one it was that took long.

    To look at each of them lengthens what makes many: opening a form makes thousands.
    """

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.nested = False
        self.step = "start"
        self.taken: list[tuple[float, float, str, str]] = []

    def begin(self) -> None:
        self.taken.clear()

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self.nested:
            return bool(super().notify(receiver, event))
        self.nested = True
        # Nobody may be there any more to be asked once the event is over.
        names, kind = (type(receiver.parent()), type(receiver)), event.type()
        began, worked = time.perf_counter(), time.thread_time()
        try:
            return bool(super().notify(receiver, event))
        finally:
            took, own = time.perf_counter() - began, time.thread_time() - worked
            self.nested = False
            what = " ".join(each.__name__ for each in names if each is not type(None))
            self.taken.append((took * 1e3, own * 1e3, self.step, f"{what} {kind.name}"))


class Walk(QObject):
    """Goes on to the next step when the window is whole and has been at rest for a moment."""

    def __init__(self, watch: Beat | Timed, window: OfficeWindow, only: str) -> None:
        super().__init__(window)
        self.watch, self.window = watch, window
        tabs = self._tabs() if only != "deeds" else iter(())
        self.steps = chain(tabs, desk_walk.deeds(window) if only != "tabs" else ())
        self.clock = QTimer(self)
        self.clock.setInterval(120)
        self.clock.timeout.connect(self._next)
        self.clock.start()

    def _next(self) -> None:
        builder = self.window.builder
        assert builder is not None
        if not (self.window.desk.jobs.idle and builder.loaded_ahead and nobody_waits()):
            return
        if not all(each.whole for each in self.window.findChildren(Turns)):
            return
        step = next(self.steps, None)
        if step is None:
            self.clock.stop()
            self.window.close()
            QApplication.quit()
            return
        name, act = step
        self.watch.step = name
        QTimer.singleShot(0, self, act)

    def _tabs(self) -> desk_walk.Steps:
        for place, spec in enumerate(self.window.specs):
            title = spec.title
            yield f"{title}: shown first", lambda place=place: self.window.go(place)
            register = self.window.tabs[place].findChild(RegisterView)
            if register is None:
                continue
            for text in FILTERS:
                yield f"{title}: filter {text!r}", lambda r=register, t=text: _filter(r, t)
            if register.model.rowCount():
                yield f"{title}: first row", lambda r=register: r.table.selectRow(0)
                yield f"{title}: second row", lambda r=register: r.table.selectRow(1)
                bar = register.table.verticalScrollBar()
                yield f"{title}: scrolled", lambda b=bar: b.setValue(b.maximum() // 2)
        for place in (1, 0):
            title = self.window.specs[place].title
            yield f"{title}: shown again", lambda place=place: self.window.go(place)


def _filter(register: RegisterView, text: str) -> None:
    register.filters.box.setText(text)
    register.reload()


def walk(books: Path, only: str, *, events: bool) -> list[tuple[float, float, str, str]]:
    """Every turn of one walk: how long it took and worked in milliseconds, in which step, and what it was."""
    app = Timed() if events else QApplication(sys.argv[:1])
    dresser.apply(app, palette.Theme.LIGHT, in_turns=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("first_start/skipped", str(books))
        window = build_window(open_books(books), Actor("bench", "desktop"), settings, hurried=True)
        window.resize(1920, 1040)
        window.show()
        Sweeper(window)
        watch = app if isinstance(app, Timed) else Beat(app)
        Walk(watch, window, only)  # looks into the books for what it will open
        watch.begin()
        app.exec()
    return watch.taken


def _worst(turns: list[tuple[float, float, str, str]]) -> dict[str, tuple[float, float, str]]:
    """The longest turn of every step."""
    found: dict[str, tuple[float, float, str]] = {}
    for took, own, step, what in turns:
        found[step] = max((took, own, what), found.get(step, (0.0, 0.0, "")))
    return found


def main(given: argparse.Namespace) -> None:
    if given.runs == 1:
        turns = walk(given.books, given.only, events=given.events)
        print(json.dumps(_worst(turns)))
        return
    words = [sys.executable, "-m", "tests.benchmarks.bench_slots", str(given.books), "--runs", "1"]
    words += ["--only", given.only] if given.only else []
    words += ["--events"] if given.events else []
    runs = []
    for _run in range(given.runs):
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        runs.append(json.loads(said.splitlines()[-1]))
    print(
        "The longest turn of each step, in ms: fastest run, middle, slowest; own work in the fastest"
    )
    steps = {step: sorted(run[step] for run in runs if step in run) for step in runs[0]}
    listed = sorted(steps.items(), key=lambda each: -each[1][len(each[1]) // 2][0])
    for step, taken in listed:
        middle = taken[len(taken) // 2][0]
        if middle >= given.least:
            least, own, what = taken[0]
            print(f"{least:6.0f} {middle:6.0f} {taken[-1][0]:6.0f} {own:6.0f}  {step:44}{what}")
    for name, place in (("fastest", 0), ("middle", given.runs // 2)):
        longest = max(taken[min(place, len(taken) - 1)][0] for taken in steps.values())
        print(f"the longest of all {len(steps)} steps in their {name} run: {longest:.0f} ms")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("books", type=Path)
    words.add_argument("--least", type=float, default=40)
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--only", choices=("tabs", "deeds"), default="")
    words.add_argument("--events", action="store_true")
    main(words.parse_args())
