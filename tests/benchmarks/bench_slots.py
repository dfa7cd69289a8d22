"""Prints what keeps the window's own thread busy for more than 50 ms while a clerk walks through the tabs,
and while he does the rest of a day's work (`desk_walk`).

Run by hand: `python -m tests.benchmarks.bench_slots BOOKS [--least MS] [--only tabs|deeds] [--events]` (see
`bench_list --keep` for books of orders, `mixed_books` for those with papers of all kinds). What is printed is
how long a key would have waited; with `--events` every event is timed instead, and named. Beside the time on
the clock stands what the thread itself was at work: the rest it waited for the interpreter or a processor.
"""

import argparse
import os
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
from senstosales.gui import palette
from senstosales.gui.office_window import OfficeWindow
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
        self._last = time.perf_counter(), time.thread_time()
        self.clock = QTimer(self)
        self.clock.setTimerType(Qt.TimerType.PreciseTimer)
        self.clock.setInterval(1)
        self.clock.timeout.connect(self._beat)
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
        if not self.window.desk.jobs.idle or not builder.loaded_ahead:
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


def main(books: Path, least: float, only: str, *, events: bool) -> None:
    app = Timed() if events else QApplication(sys.argv[:1])
    palette.apply(app, palette.Theme.LIGHT, in_turns=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue("first_start/skipped", str(books))
        window = build_window(open_books(books), Actor("bench", "desktop"), settings, hurried=True)
        window.resize(1920, 1040)
        window.show()
        Sweeper(window)
        watch = app if isinstance(app, Timed) else Beat(app)
        Walk(watch, window, only)
        app.exec()
    slow = sorted((each for each in watch.taken if each[0] >= least), reverse=True)
    print(f"{len(watch.taken)} turns, {len(slow)} of {least:.0f} ms or more")
    for took, own, step, what in slow[:60]:
        print(f"{took:7.0f} ms, {own:4.0f} of its own  {step:44}{what}")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("books", type=Path)
    words.add_argument("--least", type=float, default=50)
    words.add_argument("--only", choices=("tabs", "deeds"), default="")
    words.add_argument("--events", action="store_true")
    given = words.parse_args()
    main(given.books, given.least, given.only, events=given.events)
