"""Prints how long the program takes from its start to a window that answers and to a painted list of
orders, beside a bare window, and from a changed filter to the painted rows.

Run by hand: `python -m tests.benchmarks.bench_start BOOKS` (see `bench_list --keep`). The start should
take at most four times that of the bare window, a filter at most 150 ms. Every start is a process of its own.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TIMES = 7
FILTERS = ("pending", "bracket", "haridwar wedge", "cancelled", "1099999", "dispatched > 50000")

_BARE = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint and seen is window:
            print(time.time() - float(sys.argv[1]), flush=True)
            app.quit()
        return False
watch = Watch()
app.installEventFilter(watch)
window = QMainWindow()
window.resize(1366, 740)
window.show()
app.exec()
"""

_WHOLE = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from senstosales.gui.start import open_window
began = float(sys.argv[1])
filters = sys.argv[3:]
app = QApplication([])
class Watch(QObject):
    at = began
    waiting = True
    stands = False
    register = None
    def eventFilter(self, seen, event):
        if not self.waiting or event.type() != QEvent.Type.Paint:
            return False
        if type(seen).__name__ == "OfficeWindow" and not self.stands:
            self.stands = True
            print(time.time() - began, flush=True)
        table = seen.parent()
        if type(table).__name__ == "TableView" and seen is table.viewport() and table.model().rowCount():
            if self.register is None:
                self.register = table
                while type(self.register).__name__ != "RegisterView":
                    self.register = self.register.parent()
                self.register.loaded.connect(self.loaded)
            self.waiting = False
            QTimer.singleShot(0, self.painted)
        return False
    def loaded(self):
        self.waiting = True
    def painted(self):
        print(time.time() - self.at, flush=True)
        if not filters:
            app.closeAllWindows()
            return
        QTimer.singleShot(400, self.type)
    def type(self):
        self.waiting = False
        self.at = time.time()
        self.register.filters.box.setText(filters.pop(0))
        self.register.reload()
watch = Watch()
app.installEventFilter(watch)
sys.exit(open_window(["--books", sys.argv[2]]))
"""


def started(program: str, *words: str) -> list[float]:
    """Milliseconds of what a fresh process printed of itself."""
    answer = subprocess.run(
        [sys.executable, "-c", program, str(time.time()), *words],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return [float(line) * 1e3 for line in answer.stdout.split()]


def main(books: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            {f"XDG_{kind}_HOME": folder for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        )
        kept = Path(folder) / "SenstoSales" / "window.ini"
        kept.parent.mkdir()
        kept.write_text("[window]\ntab=Purchase Orders\n")
        bare = statistics.median(started(_BARE)[0] for _ in range(TIMES))
        whole = [started(_WHOLE, str(books), *FILTERS) for _ in range(TIMES)]
    print(f"bare window {bare:.0f} ms")
    for place, what in enumerate(("the window answers", "orders painted")):
        took = statistics.median(run[place] for run in whole)
        print(f"{what} after {took:.0f} ms: {took / bare:.2f} x")
    for place, text in enumerate(FILTERS, start=2):
        took = sorted(run[place] for run in whole)
        print(f"filter {text:20} {statistics.median(took):6.0f} ms, at most {took[-1]:.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
