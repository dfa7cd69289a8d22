"""What a tab of the main window is, and how it is announced to it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.live import Watcher


class Tab(QWidget):
    """One tab. A subclass sets `noun` and `watches`, builds itself in `__init__(desk)`, and
    overrides `refresh` and `show_item`.

    `waiting.emit(n)` sets the small number on the tab: how many things wait for the clerk.
    """

    noun: str = ""
    watches: frozenset[str] = frozenset()
    waiting = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.watcher = Watcher(self, desk.live, self.watches, self.refresh)

    def refresh(self) -> None:
        """The books changed in something this tab watches. Registers inside refresh themselves."""

    def show_item(self, key: int) -> None:
        """Open the document, party ... with that id."""

    def show_of(self, noun: str, key: int) -> None:
        """What `Desk.open(noun, key)` names; a tab of several nouns may tell them apart."""
        self.show_item(key)

    def may_close(self) -> bool:
        """False while something typed would be lost and the clerk wants to keep it."""
        return True


@dataclass(frozen=True, slots=True)
class TabSpec:
    """Announces a tab: it is built by `factory` when first shown.

    `nouns` are what `Desk.open(noun, id)` brings here; `count`, if given, is run in a read session
    (`books.ask(count)`) and its number is shown on the tab, also before the tab is built. `about` is
    what the tab's tip says where the title is too short for it. `ahead`, if given, is run in a read session
    before the tab is opened, when nobody waits: what it asks then is known.
    """

    title: str
    icon: str
    nouns: tuple[str, ...]
    factory: Callable[[Desk], Tab]
    count: Callable[..., int] | None = None
    watches: frozenset[str] = frozenset()
    about: str = ""
    ahead: Callable[..., object] | None = None
