"""Pictures of the audit trail, the financial year, closed books, number series, backups and what's new, light and
dark, in two sizes.

`python -m tests.gui.tabs.gallery_office DIR`
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from senstosales.books.store import Books, open_books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui import palette
from senstosales.gui.tab import Tab
from senstosales.queries import vouchers
from senstosales.services import challans, demo, office
from tests.gui.tabs.gallery_users import SIZES, Studio
from tests.playing import ACTOR, draft_challan, send


def fill(books: Books) -> None:
    """The sample story, and some changes worth being asked about."""
    demo.fill(books)
    sent = send(books, "6639109", [(1, 1, "10")])
    again = draft_challan(books, "6639109", [(1, 1, "12")], number=sent.number)
    challans.update(books, ACTOR, sent.id, again)
    challans.cancel(books, ACTOR, sent.id, "Truck broke down at Mandideep")
    office.save_settings(books, ACTOR, {"gst_rate": "12"})
    office.save_settings(books, ACTOR, {"gst_rate": "18"})


def tab_of(studio: Studio, noun: str) -> Tab:
    window = studio.window
    place = next(each for each, spec in enumerate(window.specs) if noun in spec.nouns)
    window.go(place)
    studio.settle()
    return window.tabs[place]


def trail(studio: Studio, books: Books) -> None:
    tab = tab_of(studio, "trail")
    studio.shot("trail-closed")
    tab.view.table.selectRow(2)
    studio.shot("trail")
    tab.view.filters.box.setText("lot 2024-25")
    studio.settle()
    tab.view.table.selectRow(0)
    studio.shot("trail-lot")
    tab.show_of("changes of vouchers", books.ask(vouchers.find, VoucherKind.CHALLAN, "52"))
    studio.settle()
    tab.view.table.selectRow(0)
    studio.shot("trail-of-challan")
    tab.view.filters.box.setText("nothing of the kind")
    studio.shot("trail-none")
    challan = tab_of(studio, "challans")
    challan.view.table.selectRow(0)
    studio.settle()
    studio.shot("challan")


def main(folder: Path) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        source = Path(kept) / "books.sqlite3"
        books = open_books(source)
        fill(books)
        books.close()
        for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
            palette.apply(app, theme, everywhere=True)
            for size in SIZES:
                path = Path(kept) / f"{theme.value}-{size[0]}.sqlite3"
                shutil.copyfile(source, path)
                opened = open_books(path)
                studio = Studio(folder, opened, f"{theme.value}-{size[0]}", size)
                trail(studio, opened)
                studio.close()
                opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
