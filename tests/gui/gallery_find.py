"""Pictures of the find box over the sample books, light and dark: `python -m tests.gui.gallery_find DIR`."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from senstosales.books.store import Actor, open_books
from senstosales.gui import dresser, palette
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.services import demo
from tests.clock import Clock
from tests.gui.gallery import wait

TYPED = {
    "empty": "", "nothing": "nothing-like-this", "number": "1", "order": "6639103", "word": "bracket",
    "challan": "challan 1", "dc": "dc 6639103", "invoice-for": "invoice for challan 1", "pay": "pay 1",
    "print": "print 1", "new": "new", "go": "go", "party": "bharat", "statement": "statement bharat",
    "drawing": "444", "theme": "dark", "invoice": "invoice", "history": "history of invoice 107",
    "typed-apart": "mp 04 ga 4471", "expense": "electricity", "initials": "bhel",
}  # fmt: skip


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as home:
        books = open_books(Path(home) / "books.sqlite3", clock=Clock())
        demo.fill(books)
        books.close()
        books = open_books(books.path, clock=Clock())
        for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
            dresser.apply(app, theme)
            kept = QSettings(str(Path(home) / "s.ini"), QSettings.Format.IniFormat)
            window = build_window(books, Actor("Asha", "desktop"), kept)
            window.resize(1366, 740)
            window.show()
            wait(lambda window=window: window.desk.jobs.idle)
            for name, text in TYPED.items():
                _picture(window, text).save(str(folder / f"find-{name}-{theme.value}.png"))
            window.hide()


def _picture(window: OfficeWindow, text: str):
    box = window.find_box
    box.dismiss()
    window.activateWindow()
    wait(window.isActiveWindow)
    box.summon()
    wait(box.hasFocus)
    box.setText(text)
    box._ask()
    wait(lambda: not box.busy and box.popup.isVisible())
    picture = window.grab()
    painter = QPainter(picture)
    corner = box.mapTo(window, QPoint(box.width() - box.popup.width(), box.height() + 4))
    painter.drawPixmap(corner, box.popup.grab())
    painter.end()
    return picture


if __name__ == "__main__":
    main(Path(sys.argv[1]))
