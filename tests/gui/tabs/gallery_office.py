"""Pictures of the audit trail, the financial year, closed books, number series, backups and what's new, light and
dark, in two sizes.

`python -m tests.gui.tabs.gallery_office DIR`
"""

import datetime as dt
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from senstosales.books.store import Books, open_books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui import dresser, palette
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
    tab.view.filters.box.setText("lot made")
    studio.settle()
    tab.view.table.selectRow(0)
    studio.shot("trail-lot")
    tab.show_of("changes of vouchers", books.ask(vouchers.find, VoucherKind.CHALLAN, "52"))
    studio.settle()
    tab.view.table.selectRow(0)
    studio.shot("trail-of-challan")
    tab.view.filters.box.setText("nothing of the kind")
    studio.shot("trail-none")


def years(studio: Studio) -> None:
    window = studio.window
    for choice in ("2023-24", "2019-20"):
        window.desk.year.choose(choice)
        for noun in ("orders", "challans"):
            tab_of(studio, noun)
            studio.shot(f"year-{choice}-{noun}")
    window.years.pop_up()
    studio.shot("year-menu", window.years.menu)
    window.years.menu.hide()
    window.desk.year.choose("all")
    tab_of(studio, "dashboard")


def reports(studio: Studio) -> None:
    tab = tab_of(studio, "reports")
    for key in ("series", "gaps"):
        tab.show_report(key, dt.date(2023, 4, 1), dt.date(2026, 3, 31))
        studio.shot(f"report-{key}")


def settings(studio: Studio, books: Books) -> None:
    office.save_settings(books, ACTOR, {"closed_until": "2026-02-28"})
    window = studio.window
    window.open_settings("Closing")
    dialog = window.settings_dialog
    assert dialog is not None
    studio.shot("settings-closing", dialog)
    field = dialog.closing.fields["closed_until"]
    field.editor.setText("1/1/2099")
    field.editor.textEdited.emit("1/1/2099")
    dialog.save()
    studio.shot("settings-closing-wrong", dialog)
    dialog.show_section("Books")
    dialog.books.back_up()
    studio.settle()
    dialog.books.table.selectRow(0)
    dialog.books.verify.click()
    studio.shot("settings-books-whole", dialog)
    row = dialog.books.table.current
    with closing(sqlite3.connect(row.path)) as raw, raw:
        raw.execute("UPDATE audit_entries SET actor = 'Nobody' WHERE id BETWEEN 5 AND 14")
    dialog.books.verify.click()
    studio.shot("settings-books-broken", dialog)
    for form in dialog.forms:
        form.set_clean()
    dialog.reject()
    studio.shot("foot")
    studio.dialog("whats-new", window.show_news).done(0)
    about = studio.dialog("about", window.show_about)
    about.table.selectRow(3)
    studio.shot("about", about)
    about.done(0)


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
            dresser.apply(app, theme, everywhere=True)
            for size in SIZES:
                path = Path(kept) / f"{theme.value}-{size[0]}.sqlite3"
                shutil.copyfile(source, path)
                opened = open_books(path)
                studio = Studio(folder, opened, f"{theme.value}-{size[0]}", size)
                trail(studio, opened)
                years(studio)
                reports(studio)
                settings(studio, opened)
                studio.close()
                opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
