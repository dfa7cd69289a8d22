"""The main window of one set of books: its tabs, imports, settings, first start, backup at close."""

from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSignalBlocker, Signal
from PySide6.QtGui import QAction, QCloseEvent, QShowEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from senstosales.gui import business, cells, palette, sitting, turns
from senstosales.gui.all_tabs import TABS
from senstosales.gui.dialogs import whats_new
from senstosales.gui.dialogs.still_at_work import may_stop
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live, concerns
from senstosales.gui.main_window import MainWindow
from senstosales.gui.messages import Messages
from senstosales.gui.second_thoughts import SecondThoughts
from senstosales.gui.shortcuts import native
from senstosales.gui.sweeper import look_at_everything
from senstosales.gui.tab import Tab
from senstosales.gui.tab_builder import TabBuilder
from senstosales.gui.wording import say
from senstosales.gui.year_menu import YearMenu

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from senstosales.books.store import Actor, Books, Reading
    from senstosales.gui.dialogs.first_start import FirstStart
    from senstosales.gui.dialogs.import_sheet import ImportSheet
    from senstosales.gui.dialogs.settings import SettingsDialog
    from senstosales.gui.outbox import Outbox
    from senstosales.gui.serving import MakeServer, Serving

_SKIPPED = "first_start/skipped"


