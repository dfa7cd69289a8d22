"""Pictures of people, keys, log-ins, codes and the settings of mail, light and dark, in two sizes.

`python -m tests.gui.tabs.gallery_users DIR`
"""

import os
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from senstosales.books.store import Books, open_books
from senstosales.domain.roles import Role
from senstosales.gui import dresser, palette
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries import people as people_queries
from senstosales.services import admission, businesses, keys, letters, people, sessions
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from senstosales.services.sessions import Terms
from tests.gui.gallery import wait
from tests.playing import ACTOR, set_up_office

SIZES = ((1366, 768), (1920, 1080))
USERS = 12


def fill(books: Books, many: int) -> None:
    """An office with its people, and strangers that signed up."""

    def draft(name: str, email: str) -> PersonDraft:
        return make(PersonDraft, {"name": name, "email": email})

    owner = people.add(books, ACTOR, draft("Narmada Rao", "rao@narmada.example"), "x", Role.OWNER)
    asha = people.add(books, ACTOR, draft("Asha Verma", "asha@narmada.example"), "x", Role.CLERK)
    people.add(books, ACTOR, draft("Auditor", "audit@caoffice.example"), "x", Role.VIEWER)
    bina = people.add(books, ACTOR, draft("Bina Shah", "bina@narmada.example"), "x", Role.CLERK)
    people.disable(books, ACTOR, bina.id)
    admission.invite(books, ACTOR, draft("Chitra Nair", "chitra@narmada.example"), Role.CLERK)
    for number in range(many):
        name = f"Stranger {number}"
        businesses.register(books, draft(name, f"stranger{number}@example.com"), "x", f"{name} Ltd")
    for name in ("stock program", "Tally bridge", "old ERP"):
        keys.add(books, ACTOR, name)
    keys.revoke(books, ACTOR, "old ERP")
    terms = Terms(timedelta(minutes=30), timedelta(days=7))
    for who, door in ((owner, "sales"), (asha, "namastepms"), (asha, "import")):
        sessions.open_session(books, who, door, terms)
    admission.send_entry_code(books, asha)
    with books.write(ACTOR) as session:
        letters.enter(
            books, session, "buyer@bhel.example", "Invoice 44", "x"
        ).last_error = "The mail server cannot be reached: timed out"


class Studio:
    """One window on one set of books in one theme and size."""

    def __init__(self, folder: Path, books: Books, name: str, size: tuple[int, int]) -> None:
        self.folder, self.name = folder, name
        settings = QSettings(str(folder / f"{name}.ini"), QSettings.Format.IniFormat)
        settings.clear()
        self.window: OfficeWindow = build_window(books, ACTOR, settings)
        self.window.resize(*size)
        self.window.show()
        self.window.go(self.window.strip.count() - 1)
        self.settle()

    def settle(self) -> None:
        wait(lambda: self.window.desk.jobs.idle)
        wait(lambda: False, 200)
        wait(lambda: self.window.desk.jobs.idle)

    def shot(self, what: str, widget: QWidget | None = None) -> None:
        self.settle()
        (widget or self.window).grab().save(str(self.folder / f"{what}-{self.name}.png"))

    def dialog(self, what: str, press: object) -> QDialog:
        assert callable(press)
        press()
        self.settle()
        found = next(
            each
            for each in reversed(QApplication.topLevelWidgets())
            if isinstance(each, QDialog) and each.isVisible() and each.isModal()
        )
        self.shot(what, found)
        return found

    def close(self) -> None:
        self.window._over = True
        self.window.desk.live.close()
        self.window.desk.jobs.close()
        self.window.close()


def full(studio: Studio) -> None:
    tab = next(
        iter(studio.window.tabs[place] for place in sorted(studio.window.tabs, reverse=True))
    )
    tab.people.view.table.selectRow(1)
    studio.shot("people")
    for name, press in (
        ("invite", tab.people.invite.trigger),
        ("role", tab.people.role.trigger),
        ("password", tab.people.password.trigger),
        ("disable", tab.people.disable.trigger),
    ):
        found = studio.dialog(f"person-{name}", press)
        if name == "invite":
            found.form.submit()
            studio.shot("person-invite-wrong", found)
        found.done(0)
    tab.show_page(1)
    tab.keys.view.table.selectRow(0)
    studio.shot("keys")
    studio.dialog("key-make", tab.keys.make.trigger).done(0)
    rotate = studio.dialog("key-rotate", tab.keys.rotate.trigger)
    rotate.form.submit()
    studio.settle()
    shown = next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.isVisible() and each is not rotate
    )
    studio.shot("key-shown", shown)
    shown.done(0)
    tab.show_page(2)
    tab.log_ins.view.table.selectRow(0)
    studio.shot("log-ins")
    studio.dialog("log-out", tab.log_ins.end.trigger).done(0)
    tab.show_page(3)
    tab.letters.table.selectRow(1)
    studio.shot("letters")
    who = studio.dialog("who-sits", studio.window.ask_who_sits)
    who.who.set_value(next(iter(who._sitters)))
    who.form.fields["password"].editor.setText("wrong")
    who.form.submit()
    studio.shot("who-sits-wrong", who)
    who.form.set_clean()
    who.reject()
    studio.window.status.set_person("Asha Verma, clerk")
    studio.shot("status")
    studio.window.open_settings()
    settings = studio.window.settings_dialog
    assert settings is not None
    settings.sections.setCurrentRow(5)
    studio.shot("settings-mail", settings)
    settings.mail.fields["mail_host"].set_value("mail server")
    settings.mail.fields["mail_port"].set_value("eighty")
    settings.save()
    studio.shot("settings-mail-wrong", settings)
    for form in settings.forms:
        form.set_clean()
    settings.reject()


def empty(studio: Studio) -> None:
    tab = next(
        iter(studio.window.tabs[place] for place in sorted(studio.window.tabs, reverse=True))
    )
    for place, what in enumerate(("people", "keys", "log-ins", "letters")):
        tab.show_page(place)
        studio.shot(f"{what}-empty")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as kept:
        new, filled = Path(kept) / "new.sqlite3", Path(kept) / "filled.sqlite3"
        books = open_books(new)
        set_up_office(books)
        books.close()
        shutil.copyfile(new, filled)
        books = open_books(filled)
        fill(books, USERS)
        assert books.ask(people_queries.by_email, "asha@narmada.example") is not None
        books.close()
        for theme in (palette.Theme.LIGHT, palette.Theme.DARK):
            dresser.apply(app, theme)
            for size in SIZES:
                for path, show in ((filled, full), (new, empty)):
                    if show is empty and size != SIZES[0]:
                        continue
                    own = Path(kept) / f"{theme.value}-{size[0]}-{path.name}"
                    shutil.copyfile(path, own)
                    if path == filled:  # its codes are sealed with it
                        shutil.copyfile(path.with_suffix(".secret"), own.with_suffix(".secret"))
                    books = open_books(own)
                    studio = Studio(folder, books, f"{theme.value}-{size[0]}", size)
                    show(studio)
                    studio.close()
                    books.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
