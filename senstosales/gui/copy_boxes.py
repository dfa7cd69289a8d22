"""The choice of copies: a box to tick for each marked one, a number for those that may be many."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from senstosales.gui.wording import say

MOST = 20


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that can be printed: its key, its words, and how many of it are wanted at first.

    With `most` above 1 it may be had several times. Copies of one `group` stand under its name.
    """

    key: str
    title: str
    wanted: int = 1
    most: int = 1
    group: str = ""


class CopyBoxes(QWidget):
    """`chosen` names each copy as often as it is wanted, in the order offered; `changed` tells."""

    changed = Signal()

    def __init__(self, copies: Sequence[Copy], heading: str = "Copies") -> None:
        super().__init__()
        self._copies = tuple(copies)
        self.boxes: dict[str, QCheckBox] = {}
        self.counts: dict[str, QSpinBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        group = None
        for copy in self._copies:
            alone = copy.most > 1 and sum(copy.group == each.group for each in self._copies) == 1
            if copy.group != group:
                if group is not None:
                    column.addSpacing(8)
                group = copy.group
                if not (group and alone):
                    column.addWidget(_heading(group or heading))
            if copy.most == 1:
                column.addWidget(self._box(copy))
            else:
                column.addWidget(self._count(copy, _heading(group) if group and alone else None))

    @property
    def offered(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self._copies)

    @property
    def chosen(self) -> tuple[str, ...]:
        found: list[str] = []
        for copy in self._copies:
            box = self.boxes.get(copy.key)
            many = self.counts[copy.key].value() if box is None else int(box.isChecked())
            found += [copy.key] * many
        return tuple(found)

    def _box(self, copy: Copy) -> QCheckBox:
        box = QCheckBox(say(copy.title))
        box.setChecked(bool(copy.wanted))
        if copy.group:
            box.setAccessibleName(say(f"{copy.group}: {copy.title}"))
        box.toggled.connect(self.changed)
        self.boxes[copy.key] = box
        return box

    def _count(self, copy: Copy, heading: QLabel | None) -> QWidget:
        """A number behind its words; of a paper that has nothing else to choose, behind its name."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        count = QSpinBox()
        count.setRange(0, copy.most)
        count.setValue(copy.wanted)
        count.setFixedWidth(64)
        count.setAlignment(Qt.AlignmentFlag.AlignRight)
        words = heading or QLabel(say(copy.title))
        words.setBuddy(count)
        count.setAccessibleName(say(": ".join(filter(None, (copy.group, copy.title)))))
        count.valueChanged.connect(self.changed)
        self.counts[copy.key] = count
        row.addWidget(words, 1)
        row.addWidget(count)
        return holder


def _heading(words: str) -> QLabel:
    label = QLabel(say(words))
    label.setProperty("role", "heading")
    return label
