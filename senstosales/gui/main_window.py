"""The shell: tab strip, find box, menus, status line. What stands in the tabs is written elsewhere.

A tab is built when it is first shown, so that the window is there at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from senstosales.gui import dresser, icons, palette, turns
from senstosales.gui.desk import Desk
from senstosales.gui.drawer import Drawer
from senstosales.gui.drop import DropOverlay
from senstosales.gui.find import FindBox
from senstosales.gui.finder import Finder
from senstosales.gui.jobs import Jobs, Ticket
from senstosales.gui.live import Live, concerns
from senstosales.gui.messages import Messages
from senstosales.gui.shortcuts import Actions, KeysDialog
from senstosales.gui.status_line import StatusLine
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tab_strip import TabStrip, key_of
from senstosales.gui.table_view import TableView
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.books.store import Actor, Books

_KEYS_OF_WIDGETS = (
    ("Details", "Back to the list", "Esc"),
    ("Details", "More of what can be done", "Alt+M"),
    ("Forms", "To the next field", "Return"),
    ("Forms", "Save", "Ctrl+Return"),
    (
        "Texts of several lines",
        "To the next field, from an empty line or one only passed",
        "Return",
    ),
    ("Forms", "Calendar, in a date", "F2"),
    ("Forms", "Today, in the calendar", "T"),
    ("Lines of a paper", "On to what comes below, from the empty line", "Return"),
    ("Lines of a paper", "A new line", "Ins"),
    ("Lines of a paper", "Take the line away", "Ctrl+Del"),
    ("Lines of a paper", "Move the line up", "Alt+Up"),
    ("Lines of a paper", "Move the line down", "Alt+Down"),
    ("Lines of a paper", "Paste from a spreadsheet", "Ctrl+V"),
    ("Lines of a paper", "Undo the last change", "Ctrl+Z"),
    ("Lines of a paper", "Tick or untick a box", "Space"),
    ("Typing goods", "What the books know", "Alt+Down"),
    ("Writing a paper", "Save as a draft", "Ctrl+S"),
    ("Writing a paper", "Lines", "Alt+1"),
    ("Writing a paper", "Charges and discount", "Alt+2"),
    ("Writing a paper", "Consignee and carriage", "Alt+3"),
    ("Writing a paper", "Terms and notes", "Alt+4"),
    ("Writing a paper", "From the head to the section, to the buttons", "F6"),
    ("Preview", "Print", "Ctrl+P"),
    ("Preview", "Save as PDF", "Ctrl+S"),
    ("Preview", "Compare the designs of the paper", "Ctrl+D"),
)
_MENUS = ("&File", "&Edit", "&View", "&Help")


class MainWindow(QMainWindow):
    """`MainWindow(books, actor, jobs, live, messages, settings, tabs)`.

    It asks for what it cannot do itself: `import_requested(paths)`, `settings_requested()`,
    `language_requested(language)`; `rebound` once it works on other books, or as somebody else.
    Further entries: `menu("File").addAction(window.keys.add(window, ...))`.
    """

    import_requested = Signal(list)
    settings_requested = Signal()
    language_requested = Signal(object)
    rebound = Signal()

    def __init__(
        self,
        books: "Books",
        actor: "Actor",
        jobs: Jobs,
        live: Live,
        messages: Messages,
        settings: QSettings,
        tabs: Sequence[TabSpec],
    ) -> None:
        super().__init__()
        self.setWindowTitle(say("SenstoSales"))
        self.setWindowIcon(icons.app_icon())
        self.settings = settings
        self.keys = Actions(self)
        drawer = Drawer(settings, jobs, messages, self)
        self.desk = Desk(
            books, actor, jobs, live, messages, settings, self.keys, self.navigate, drawer
        )
        self.specs = tuple(tabs)
        self.tabs: dict[int, Tab] = {}
        self._badges: dict[int, QLabel] = {}
        self._counting: dict[int, Ticket] = {}
        self._counted = False
        self.tab_strip = TabStrip()
        self.strip = self.tab_strip.bar
        self.stack = QStackedWidget()
        self.finder = Finder(self)
        self.find_box = FindBox(jobs, self.finder.search, self.finder.lines)
        self._build()
        self._fill_menus()
        self.status = StatusLine(jobs)
        self.setStatusBar(self.status)
        self.status.set_books(books.path.stem, str(books.path))
        self.status.set_year(self.desk.year.words)
        self.drop = DropOverlay(self)
        self.drop.dropped.connect(self.import_requested)
        messages.live_in(self)
        live.news.connect(self._heard)
        dresser.on_change(self._redress)
        for part in (self.menuBar(), self._top, self.status):
            dresser.dress(part)
        self._restore()
        self.go(self._kept_tab())
        self.strip.currentChanged.connect(self.go)

    @property
    def menus(self) -> tuple[QMenu, ...]:
        """All menus of the bar."""
        return tuple(self._menus.values())

    def menu(self, title: str) -> QMenu:
        """The menu of that name: File, Edit, View, Help."""
        return self._menus[title]

    def go(self, place: int) -> None:
        """Show that tab, building it if this is the first time."""
        if not 0 <= place < len(self.specs):
            return
        if self.strip.currentIndex() != place:
            self.strip.setCurrentIndex(place)
        tab = self.tab(place)
        self.stack.setCurrentWidget(tab)
        tab.setFocus()
        self.settings.setValue("window/tab", self.specs[place].title)

    def navigate(self, noun: str, key: int) -> None:
        """Open that document or party in the tab it belongs to."""
        for place, spec in enumerate(self.specs):
            if noun in spec.nouns:
                self.go(place)
                self.tab(place).show_of(noun, key)
                return

    def rebind(self, books: "Books") -> None:
        """Work on these books from now on: every tab is built anew on them."""
        self.desk = replace(self.desk, books=books)
        for tab in self.tabs.values():
            self.stack.removeWidget(tab)
            tab.deleteLater()
        self.tabs.clear()
        self.find_box.dismiss()
        self.go(self.strip.currentIndex())
        for place in range(len(self.specs)):
            self.set_waiting(place, 0)
            self.count(place)
        self.rebound.emit()

    def set_waiting(self, place: int, count: int) -> None:
        """The small number on a tab; zero takes it away."""
        badge = self._badges[place]
        badge.setText(str(count) if count < 1000 else "999+")
        badge.setToolTip(say(f"{count} waiting for you"))
        self.tab_strip.set_badge(place, badge if count else None)
        badge.setVisible(bool(count))

    def choose_theme(self, theme: palette.Theme) -> None:
        """Wear it and remember it."""
        self.settings.setValue("theme", theme.value)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dresser.apply(app, theme)

    def choose_density(self, chosen: palette.Density) -> None:
        """Row height of every table, now and later; those that are seen first."""
        self.settings.setValue("density", chosen.value)
        turns.go_through(self, self._make_rows())

    def ask_for_pages(self) -> None:
        """File > Import pages."""
        folder = str(self.settings.value("import/folder", str(Path.home())))
        names, _ = QFileDialog.getOpenFileNames(
            self._top,
            say("Import pages of the portal"),
            folder,
            say("Pages (*.html *.htm)"),
        )
        if names:
            self.settings.setValue("import/folder", str(Path(names[0]).parent))
            self.import_requested.emit([Path(name) for name in names])

    def ask_for_folder(self) -> None:
        """File > Import a folder."""
        folder = str(self.settings.value("import/folder", str(Path.home())))
        name = QFileDialog.getExistingDirectory(
            self._top, say("Import all pages in a folder"), folder
        )
        if name:
            self.settings.setValue("import/folder", name)
            self.import_requested.emit([Path(name)])

    def show_keys(self) -> None:
        """F1."""
        dialog = KeysDialog(self.keys, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._counted:
            self._counted = True
            self._count_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask tabs that hold something unsaved; remember how the window stood."""
        for place, tab in self.tabs.items():
            if not tab.may_close():
                self.go(place)
                event.ignore()
                return
        self.settings.setValue("window/geometry", self.saveGeometry())
        event.accept()

    def _build(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QFrame()
        self._top.setProperty("role", "strip")
        row = QHBoxLayout(self._top)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(16)
        for place, spec in enumerate(self.specs):
            key = key_of(place)
            tip = f"{spec.about or spec.title} ({key})" if key else spec.about or spec.title
            self.tab_strip.add(spec.icon, spec.title, tip)
            badge = QLabel()
            badge.setProperty("role", "badge")
            badge.hide()
            self._badges[place] = badge
        row.addWidget(self.tab_strip, 1)
        self.find_box.setMinimumWidth(160)
        self.find_box.setFixedWidth(220)
        self.find_box.taken.connect(self.finder.take)
        self.find_box.failed.connect(self.desk.messages.failure)
        row.addWidget(self.find_box)
        column.addWidget(self._top)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)

    def _fill_menus(self) -> None:
        bar = self.menuBar()
        self._menus = {title.replace("&", ""): bar.addMenu(say(title)) for title in _MENUS}
        file, edit, view, helping = self._menus.values()
        file.addAction(
            self._action("&Import pages…", "Ctrl+I", self.ask_for_pages, "File", "file-down")
        )
        file.addAction(
            self._action("Import a &folder…", "Ctrl+Shift+I", self.ask_for_folder, "File")
        )
        file.addSeparator()
        file.addAction(
            self._action("&Settings…", "Ctrl+,", self.settings_requested.emit, "File", "settings")
        )
        file.addSeparator()
        self.quit_action = self._action("&Quit", "Ctrl+Q", self.close, "File")
        file.addAction(self.quit_action)
        self.find_action = self._action(
            "&Find or do anything", "Ctrl+K", self.find_box.summon, "Window", "search"
        )
        edit.addAction(self.find_action)
        for place, spec in enumerate(self.specs):
            view.addAction(
                self._action(spec.title, key_of(place), partial(self.go, place), "Window")
            )
        view.addSeparator()
        themes = view.addMenu(say("&Theme"))
        self._choices(
            themes,
            {
                "Follow the system": palette.Theme.SYSTEM,
                "Light": palette.Theme.LIGHT,
                "Dark": palette.Theme.DARK,
            },
            str(self.settings.value("theme", palette.Theme.SYSTEM.value)),
            self._theme_chosen,
        )
        rows = view.addMenu(say("&Rows"))
        self._choices(
            rows,
            {"Normal": palette.Density.NORMAL, "Compact": palette.Density.COMPACT},
            str(self.settings.value("density", palette.Density.NORMAL.value)),
            self._density_chosen,
        )
        helping.addAction(self._action("&Keys", "F1", self.show_keys, "Window", "keyboard"))
        helping.addAction(self._action("&What's new", "", self.show_news, "Help"))
        helping.addAction(self._action("&About SenstoSales", "", self.show_about, "Help"))

        for group, text, keys in _KEYS_OF_WIDGETS:
            self.keys.mention(group, text, keys)

    def _action(
        self, text: str, key: str, run: Callable[[], object], group: str, icon: str = ""
    ) -> QAction:
        return self.keys.add(self, text, key, run, group=group, icon=icon, everywhere=True)

    def _choices(
        self,
        menu: QMenu,
        choices: dict[str, palette.Theme] | dict[str, palette.Density],
        chosen: str,
        hear: Callable[[QAction], None],
    ) -> None:
        group = QActionGroup(self)
        for words, value in choices.items():
            action = menu.addAction(say(words))
            action.setCheckable(True)
            action.setData(value.value)
            action.setChecked(value.value == chosen)
            group.addAction(action)
        group.triggered.connect(hear)

    def _theme_chosen(self, action: QAction) -> None:
        self.choose_theme(palette.Theme(action.data()))

    def _density_chosen(self, action: QAction) -> None:
        self.choose_density(palette.Density(action.data()))

    def show_news(self) -> None:
        """Help > What's new."""
        from senstosales.gui.dialogs.whats_new import WhatsNew

        WhatsNew(self).open()

    def show_about(self) -> None:
        """Help > About SenstoSales."""
        from senstosales.gui.dialogs.about import AboutDialog

        AboutDialog(self.desk, self).open()

    def tab(self, place: int) -> Tab:
        """The tab in that place, made and taken into the window if it was not."""
        tab = self.tabs.get(place)
        return tab if tab is not None else self._take_in(place, self.make_tab(place))

    def make_tab(self, place: int) -> Tab:
        """A tab that does not yet stand in the window."""
        return self.specs[place].factory(self.desk)

    def _take_in(self, place: int, tab: Tab) -> Tab:
        self.tabs[place] = tab
        tab.waiting.connect(partial(self.set_waiting, place))
        self.stack.addWidget(tab)
        dresser.dress(tab)
        return tab

    def _count_all(self) -> None:
        """Ask what waits in every tab, when the window is first seen."""
        for place in range(len(self.specs)):
            self.count(place)

    def count(self, place: int) -> None:
        """Ask what waits in that tab."""
        spec = self.specs[place]
        if spec.count is not None:
            if place in self._counting:
                self._counting[place].drop()  # an older answer must not come after a newer one
            # A small number beside a title: whatever else is asked for is read first.
            self._counting[place] = self.desk.jobs.read_at_leisure(
                partial(self.desk.books.ask, spec.count),
                partial(self.set_waiting, place),
                owner=self,
            )

    def _heard(self, news: frozenset[str]) -> None:
        for place, spec in enumerate(self.specs):
            if concerns(news, spec.watches):
                self.count(place)

    def _redress(self) -> None:
        self.tab_strip.dress()

    def _make_rows(self) -> Iterator[None]:
        views = self.findChildren(TableView)
        for view in sorted(views, key=lambda view: not view.isVisible()):
            if isValid(view):
                # As chosen last: another height may be wanted before the last table has this one.
                view.set_density(palette.Density(str(self.settings.value("density"))))
                yield

    def _restore(self) -> None:
        kept = self.settings.value("window/geometry")
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            self.resize(1366, 740)

    def _kept_tab(self) -> int:
        kept = self.settings.value("window/tab", "")
        titles = [spec.title for spec in self.specs]
        return titles.index(str(kept)) if kept in titles else 0
