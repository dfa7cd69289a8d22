"""Pictures of the widgets with sample data, light and dark: `python -m tests.gui.gallery DIR`."""

import datetime as dt
import io
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from senstosales.books.store import Actor
from senstosales.domain.kinds import Status
from senstosales.errors import Problem
from senstosales.gui import detail, dresser, forms, palette
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.jobs import Jobs
from senstosales.gui.line_grid import GridColumn, LineGrid
from senstosales.gui.live import Live
from senstosales.gui.main_window import MainWindow
from senstosales.gui.messages import Messages, Report
from senstosales.gui.shortcuts import KeysDialog
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, RegisterView, RowsTable
from senstosales.queries.columns import Column, Look
from tests.gui.samples import REGISTER, FakeBooks, order

ITEMS = (
    Column("number", "Item", Look.NUMBER, 9),
    Column("customer", "Description", Look.TEXT, 24),
    Column("dispatched", "Quantity", Look.QUANTITY, 9),
    Column("value", "Value ₹", Look.MONEY, 12),
    Column("status", "Status", Look.STATUS, 15),
)


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


def a_while(milliseconds: int) -> None:
    wait(lambda: False, milliseconds)


class OrdersTab(Tab):
    noun = "orders"
    watches = frozenset({"orders"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = RegisterView(desk, REGISTER, empty=Empty("No orders yet"))
        self.view.add_action(
            desk.actions.add(
                self, "Import pages", "", lambda: None, group="Orders", icon="file-down"
            ),
            primary=False,
        )
        self.detail = order_detail(self, desk)
        self.both = ListAndDetail(self.view, self.detail, desk.settings, "orders")
        self.view.selected.connect(self.show_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both)
        self.setFocusProxy(self.view)

    def show_item(self, key: int) -> None:
        self.both.show_detail()


def order_detail(owner: QWidget, desk: Desk) -> detail.DetailPage:
    page = detail.DetailPage()
    page.header.show_facts(
        "Order 1125007",
        party="Bharat Heavy Electricals Limited, Bhopal",
        day=dt.date(2026, 3, 5),
        value=Decimal("1234567.5"),
        status=Status.PART_DISPATCHED,
        others=("2 items",),
    )
    challan = desk.actions.add(
        owner, "Make challan", "Ctrl+M", lambda: None, group="Orders", icon="truck"
    )
    page.header.set_primary(challan)
    page.header.set_more([challan, None, challan])
    bar = detail.SupplyBar()
    bar.set_figures(Decimal(120), Decimal(80), Decimal(45), Decimal(3), "NOS")
    page.add_section("Supply", bar)
    facts = detail.Facts()
    facts.set_facts(
        [
            ("Department", "0142"),
            ("Enquiry", "E/2025/118 of 02-Jan-2026"),
            ("Payment terms", "45 days from receipt and acceptance of the whole supply"),
            ("Basis", "inclusive, 18 %"),
            ("Vendor code", "S1042"),
            ("Delivery", "FOR Bhopal"),
        ]
    )
    page.add_section("Particulars", facts)
    table = RowsTable(ITEMS, grow_to=10)
    table.set_rows([order(number) for number in range(1, 7)])
    page.add_section("Items", table)
    return page


class EmptyTab(Tab):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        nobody = Desk(
            FakeBooks(0),
            desk.actor,
            desk.jobs,
            desk.live,
            desk.messages,
            desk.settings,
            desk.actions,
        )
        view = RegisterView(
            nobody,
            REGISTER,
            empty=Empty(
                "No purchase orders yet",
                "Drop order pages from the portal here, or press Ctrl+I.",
                "Import pages",
                lambda: None,
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)


GRID = (
    GridColumn("item", "Item", Look.NUMBER, 6),
    GridColumn("description", "Description", Look.TEXT, 24, stretch=True, editable=True),
    GridColumn("pending", "Pending", Look.QUANTITY, 9),
    GridColumn("quantity", "This challan", Look.QUANTITY, 11, editable=True),
    GridColumn("unit", "Unit", Look.TEXT, 6),
    GridColumn("rate", "Rate ₹", Look.RATE, 11, editable=True),
)


def form() -> forms.FormDialog:
    made = forms.Form()
    made.add("number", "Challan number", forms.TextField(width=16), required=True)
    made.add("date", "Date", forms.DateField(), required=True)
    made.add("party", "Customer", forms.ChoiceField([(1, "BHEL Bhopal"), (2, "BHEL Jhansi")]))
    made.add("amount", "Freight", forms.MoneyField())
    made.add("quantity", "Quantity", forms.QuantityField("KGS"))
    made.add("rate", "GST", forms.PercentField())
    made.heading("Transport")
    made.add("remarks", "Remarks", forms.MultilineField(placeholder="Printed on the challan"))
    made.add("replacement", "", forms.CheckField("Replacement of rejected goods"))
    grid = LineGrid(GRID, new_row=dict)
    grid.set_rows(
        {
            "item": str(number),
            "description": f"Bracket for stator frame, drawing 4-1{number}",
            "pending": Decimal(40),
            "quantity": Decimal("12.5"),
            "unit": "NOS",
            "rate": Decimal("1450.255"),
        }
        for number in range(1, 5)
    )
    grid.setMinimumHeight(220)
    grid.show_problems([Problem("lines.1.quantity", "Only 40 NOS are pending on this lot.")])
    made.heading("Lines")
    made.add_grid("lines", grid)
    made.set_values(
        {
            "number": "DC/25-26/118",
            "date": dt.date(2026, 3, 5),
            "party": 1,
            "amount": Decimal("125000.5"),
            "quantity": Decimal("12.375"),
            "rate": Decimal(18),
        }
    )
    made.show_problems([Problem("number", "The number DC/25-26/118 is taken.")])
    dialog = forms.FormDialog("New challan", made, "Save challan")
    dialog.resize(820, 720)
    return dialog


def paper(copies: tuple[str, ...], _design: str) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, A4)
    for copy in copies:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(40, 780, f"TAX INVOICE  ({copy})")
        canvas.rect(34, 40, 527, 720)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        pictures(app, folder, theme)


def pictures(app: QApplication, folder: Path, theme: palette.Theme) -> None:
    from senstosales.gui.copy_boxes import Copy
    from senstosales.gui.preview import PreviewDialog

    settings = QSettings(str(folder / "gallery.ini"), QSettings.Format.IniFormat)
    settings.clear()
    dresser.apply(app, theme, everywhere=True)
    messages = Messages(folder / "log.txt")
    jobs = Jobs(messages.failure)
    books = FakeBooks(5000)
    live = Live(books, jobs)
    names = (
        ("Purchase Orders", "file-text", OrdersTab),
        ("Delivery Challans", "truck", EmptyTab),
        ("SRVs", "clipboard-check", EmptyTab),
        ("Invoices", "receipt-indian-rupee", EmptyTab),
        ("Parties", "building-2", EmptyTab),
    )
    specs = [TabSpec(title, icon, (title,), made) for title, icon, made in names]
    window = MainWindow(books, Actor("Asha", "desktop"), jobs, live, messages, settings, specs)
    window.resize(1366, 768)
    window.status.set_backup("Backup today 10:31")
    window.status.set_server("Server off")
    window.set_waiting(0, 12)
    window.set_waiting(2, 3)
    window.show()

    def shot(name: str, widget: QWidget) -> None:
        a_while(150)
        widget.grab().save(str(folder / f"{name}-{theme.value}.png"))

    wait(lambda: jobs.idle)
    shot("list", window)
    tab = window.tabs[0]
    tab.view.table.horizontalHeader().setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    tab.view.table.selectRow(2)
    wait(lambda: jobs.idle)
    shot("list-detail", window)
    window.resize(1024, 700)
    shot("narrow-detail", window)
    tab.both.back()
    tab.view.filters.box.setText("bhopal")
    a_while(300)
    wait(lambda: jobs.idle)
    shot("narrow-list", window)
    window.resize(1366, 768)
    tab.view.filters.set_statuses(frozenset({Status.OPEN}))
    wait(lambda: jobs.idle)
    shot("list-filtered", window)
    messages.note("Imported 12 pages: 9 new, 2 amended, 1 unchanged.", "Show", lambda: None)
    messages.error(
        "po-1125.html is not a whole page of the portal: its item table is cut off. "
        "Save it again from the portal and drop it here."
    )
    job = jobs.long("Importing pages", slow, lambda _: None)
    a_while(800)
    shot("messages", window)
    job.stop()
    wait(lambda: jobs.idle)
    window.go(1)
    shot("empty", window)
    data = QMimeData()
    page = folder / "page.html"
    page.write_text("x")
    data.setUrls([QUrl.fromLocalFile(str(page))])
    event = QDragEnterEvent(
        QPointF(10, 10).toPoint(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    app.sendEvent(window, event)
    shot("drop", window)
    window.drop.hide()
    menu = window.findChildren(QMenu)[0]
    shot("menu", menu)
    dialog = form()
    dialog.show()
    shot("form", dialog)
    dialog.form.set_clean()
    dialog.close()
    date_field = forms.DateField()
    date_field.show()
    date_field._show_calendar()
    assert date_field._calendar is not None
    shot("calendar", date_field._calendar)
    date_field.close()
    keys = KeysDialog(window.keys, window)
    keys.show()
    shot("keys", keys)
    keys.close()
    report = Report("Traceback (most recent call last):\n  ...", folder / "log.txt", window)
    report.show()
    shot("report", report)
    report.close()
    preview = PreviewDialog(
        "Invoice 45",
        paper,
        [
            Copy("Original for Recipient", "Original for recipient"),
            Copy("Duplicate for Transporter", "Duplicate for transporter"),
            Copy("Triplicate for Supplier", "Triplicate for supplier"),
            Copy("Extra", "Extra copies", 0, 20),
        ],
        "Invoice 45.pdf",
        jobs=jobs,
        messages=messages,
        settings=settings,
        parent=window,
    )
    preview.show()
    wait(lambda: jobs.idle)
    shot("preview", preview)
    preview.close()
    live.close()
    jobs.close()
    window.close()


def slow(progress: object) -> None:
    import time

    for number in range(200):
        time.sleep(0.05)
        progress.step(number + 40, 500, f"page {number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
