"""Pictures of money and stock: `python -m tests.gui.tabs.gallery_money DIR [payments] [light-small]`.

Payments, open invoices, accounts, products, expenses and their dialogs; light and dark, small and
large, full (some hundreds of papers) and empty.
"""

import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from senstosales.books.store import Books, open_books
from senstosales.gui import dresser, palette
from senstosales.queries import open_invoices
from senstosales.queries.columns import Filter
from senstosales.services import demo, office, parties, payments, vouchers
from tests.clock import Clock
from tests.gui.tabs.gallery_free_papers import ASHA, DAY, RING, SIZES, Camera

KINDS = ("payments", "products", "expenses")


def story(books: Books) -> None:
    """Invoices of every age for three more buyers, some of them paid in part."""
    for name, gstin, state in (
        ("NTPC LIMITED, SINGRAULI SUPER THERMAL POWER STATION", "09AAACN0255D1ZW", "09"),
        ("SATPURA SWITCHGEAR LIMITED", "23AAACS0000B1ZM", "23"),
        ("KONKAN CABLES, ROHA", None, "27"),
    ):
        facts = parties.PartyDraft(name=name, gstin=gstin, state_code=state, address="Works")
        party = parties.save(books, ASHA, facts)
        made = []
        for number in range(24):
            lines = (RING.model_copy(update={"quantity": Decimal(1 + number * 7 % 31)}),)
            draft = vouchers.VoucherDraft(
                kind=vouchers.VoucherKind.INVOICE,
                date=DAY - dt.timedelta(days=number * 9 % 200),
                party_id=party,
                buyer={"name": name, "gstin": gstin, "state_code": state},
                lines=lines,
            )
            made.append(vouchers.create(books, ASHA, draft).id)
        rows = books.ask(open_invoices.page, Filter(parent=party), None, 50, 0)
        for number, row in enumerate(rows):
            if number % 3:
                part = row.open if number % 3 == 1 else min(Decimal(1000 * number), row.open)
                line = payments.PaymentLineDraft(amount=part, invoice_id=row.id)
                day = min(row.date + dt.timedelta(days=38), DAY)
                draft = payments.PaymentDraft(
                    party_id=party,
                    paid_on=day,
                    lines=(line,),
                    method=3,
                    reference=f"UTR{number:06}",
                )
                payments.save(books, ASHA, draft)


def of_payments(camera: Camera) -> None:
    tab = camera.tab("payments")
    camera.shot("payments-list")
    tab.payments.view.table.selectRow(1)
    camera.shot("payments")
    tab.payments.record()
    form = camera.dialog()
    camera.shot("payment-form-empty", form)
    form.reject()
    tab.show_page(1)
    camera.shot("ageing")
    tab.ageing.bands.tiles[2].setChecked(True)
    camera.shot("ageing-band")
    tab.ageing.view.table.selectRow(0)
    tab.ageing.pay.trigger()
    form = camera.dialog()
    camera.shot("payment-form", form)
    form.head.amount.box.setText("250000")
    form.head.amount.said = True
    form.settle_oldest()
    form.lines.table.mark(1)
    if form.offers.deductions:
        form.offers.deductions[0].click()
    camera.shot("payment-form-settled", form)
    form.lines.model.setData(form.lines.model.index(0, 5), "999999")
    form.head.amount.box.setText("10")
    form.save()
    camera.shot("payment-form-wrong", form)
    form._clean = form._entered()
    form.reject()
    tab.show_page(2)
    camera.shot("accounts-list")
    tab.accounts.view.table.selectRow(0)
    camera.shot("account")
    tab.accounts.print.trigger()
    preview = camera.dialog()
    camera.shot("statement-preview", preview)
    preview.reject()
    window = camera.window
    invoices = camera.tab("invoices")
    camera.shot("invoices-list")
    row = window.desk.books.ask(open_invoices.page, Filter(), None, 9, 0)[0]
    invoices.show_item(row.id)
    camera.settle()
    invoices.detail.area.ensureWidgetVisible(invoices.detail.paid)
    camera.shot("invoice-payment")


def of_products(camera: Camera) -> None:
    tab = camera.tab("products")
    camera.shot("products-list")
    tab.view.filters.box.setText("npw")
    camera.settle()
    tab.view.table.selectRow(0)
    camera.shot("product")
    tab.view.filters.clear()
    tab.view.filters.set_statuses(frozenset({"Low stock"}))
    camera.settle()
    tab.view.table.selectRow(1)
    camera.shot("products-low")
    tab.count.trigger()
    form = camera.dialog()
    form.form.fields["quantity"].box.setText("12")
    form.form.fields["quantity"].changed.emit()
    camera.shot("stock-form", form)
    form.form.set_clean()
    form.reject()
    tab.edit.trigger()
    form = camera.dialog()
    form.form.fields["hsn"].box.setText("12")
    form.form.submit()
    camera.shot("product-form-wrong", form)
    form.form.set_clean()
    form.reject()
    tab.new.trigger()
    form = camera.dialog()
    camera.shot("product-form-new", form)
    form.reject()
    tab.labels.trigger()
    preview = camera.dialog()
    camera.shot("labels", preview)
    preview.reject()


def of_expenses(camera: Camera) -> None:
    tab = camera.tab("expenses")
    camera.shot("expenses-list")
    tab.view.filters.box.setText("2024-25")
    camera.settle()
    tab.view.table.selectRow(3)
    camera.settle()
    tab.detail.bars._hover(7)
    camera.shot("expenses")
    tab.edit.trigger()
    form = camera.dialog()
    form.form.fields["amount"].box.setText("12x")
    form.form.submit()
    camera.shot("expense-form-wrong", form)
    form.form.set_clean()
    form.reject()


PICTURES: dict[str, Callable[[Camera], None]] = {
    "payments": of_payments,
    "products": of_products,
    "expenses": of_expenses,
}


def empty(camera: Camera, kinds: Sequence[str]) -> None:
    for kind in kinds:
        tab = camera.tab(kind)
        camera.shot(f"empty-{kind}")
        if kind == "payments":
            for place in (1, 2):
                tab.show_page(place)
                camera.shot(f"empty-{kind}-{place}")


def main(folder: Path, words: Sequence[str]) -> None:
    kinds = [word for word in words if word in KINDS] or KINDS
    wanted = [word for word in words if "-" in word]
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        for word, size in SIZES.items():
            for kind in ("full", "empty"):
                dresser.apply(app, theme, everywhere=True)
                name = f"{theme.value}-{word}"
                if wanted and name not in wanted:
                    continue
                path = folder / f"{kind}-{name}.sqlite3"
                for old in (path, path.with_suffix(".ini")):
                    old.unlink(missing_ok=True)
                books = open_books(path, clock=Clock())
                if kind == "full":
                    demo.fill(books)
                    story(books)
                else:
                    office.save_office(books, ASHA, office.OfficeDraft(name="NARMADA WORKS"))
                camera = Camera(folder, name, books, size)
                dresser.apply(app, theme, everywhere=True)
                if kind == "full":
                    for each in kinds:
                        PICTURES[each](camera)
                else:
                    empty(camera, kinds)
                camera.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
