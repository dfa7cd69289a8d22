"""Pictures of invoices, parties and papers: `python -m tests.gui.tabs.gallery_invoices DIR`.

Light and dark, small and large, full and empty, with what is wrong said beside its field.
"""

import datetime as dt
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from senstosales.books.store import Actor, Books, open_books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui import dresser, palette
from senstosales.gui.dialogs import invoice_form, papers, party_form
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.main_window import MainWindow
from senstosales.gui.messages import Messages
from senstosales.gui.tabs import invoices, parties
from senstosales.queries import vouchers
from senstosales.services import demo
from senstosales.services import invoices as invoicing
from senstosales.services import parties as party_service
from senstosales.services.drafts import make
from tests.clock import Clock
from tests.gui.gallery import a_while, wait

ASHA = Actor("Asha", "desktop")
SIZES = {"small": (1366, 768), "large": (1920, 1080)}
TYPING = 330


class Camera:
    """One window over one set of books, and what is photographed of it."""

    def __init__(self, folder: Path, name: str, books: Books, size: tuple[int, int]) -> None:
        self.folder, self.name, self.books = folder, name, books
        settings = QSettings(str(books.path.with_suffix(".ini")), QSettings.Format.IniFormat)
        messages = Messages()
        self.jobs = Jobs(messages.failure)
        self.live = Live(books, self.jobs)
        self.window = MainWindow(
            books, ASHA, self.jobs, self.live, messages, settings, [invoices.SPEC, parties.SPEC]
        )
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        wait(lambda: self.jobs.idle)
        a_while(TYPING)
        wait(lambda: self.jobs.idle)

    def shot(self, what: str, widget: QWidget) -> None:
        self.settle()
        widget.grab().save(str(self.folder / f"{what}-{self.name}.png"))

    def dialog(self) -> Any:
        self.settle()
        shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
        return next(one for one in shown if isinstance(one, QDialog))

    def find(self, kind: VoucherKind, number: str) -> int:
        return self.books.ask(vouchers.find, kind, number)

    def close(self) -> None:
        self.live.close()
        self.jobs.close()
        self.window.close()
        self.window.deleteLater()
        self.books.close()


def more_story(books: Books) -> int:
    """A party that lacks its GSTIN, one not in use, and a cancelled invoice, whose id comes back."""
    save = partial(party_service.save, books, ASHA)
    ntpc = {"name": "NTPC LIMITED, SINGRAULI SUPER THERMAL POWER STATION", "state_code": "09"}
    save(make(party_service.PartyDraft, ntpc))
    save(make(party_service.PartyDraft, {"name": "BHEL JHANSI", "is_active": False}))
    challan = books.ask(vouchers.find, VoucherKind.CHALLAN, "6")
    draft = invoicing.InvoiceDraft(challan_id=challan, date=dt.date(2025, 7, 14))
    key = invoicing.issue(books, ASHA, draft).id
    invoicing.cancel(books, ASHA, key, "Wrong rate: the amendment was overlooked")
    return key


def pictures(camera: Camera, cancelled: int) -> None:
    window, desk = camera.window, camera.window.desk
    camera.shot("invoices", window)
    desk.open("invoices", camera.find(VoucherKind.INVOICE, "5"))
    camera.shot("invoice", window)
    desk.open("invoices", cancelled)
    camera.shot("invoice-cancelled", window)
    desk.open("parties", 1)
    camera.shot("party", window)
    desk.open("parties", 2)
    camera.shot("party-lacking", window)
    party_form.open_new(desk, window)
    form = camera.dialog()
    form.form.fields["gstin"].box.setText("23AAACS0000B1ZX")
    form.form.submit()
    camera.shot("party-form-wrong", form)
    form.form.set_clean()
    form.reject()
    invoice_form.open_for_challan(desk, camera.find(VoucherKind.CHALLAN, "6"), window)
    form = camera.dialog()
    camera.shot("invoice-form", form)
    form.area.verticalScrollBar().setValue(9999)
    camera.shot("invoice-form-low", form)
    form.area.verticalScrollBar().setValue(0)
    form.form.fields["number"].set_value("5/../5")
    form.lines.model.setData(form.lines.model.index(0, 5), "85")
    form.issue()
    camera.shot("invoice-form-wrong", form)
    form.hide()
    papers.show_invoice(desk, camera.find(VoucherKind.INVOICE, "5"), window)
    paper = camera.dialog()
    camera.shot("preview", paper)
    paper.reject()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        dresser.apply(app, theme, everywhere=True)
        for word, size in SIZES.items():
            name = f"{theme.value}-{word}"
            for kind in ("full", "empty"):
                path = folder / f"{kind}-{name}.sqlite3"
                path.unlink(missing_ok=True)
                path.with_suffix(".ini").unlink(missing_ok=True)
                books = open_books(path, clock=Clock())
                cancelled = 0
                if kind == "full":
                    demo.fill(books)
                    cancelled = more_story(books)
                camera = Camera(folder, name, books, size)
                if kind == "full":
                    pictures(camera, cancelled)
                else:
                    camera.shot("invoices-empty", camera.window)
                    camera.window.go(1)
                    camera.shot("parties-empty", camera.window)
                camera.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
