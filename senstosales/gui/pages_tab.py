"""A tab of several pages, each with its key; the first is there at once, the others are built in turns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.tab import Tab
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on it is made by `make(desk)` and refreshes itself."""

    name: str
    keys: str
    about: str
    make: Callable[[Desk], QWidget]


class PagesTab(Tab):
    """A subclass names its `group` of keys and the bar of its pages."""

    group = ""
    bar_name = ""

    def __init__(self, desk: Desk, pages: tuple[Page, ...], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._named = pages
        self._made: dict[int, QWidget] = {}
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setAccessibleName(say(self.bar_name))
        for place, page in enumerate(pages):
            self.pages.addTab(QWidget(), say(page.name))
            action = desk.actions.add(
                self, page.name, page.keys, partial(self.show_page, place),
                group=self.group, help=page.about,
            )  # fmt: skip
            self.pages.setTabToolTip(place, action.toolTip())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.pages.currentChanged.connect(self._page_shown)
        self._page_shown(0)
        self.parts = Turns(self, self._build())

    def page(self, place: int) -> QWidget:
        """What stands on that page."""
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = self._named[place].make(self.desk)
            holder = self.pages.widget(place)
            assert holder is not None
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(made)
            # Else Qt shows it one turn later, and the page is seen empty in between.
            made.show()
            holder.setFocusProxy(made)
        return made

    def show_page(self, place: int) -> None:
        """Show that page and give it the keyboard."""
        self.pages.setCurrentIndex(place)
        self.page(place).setFocus()

    def _build(self) -> Iterator[None]:
        for place in range(len(self._named)):
            self.page(place)
            yield

    def _page_shown(self, place: int) -> None:
        self.setFocusProxy(self.page(place))
