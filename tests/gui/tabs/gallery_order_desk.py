"""Pictures of the order desk, light and dark, in two sizes, full and empty.

`python -m tests.gui.tabs.gallery_order_desk DIR` on real sample books.
"""

import os
import shutil
import sys
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QDialog

from senstosales.books.store import Actor, Books, open_books
from senstosales.gui import dresser, palette
from senstosales.gui.tabs import challans, orders, schedule
from senstosales.queries import order_detail
from senstosales.queries import orders as order_queries
from senstosales.services import (
    attachments,
    demo,
    importing,
    lot_overrides,
    manual_orders,
    order_notes,
    parties,
)
from senstosales.services import challans as challan_service
from senstosales.services.lot_overrides import LotOverrideDraft
from senstosales.services.manual_orders import ItemDraft, LotDraft, OrderDraft
from senstosales.services.order_notes import OrderNoteDraft
from tests.gui.tabs.gallery_orders import Studio
from tests.playing import PAGES, send

ASHA, RAVI = Actor("Asha Verma", "gallery"), Actor("Ravi Kulkarni", "gallery")
NOTES = (
    "Mr Rao (Stores) agrees on the phone to take lots 4 and 5 together if they come before the 10th.",
    "Paint shop is a week behind. Ask for a changed delivery date before the lot falls due.",
    "Third-party inspection by RITES: call 0755-0000123 two days ahead.\nAsk for Mr Deshmukh.",
)
FILES = (
    ("Test certificate heat 44102.pdf", 1_240_000),
    ("DRG 4-1250-09-3345 Rev 02.dwg", 3_480_000),
    ("GeM contract GEMC-511687794417.pdf", 412_000),
    ("Inspection photographs.zip", 15_600_000),
)


def fill(books: Books) -> None:
    """The sample story, an order with much on it, and lots around today."""
    demo.fill(books)
    find = partial(books.ask, order_queries.find)
    big = find("6649104")
    for place in range(1, 31):
        send(books, "6649104", [(place, 1, "1")], date=date(2026, 1, 1) + timedelta(days=place))
    challan = challan_service.create(
        books,
        RAVI,
        challan_service.ChallanDraft(
            order_id=big,
            date=date(2026, 2, 12),
            lines=(
                challan_service.ChallanLineDraft(
                    order_item_id=books.ask(order_detail.detail, big).items[40].id,
                    quantity=Decimal(1),
                ),
            ),
        ),
    )
    challan_service.cancel(books, RAVI, challan.id, "The lorry broke down at Obaidullaganj")
    for number in ("4649105", "6649104", "6649107"):
        for actor, words in zip((ASHA, RAVI, ASHA), NOTES, strict=True):
            order_notes.write(books, actor, find(number), OrderNoteDraft(text=words))
        for name, size in FILES:
            content = f"{number} {name}".encode().ljust(size, b".")
            attachments.attach(books, ASHA, find(number), name, content)
    lot = books.ask(order_detail.detail, find("4649105")).items[0].lots[4]
    said = LotOverrideDraft(
        delivered=Decimal(45), reason="45 went by hand before these books began, gate entry 1177"
    )
    lot_overrides.put(books, RAVI, lot.id, said)
    _plan(books)


def _plan(books: Books) -> None:
    """Orders of two more customers with lots before and after today."""
    today = books.clock().astimezone().date()
    goods = ("LOCKING PLATE", "BRACING RING MACHINED", "RECTIFIER COVER", "SUPPORT BRACKET")
    for party, name in enumerate(("Satpura Switchgear Limited", "BHEL, Jhansi")):
        key = parties.save(books, ASHA, parties.PartyDraft(name=name))
        for number in range(4):
            lots = tuple(
                LotDraft(
                    lot_no=lot + 1,
                    quantity=Decimal(10 + lot),
                    due_date=today + timedelta(days=(lot * 5 + number * 3 + party) - 12),
                )
                for lot in range(6)
            )
            item = ItemDraft(
                item_no=1,
                quantity=sum((lot.quantity for lot in lots), Decimal(0)),
                rate=Decimal("412.50"),
                description=goods[number],
                material_code=f"AM99000{party}{number}",
                lots=lots,
            )
            draft = OrderDraft(
                number=f"{80 + party}{number}4417",
                date=today - timedelta(days=60),
                customer_id=key,
                department_no=("217", "0142")[party],
                items=(item,),
            )
            manual_orders.create(books, ASHA, draft)


