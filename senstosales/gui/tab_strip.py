"""The strip of tabs. None is ever out of reach: without room icons go first, then the rarer tabs
move into a menu at its end.
"""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QTabBar, QWidget

from senstosales.gui import icons
from senstosales.gui.buttons import MenuButton
from senstosales.gui.wording import say

_GAP = 4


def key_of(place: int) -> str:
    """The key of the tab in that place: Ctrl+1 to Ctrl+9, Ctrl+0, then Ctrl+Shift+1 and on."""
    if place < 10:
        return f"Ctrl+{(place + 1) % 10}"
    return f"Ctrl+Shift+{place - 9}" if place < 19 else ""


class TabBar(QTabBar):
    """The bar itself; it tells how wide its tabs want to be, the hidden ones too."""

    relaid = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon: int | None = None
        self.setProperty("role", "main")
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setDrawBase(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def widths(self, *, with_icons: bool) -> list[int]:
        """What each tab needs with or without its icon, its words and its number, in pixels."""
        icon = self._icon_room()
        found = []
        for place in range(self.count()):
            has_icon = not self.tabIcon(place).isNull()
            found.append(self.tabSizeHint(place).width() + (with_icons - has_icon) * icon)
        return found

    def _icon_room(self) -> int:
        """What an icon adds to a tab: the style tells only when one is tried on."""
        if self._icon is None:
            worn, tried = self.tabIcon(0), QPixmap(self.iconSize())
            with_one, without = (self._width_with(QIcon(each)) for each in (tried, QPixmap()))
            self.setTabIcon(0, worn)
            self._icon = with_one - without
        return self._icon

    def _width_with(self, icon: QIcon) -> int:
        self.setTabIcon(0, icon)
        return self.tabSizeHint(0).width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._icon = None
            self.relaid.emit()


class TabStrip(QWidget):
    """`bar` holds every tab; those without room are hidden there and stand in `more`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TabBar()
        self.more = MenuButton("More", "ellipsis")
        self.more.setToolTip(say("The other tabs"))
        self._icons: list[str] = []
        self._roomy = True
        self._fitting = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.bar, 1)
        row.addWidget(self.more)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar.currentChanged.connect(self.fit)
        self.bar.relaid.connect(self.fit)
        self.more.choices.aboutToShow.connect(self._fill_more)

    def add(self, icon: str, title: str, tip: str) -> None:
        """A further tab at the end."""
        self._icons.append(icon)
        place = self.bar.addTab(icons.icon(icon, "muted"), say(title))
        self.bar.setTabToolTip(place, say(tip))

    def set_badge(self, place: int, badge: QLabel | None) -> None:
        """The small number at the right of a tab; None takes it away."""
        side = QTabBar.ButtonPosition.RightSide
        if badge is not None or self.bar.tabButton(place, side) is not None:
            self.bar.setTabButton(place, side, badge)
            self.fit()

    def dress(self) -> None:
        """Draw the icons again, in the colours of the theme."""
        for place, name in enumerate(self._icons):
            self.bar.setTabIcon(place, icons.icon(name, "muted") if self._roomy else QIcon())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.bar.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(sum(self.bar.widths(with_icons=True)), self.bar.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self, _place: int = 0) -> None:
        """Show what there is room for; the open tab is always seen."""
        if self._fitting or not self._icons:
            return
        self._fitting = True
        room = self.width()
        # Measured, not tried on: every icon that comes or goes lays all tabs out anew.
        roomy = sum(self.bar.widths(with_icons=True)) <= room
        self._set_roomy(roomy=roomy)
        shown = self._shown(self.bar.widths(with_icons=roomy), room)
        for place in range(self.bar.count()):
            if self.bar.isTabVisible(place) != (place in shown):
                self.bar.setTabVisible(place, place in shown)
        self.more.setVisible(len(shown) < self.bar.count())
        self._fitting = False

    def _shown(self, widths: list[int], room: int) -> set[int]:
        if sum(widths) <= room:
            return set(range(len(widths)))
        current = max(0, self.bar.currentIndex())
        left = room - self.more.sizeHint().width() - _GAP - widths[current]
        shown = {current}
        for place, width in enumerate(widths):
            if place == current:
                continue
            left -= width
            if left < 0:
                break
            shown.add(place)
        return shown

    def _set_roomy(self, *, roomy: bool) -> None:
        if roomy != self._roomy:
            self._roomy = roomy
            self.dress()

    def _fill_more(self) -> None:
        menu = self.more.choices
        menu.clear()
        for place in range(self.bar.count()):
            if self.bar.isTabVisible(place):
                continue
            badge = self.bar.tabButton(place, QTabBar.ButtonPosition.RightSide)
            count = f" ({badge.text()})" if isinstance(badge, QLabel) else ""
            action = menu.addAction(
                icons.icon(self._icons[place]), f"{self.bar.tabText(place)}{count}"
            )
            action.triggered.connect(partial(self._chosen, place))

    def _chosen(self, place: int, _checked: bool = False) -> None:
        self.bar.setCurrentIndex(place)
