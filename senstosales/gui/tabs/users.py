"""The Users and keys tab: who and what reaches the books from outside, and what waits to be told to them."""

from typing import cast

from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.keys_page import KeysPage
from senstosales.gui.letters_page import LettersPage
from senstosales.gui.log_ins_page import LogInsPage
from senstosales.gui.pages_tab import Page, PagesTab
from senstosales.gui.people_page import PeoplePage
from senstosales.gui.tab import TabSpec
from senstosales.queries import keys, sessions, users
from senstosales.queries.ahead import all_of, first_of
from senstosales.services import letters

_PAGES = (
    Page("People", "Ctrl+Shift+U", "Show who has an account", PeoplePage),
    Page("Keys", "Ctrl+Shift+K", "Show the keys of other programs", KeysPage),
    Page("Log-ins", "Ctrl+Shift+G", "Show who is logged in over REST", LogInsPage),
    Page("Codes and letters", "Ctrl+Shift+O", "Show what waits to be sent or told", LettersPage),
)


class UsersTab(PagesTab):
    """Four pages; each refreshes itself."""

    noun = "users"
    group = "Users and keys"
    bar_name = "Parts of users and keys"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _PAGES, parent)

    @property
    def people(self) -> PeoplePage:
        return cast("PeoplePage", self.page(0))

    @property
    def keys(self) -> KeysPage:
        return cast("KeysPage", self.page(1))

    @property
    def log_ins(self) -> LogInsPage:
        return cast("LogInsPage", self.page(2))

    @property
    def letters(self) -> LettersPage:
        return cast("LettersPage", self.page(3))

    def show_item(self, key: int) -> None:
        """The person with that id; below 0 a page: -1 keys, -2 log-ins, -3 codes and letters."""
        self.show_page(max(-key, 0))
        if key > 0:
            self.people.view.select(key)


SPEC = TabSpec(
    title="Users and keys",
    icon="users",
    nouns=("users",),
    factory=UsersTab,
    count=letters.codes_waiting,
    watches=frozenset({"letters"}),
    about="People, keys, log-ins, and codes that wait to be told",
    ahead=all_of(first_of(users.REGISTER), first_of(keys.REGISTER), first_of(sessions.REGISTER)),
)
