import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales.books import backups
from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui import palette
from senstosales.gui.dialogs.books_page import size_words
from senstosales.gui.dialogs.first_start import FirstStart
from senstosales.gui.dialogs.settings import SettingsDialog
from senstosales.gui.live import EVERYTHING
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries import office, orders
from senstosales.queries.columns import Filter
from senstosales.services import mail_server
from tests.conftest import OpenCopy
from tests.desktop import QUICKEST_TAB
from tests.mail import MailBox, url
from tests.playing import ACTOR, PAGES, import_pages

NUMBERS, LOOK = 2, 8


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: made.desk.jobs.idle)
    made.choose_theme(palette.Theme.LIGHT)


@pytest.fixture
def dialog(qtbot: QtBot, window: OfficeWindow) -> Iterator[SettingsDialog]:
    window.open_settings()
    made = window.settings_dialog
    assert made is not None
    qtbot.waitUntil(made.office.isEnabled)
    yield made
    if window.settings_dialog is made:
        for form in made.forms:
            form.set_clean()
        made.reject()


def stored(books: Books, name: str) -> object:
    with books.read() as session:
        return getattr(office.business(session), name)


def picture() -> bytes:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def test_it_shows_what_the_books_hold(dialog: SettingsDialog) -> None:
    assert dialog.office.fields["name"].value() == "NARMADA PRECISION WORKS"
    assert dialog.office.fields["state_code"].value() == "23"
    assert dialog.papers.fields["gst_rate"].value() == 18
    assert not dialog.button.isEnabled()


def test_office_bank_and_papers_are_stored_together(
    qtbot: QtBot, dialog: SettingsDialog, books: Books
) -> None:
    dialog.office.fields["business_line"].set_value("Machined parts")
    dialog.bank.fields["bank_ifsc"].set_value("SBOI0004471")
    dialog.numbers.fields["invoice_style"].set_value("S/{fy}/{n:4}")
    dialog.papers.fields["round_to_rupee"].set_value(value=True)
    assert dialog.button.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        dialog.save()
    assert stored(books, "business_line") == "Machined parts"
    assert stored(books, "bank_ifsc") == "SBOI0004471"
    assert stored(books, "gstin") == "23AAKFN4471M1ZX"
    assert books.ask(office.setting, "invoice_style") == "S/{fy}/{n:4}"
    assert books.ask(office.setting, "round_to_rupee") == "yes"
    assert books.ask(office.setting, "challan_style") == "{n}"


def test_a_gstin_fills_in_its_state(dialog: SettingsDialog) -> None:
    dialog.office.fields["state_code"].set_value(None)
    dialog.office.fields["gstin"].set_value("23AAKFN4471M1ZX")
    assert dialog.office.fields["state_code"].value() == "23"


def test_a_wrong_entry_is_told_beside_its_field(dialog: SettingsDialog, books: Books) -> None:
    dialog.sections.setCurrentRow(LOOK)
    dialog.office.fields["gstin"].set_value("23AAKFN4471M1ZY")
    dialog.save()
    assert dialog.sections.currentRow() == 0
    assert "slip of the pen" in dialog.office.fields["gstin"].error
    assert stored(books, "gstin") == "23AAKFN4471M1ZX"


def test_what_the_books_refuse_is_told_beside_its_field(
    qtbot: QtBot, dialog: SettingsDialog, books: Books
) -> None:
    style = dialog.numbers.fields["challan_style"]
    style.set_value("DELIVERY/CHALLAN/{n}")
    dialog.office.fields["phone"].set_value("1")
    dialog.save()
    qtbot.waitUntil(lambda: bool(style.error))
    assert dialog.sections.currentRow() == NUMBERS
    assert "16" in style.error
    assert dialog.button.isEnabled()
    assert stored(books, "phone") is None


def test_a_style_shows_the_number_it_makes(dialog: SettingsDialog) -> None:
    style = dialog.numbers.fields["invoice_style"]
    style.set_value("S/{n:4}")
    assert style.example.text() == "for example S/0044"
    style.set_value("S/{x}")
    assert style.example.text() == ""


