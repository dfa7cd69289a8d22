"""Pictures of papers without orders: `python -m tests.gui.tabs.gallery_free_papers DIR`.

Quotations, notes, free invoices and challans in every state, their dialogs, the settings, several
businesses; light and dark, small and large, full (a thousand quotations) and empty.
"""

import datetime as dt
import os
import sys
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from senstosales.books.store import Actor, Books, open_books
from senstosales.domain.gst import Cess, CessKind, Discount, DiscountKind, Tcs, TcsBasis
from senstosales.domain.kinds import Nature, VoucherKind, VoucherState
from senstosales.gui import dresser, palette
from senstosales.gui.dialogs import papers
from senstosales.gui.dialogs.designs import DesignsDialog
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.shortcuts import KeysDialog
from senstosales.gui.start import build_window
from senstosales.services import businesses, demo, office, quotations, vouchers
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_copies import note_on
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft
from tests.clock import Clock
from tests.gui.gallery import a_while, wait

ASHA = Actor("Asha", "desktop")
SIZES = {"small": (1366, 768), "large": (1920, 1080)}
DAY = dt.date(2026, 3, 10)
BUYER = PartyOnPaperDraft(
    name="NTPC LIMITED, SINGRAULI SUPER THERMAL POWER STATION",
    designation="The Senior Manager (Stores)",
    address="Shaktinagar\nSonebhadra, Uttar Pradesh 231222",
    gstin="09AAACN0255D1ZW",
    state_code="09",
)
RING = GoodsLineDraft(
    description="SPACER RING, MACHINED, AS PER YOUR DRAWING 0-114-02-33871 REV 02",
    quantity=Decimal(40), price=Decimal("12412.50"), hsn="85030090", gst_rate=Decimal(18),
)  # fmt: skip


def paper(kind: VoucherKind, **more: Any) -> VoucherDraft:
    facts = {"kind": kind, "date": DAY, "buyer": BUYER, "lines": (RING,)} | more
    return VoucherDraft(**facts)


def everything(**more: Any) -> dict[str, Any]:
    """A paper on which every kind of figure stands."""
    cess = Cess(CessKind.PERCENTAGE, Decimal(1))
    discount = Discount(DiscountKind.PERCENTAGE, Decimal(5))
    return {
        "lines": (
            RING.model_copy(update={"cess": cess, "discount": discount}),
            RING.model_copy(update={"price": Decimal(118), "inclusive": True, "unit": "KGS"}),
        ),
        "charges": (
            ChargeDraft(name="Freight", amount=Decimal(2500), gst_rate=Decimal(18), hsn="9965"),
            ChargeDraft(name="Packing", amount=Decimal(590), gst_rate=Decimal(18), inclusive=True),
        ),
        "discount": Discount(DiscountKind.FLAT, Decimal(5000)),
        "tcs": Tcs(Decimal("0.1"), TcsBasis.FINAL),
        "round_to_rupee": True,
        "due_date": DAY + dt.timedelta(days=45),
        "particulars": ParticularsDraft(
            terms=("Delivery within six weeks of your order.", "Payment in 30 days of receipt."),
            notes="Rates hold for the whole quantity only.",
            our_ref="NPW/26/118",
            payment_terms="45 days from receipt and acceptance",
            vehicle_no="MP04 GA 4471",
        ),
    } | more


def story(books: Books) -> dict[str, int]:
    """Papers in every state beside those of the sample story; by name."""
    make = partial(vouchers.create, books, ASHA)
    quote = VoucherKind.QUOTATION
    until = {"valid_until": DAY + dt.timedelta(days=30)}
    for number in range(60):
        state = (VoucherState.SENT, VoucherState.ACCEPTED, VoucherState.REJECTED)[number % 3]
        day = DAY - dt.timedelta(days=30 + number % 300)
        make(paper(quote, state=state, date=day, valid_until=day + dt.timedelta(days=30)))
    found = {
        "quotation-sent": make(paper(quote, **everything(state=VoucherState.SENT, **until))).id,
        "quotation-draft": make(paper(quote, state=VoucherState.DRAFT, **until)).id,
    }
    lapsed = {"valid_until": DAY + dt.timedelta(days=2)}
    found["quotation-expired"] = make(paper(quote, state=VoucherState.SENT, **lapsed)).id
    accepted = make(paper(quote, state=VoucherState.SENT, **until)).id
    quotations.answer(books, ASHA, accepted, accepted=True)
    made = make(books.ask(quotations.invoice_draft, accepted))
    found |= {"quotation-accepted": accepted, "invoice-of-quotation": made.id}
    invoice = VoucherKind.INVOICE
    found["invoice-everything"] = make(paper(invoice, **everything())).id
    found["invoice-reverse"] = make(paper(invoice, reverse_charge=True)).id
    found["invoice-draft"] = make(paper(invoice, state=VoucherState.DRAFT)).id
    found["bill"] = make(paper(invoice, nature=Nature.BILL_OF_SUPPLY)).id
    credit = books.ask(note_on, VoucherKind.CREDIT_NOTE, found["invoice-everything"])
    found["credit-note"] = make(credit.model_copy(update={"reason": "Goods rejected"})).id
    debit = books.ask(note_on, VoucherKind.DEBIT_NOTE, made.id)
    found["debit-note"] = make(debit.model_copy(update={"reason": "Price charged too low"})).id
    work = {
        "nature": Nature.JOB_WORK,
        "due_date": DAY + dt.timedelta(days=90),
        "reason": "Blanks for turning to drawing 4-11",
    }
    found["challan-job-work"] = make(paper(VoucherKind.CHALLAN, **work)).id
    found["challan-draft"] = make(
        paper(VoucherKind.CHALLAN, nature=Nature.APPROVAL, state=VoucherState.DRAFT)
    ).id
    return found


