"""The Users and keys tab: who and what reaches the books from outside, and what waits to be told to them."""

from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.keys_page import KeysPage
from senstosales.gui.letters_page import LettersPage
from senstosales.gui.log_ins_page import LogInsPage
from senstosales.gui.people_page import PeoplePage
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.wording import say
from senstosales.services import letters

_GROUP = "Users and keys"
_PAGES = (
    ("People", "Ctrl+Shift+U", "Show who has an account"),
    ("Keys", "Ctrl+Shift+K", "Show the keys of other programs"),
    ("Log-ins", "Ctrl+Shift+G", "Show who is logged in over REST"),
    ("Codes and letters", "Ctrl+Shift+O", "Show what waits to be sent or told"),
)


class UsersTab(Tab):
    """Four pages; each refreshes itself."""

    noun = "users"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.people = PeoplePage(desk)
        self.keys = KeysPage(desk)
        self.log_ins = LogInsPage(desk)
        self.letters = LettersPage(desk)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setAccessibleName(say("Parts of users and keys"))
        self._all = (self.people, self.keys, self.log_ins, self.letters)
        for place, (page, (name, keys, about)) in enumerate(zip(self._all, _PAGES, strict=True)):
            self.pages.addTab(page, say(name))
            action = desk.actions.add(
                self, name, keys, partial(self.show_page, place), group=_GROUP, help=about
            )
            self.pages.setTabToolTip(place, action.toolTip())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.pages.currentChanged.connect(self._page_shown)
        self._page_shown(0)

    def show_item(self, key: int) -> None:
        """The person with that id; below 0 a page: -1 keys, -2 log-ins, -3 codes and letters."""
        self.show_page(max(-key, 0))
        if key > 0:
            self.people.view.select(key)

    def show_page(self, place: int) -> None:
        """Show that page and give it the keyboard."""
        self.pages.setCurrentIndex(place)
        self._all[place].setFocus()

    def _page_shown(self, place: int) -> None:
        self.setFocusProxy(self._all[place])


SPEC = TabSpec(
    title="Users and keys",
    icon="users",
    nouns=("users",),
    factory=UsersTab,
    count=letters.codes_waiting,
    watches=frozenset({"letters"}),
    about="People, keys, log-ins, and codes that wait to be told",
)
