"""Ctrl+K: find any document, party or material by a few letters or figures, or say what to do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from senstosales.gui import icons
from senstosales.gui.hit_look import HIT_ROLE, HitLook, Line
from senstosales.gui.jobs import Jobs, Ticket
from senstosales.gui.speaking import announce
from senstosales.gui.wording import say

_TYPING_MS = 40
_FIRST = "1"
_BY_HAND = (
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
)
_MOST_SEEN = 9
_WIDTH = 520
_EXAMPLES = (
    "Type a number, a name, a material, a drawing, words of a remark.\n"
    "Or say what to do:\n"
    "    dc 6644012      invoice for challan 55      print invoice 45\n"
    "    pay 45      statement bhel      history of invoice 45\n"
    "    new quotation      go payments"
)
_NOTHING = f"Nothing found.\n{_EXAMPLES}"


class FindBox(QLineEdit):
    """The box at the right end of the tab strip, with its list of lines below.

    `search(text)` runs in a reading lane; `arrange(text, answer)` makes lines of its answer.
    `taken(value)` when a line was taken, with its value; `failed(error)` when the search did.
    """

    taken = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        search: Callable[[str], Any],
        arrange: Callable[[str, Any], Sequence[Line]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._search, self._arrange = jobs, search, arrange
        self._ticket: Ticket | None = None
        self._wanted = False
        self._warm = False
        self.setPlaceholderText(say("Find or do…  Ctrl+K"))
        self.setAccessibleName(say("Find any document, party or material, or say what to do"))
        self.setToolTip(say("Find anything, or say what to do (Ctrl+K)"))
        glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        icons.dress(glass, "search", "muted")
        self.popup = QFrame(self.window(), Qt.WindowType.ToolTip)
        self.popup.setProperty("role", "panel")
        column = QVBoxLayout(self.popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        self.list = QListWidget()
        self.list.setAccessibleName(say("What was found"))
        self.list.setItemDelegate(HitLook(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setMinimumSize(1, 1)  # else one line has room for three
        self.list.itemClicked.connect(self._take)
        self.list.currentItemChanged.connect(self._marked)
        column.addWidget(self.list)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "muted")
        self.nothing.setMargin(12)
        column.addWidget(self.nothing)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    @property
    def busy(self) -> bool:
        """Whether the list is not yet that of what stands in the box."""
        return self._typing.isActive() or self._ticket is not None

    def summon(self) -> None:
        """Ctrl+K: the keyboard is here, what stood here is marked."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are for the window behind."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.popup.isVisible():
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if self.popup.isVisible():
                self._step(_MOST_SEEN - 1 if event.key() == Qt.Key.Key_PageDown else 1 - _MOST_SEEN)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.busy:
                # Typed faster than looked up: the first line of what stands here now is meant.
                self._wanted = True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.popup.isVisible() and self.list.currentItem() is not None:
                    self._take(self.list.currentItem())
            case Qt.Key.Key_Escape:
                self.dismiss()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._warm and event.reason() in _BY_HAND:
            # The first question of a day is answered from the disk: it is asked before the first key.
            self._warm = True
            ask = partial(self._search, _FIRST)
            self._jobs.read(ask, self._warmed, self.failed.emit, owner=self)

    def _warmed(self, _found: object) -> None:
        """Nothing is shown of it."""

    def dismiss(self) -> None:
        """Away with the list and what was typed."""
        self._forget()
        self.popup.hide()
        self.clear()
        self.clearFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list stays under the box when the window moves: it goes away."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.popup.hide()
        return False

    def _step(self, by: int) -> None:
        row = self.list.currentRow() + by
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))

    def _marked(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        """The keyboard stays in the box: it is the box that says which line is marked."""
        line: Line | None = item.data(HIT_ROLE) if item is not None else None
        self.setAccessibleDescription(line.said if line is not None else "")
        if line is not None and self.hasFocus():
            announce(self, line.said)

    def _typed(self) -> None:
        self._wanted = False
        self._typing.start()

    def _forget(self) -> None:
        """Nothing that is on its way is waited for."""
        self._typing.stop()
        self._wanted = False
        if self._ticket is not None:
            self._ticket.drop()
            self._ticket = None

    def _ask(self) -> None:
        wanted, text = self._wanted, self.text().strip()
        self._forget()
        if not text:
            self.list.clear()
            self._show([], _EXAMPLES)
            return
        self._wanted = wanted
        self._ticket = self._jobs.read(
            partial(self._search, text), partial(self._answered, text), self._failed, owner=self
        )

    def _answered(self, text: str, answer: Any) -> None:
        self._ticket = None
        self._show(self._arrange(text, answer), _NOTHING)
        if self._wanted and self.list.currentItem() is not None:
            self._take(self.list.currentItem())
        self._wanted = False

    def _failed(self, error: BaseException) -> None:
        self._ticket = None
        self._wanted = False
        self.popup.hide()
        self.failed.emit(error)

    def _show(self, lines: Sequence[Line], otherwise: str) -> None:
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(HIT_ROLE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.said)
            self.list.addItem(item)
        self.list.setVisible(bool(lines))
        self.nothing.setText(say(otherwise))
        self.nothing.setVisible(not lines)
        if lines:
            self.list.setCurrentRow(0)
        if not self.hasFocus():
            return
        column = self.popup.layout()
        assert column is not None
        column.activate()  # else it is as high as what was shown before
        width = max(_WIDTH, self.width())
        rows = sum(HitLook.height(line) for line in lines[:_MOST_SEEN])
        height = rows if lines else self.nothing.sizeHint().height()
        self.popup.resize(width, height + 10)
        corner = self.mapToGlobal(QPoint(self.width() - width, self.height() + 4))
        self.popup.move(corner)
        self.popup.show()
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)

    def _take(self, item: QListWidgetItem) -> None:
        line: Line = item.data(HIT_ROLE)
        self.dismiss()
        self.taken.emit(line.value)
