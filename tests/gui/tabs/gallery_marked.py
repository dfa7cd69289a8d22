"""Pictures of papers marked together: `python -m tests.gui.tabs.gallery_marked DIR`.

The bar of a list, invoices for many challans, the choice of copies, sheets of results, a dispatch.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from senstosales.books.store import Books, open_books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui import dresser, palette
from senstosales.gui.dialogs import papers
from senstosales.gui.jobs import Jobs
from senstosales.gui.letters_page import LettersPage
from senstosales.gui.live import Live
from senstosales.gui.main_window import MainWindow
from senstosales.gui.messages import Messages
from senstosales.gui.tabs import challans, invoices
from senstosales.services import challans as service
from senstosales.services import demo, letters, office, outbox
from tests.clock import Clock
from tests.gui.tabs.gallery_invoices import ASHA, SIZES, Camera
from tests.playing import ACTOR, send


class MarkedCamera(Camera):
    """The same with the tab of challans."""

    def __init__(self, folder: Path, name: str, books: Books, size: tuple[int, int]) -> None:
        self.folder, self.name, self.books = folder, name, books
        settings = QSettings(str(books.path.with_suffix(".ini")), QSettings.Format.IniFormat)
        messages = Messages()
        self.jobs = Jobs(messages.failure)
        self.live = Live(books, self.jobs)
        self.window = MainWindow(
            books, ASHA, self.jobs, self.live, messages, settings, [challans.SPEC, invoices.SPEC]
        )
        self.window.resize(*size)
        self.window.show()
        self.settle()


def more_story(books: Books) -> None:
    """Twenty challans more, two of them cancelled."""
    made = [
        send(books, "6649104", [(item, 1, "2"), (item + 1, 1, "3")]).id for item in range(1, 21)
    ]
    for each in made[4:6]:
        service.cancel(books, ACTOR, each, "Lorry broke down")


def pictures(camera: MarkedCamera) -> None:
    window = camera.window
    tab = window.tabs[0]
    tab.view.table.setFocus()
    for row in range(22):
        flag = tab.view.table.selectionModel().SelectionFlag
        index = tab.view.model.index(row, 0)
        tab.view.table.selectionModel().select(index, flag.Select | flag.Rows)
    camera.shot("marked", window)
    tab.bill_all.trigger()
    dialog = camera.dialog()
    camera.shot("batch-invoices", dialog)
    dialog.form.fields["date"].box.setText("31/2")
    dialog.form.fields["date"].left.emit()
    camera.shot("batch-invoices-wrong", dialog)
    dialog.form.fields["date"].set_value(camera.books.clock().date())
    camera.settle()
    dialog.make()
    camera.settle()
    sheet = camera.dialog()
    camera.shot("result", sheet)
    sheet.accept()
    camera.settle()
    for name, action in (("print", tab.print_all), ("one", tab.save_one), ("each", tab.save_each)):
        action.trigger()
        dialog = camera.dialog()
        camera.shot(f"together-{name}", dialog)
        dialog.whole.setChecked(True)
        camera.shot(f"together-{name}-whole", dialog)
        dialog.reject()
        camera.settle()
    kind = VoucherKind.INVOICE
    papers.show_dispatch(window.desk, kind, camera.find(kind, "5"), window)
    paper = camera.dialog()
    camera.shot("dispatch", paper)
    paper.view.pageNavigator().jump(7, paper.view.pageNavigator().currentLocation())
    camera.shot("dispatch-slip", paper)
    paper.reject()
    camera.settle()
    papers.show_invoice(window.desk, camera.find(kind, "5"), window)
    paper = camera.dialog()
    camera.shot("preview-invoice", paper)
    paper.reject()
    mails(camera)


def mails(camera: MarkedCamera) -> None:
    """The form of a mail with and without a mail server, and where mails stand afterwards."""
    window, books, kind = camera.window, camera.books, VoucherKind.INVOICE
    key = camera.find(kind, "5")
    papers.mail_paper(window.desk, kind, key, window)
    form = camera.dialog()
    camera.shot("mail-by-hand", form)
    form.reject()
    office.save_settings(books, ACTOR, {"mail_host": "mail.narmada.example"})
    papers.mail_paper(window.desk, kind, key, window)
    form = camera.dialog()
    form.form.submit()
    camera.shot("mail-wrong", form)
    form.form.fields["recipient"].set_value("stores.bhopal@bhel.example")
    form.form.fields["copy_to"].set_value("accounts@bhel.example, gm@bhel.example")
    form.form.clear_problems()
    camera.shot("mail", form)
    form.form.submit()
    camera.settle()
    stories = (None, "Greylisted, come back later", "No such user")
    for at, story in enumerate(stories):
        papers.mail_paper(window.desk, kind, key, window)
        form = camera.dialog()
        form.form.submit()
        camera.settle()
        claimed = letters.claim(books)
        assert claimed is not None
        if story is None:
            letters.sent(books, claimed)
        else:
            reason = f"The mail server said: {450 + 100 * (at - 1)} {story}"
            letters.failed(books, claimed, reason, for_good=at == 2)
    outbox.cancel(books, ACTOR, outbox.listed(books)[0].id)
    window.desk.open("invoices", key)
    camera.settle()
    view = window.tabs[1].detail
    view.area.verticalScrollBar().setValue(9999)
    camera.shot("mails-of-invoice", window)
    page = LettersPage(window.desk)
    page.resize(1366, 420)
    page.show()
    camera.settle()
    page.table.selectRow(0)
    camera.shot("letters", page)
    page.close()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
        dresser.apply(app, theme, everywhere=True)
        for word, size in SIZES.items():
            name = f"{theme.value}-{word}"
            path = folder / f"full-{name}.sqlite3"
            path.unlink(missing_ok=True)
            path.with_suffix(".ini").unlink(missing_ok=True)
            books = open_books(path, clock=Clock())
            demo.fill(books)
            more_story(books)
            camera = MarkedCamera(folder, name, books, size)
            pictures(camera)
            camera.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