@pytest.mark.parametrize("name", ["logo", "signature", "stamp"])
def test_a_picture_is_shown_stored_and_taken_away(
    qtbot: QtBot, dialog: SettingsDialog, books: Books, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(picture())
    field = dialog.office.fields[name]
    assert field.picture.text() == f"No {name}"
    field.take_file(path)
    assert not field.picture.pixmap().isNull()
    with qtbot.waitSignal(dialog.accepted):
        dialog.save()
    assert stored(books, name) == path.read_bytes()


def test_each_kind_of_paper_has_its_number_style_and_its_terms(
    qtbot: QtBot, dialog: SettingsDialog, books: Books
) -> None:
    assert dialog.numbers.fields["quotation_style"].value() == "Q/{fy}/{n}"
    dialog.numbers.fields["credit_note_style"].set_value("CR/{fy}/{n:3}")
    dialog.terms.fields["quotation_terms"].set_value("Delivery in six weeks.\nFreight to pay.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.save()
    day = books.clock().date()
    assert books.ask(office.next_number, VoucherKind.CREDIT_NOTE, day) == "CR/25-26/001"
    terms = books.ask(office.usual_terms, VoucherKind.QUOTATION)
    assert terms == ("Delivery in six weeks.", "Freight to pay.")
    assert books.ask(office.usual_terms, VoucherKind.INVOICE) == ()


def test_a_file_that_is_no_picture_is_refused(
    qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path
) -> None:
    path = tmp_path / "logo.png"
    path.write_text("no picture")
    logo = dialog.office.fields["logo"]
    logo.take_file(path)
    dialog.save()
    qtbot.waitUntil(lambda: "PNG or JPEG" in logo.error)


def test_theme_and_density_act_at_once(
    dialog: SettingsDialog, window: OfficeWindow, settings: QSettings
) -> None:
    dialog.themes.button(2).click()
    assert palette.tokens().dark
    dialog.densities.button(1).click()
    assert settings.value("density") == "compact"
    checked = {
        action.data()
        for menu in window.menu("View").actions()
        if menu.menu()
        for action in menu.menu().actions()
        if action.isChecked()
    }
    assert checked == {"dark", "compact", "this"}  # the year of the lists is chosen there too


def test_a_backup_is_made_listed_and_put_back(
    qtbot: QtBot, dialog: SettingsDialog, window: OfficeWindow, books: Books
) -> None:
    page = dialog.books
    with qtbot.waitSignal(page.changed):
        page.now.click()
    qtbot.waitUntil(lambda: len(page.table.rows) == 3)
    qtbot.waitUntil(lambda: window.status.backup.text().startswith("Last backup "))
    import_pages(books, "po-april")
    assert books.ask(orders.totals, Filter()).count == 1
    news = window.desk.live.news
    with qtbot.waitSignal(news, check_params_cb=lambda told: told == EVERYTHING):
        page.put_back(page.table.rows[0].path)
    assert books.ask(orders.totals, Filter()).count == 0
    qtbot.waitUntil(lambda: any(row.kind.startswith("Before") for row in page.table.rows))


def test_a_damaged_backup_leaves_the_books_alone(
    qtbot: QtBot, dialog: SettingsDialog, window: OfficeWindow, books: Books, tmp_path: Path
) -> None:
    import_pages(books, "po-april")
    path = tmp_path / "broken.sqlite3"
    path.write_bytes(b"SQLite format 3\x00" + os.urandom(4000))
    with qtbot.waitSignal(window.desk.messages.said) as heard:
        dialog.books.put_back(path)
    assert heard.args is not None
    assert "not a whole set of books" in heard.args[1]
    assert books.ask(orders.totals, Filter()).count == 1
    assert backups.kept(books.path) == []


def test_sizes_in_words() -> None:
    assert size_words(100) == "1 KB"
    assert size_words(712_000) == "712 KB"
    assert size_words(1_440_000) == "1.4 MB"


@pytest.fixture
def new_window(
    qtbot: QtBot, dressed: QApplication, new_books: Books, settings: QSettings
) -> OfficeWindow:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(new_books, ACTOR, settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.first_start is not None)
    return made


def greeting(window: OfficeWindow) -> FirstStart:
    assert window.first_start is not None
    return window.first_start


def test_new_books_ask_whose_they_are(
    qtbot: QtBot, new_window: OfficeWindow, new_books: Books
) -> None:
    page = greeting(new_window)
    page.save.click()
    assert page.form.fields["name"].error == "This is needed."
    page.form.fields["name"].set_value("Narmada Works")
    page.form.fields["gstin"].set_value("23AAKFN4471M1ZX")
    assert page.form.fields["state_code"].value() == "23"
    with qtbot.waitSignal(page.accepted):
        page.save.click()
    assert stored(new_books, "name") == "Narmada Works"
    qtbot.waitUntil(lambda: new_window.windowTitle().startswith("Narmada Works"))


def test_bank_and_number_styles_are_one_step_further(
    qtbot: QtBot, new_window: OfficeWindow, new_books: Books
) -> None:
    page = greeting(new_window)
    page.further.click()
    assert page.form.fields["name"].error == "This is needed."
    page.form.fields["name"].set_value("Narmada Works")
    page.further.click()
    qtbot.waitUntil(lambda: new_window.settings_dialog is not None)
    assert stored(new_books, "name") == "Narmada Works"
    dialog = new_window.settings_dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.office.fields["name"].value() == "Narmada Works")
    dialog.reject()


def test_later_is_remembered(
    qtbot: QtBot, new_window: OfficeWindow, new_books: Books, settings: QSettings
) -> None:
    greeting(new_window).later.click()
    assert settings.value("first_start/skipped") == str(new_books.path)
    qtbot.waitUntil(lambda: new_window.desk.jobs.idle)
    again = build_window(new_books, ACTOR, settings)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.desk.jobs.idle)
    assert again.first_start is None


