"""Pictures of the form of papers with lines of their own: `python -m tests.gui.gallery_vouchers DIR`.

Light and dark, small and large, empty, with 30 lines, with what is wrong said beside its entry.
"""

import datetime as dt
import os
import sys
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from senstosales.books.store import Actor, Books, open_books
from senstosales.domain.gst import Discount, DiscountKind
from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.gui import dresser, palette
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.messages import Messages
from senstosales.gui.shortcuts import Actions
from senstosales.queries import vouchers
from senstosales.services import demo
from senstosales.services.paper_forms import PartyOnPaperDraft
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft
from tests.clock import Clock
from tests.gui.gallery import a_while, wait

ASHA = Actor("Asha", "desktop")
SIZES = {"small": (1366, 768), "large": (1920, 1080)}
GOODS = (
    ("Bracket for stator frame, drawing 4-11", "85030090", "NOS", "1450.25"),
    ("Copper strip 25 × 3 mm, half hard", "74091900", "KGS", "912.5"),
    ("Hexagon bolt M20 × 80 with nut and washer, property class 8.8, hot-dip galvanised", "73181500", "NOS", "38"),
    ("Machined flange to drawing 0-114-02-33871 rev. 02", "84839000", "NOS", "12480"),
)  # fmt: skip


def thirty(kind: VoucherKind) -> VoucherDraft:
    """A long paper with a little of everything."""
    lines = []
    for number in range(30):
        description, hsn, unit, price = GOODS[number % len(GOODS)]
        lines.append(
            GoodsLineDraft(
                description=description,
                hsn=hsn,
                unit=unit,
                quantity=Decimal(number + 1) / 2 if unit == "KGS" else Decimal(number * 3 + 1),
                price=Decimal(price),
                gst_rate=Decimal(18 if number % 5 else 5),
                inclusive=number % 6 == 5,
                material_code=f"BP98{number:07d}" if number % 3 == 0 else None,
                discount=Discount(DiscountKind.PERCENTAGE, Decimal(5)) if number % 7 == 2 else None,
            )
        )
    return VoucherDraft(
        kind=kind,
        date=dt.date(2026, 3, 16),
        buyer=PartyOnPaperDraft(
            name="NTPC LIMITED, SINGRAULI SUPER THERMAL POWER STATION",
            designation="The Senior Manager (Stores)",
            address="Shaktinagar\nSonebhadra, Uttar Pradesh 231222",
            gstin="09AAACN0255D1ZW",
            state_code="09",
        ),
        lines=tuple(lines),
        charges=(
            ChargeDraft(name="Freight", amount=Decimal(2500), gst_rate=Decimal(18), hsn="9965"),
            ChargeDraft(name="Packing", amount=Decimal(1180), gst_rate=Decimal(18), inclusive=True),
        ),
        discount=Discount(DiscountKind.FLAT, Decimal(5000)),
        round_to_rupee=True,
    )


class Studio:
    """One desk over sample books, and what is photographed of its forms."""

    def __init__(self, folder: Path, name: str, books: Books, size: tuple[int, int]) -> None:
        self.folder, self.name = folder, name
        settings = QSettings(str(books.path.with_suffix(".ini")), QSettings.Format.IniFormat)
        messages = Messages()
        self.jobs = Jobs(messages.failure)
        self.live = Live(books, self.jobs)
        self.desk = Desk(books, ASHA, self.jobs, self.live, messages, settings, Actions())
        self.window = QWidget()
        self.window.resize(*size)
        self.books = books

    def form(self, kind: VoucherKind, **begin: object) -> VoucherForm:
        made = VoucherForm(self.desk, kind, parent=self.window, **begin)  # type: ignore[arg-type]
        made.show()
        self.settle()
        return made

    def settle(self) -> None:
        for _ in range(2):
            wait(lambda: self.jobs.idle)
            a_while(260)
        wait(lambda: self.jobs.idle)

    def shot(self, what: str, widget: QWidget) -> None:
        self.settle()
        widget.grab().save(str(self.folder / f"{what}-{self.name}.png"))

    def close(self) -> None:
        self.live.close()
        self.jobs.close()
        self.window.deleteLater()
        self.books.close()


def pictures(studio: Studio) -> None:
    form = studio.form(VoucherKind.INVOICE)
    studio.shot("invoice-empty", form)
    form.issue()
    studio.shot("invoice-nothing-entered", form)
    form.hide()
    form = studio.form(VoucherKind.QUOTATION, start=thirty(VoucherKind.QUOTATION))
    studio.shot("quotation-30", form)
    for place, word in enumerate(("charges", "carriage", "terms"), 1):
        form.section(place)
        studio.shot(f"quotation-{word}", form)
    form.carriage.same.set_value(False)
    form.section(2)
    studio.shot("quotation-consignee", form)
    form.section(0)
    form.head.number.set_value("Q 5/2026 to be")
    form.head.buyer.gstin.box.setText("09AAACN0255D1ZO")
    form.lines.model.setData(form.lines.model.index(0, form.lines.place("hsn")), "85")
    form.lines.table.setCurrentIndex(form.lines.model.index(1, 1))
    QGuiApplication.clipboard().setText(
        "Bolt\t7318\t12 or so\tNOS\t1,20,000.50\nNut\t731\t4\tNOS\tx"
    )
    form.lines.table.pasted.emit(QGuiApplication.clipboard().text())
    form.issue()
    studio.shot("quotation-wrong", form)
    form.hide()
    form = studio.form(VoucherKind.INVOICE, nature=Nature.BILL_OF_SUPPLY)
    studio.shot("bill-empty", form)
    form.hide()
    form = studio.form(VoucherKind.CHALLAN, nature=Nature.JOB_WORK)
    studio.shot("challan-empty", form)
    form.hide()
    invoice = studio.books.ask(vouchers.find, VoucherKind.INVOICE, "19")
    note = VoucherDraft(
        kind=VoucherKind.CREDIT_NOTE, date=dt.date(2026, 3, 16), reference_id=invoice
    )
    form = studio.form(VoucherKind.CREDIT_NOTE, start=note)
    studio.shot("credit-note", form)
    form.lines.model.setData(form.lines.model.index(0, form.lines.place("quantity")), "501")
    studio.shot("credit-note-too-much", form)
    form.hide()
    form = studio.form(VoucherKind.QUOTATION)
    form.head.buyer.name.setFocus()
    form.head.buyer.name.box.setText("bh")
    form.head.buyer.offers.ask()
    studio.settle()
    studio.shot("offers-parties", form.head.buyer.offers.popup)
    form.hide()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        dresser.apply(app, theme, everywhere=True)
        for word, size in SIZES.items():
            name = f"{theme.value}-{word}"
            path = folder / f"{name}.sqlite3"
            path.unlink(missing_ok=True)
            books = open_books(path, clock=Clock())
            demo.fill(books)
            studio = Studio(folder, name, books, size)
            pictures(studio)
            studio.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