def full(studio: Studio, books: Books, folder: Path) -> None:
    window = studio.window
    find = partial(books.ask, order_queries.find)
    for number, name in (("4649105", "lots"), ("6649104", "fifty"), ("6649107", "amended")):
        window.navigate("orders", find(number))
        studio.settle()
        view = window.tabs[0].order
        studio.shot(f"{name}-items")
        for place, what in ((1, "timeline"), (5, "versions"), (6, "notes"), (7, "files")):
            view.pages.setCurrentIndex(place)
            studio.shot(f"{name}-{what}")
    view.pages.setCurrentIndex(5)
    view.versions.changes.selectRow(len(view.versions.changes.rows) - 1)
    studio.shot("amended-remarks")
    window.navigate("orders", find("4649105"))
    studio.settle()
    view.lots.selectRow(4)
    view.override()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    studio.shot("override", dialog)
    dialog.delivered.set_value(Decimal(99))
    dialog.reason.set_value("")
    dialog.form.submit()
    studio.shot("override-wrong", dialog)
    dialog.hide()
    page, drawing = folder / "po.html", folder / "drawing.dwg"
    for path in (page, drawing):
        path.write_text("x")
    for what, paths in (("file", [drawing]), ("page", [page]), ("both", [page, drawing])):
        _drag(window, view, paths)
        studio.shot(f"drop-{what}")
        window.drop.hide()
    _drag(window, window.strip, [drawing])
    studio.shot("drop-elsewhere")
    window.drop.hide()
    window.go(2)
    studio.shot("schedule-calendar")
    tab = window.tabs[2]
    tab.show_list()
    studio.shot("schedule-list")
    window.resize(1024, 700)
    studio.shot("schedule-narrow")


def _drag(window: object, over: object, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = over.mapTo(window, QPoint(over.width() // 2, over.height() // 2))
    event = QDragEnterEvent(
        at,
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)


def empty(studio: Studio, books: Books) -> None:
    importing.import_files(books, ASHA, [PAGES / "po-single-lot.html"])
    window = studio.window
    window.navigate("orders", 1)
    studio.settle()
    view = window.tabs[0].order
    for place, what in ((1, "timeline"), (5, "versions"), (6, "notes"), (7, "files")):
        view.pages.setCurrentIndex(place)
        studio.shot(f"empty-{what}")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    path = folder / "desk.sqlite3"
    if not path.exists():
        books = open_books(path)
        fill(books)
        books.close()
    specs = [orders.SPEC, challans.SPEC, schedule.SPEC]
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        dresser.apply(app, theme, everywhere=True)
        for size in ((1366, 768), (1920, 1080)):
            name = f"{theme.value}-{size[0]}"
            copy = folder / f"{name}.sqlite3"
            shutil.copyfile(path, copy)
            books = open_books(copy)
            studio = Studio(folder, books, name, size, specs)
            full(studio, books, folder)
            studio.close()
            books.close()
        target = folder / f"empty-{theme.value}.sqlite3"
        target.unlink(missing_ok=True)
        nothing = open_books(target)
        studio = Studio(folder, nothing, f"{theme.value}-1366", (1366, 768), specs)
        if studio.window.tabs:
            studio.window.go(2)
            studio.shot("empty-schedule")
        empty(studio, nothing)
        studio.close()
        nothing.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