def test_the_first_order_names_the_office(
    qtbot: QtBot, new_window: OfficeWindow, new_books: Books
) -> None:
    page = greeting(new_window)
    page.pages_dropped.emit([PAGES / "po-april.html"])
    page.accept()
    qtbot.waitUntil(lambda: bool(stored(new_books, "name")))
    qtbot.waitUntil(lambda: not new_window.sheet.running)


def test_the_mail_server_is_stored_and_its_password_never_shown(
    qtbot: QtBot, dialog: SettingsDialog, window: OfficeWindow, books: Books
) -> None:
    dialog.mail.fields["mail_host"].set_value("mail.narmada.example")
    dialog.mail.fields["mail_user"].set_value("office")
    dialog.mail.fields["mail_password"].editor.setText("p:w")
    dialog.mail.fields["sign_up"].set_value(value=False)
    with qtbot.waitSignal(dialog.accepted):
        dialog.save()
    server = books.ask(lambda session: mail_server.of(books, session))
    assert server is not None
    assert (server.host, server.user, server.password) == ("mail.narmada.example", "office", "p:w")
    assert books.ask(office.setting, "sign_up") == "no"
    window.open_settings()
    again = window.settings_dialog
    assert again is not None
    qtbot.waitUntil(again.mail.isEnabled)
    assert again.mail.fields["mail_password"].value() is None
    assert "Kept" in again.mail.fields["mail_password"].editor.placeholderText()
    again.mail.fields["mail_from"].set_value("office@narmada.example")
    with qtbot.waitSignal(again.accepted):
        again.save()
    server = books.ask(lambda session: mail_server.of(books, session))
    assert server is not None
    assert (server.password, server.sender) == ("p:w", "office@narmada.example")


def test_a_trial_mail_says_what_the_server_said(
    qtbot: QtBot, window: OfficeWindow, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = MailBox()
    box.start()
    try:
        monkeypatch.setenv(mail_server.ENVIRONMENT, url(box))
        window.open_settings()
        dialog = window.settings_dialog
        assert dialog is not None
        qtbot.waitUntil(dialog.mail.attempt.isEnabled)
        assert "SENSTOSALES_SMTP_URL" in dialog.mail.environment.text()
        dialog.mail.attempt.click()
        assert box.wait()["To"] == "office@narmada.example"
        qtbot.waitUntil(lambda: "has taken" in dialog.mail.outcome.text())
        box.answers["office@narmada.example"] = "550 No such user"
        dialog.mail.attempt.click()
        qtbot.waitUntil(lambda: "No such user" in dialog.mail.outcome.text())
        dialog.reject()
    finally:
        box.stop()


def test_the_words_of_mails_with_papers_are_the_offices_own(
    qtbot: QtBot, dialog: SettingsDialog, books: Books
) -> None:
    text = dialog.papers.fields["letter_text"]
    assert "Please find attached: {paper}" in text.value()
    text.set_value("Namaste\n\n{paper} of {day}")
    dialog.save()
    qtbot.waitUntil(lambda: bool(text.error))
    assert "Nothing fills {day}" in text.error
    text.set_value("Namaste\n\n{paper} of {date}")
    with qtbot.waitSignal(dialog.accepted):
        dialog.save()
    assert books.ask(office.setting, "letter_text") == "Namaste\n\n{paper} of {date}"
