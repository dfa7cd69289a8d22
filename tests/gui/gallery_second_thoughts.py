"""Pictures of what was not meant: `python -m tests.gui.gallery_second_thoughts DIR [light-small]`.

The bar of unfinished forms, the bin, the Edit menu with the change it undoes, numbers that are taken,
the calendar; light and dark, small and large.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senstosales.books.store import Books, open_books
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.gui import dresser, palette
from senstosales.gui.dialogs import challan_form, party_form
from senstosales.gui.dialogs.paper_beside import PaperBeside
from senstosales.queries import orders
from senstosales.services import bin as bin_service
from senstosales.services import demo, parties, vouchers
from tests.clock import Clock
from tests.gui.tabs.gallery_free_papers import ASHA, SIZES, Camera, paper


def binned(books: Books) -> None:
    """Drafts that somebody threw away."""
    for kind in (VoucherKind.QUOTATION, VoucherKind.INVOICE):
        key = vouchers.create(books, ASHA, paper(kind, state=VoucherState.DRAFT)).id
        bin_service.discard_draft(books, ASHA, kind, key)


def leave_over(camera: Camera, clock: Clock) -> None:
    """Two forms that die while somebody types."""
    desk = camera.window.desk
    party_form.open_new(desk, camera.window)
    form = camera.dialog()
    form.form.fields["name"].type_again("SATPURA SWITCHGEAR LIMITED")
    form.autosave.keep()
    camera.settle()
    shiboken6.delete(form)
    clock.move(hours=2)
    challan_form.open_new(desk, desk.books.ask(orders.find, "4649105"), camera.window)
    form = camera.dialog()
    form.head.number.type_again("7")
    form.side.form.fields["vehicle_no"].type_again("MP04 GA 1")
    form.autosave.keep()
    camera.settle()
    shiboken6.delete(form)
    camera.settle()


def pictures(camera: Camera, clock: Clock) -> None:
    window = camera.window
    thoughts = window.second_thoughts
    thoughts.open_bin()
    camera.shot("bin-empty", camera.dialog())
    camera.dialog().reject()
    binned(window.desk.books)
    leave_over(camera, clock)
    for noun in ("challans", "dashboard"):
        camera.tab(noun)
        camera.shot(f"bar-{noun}")
    thoughts.open_bin()
    camera.shot("bin", camera.dialog())
    dialog = camera.dialog()
    draft = next(row for row in dialog.table.rows if row.what.startswith("Quotation"))
    again = paper(VoucherKind.QUOTATION, number=draft.draft.number, state=VoucherState.DRAFT)
    vouchers.create(window.desk.books, ASHA, again)
    dialog.table.selectRow(dialog.table.rows.index(draft))
    dialog.take()
    camera.shot("bin-taken", dialog)
    dialog.reject()
    parties.save(window.desk.books, window.desk.actor, parties.PartyDraft(name="Bolts & Nuts"))
    camera.settle()
    menu = window.menu("Edit")
    menu.popup(window.mapToGlobal(window.rect().topLeft()))
    camera.shot("menu", menu)
    menu.hide()
    thoughts.bar.go_on.click()
    form = camera.dialog()
    camera.shot("going-on", form)
    form.head.number.box.clear()
    QTest.keyClicks(form.head.number.box, "6")
    form.head.date.type_again("14/7/2025")
    camera.shot("taken", form)
    form.head.number.link.click()
    camera.settle()
    beside = next(top for top in QApplication.topLevelWidgets() if isinstance(top, PaperBeside))
    camera.shot("beside", beside)
    beside.reject()
    QTest.keyClick(form.head.date.box, Qt.Key.Key_F2)
    camera.shot("calendar", form.head.date.calendar)
    form.head.date.calendar.close()
    form.done(0)
    camera.settle()


def main(folder: Path, wanted: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        for word, size in SIZES.items():
            name = f"{theme.value}-{word}"
            if wanted and name not in wanted:
                continue
            dresser.apply(app, theme, everywhere=True)
            own = folder / name
            own.mkdir(exist_ok=True)
            path, clock = own / "books.sqlite3", Clock()
            for old in own.iterdir():
                if old.is_file():
                    old.unlink()
            for kept in (own / "unfinished").glob("*"):
                kept.unlink()
            books = open_books(path, clock=clock)
            demo.fill(books)
            camera = Camera(folder, name, books, size)
            dresser.apply(app, theme, everywhere=True)
            pictures(camera, clock)
            camera.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
