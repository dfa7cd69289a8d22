"""What can be done with several marked lines of a register at once; there while several are marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from senstosales.gui import cells
from senstosales.gui.buttons import ActionButton, MenuButton
from senstosales.gui.wording import say
from senstosales.queries.columns import Look

Offer = QAction | tuple[str, str, Sequence[QAction]]
"""An action, or the words and the icon of a button under which there are several."""


class MarkedBar(QWidget):
    """`show_count(n)`; `unmarked` when the clerk wants none of them marked any more."""

    unmarked = Signal()

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        self.count = QLabel()
        self.count.setProperty("role", "heading")
        row.addWidget(self.count)
        row.addStretch(1)
        self.actions_offered: list[QAction] = []
        for offer in offers:
            if isinstance(offer, QAction):
                row.addWidget(ActionButton(offer))
                self.actions_offered.append(offer)
                continue
            words, icon, actions = offer
            button = MenuButton(words, icon)
            button.choices.addActions(actions)
            row.addWidget(button)
            self.actions_offered += actions
        none = QPushButton(say("Unmark"))
        none.setProperty("role", "quiet")
        none.setAutoDefault(False)
        none.setToolTip(say("Mark none of them any more (Esc)"))
        none.clicked.connect(self.unmarked)
        row.addWidget(none)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """So many lines are marked; fewer than two need no bar."""
        self.count.setText(say(f"{cells.written(count, Look.COUNT)} marked"))
        self.setVisible(count > 1)
        for action in self.actions_offered:
            action.setEnabled(count > 0)
