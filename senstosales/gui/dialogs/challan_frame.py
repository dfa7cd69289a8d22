"""How the form of a challan is laid out: head and lines at the left, carriage and papers at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senstosales.gui import cells, icons
from senstosales.gui.buttons import SaveButton
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import challan_lines
from senstosales.gui.dialogs.challan_head import ChallanHead
from senstosales.gui.dialogs.challan_lines import Beginning
from senstosales.gui.dialogs.challan_side import ChallanSide
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.wording import say


class ChallanFrame(Dialog):
    """The widgets and where they stand. What they do is told by `ChallanForm`."""

    save_wanted = Signal()
    all_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, desk: Desk, start: Beginning, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._start = start
        self.head, self.side = ChallanHead(desk, lambda: start.today), ChallanSide()
        self.grid = LineGrid(
            challan_lines.columns(replacement=start.replacement),
            known_by=("order_item_id", "order_lot_id"),
        )
        self.said = QLabel()
        self.said.setProperty("role", "error")
        self.said.setWordWrap(True)
        self.said.hide()
        self.elsewhere = NoticePanel(Tone.CAUTION)
        self.quantity, self.value = QLabel(), QLabel()
        self._build()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save_wanted)
        if parent is not None:
            room = parent.window().size()
            self.resize(min(1320, room.width() - 48), min(860, room.height() - 48))

    def _build(self) -> None:
        order, held = self._start.order, self._start.challan
        what = "replacement challan" if self._start.replacement else "challan"
        title = f"Edit {what} {held.number}" if held else f"New {what}"
        self.setWindowTitle(say(title))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        main = QVBoxLayout()
        main.setContentsMargins(24, 20, 24, 16)
        main.setSpacing(12)
        heading = QLabel(say(title))
        heading.setProperty("role", "title")
        about = QLabel(say(f"Order {order.number} of {cells.day(order.date)}  ·  {order.customer}"))
        about.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(heading)
        words.addWidget(about)
        main.addLayout(words)
        main.addWidget(self.elsewhere)
        main.addWidget(self.said)
        main.addWidget(self.head)
        main.addLayout(self._tools())
        main.addWidget(self.grid, 1)
        middle.addLayout(main, 1)
        middle.addWidget(self._side_area())
        whole.addLayout(middle, 1)
        whole.addWidget(self._foot())

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = QLabel(say("What is sent"))
        name.setProperty("role", "heading")
        row.addWidget(name)
        row.addStretch(1)
        all_words = "Send &all rejected" if self._start.replacement else "Send &all pending"
        for words, icon, run in (
            (all_words, "truck", self.all_wanted),
            ("&Clear all", "x", self.none_wanted),
        ):
            button = QPushButton(say(words))
            button.setAutoDefault(False)
            icons.dress(button, icon)
            button.clicked.connect(run)
            row.addWidget(button)
        return row

    def _side_area(self) -> QWidget:
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(376)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.side)
        column.addWidget(area)
        return side

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addStretch(1)
        for label, figure in (("Quantity", self.quantity), ("Goods value", self.value)):
            name = QLabel(say(label))
            name.setProperty("role", "muted")
            figure.setProperty("role", "figure")
            row.addWidget(name)
            row.addWidget(figure)
            row.addSpacing(16)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save = SaveButton("Save changes" if self._start.challan else "Make challan")
        key = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.save.setToolTip(f"{self.save.text()} ({key})")
        self.save.clicked.connect(self.save_wanted)
        row.addWidget(cancel)
        row.addWidget(self.save)
        return foot