class OfficeWindow(MainWindow):
    """Closing it stops what runs, makes the backup, and lets go of the books; then `closed`.

    `sample` books are thrown away: they are never backed up and ask nobody who he is.
    """

    closed = Signal()
    sample_requested = Signal()

    def __init__(
        self,
        books: "Books",
        actor: "Actor",
        jobs: Jobs,
        live: Live,
        messages: Messages,
        settings: QSettings,
        *,
        sample: bool = False,
        hurried: bool = False,
        make_server: "MakeServer | None" = None,
    ) -> None:
        self.sample = sample
        self.builder: TabBuilder | None = None
        self._over = self._greeted = False
        self._sheet: ImportSheet | None = None
        self.first_start: FirstStart | None = None
        self.settings_dialog: SettingsDialog | None = None
        self._opened = books
        seated = None if sample else sitting.kept(settings, books.path)
        self.sitting = sitting.Sitting(self, seated, actor)
        seat = self.sitting.view(books.of(business.kept(settings, books.path)))
        if seated is not None:
            actor = seated.actor
        if hurried:
            self.builder = TabBuilder(self, jobs)
        super().__init__(seat, actor, jobs, live, messages, settings, TABS)
        if hurried:
            turns.let_wait(self)
        self.status.business_pressed.connect(self.ask_for_business)
        self.status.person_pressed.connect(self.ask_who_sits)
        self.import_requested.connect(self._take_pages)
        self.settings_requested.connect(self.open_settings)
        live.news.connect(self._news)
        self._more_entries()
        self.years = YearMenu(self)
        self.second_thoughts = SecondThoughts(self)
        self.serving: Serving | None = None
        self.outbox: Outbox | None = None
        if make_server is not None:
            self._offer_server(make_server)
        if sample:
            self.status.set_books("Sample books", str(books.path))
            self.status.set_backup("Thrown away when you close this window")
        self._name_the_window()

    @property
    def sheet(self) -> "ImportSheet":
        """The import sheet, made when it is first needed."""
        if self._sheet is None:
            from senstosales.gui.dialogs.import_sheet import ImportSheet

            self._sheet = ImportSheet(self.desk, self)
        return self._sheet

    def go(self, place: int) -> None:
        """Show that tab; in a hurried window it is made ready first, in turns."""
        if self.builder is None or place in self.tabs or not 0 <= place < len(self.specs):
            super().go(place)
            return
        with QSignalBlocker(self.strip):
            self.strip.setCurrentIndex(place)
        self.tab_strip.fit()
        self.builder.want(place)

    def navigate(self, noun: str, key: int) -> None:
        place = next((each for each, spec in enumerate(self.specs) if noun in spec.nouns), None)
        if place is None:
            return
        self.go(place)
        if place in self.tabs:
            self.tabs[place].show_of(noun, key)
        elif self.builder is not None:
            self.builder.wish = noun, key

    def rebind(self, books: "Books") -> None:
        if self.builder is not None:
            self.builder.forget()
        super().rebind(books)
        look_at_everything()

    def open_settings(self, section: str | None = None) -> None:
        """Ctrl+, or one of its pages by its title."""
        from senstosales.gui.dialogs.settings import SettingsDialog

        if self.settings_dialog is None:
            self.settings_dialog = SettingsDialog(self.desk, self)
            self.settings_dialog.finished.connect(self._settings_closed)
        if section is not None:
            self.settings_dialog.show_section(section)
        self.settings_dialog.open()

    def ask_for_business(self) -> None:
        """File > Business."""
        from senstosales.gui.dialogs.businesses import BusinessesDialog

        dialog = BusinessesDialog(self.desk, self)
        dialog.chosen.connect(self.choose_business)
        dialog.open()

    def choose_business(self, business_id: int) -> None:
        """Work in that business of these books from now on, unless something would be lost."""
        if business_id != self.desk.books.business_id and self._may_leave():
            self.sitting.enter(self._opened.of(business_id), partial(self._sit_in, business_id))

    def ask_who_sits(self) -> None:
        """File > Who is at this desk."""
        if self._may_leave():
            self.sitting.ask()

    def sit_as(self, actor: "Actor") -> None:
        """Somebody else is at the desk: every tab is built anew in their hands."""
        self.desk = replace(self.desk, actor=actor)
        self._sit_in(self.desk.books.business_id)

    def show_list(self, noun: str, statuses: frozenset[str], text: str = "") -> None:
        """The list of that noun, narrowed as a card of the dashboard counts it."""
        from senstosales.gui.tables import RegisterView

        for place, spec in enumerate(self.specs):
            if noun not in spec.nouns:
                continue
            super().go(place)
            turns.finish(self.tabs[place])
            for view in self.tabs[place].findChildren(RegisterView):
                if view.register.noun == noun:
                    _bring_up(view)
                    view.clear_filter()
                    view.filters.box.setText(text)
                    view.filters.set_statuses(statuses)
                    view.setFocus()
                    return

    def fill_with_sample(self) -> None:
        """Play the sample story into these (empty) books; every tab comes to life meanwhile."""
        from senstosales.services import demo

        books = self.desk.books
        self.desk.jobs.long(
            "Filling the sample books",
            lambda progress: demo.fill(books, progress),
            self._filled,
            owner=self,
        )

    def choose_theme(self, theme: palette.Theme) -> None:
        super().choose_theme(theme)
        self._check_in_menu(theme.value)

    def choose_density(self, chosen: palette.Density) -> None:
        super().choose_density(chosen)
        self._check_in_menu(chosen.value)

    def tell_backup(self) -> None:
        """The status line says when the last backup was made."""
        if not self.sample:
            self.desk.jobs.read(
                partial(_last_backup, self.desk.books.path), self._backup_known, owner=self
            )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._greeted:
            self._greeted = True
            if self.builder is not None:
                self.builder.begin()
            self.tell_backup()
            if not self.sample and whats_new.is_due(self.settings):
                self.show_news()
            if not self.sample and self.settings.value(_SKIPPED) != str(self.desk.books.path):
                self.desk.jobs.read(partial(self.desk.books.ask, _is_new), self._greet, owner=self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what must be asked; then stop what runs, back up, and close the books."""
        if self._over:
            event.accept()
            return
        if self.desk.jobs.running and not may_stop(self, self.desk.jobs.running[0].title):
            event.ignore()
            return
        super().closeEvent(event)
        if not event.isAccepted():
            return
        self._over = True
        if self._sheet is not None:
            self._sheet.hide()
        if self.serving is not None:
            self.serving.stop(remember=False)
        if self.outbox is not None:
            self.outbox.stop()
        for job in self.desk.jobs.running:
            job.stop()
        if self.desk.books.wrote and not self.sample:
            from senstosales.gui.dialogs.farewell import Farewell

            Farewell(self.desk, self).exec()
        self.desk.live.close()
        self.desk.jobs.close()
        self.desk.books.close()
        self.closed.emit()

    def make_tab(self, place: int) -> Tab:
        made = self.builder.take(place) if self.builder is not None else None
        if made is not None:
            return made
        with turns.in_turns() if self.builder is not None else nullcontext():
            tab = super().make_tab(place)
        if self.specs[place].nouns == ("dashboard",):
            from senstosales.gui.tabs.dashboard import DashboardTab

            assert isinstance(tab, DashboardTab)
            tab.list_wanted.connect(self.show_list)
            tab.pages_wanted.connect(self.ask_for_pages)
            tab.sample_wanted.connect(self.sample_requested)
        return tab

    def _count_all(self) -> None:
        # In a hurried window each tab is asked once its module is there, the first one first.
        if self.builder is None:
            super()._count_all()

    def _take_pages(self, paths: list["Path"]) -> None:
        self.sheet.take(paths)

    def _show_sheet(self) -> None:
        self.sheet.bring_up()

    def _more_entries(self) -> None:
        file = self.menu("File")
        last = self.keys.add(
            self,
            "&Last import",
            "Ctrl+Shift+L",
            self._show_sheet,
            group="File",
            help="Show what became of the last import",
            icon="history",
            everywhere=True,
        )
        before = file.actions()[2]
        file.insertAction(before, last)
        file.insertAction(
            file.actions()[-3],
            self.keys.add(
                self,
                "&Business…",
                "Ctrl+Shift+B",
                self.ask_for_business,
                group="File",
                help="Work in another business of these books, or add one",
                icon="briefcase-business",
                everywhere=True,
            ),
        )
        if not self.sample:
            file.insertAction(
                file.actions()[-3],
                self.keys.add(
                    self,
                    "&Who is at this desk…",
                    "Ctrl+Alt+W",
                    self.ask_who_sits,
                    group="File",
                    help="Work under a name of your own, in your role",
                    icon="user-cog",
                    everywhere=True,
                ),
            )
            look = self.keys.add(
                self,
                "Look &around with sample data",
                "Ctrl+Shift+S",
                self.sample_requested.emit,
                group="File",
                everywhere=True,
            )
            file.insertAction(before, look)

    def _may_leave(self) -> bool:
        """Whether nothing is under way that would be lost with the tabs."""
        if self.desk.jobs.running:
            running = self.desk.jobs.running[0].title
            self.desk.messages.error(f"{running} has not ended. Wait for it or stop it first.")
            return False
        for place, tab in self.tabs.items():
            if not tab.may_close():
                self.go(place)
                return False
        return True

    def _sit_in(self, business_id: int) -> None:
        if self._sheet is not None:
            self._sheet.close()
            self._sheet.deleteLater()
            self._sheet = None
        business.keep(self.settings, self._opened.path, business_id)
        self.rebind(self.sitting.view(self._opened.of(business_id)))
        self.years.ask()
        self._name_the_window()

    def _offer_server(self, make_server: "MakeServer") -> None:
        from senstosales.gui.serving import Serving

        # Other programs find the first business here whatever the window shows; each names its own.
        desk = replace(self.desk, books=self._opened)
        self.serving = Serving(desk, make_server, self)
        self.serving.changed.connect(self._tell_server)
        action = self.keys.add(
            self,
            "Other &programs…",
            "Ctrl+Shift+P",
            self._show_server,
            group="File",
            help="Let other programs reach these books, see who calls",
            icon="link",
            everywhere=True,
        )
        file = self.menu("File")
        file.insertAction(file.actions()[-1], action)
        if self.sample:
            return  # nobody is written to about sample books
        from senstosales.gui.outbox import Outbox

        self.outbox = Outbox(desk, partial(self.navigate, "users", -3), self.sitting.manages, self)
        if self.serving.wanted:
            self.serving.start()

    def _show_server(self) -> None:
        self.open_settings("Other programs")

    def _tell_server(self) -> None:
        if self.serving is not None:
            running = self.serving.running
            self.status.set_server(f"Server {self.serving.address}" if running else "")

    def _check_in_menu(self, value: str) -> None:
        for action in self.findChildren(QAction):
            if action.isCheckable() and action.data() == value:
                action.setChecked(True)

    def _settings_closed(self, _result: int) -> None:
        if self.settings_dialog is not None:
            self.settings_dialog.deleteLater()
            self.settings_dialog = None

    def _greet(self, is_new: bool) -> None:
        if not is_new or self._over:
            return
        from senstosales.gui.dialogs.first_start import FirstStart

        page = self.first_start = FirstStart(self.desk, self)
        page.skipped.connect(self._skipped)
        page.pages_dropped.connect(self.import_requested)
        page.pages_wanted.connect(self.ask_for_pages)
        page.sample_wanted.connect(self.sample_requested)
        page.settings_wanted.connect(self.open_settings)
        page.language_wanted.connect(self.language_requested)
        page.open()

    def _skipped(self) -> None:
        self.settings.setValue(_SKIPPED, str(self.desk.books.path))

    def _filled(self, _nothing: None) -> None:
        self.desk.messages.note("The sample books are ready. Try anything: nothing here is kept.")

    def _news(self, news: frozenset[str]) -> None:
        if concerns(news, frozenset({"businesses"})):
            self._name_the_window()
        if concerns(news, sitting.WATCHES):
            self.sitting.look()

    def _name_the_window(self) -> None:
        books = self.desk.books
        self.desk.jobs.read(partial(_seat, books), partial(self._seated, books), owner=self)
        self.sitting.look()

    def _seated(self, asked: "Books", seat: business.Seat) -> None:
        """The business as the books have it now, or the first if it is gone from them."""
        if asked.business_id != self.desk.books.business_id:
            return  # the window sits elsewhere by now, and has asked again
        if seat.id != self.desk.books.business_id:
            self._sit_in(seat.id)
            return
        told = "Sample books" if self.sample and not seat.others else seat.name
        self.setWindowTitle(say(f"{told} – SenstoSales" if told else "SenstoSales"))
        tip = f"Another business ({native('Ctrl+Shift+B')})"
        self.status.set_business(seat.name if seat.others else "", tip)

    def _backup_known(self, made_at: "datetime | None") -> None:
        self.status.set_backup(
            f"Last backup {cells.moment(made_at)}" if made_at else "No backup yet"
        )


def _bring_up(page: QWidget) -> None:
    """Show the page on which a list of its own lies, in a tab that has several."""
    outer = page.parentWidget()
    while outer is not None and not outer.isWindow():
        if isinstance(outer, QTabWidget):
            for place in range(outer.count()):
                held = outer.widget(place)
                if held is not None and held.isAncestorOf(page):
                    outer.setCurrentIndex(place)
        outer = outer.parentWidget()


def _is_new(session: "Reading") -> bool:
    from senstosales.queries import office

    return office.is_new(session)


def _seat(books: "Books") -> business.Seat:
    return books.ask(business.seat, books.business_id)


def _last_backup(path: "Path") -> "datetime | None":
    from senstosales.books import backups

    kept = backups.kept(path)
    return kept[0].made_at if kept else None
