"""Tabs of a window that stands at once: their modules are loaded and they are built after that, in turns."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from senstosales.gui import icons
from senstosales.gui.all_tabs import PACKAGE
from senstosales.gui.jobs import Jobs
from senstosales.gui.soon import one_by_one, soon
from senstosales.gui.sweeper import keep_what_is_loaded
from senstosales.gui.tab import Tab

if TYPE_CHECKING:
    from senstosales.gui.office_window import OfficeWindow

_LATER = (
    ".dialogs.challan_form",
    ".dialogs.voucher_form",
    ".dialogs.invoice_form",
    ".dialogs.party_form",
    ".dialogs.product_form",
    ".dialogs.settings",
    ".dialogs.payment_form",
    ".preview",
    "..queries.listing",
)
"""Not needed to see a list, but to work on it: loaded after the tabs, before anybody presses a button."""
_LOG = logging.getLogger(__name__)
_BREATH_MS = 300
"""The first tab is seen before the icons of the others are drawn."""


class TabBuilder:
    """`want(place)` makes a tab ready and shows it, if it is still wanted then.

    Loading its module, making it, taking it into the window and showing it are turns of their own:
    together they would keep the keys waiting. The other modules are loaded one after the other once
    the first tab has been read, while the clerk looks at it: the next click finds them ready. At last
    the find box and the lists read ahead: the first key of a day is answered like all others.
    """

    def __init__(self, window: "OfficeWindow", jobs: Jobs) -> None:
        self._window, self._jobs = window, jobs
        self._began = self._ahead = False
        self.loaded: set[str] = set()
        """The modules that are there."""
        self._made: dict[int, Tab] = {}
        self.wish: tuple[str, int] | None = None

    def begin(self) -> None:
        """The window is seen: now its first tab."""
        self._began = True
        self._soon(self._begin, self._window.strip.currentIndex())
        QTimer.singleShot(_BREATH_MS, self._window, self._draw)

    def _begin(self, place: int) -> None:
        self.want(place, self.wish)

    def want(self, place: int, wish: tuple[str, int] | None = None) -> None:
        """Show that tab, and in it what `Desk.open` named; `wish` may also be set after that."""
        self.wish = wish
        module = self._window.specs[place].nouns[0]
        if module in self.loaded:
            self._soon(self._make, place)
        elif self._began:
            self._load(place, module)

    def take(self, place: int) -> Tab | None:
        """The tab, if it is made and not yet in the window."""
        return self._made.pop(place, None)

    def forget(self) -> None:
        """Those made are of other books, or in other hands."""
        for tab in self._made.values():
            tab.deleteLater()
        self._made.clear()

    def _soon(self, run: Callable[[int], object], place: int) -> None:
        soon(self._window, partial(run, place))

    def _load(self, place: int, module: str) -> None:
        """Load the module of a tab on a reading lane."""
        work = partial(import_module, f".{module}", PACKAGE)
        done = partial(self._module_loaded, place, module)
        if place >= 0:
            self._jobs.read(work, done, owner=self._window)
        elif not self._ahead:
            # Loading keeps the interpreter from the lanes that read for what is seen.
            self._ahead = True
            self._jobs.read_at_leisure(work, done, owner=self._window)

    def _module_loaded(self, place: int, module: str, _module: object) -> None:
        self._ahead = self._ahead and place >= 0
        fresh = module not in self.loaded
        self.loaded.add(module)
        for each, spec in enumerate(self._window.specs):
            if fresh and module in spec.nouns:
                self._window.count(each)
        if self._window.strip.currentIndex() == place:
            self._soon(self._make, place)
        if not self.loaded_ahead:
            self._load(-1, self._rest[0])
        elif fresh:
            self._read_ahead(self._to_read())

    def _to_read(self) -> Iterator[Callable[[], object]]:
        yield self._window.finder.prepare
        for spec in self._window.specs:
            if spec.ahead is not None:
                yield partial(self._window.desk.books.ask, spec.ahead)

    def _read_ahead(self, left: Iterator[Callable[[], object]], _answer: object = None) -> None:
        """The next of it once the last has been read: what is asked for meanwhile has not to wait long."""
        work = next(left, None)
        if work is None:
            keep_what_is_loaded()
            return
        self._jobs.read_at_leisure(
            work,
            partial(self._read_ahead, left),
            partial(self._not_read_ahead, left),
            owner=self._window,
        )

    def _not_read_ahead(self, left: Iterator[Callable[[], object]], error: BaseException) -> None:
        """Nobody asked for it: the tab says so when it is opened and cannot read it either."""
        _LOG.info("Reading ahead failed", exc_info=error)
        self._read_ahead(left)

    @property
    def loaded_ahead(self) -> bool:
        """Whether the next click on a tab finds its module, whichever it is."""
        return not self._rest

    @property
    def _rest(self) -> list[str]:
        modules = [*(spec.nouns[0] for spec in self._window.specs), *_LATER]
        return [module for module in modules if module not in self.loaded]

    def _draw(self) -> None:
        """The icons of all tabs, while the clerk looks at the first."""
        one_by_one(self._window, map(icons.draw, icons.names()))

    def _make(self, place: int) -> None:
        if self._window.strip.currentIndex() == place:
            if place not in self._window.tabs and place not in self._made:
                self._made[place] = self._window.make_tab(place)
            self._soon(self._bring_in, place)

    def _bring_in(self, place: int) -> None:
        if self._window.strip.currentIndex() == place:
            self._window.tab(place)
            self._soon(self._show, place)

    def _show(self, place: int) -> None:
        window = self._window
        if window.strip.currentIndex() != place or place not in window.tabs:
            return
        wish, self.wish = self.wish, None
        window.go(place)
        if wish is not None and wish[0] in window.specs[place].nouns:
            window.tabs[place].show_of(*wish)
