"""Pictures of the review queue: `python -m tests.gui.tabs.gallery_review DIR`."""

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from senstosales.books.store import Actor, Books, open_books
from senstosales.gui import dresser, palette
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.messages import Messages
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.tabs.review import ReviewTab
from tests.clock import Clock
from tests.gui.gallery import a_while, wait
from tests.gui.tabs.sent_invoices import queue, take_in
from tests.playing import set_up_office

ASHA = Actor("Asha", "desktop")
SIZES = {"small": (1366, 768), "large": (1920, 1080)}


class Camera:
    """The office window over one set of books, its review queue open."""

    def __init__(self, folder: Path, name: str, books: Books, size: tuple[int, int]) -> None:
        self.folder, self.name, self.books = folder, name, books
        settings = QSettings(str(books.path.with_suffix(".ini")), QSettings.Format.IniFormat)
        messages = Messages()
        self.jobs = Jobs(messages.failure)
        self.live = Live(books, self.jobs)
        self.window = OfficeWindow(
            books, ASHA, self.jobs, self.live, messages, settings, sample=True
        )
        self.window.resize(*size)
        self.window.show()
        place = next(n for n, spec in enumerate(self.window.specs) if "review" in spec.nouns)
        self.window.go(place)
        self.settle()
        tab = self.window.tabs[place]
        assert isinstance(tab, ReviewTab)
        self.tab = tab

    def settle(self) -> None:
        wait(lambda: self.jobs.idle)
        a_while(330)
        wait(lambda: self.jobs.idle)

    def shot(self, what: str, widget: QWidget | None = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(self.folder / f"{what}-{self.name}.png"))

    def dialog(self) -> Any:
        self.settle()
        shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
        return next(one for one in shown if isinstance(one, QDialog))

    def close(self) -> None:
        self.live.close()
        self.jobs.close()
        self.window.hide()
        self.window.deleteLater()
        self.books.close()


def pictures(camera: Camera, keys: dict[str, int]) -> None:
    tab = camera.tab
    camera.shot("review")
    tab.show_item(keys["LTPI-77280"])
    camera.shot("review-back")
    tab.correct.trigger()
    form = camera.dialog()
    camera.shot("review-correct", form)
    form.grid.model.setData(form.grid.model.index(0, 6), "-3")
    form.grid.model.setData(form.grid.model.index(3, 1), "ORS Sachet")
    form.submit()
    camera.shot("review-correct-wrong", form)
    form.hide()
    tab.approve.trigger()
    ask = camera.dialog()
    camera.shot("review-approve", ask)
    ask.reject()
    tab.show_item(keys["LTPI-77285"])
    camera.shot("review-corrected")
    tab.detail.area.verticalScrollBar().setValue(9999)
    camera.shot("review-corrected-low")
    tab.show_item(keys["LTPI-77281"])
    camera.shot("review-picking")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        dresser.apply(app, theme, everywhere=True)
        for word, size in SIZES.items():
            for kind in ("full", "empty"):
                path = folder / f"{kind}-{theme.value}-{word}.sqlite3"
                path.unlink(missing_ok=True)
                path.with_suffix(".ini").unlink(missing_ok=True)
                books = open_books(path, clock=Clock())
                set_up_office(books)
                keys = queue(books) if kind == "full" else {}
                for number in range(60 if kind == "full" else 0):
                    take_in(books, f"OLD-{number}", number, 1 + number % 5)
                camera = Camera(folder, f"{theme.value}-{word}", books, size)
                if keys:
                    pictures(camera, keys)
                else:
                    camera.shot("review-empty")
                camera.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
