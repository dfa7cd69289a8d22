"""What the books know and begins like what is being typed, offered below the line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from senstosales.gui.hit_look import HIT_ROLE, HitLook
from senstosales.gui.jobs import Jobs, Ticket
from senstosales.gui.speaking import announce
from senstosales.gui.wording import say

_TYPING_MS = 120
_MOST_SEEN = 6
_LEAST_WIDTH, _NARROW = 420, 120


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing offered: two lines of text, a word at the right, and what is taken when chosen."""

    title: str
    subtitle: str
    value: Any
    type_label: str = ""

    @property
    def said(self) -> str:
        """All of it in one line, for who cannot see it."""
        return ", ".join(part for part in (self.title, self.subtitle, self.type_label) if part)


LookUp = Callable[[str], Sequence[Suggestion]]


class TypeAhead(QObject):
    """`TypeAhead(line, jobs, look_up)`: Down offers, arrows and Enter or a click take one, `chosen(value)`.

    `look_up(text)` runs in a reading lane. Nothing is taken by itself: what is typed stands.
    """

    chosen = Signal(object)

    def __init__(self, line: QLineEdit, jobs: Jobs, look_up: LookUp) -> None:
        super().__init__(line)
        self._line, self._jobs, self._look_up = line, jobs, look_up
        self._ticket: Ticket | None = None
        self.popup = QFrame(line, Qt.WindowType.ToolTip)
        self.popup.setProperty("role", "panel")
        column = QVBoxLayout(self.popup)
        column.setContentsMargins(4, 4, 4, 4)
        self.list = QListWidget()
        self.list.setItemDelegate(HitLook(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(say("Offered"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setMinimumSize(1, 1)  # else one thing found has room for three
        self.list.itemClicked.connect(self._take)
        column.addWidget(self.list)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.ask)
        line.textEdited.connect(self._typing.start)
        line.installEventFilter(self)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._typing.isActive()

    def ask(self) -> None:
        """Offer what fits what stands there, all of it where nothing does."""
        self._typing.stop()
        self.forget()
        work = partial(self._look_up, self._line.text().strip())
        self._ticket = self._jobs.read(work, self._offer, owner=self)

    def forget(self) -> None:
        """Offer nothing any more."""
        self._typing.stop()
        if self._ticket is not None:
            self._ticket.drop()
        self.popup.hide()

    def handle(self, event: QKeyEvent) -> bool:
        """A key pressed in the line; True if it was meant for the list."""
        shown = self.popup.isVisible()
        match event.key():
            case Qt.Key.Key_Down if not shown and event.modifiers() & _ALT:
                self.ask()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if shown:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(
                    max(-1, min(self.list.currentRow() + step, self.list.count() - 1))
                )
                self._tell(self.list.currentItem())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if shown and self.list.currentItem():
                self._take(self.list.currentItem())
            case Qt.Key.Key_Escape if shown:
                self.forget()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self.forget()
                return False
            case _:
                return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.FocusOut | QEvent.Type.Hide:
                self.forget()
            case QEvent.Type.ShortcutOverride if isinstance(event, QKeyEvent):
                # Esc closes the list, and not the window that has Esc for a shortcut.
                if self.popup.isVisible() and event.key() == Qt.Key.Key_Escape:
                    event.accept()
                    return True
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Down and not self.popup.isVisible():
                    self.ask()  # in a cell of a grid it goes to the next line instead
                    return True
                return self.handle(event)
            case _:
                pass
        return False

    def _offer(self, found: Sequence[Suggestion]) -> None:
        self.list.clear()
        for each in found:
            item = QListWidgetItem(each.title)
            item.setData(HIT_ROLE, each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, each.said)
            self.list.addItem(item)
        self.list.setCurrentRow(-1)
        if not found or not self._line.hasFocus():
            self.popup.hide()
            return
        height = sum(HitLook.height(each) for each in found[:_MOST_SEEN]) + 10
        wide = _LEAST_WIDTH if any(each.subtitle for each in found) else _NARROW
        self.popup.resize(max(wide, self._line.width()), height)
        below = self._line.mapToGlobal(QPoint(0, self._line.height() + 2))
        screen = self._line.screen().availableGeometry()
        if below.y() + height > screen.bottom():
            below = self._line.mapToGlobal(QPoint(0, -height - 2))
        below.setX(max(screen.left(), min(below.x(), screen.right() - self.popup.width())))
        self.popup.move(below)
        self.popup.show()
        announce(self._line, say(f"{len(found)} offered. Arrow down chooses."))

    def _tell(self, item: QListWidgetItem | None) -> None:
        """The keyboard stays in the line: the line says what is marked below it."""
        marked: Suggestion | None = item.data(HIT_ROLE) if item is not None else None
        announce(self._line, marked.said if marked is not None else self._line.text())

    def _take(self, item: QListWidgetItem) -> None:
        taken: Suggestion = item.data(HIT_ROLE)
        self.forget()
        self.chosen.emit(taken.value)


_ALT = Qt.KeyboardModifier.AltModifier
