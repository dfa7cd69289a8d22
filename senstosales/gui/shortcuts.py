"""Every action has a name, a key and a line of help; F1 lists them all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senstosales.gui import icons, turns
from senstosales.gui.dialog import Dialog
from senstosales.gui.wording import say

ENGLISH = "english"
"""The property of an action that holds its words before they were put into the clerk's language."""
_AT_ONCE = 16
"""Lines of the F1 list that are made in one turn."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the F1 list."""

    group: str
    text: str
    keys: tuple[str, ...]
    help: str


class Actions(QObject):
    """The registry. `add` makes the QAction, gives it its key and remembers it for F1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[tuple[str, str], Entry] = {}

    def add(
        self,
        owner: QWidget,
        text: str,
        keys: str | Iterable[str],
        run: Callable[[], object],
        *,
        group: str,
        help: str = "",  # noqa: A002 - the word the columns use too
        icon: str = "",
        role: str = "text",
        everywhere: bool = False,
    ) -> QAction:
        """An action of `owner`, active while the keyboard is in it, or in the whole window."""
        wanted = tuple(keys.split("|")) if isinstance(keys, str) else tuple(keys)
        wanted = tuple(key for key in wanted if key)
        action = QAction(say(text), owner)
        action.setShortcuts([QKeySequence(key) for key in wanted])
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut
            if everywhere
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        shown = ", ".join(native(key) for key in wanted)
        tip = help or text.replace("&", "")
        action.setToolTip(say(f"{tip} ({shown})" if shown else tip))
        action.setProperty(ENGLISH, f"{text} {help}".replace("&", ""))
        if icon:
            icons.dress(action, icon, role)
        # Through a slot of ours, so that `checked` never reaches a function that wants nothing.
        action.triggered.connect(lambda _checked=False: run())
        owner.addAction(action)
        self.mention(group, text.replace("&", ""), wanted, help)
        return action

    def mention(
        self,
        group: str,
        text: str,
        keys: str | Iterable[str],
        help: str = "",  # noqa: A002
    ) -> None:
        """List a key that a widget handles itself, such as Enter in a grid."""
        wanted = tuple(keys.split("|")) if isinstance(keys, str) else tuple(keys)
        self._entries[group, text] = Entry(group, text, wanted, help)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that F1 lists, in the order of their groups' first appearance."""
        groups = list(dict.fromkeys(group for group, _ in self._entries))
        return tuple(sorted(self._entries.values(), key=lambda entry: groups.index(entry.group)))


def native(key: str) -> str:
    """The key as this platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


class KeysDialog(Dialog):
    """F1: every action with its key, in groups, with a box to look for one."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Keys"))
        self.resize(640, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        self.box = QLineEdit()
        self.box.setPlaceholderText(say("What do you want to do?"))
        self.box.setAccessibleName(say("What do you want to do?"))
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(self._narrow)
        column.addWidget(self.box)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        column.addWidget(self._area, 1)
        self._lines: list[tuple[str, str, tuple[QWidget, ...]]] = []
        self._heads: dict[str, QLabel] = {}
        self.parts = turns.of_dialog(self, parent, self._build(actions.entries))

    def _build(self, entries: Sequence[Entry]) -> Iterator[None]:
        page = QWidget()
        page.setProperty("role", "page")
        self._area.setWidget(page)
        page.hide()
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, entry in enumerate(entries):
            if place % _AT_ONCE == 0:
                yield
            self._add(grid, entry)
        grid.setRowStretch(grid.rowCount(), 1)
        yield
        self._narrow(self.box.text())
        page.show()

    def _add(self, grid: QGridLayout, entry: Entry) -> None:
        if entry.group not in self._heads:
            head = QLabel(say(entry.group))
            head.setProperty("role", "heading")
            self._heads[entry.group] = head
            grid.addWidget(head, grid.rowCount(), 0, 1, 2)
        keys = QLabel("  or  ".join(native(key) for key in entry.keys))
        keys.setProperty("role", "key" if entry.keys else "muted")
        text = QLabel(say(entry.help or entry.text))
        text.setWordWrap(True)
        row = grid.rowCount()
        grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        searched = f"{entry.group} {entry.text} {entry.help} {' '.join(entry.keys)}".lower()
        self._lines.append((entry.group, searched, (keys, text)))

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        used = set()
        for group, searched, widgets in self._lines:
            fits = all(word in searched for word in words)
            if fits:
                used.add(group)
            for widget in widgets:
                widget.setVisible(fits)
        for group, head in self._heads.items():
            head.setVisible(group in used)