TABS = {
    "quotation": "quotations", "invoice": "invoices", "bill": "invoices", "credit": "tax_notes",
    "debit": "tax_notes", "challan": "challans",
}  # fmt: skip


class Camera:
    """The whole window over one set of books, and what is photographed of it."""

    def __init__(self, folder: Path, name: str, books: Books, size: tuple[int, int]) -> None:
        self.folder, self.name = folder, name
        settings = QSettings(str(books.path.with_suffix(".ini")), QSettings.Format.IniFormat)
        self.window: OfficeWindow = build_window(books, ASHA, settings)
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        for _ in range(2):
            wait(lambda: self.window.desk.jobs.idle)
            a_while(300)

    def shot(self, what: str, widget: QWidget | None = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(self.folder / f"{what}-{self.name}.png"))

    def dialog(self) -> Any:
        self.settle()
        shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
        return next(one for one in shown if isinstance(one, QDialog))

    def tab(self, noun: str) -> Any:
        place = next(at for at, spec in enumerate(self.window.specs) if noun in spec.nouns)
        self.window.go(place)
        self.settle()
        return self.window.tabs[place]

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        a_while(50)


def pictures(camera: Camera, found: dict[str, int]) -> None:
    window = camera.window
    for noun in ("quotations", "tax_notes", "invoices", "challans"):
        camera.tab(noun)
        camera.shot(f"list-{noun}")
    for what, key in found.items():
        window.navigate(TABS[what.split("-")[0]], key)
        camera.shot(what)
        tab = camera.tab(TABS[what.split("-")[0]])
        if what == "invoice-everything":
            bar = tab.detail.area.verticalScrollBar()
            bar.setValue(bar.maximum())
            camera.shot(f"{what}-low")
    tab = camera.tab("quotations")
    tab.show_item(found["quotation-sent"])
    camera.settle()
    menu = tab.detail.header.more.choices
    menu.popup(window.mapToGlobal(window.rect().center()))
    camera.shot("more-menu", menu)
    menu.hide()
    tab.accept.trigger()
    camera.shot("accept", camera.dialog())
    camera.dialog().reject()
    tab = camera.tab("invoices")
    tab.show_item(found["invoice-draft"])
    camera.settle()
    tab.discard.trigger()
    camera.shot("throw-away", camera.dialog())
    camera.dialog().reject()
    for kind, what in (
        (VoucherKind.INVOICE, "invoice-everything"),
        (VoucherKind.CHALLAN, "challan-job-work"),
        (VoucherKind.CREDIT_NOTE, "credit-note"),
    ):
        papers.show_paper(window.desk, kind, found[what], window)
        preview = camera.dialog()
        camera.shot(f"preview-{what}", preview)
        if kind is VoucherKind.INVOICE:
            preview.compare_designs()
            camera.settle()
            designs = preview.findChild(DesignsDialog)
            camera.shot("designs", designs)
            designs.reject()
        preview.reject()
        a_while(50)
    window.open_settings()
    dialog = camera.dialog()
    for place, word in ((0, "office"), (2, "numbers"), (4, "terms")):
        dialog.sections.setCurrentRow(place)
        area = dialog.pages.currentWidget()
        camera.shot(f"settings-{word}", dialog)
        if place == 0:
            area.verticalScrollBar().setValue(9999)
            camera.shot("settings-office-low", dialog)
    dialog.reject()
    keys = KeysDialog(window.keys, window)
    keys.show()
    keys.box.setText("quotation")
    camera.shot("keys", keys)
    keys.hide()
    made = businesses.add(
        window.desk.books, ASHA, office.OfficeDraft(name="BETWA CASTINGS", gstin="09AAACN0255D1ZW")
    )
    window.ask_for_business()
    camera.shot("businesses", camera.dialog())
    camera.dialog().reject()
    window.choose_business(made.id)
    camera.shot("second-business")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        dresser.apply(app, theme, everywhere=True)
        for word, size in SIZES.items():
            name = f"{theme.value}-{word}"
            for kind in ("full", "empty"):
                path = folder / f"{kind}-{name}.sqlite3"
                for old in (path, path.with_suffix(".ini")):
                    old.unlink(missing_ok=True)
                books = open_books(path, clock=Clock())
                found: dict[str, int] = {}
                if kind == "full":
                    demo.fill(books)
                    found = story(books)
                else:
                    office.save_office(books, ASHA, office.OfficeDraft(name="NARMADA WORKS"))
                camera = Camera(folder, name, books, size)
                dresser.apply(app, theme, everywhere=True)
                if found:
                    pictures(camera, found)
                else:
                    for noun in ("quotations", "tax_notes", "invoices", "challans"):
                        camera.tab(noun)
                        camera.shot(f"empty-{noun}")
                camera.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
