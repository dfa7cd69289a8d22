"""Sits at the real program in a process of its own: types a challan and is killed, or goes on with it.

`python -m tests.crash.typing_clerk type|"go on" BOOKS`
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senstosales.domain.amounts import plain
from senstosales.domain.kinds import VoucherKind
from senstosales.gui import start
from senstosales.gui.dialogs import challan_form
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.office_window import OfficeWindow
from senstosales.queries import orders, vouchers

ORDER = "4649105"
Steps = Iterator[Callable[[], object]]


def window() -> OfficeWindow:
    tops = QApplication.topLevelWidgets()
    return next(top for top in tops if isinstance(top, OfficeWindow))


def form() -> Any:
    tops = QApplication.topLevelWidgets()
    return next((top for top in tops if isinstance(top, ChallanForm) and top.isVisible()), None)


def files() -> list[Path]:
    drawer = window().desk.drawer
    return list(drawer.folder.glob("*.json")) if drawer is not None else []


def typing() -> Steps:
    """Each step is taken once what the one before has yielded is true."""
    desk = window().desk
    yield desk.books.opened.done
    order_id = desk.books.ask(orders.find, ORDER)
    challan_form.open_new(desk, order_id, window())
    yield form
    QTest.keyClicks(form().head.number.box, "C/77")
    grid = form().grid
    place = [column.key for column in grid.model.columns].index("quantity")
    grid.model.setData(grid.model.index(0, place), "10+5")
    QTest.keyClicks(form().side.form.fields["vehicle_no"].box, "mp04 ga 1")
    yield lambda: any("MP04 GA 1" in path.read_text("utf-8") for path in files())
    print("kept", flush=True)
    yield lambda: False  # until somebody pulls the plug


def going_on() -> Steps:
    bar = window().second_thoughts.bar
    yield bar.isVisible
    print("offered:", bar.text.text().split(" of ")[0])
    bar.go_on.click()
    yield form
    held = form()
    vehicle = held.side.form.fields["vehicle_no"].value()
    quantity = plain(held.grid.peek()[0]["quantity"])
    print(f"stands there: {held.head.number.value()}, {quantity}, {vehicle}")
    held.submit()
    yield lambda: form() is None and window().desk.jobs.idle
    books = window().desk.books
    key = books.ask(vouchers.find, VoucherKind.CHALLAN, "C/77")
    print("saved:", books.ask(vouchers.get, VoucherKind.CHALLAN, key).number)
    yield lambda: not files()
    print("left:", files(), flush=True)
    QTimer.singleShot(0, window().close)
    yield lambda: False


class Clerk:
    """Looks at the window every few milliseconds and takes the next step when it can."""

    def __init__(self, steps: Callable[[], Steps]) -> None:
        self._steps, self._running, self._wait = steps, None, None
        self.clock = QTimer()
        self.clock.setInterval(20)
        self.clock.timeout.connect(self.look)

    def look(self) -> None:
        if self._running is None:
            if any(isinstance(top, OfficeWindow) for top in QApplication.topLevelWidgets()):
                self._running = self._steps()
                self._wait = next(self._running)
        elif self._wait is not None and self._wait():
            self._wait = next(self._running, None)


def main() -> None:
    part, books = sys.argv[1:]
    app = QApplication(sys.argv[:1])  # noqa: F841 - the program takes the one that is there
    clerk = Clerk({"type": typing, "go on": going_on}[part])
    clerk.clock.start()
    sys.exit(start.open_window(["--books", books]))


if __name__ == "__main__":
    main()
