"""The parts of an open order on the pages of one tab bar, each built when it is first seen or asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.gui import dresser, icons
from senstosales.gui.attachments import Attachments
from senstosales.gui.desk import Desk
from senstosales.gui.order_files import OrderFiles
from senstosales.gui.order_items import OrderItems
from senstosales.gui.order_notes import OrderNotes
from senstosales.gui.order_sections import Deviations, Header, Remarks
from senstosales.gui.order_seen import OrderSeen
from senstosales.gui.order_timeline import OrderTimeline
from senstosales.gui.order_versions import OrderVersions
from senstosales.gui.source_page import SourcePages
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say


class Part(Protocol):
    """What every page can do; each is a QWidget beside that."""

    def show_order(self, seen: OrderSeen) -> None: ...


P = TypeVar("P", bound=Part)


@dataclass(slots=True)
class _Page:
    """One page: its title, what is counted beside it, and the part on it once it was built."""

    title: str
    kind: type[Part]
    make: Callable[[QWidget], Part]
    count: Callable[[OrderSeen], int]
    holder: QWidget
    part: Part | None = None
    shown: OrderSeen | None = None


class OrderPages(QTabWidget):
    """`show_order(seen)` fills the page that is seen; the others are filled when they are turned to.

    `built` is told each part as it is made, to be connected.
    """

    def __init__(self, desk: Desk, built: Callable[[Part], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName(say("Parts of the order"))
        self.source, self.files = SourcePages(desk, self), Attachments(desk, self)
        self._built = built
        self._seen: OrderSeen | None = None
        pages: tuple[
            tuple[str, type[Part], Callable[[QWidget], Part], Callable[[OrderSeen], int]], ...
        ] = (
            ("Items and lots", OrderItems, lambda page: OrderItems(desk, page), _live_items),
            ("Timeline", OrderTimeline, lambda page: OrderTimeline(desk, page), _nothing),
            ("Header", Header, Header, _nothing),
            ("Remarks", Remarks, Remarks, _nothing),
            ("Deviations", Deviations, lambda page: Deviations(desk, page), _deviations),
            ("Versions", OrderVersions, lambda page: OrderVersions(self.source, page), _versions),
            ("Notes", OrderNotes, lambda page: OrderNotes(desk, page), _notes),
            ("Files", OrderFiles, lambda page: OrderFiles(desk, self.files, page), _files),
        )
        self._pages = [_Page(*page, QWidget(self)) for page in pages]
        for page in self._pages:
            self.addTab(page.holder, say(page.title))
        self.parts = Turns(self, self._build())
        self.currentChanged.connect(self._turned)
        dresser.on_change(self._mark)

    def _build(self) -> Iterator[None]:
        """The page that is seen first; the others wait until they are turned to."""
        self.part(OrderItems)
        yield

    def part(self, kind: type[P]) -> P:
        """The part of that kind, built and showing the order."""
        place = next(place for place, page in enumerate(self._pages) if page.kind is kind)
        return cast("P", self._ready(place))

    def turn_to(self, kind: type[P]) -> P:
        """Show the page of that kind and give it the keyboard."""
        found = self.part(kind)
        self.setCurrentIndex(next(n for n, page in enumerate(self._pages) if page.kind is kind))
        cast("QWidget", found).setFocus()
        return found

    def has(self, kind: type[Part]) -> bool:
        """Whether that part was built already."""
        return any(page.kind is kind and page.part is not None for page in self._pages)

    def show_order(self, seen: OrderSeen) -> None:
        """Show this one on every page, the one that is seen at once."""
        self._seen = seen
        for place, page in enumerate(self._pages):
            count = page.count(seen)
            self.setTabText(place, say(f"{page.title} ({count})" if count else page.title))
        self._mark()
        self._ready(self.currentIndex())

    def _turned(self, place: int) -> None:
        if place >= 0:
            self._ready(place)

    def _ready(self, place: int) -> Part:
        page = self._pages[place]
        if page.part is None:
            column = QVBoxLayout(page.holder)
            column.setContentsMargins(0, 0, 0, 0)
            page.part = page.make(page.holder)
            widget = cast("QWidget", page.part)
            column.addWidget(widget)
            # Else Qt shows it one turn later, and the page is seen empty in between.
            widget.show()
            page.holder.setFocusProxy(widget)
            self._built(page.part)
        if self._seen is not None and page.shown is not self._seen:
            page.shown = self._seen
            page.part.show_order(self._seen)
        return page.part

    def _mark(self) -> None:
        """A warning sign on the deviations while one of them is still to be checked."""
        lines = self._seen.order.deviations if self._seen is not None else ()
        to_check = any(line.status is Status.TO_CHECK for line in lines)
        place = next(place for place, page in enumerate(self._pages) if page.kind is Deviations)
        self.setTabIcon(place, icons.icon("triangle-alert", "caution") if to_check else QIcon())
        self.setTabToolTip(place, say("Something is still to be checked" if to_check else ""))


def _nothing(_seen: OrderSeen) -> int:
    return 0


def _live_items(seen: OrderSeen) -> int:
    return sum(1 for item in seen.order.items if not item.is_cancelled)


def _deviations(seen: OrderSeen) -> int:
    return len(seen.order.deviations)


def _versions(seen: OrderSeen) -> int:
    count = len(seen.order.versions)
    return count if count > 1 else 0


def _notes(seen: OrderSeen) -> int:
    return len(seen.notes)


def _files(seen: OrderSeen) -> int:
    return len(seen.files)
