"""Pictures of orders, challans and their form, light and dark, in two sizes.

`python -m tests.gui.tabs.gallery_orders DIR` on real sample books.
"""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from senstosales.books.store import Actor, Books, open_books
from senstosales.domain.kinds import DeviationKind
from senstosales.gui import dresser, palette
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.challan_lines import begin
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.main_window import MainWindow
from senstosales.gui.messages import Messages
from senstosales.gui.tab import TabSpec
from senstosales.gui.tabs import challans, orders
from senstosales.queries import orders as order_queries
from senstosales.services import challans as service
from senstosales.services import demo, deviations
from tests.playing import send


def wait(done: Callable[[], bool], most: int = 4000) -> None:
    """Let the window live until something is so."""
    loop = QEventLoop()
    clock, end = QTimer(), QTimer()
    clock.setInterval(10)
    clock.timeout.connect(lambda: loop.quit() if done() else None)
    end.setSingleShot(True)
    end.timeout.connect(loop.quit)
    clock.start()
    end.start(most)
    loop.exec()


class Studio:
    """One window on one set of books in one theme and size."""

    def __init__(
        self,
        folder: Path,
        books: Books,
        name: str,
        size: tuple[int, int],
        specs: Sequence[TabSpec] = (orders.SPEC, challans.SPEC),
    ) -> None:
        self.folder, self.name = folder, name
        settings = QSettings(str(folder / f"{name}.ini"), QSettings.Format.IniFormat)
        settings.clear()
        self.messages = Messages()
        self.jobs = Jobs(self.messages.failure)
        self.live = Live(books, self.jobs)
        actor = Actor("Asha", "desktop")
        self.window = MainWindow(books, actor, self.jobs, self.live, self.messages, settings, specs)
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        wait(lambda: self.jobs.idle)
        wait(lambda: False, 160)
        wait(lambda: self.jobs.idle)

    def shot(self, what: str, widget: QWidget | None = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(self.folder / f"{what}-{self.name}.png"))

    def form(self, books: Books, order: str, **more: object) -> ChallanForm:
        order_id = books.ask(order_queries.find, order)
        start = books.ask(begin, order_id, None, bool(more.get("replacement")))
        made = ChallanForm(self.window.desk, start, self.window)
        made.show()
        self.settle()
        return made

    def close(self) -> None:
        self.live.close()
        self.jobs.close()
        self.window.close()


def full(studio: Studio, books: Books) -> None:
    window = studio.window
    studio.shot("orders-list")
    find = partial(books.ask, order_queries.find)
    window.navigate("orders", find("4649105"))
    studio.shot("orders-lots")
    window.navigate("orders", find("6649104"))
    studio.shot("orders-fifty")
    window.navigate("orders", find("6649107"))
    view = window.tabs[0].order
    for place, what in enumerate(
        ("items", "timeline", "header", "remarks", "deviations", "versions", "notes", "files")
    ):
        studio.settle()
        view.pages.setCurrentIndex(place)
        studio.shot(f"order-{what}")
    found = deviations.Found(
        DeviationKind.VALUE_MISMATCH,
        "item 3",
        "item_value",
        "11,517.00",
        "11,571.00",
        "55 × 209.40 makes 11,517.00, but the page says 11,571.00",
        "6649107",
    )
    with books.write(Actor("Asha", "gallery")) as session:
        deviations.sync(session, "order", find("6649107"), [found])
    studio.settle()
    view.pages.setCurrentIndex(4)
    studio.shot("order-deviations-some")
    window.navigate("orders", find("6629110"))
    studio.shot("order-closed")
    form = studio.form(books, "4649105")
    studio.shot("form", form)
    quantity = next(c for c in form.grid.model.columns if c.key == "quantity")
    form.grid.model.type_in(0, quantity, "45")
    form.grid.model.type_in(2, quantity, "abc")
    form.grid.show_problems(())
    form.head.number.box.setText("5")
    form.head.number.set_error("Challan 5 exists already in 2026-27. Choose another number.")
    form.side.form.fields["name"].set_value("")
    form.submit()
    studio.shot("form-errors", form)
    done(form)
    form = studio.form(books, "6649104")
    studio.shot("form-fifty", form)
    done(form)
    form = studio.form(books, "4649105")
    send(books, "4649105", [(1, 4, "30"), (1, 6, "50")], date=date(2025, 5, 7))
    studio.shot("form-elsewhere", form)
    done(form)
    window.navigate("challans", 17)
    studio.shot("challan-invoiced")
    window.navigate("challans", 19)
    studio.shot("challan-open")
    tab = window.tabs[1]
    tab._cancel()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    studio.shot("reason", dialog)
    dialog.submit()
    studio.shot("reason-needed", dialog)
    dialog.reason.set_value("The lorry broke down at Obaidullaganj; goods came back.")
    dialog.submit()
    studio.shot("challan-cancelled")
    # What was rejected of the sample waits again once its replacement is cancelled.
    service.cancel(books, Actor("Asha", "gallery"), 20, "Came back from the gate")
    form = studio.form(books, "5839102", replacement=True)
    studio.shot("form-replacement", form)
    done(form)
    window.resize(1024, 700)
    studio.shot("challan-narrow")
    tab.both.back()
    studio.shot("challan-narrow-list")


def done(form: ChallanForm) -> None:
    form._clean = form._raw()
    form.reject()


def empty(studio: Studio) -> None:
    studio.shot("orders-empty")
    studio.window.go(1)
    studio.shot("challans-empty")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    path = folder / "demo.sqlite3"
    if not path.exists():
        books = open_books(path)
        demo.fill(books)
        books.close()
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        dresser.apply(app, theme, everywhere=True)
        for size in ((1366, 768), (1920, 1080)):
            name = f"{theme.value}-{size[0]}"
            copy = folder / f"{name}.sqlite3"
            shutil.copyfile(path, copy)
            books = open_books(copy)
            studio = Studio(folder, books, name, size)
            full(studio, books)
            studio.close()
            books.close()
        nothing = open_books(folder / f"empty-{theme.value}.sqlite3")
        studio = Studio(folder, nothing, f"{theme.value}-1366", (1366, 768))
        empty(studio)
        studio.close()
        nothing.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
