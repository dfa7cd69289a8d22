"""The row above every register: the filter box, a chip for each status, actions at the right end."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from senstosales.gui import icons
from senstosales.gui.buttons import ActionButton, MenuButton
from senstosales.gui.shortcuts import Actions
from senstosales.gui.wording import STATUS, say

_BOX_WIDTH = 280
_TIP = "Any words; also a status, “> 50000”, “this month”, a party's name (Ctrl+F)"


class FilterBox(QLineEdit):
    """Down or Enter goes into the table, Esc empties the box."""

    down = Signal()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are for the window behind."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.down.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)


class FilterRow(QWidget):
    """`typed` while the clerk types, `chosen` when a chip is pressed or the filter cleared, `tag_pressed`
    when one of the tags is to go that say what the list leaves out.
    """

    typed = Signal()
    chosen = Signal()
    down = Signal()
    export = Signal()
    tag_pressed = Signal(str)

    def __init__(
        self,
        actions: Actions,
        title: str,
        statuses: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chips: dict[str, QAction] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.box = FilterBox()
        self.box.setPlaceholderText(say(f"Filter {title[:1].lower()}{title[1:]}"))
        self.box.setAccessibleName(say(f"Filter {title[:1].lower()}{title[1:]}"))
        self.box.setToolTip(say(_TIP))
        self.box.setClearButtonEnabled(True)
        glass = QAction(self.box)
        icons.dress(glass, "search", "muted")
        self.box.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.box.setMaximumWidth(_BOX_WIDTH)
        self.box.setMinimumWidth(140)
        self.box.textChanged.connect(self.typed)
        self.box.down.connect(self.down)
        row.addWidget(self.box, 2)
        self._chip_bar = QWidget()
        chips = QHBoxLayout(self._chip_bar)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(4)
        self._chip_menu = MenuButton("Status", "list-filter")
        for word in statuses:
            action = QAction(say(word, STATUS), self)
            action.setCheckable(True)
            action.toggled.connect(self._chip_pressed)
            self._chips[word] = action
            self._chip_menu.choices.addAction(action)
            chip = QToolButton()
            chip.setProperty("role", "chip")
            chip.setDefaultAction(action)
            chips.addWidget(chip)
        row.addWidget(self._chip_bar)
        # Stands in for the chips where they have no room.
        self._chip_menu.setToolTip(say("Show only some statuses"))
        row.addWidget(self._chip_menu)
        self._tags: dict[str, QPushButton] = {}
        self._tag_bar = QHBoxLayout()
        self._tag_bar.setSpacing(4)
        row.addLayout(self._tag_bar)
        row.addStretch(1)
        self._row = row
        self._action_buttons: list[QPushButton] = []
        export = actions.add(
            self.parentWidget() or self,
            "Export",
            "Ctrl+E",
            self.export.emit,
            group="Lists",
            help="Export the list as it is shown",
            icon="file-spreadsheet",
        )
        self.add_action(export)
        self._fit()

    @property
    def text(self) -> str:
        return self.box.text()

    @property
    def statuses(self) -> frozenset[str]:
        return frozenset(word for word, action in self._chips.items() if action.isChecked())

    @property
    def asks_something(self) -> bool:
        return bool(self.text or self.statuses)

    def focus_box(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def set_statuses(self, wanted: frozenset[str]) -> None:
        """Press exactly these chips, as a tile of the dashboard does."""
        for word, action in self._chips.items():
            action.blockSignals(True)
            action.setChecked(word in wanted)
            action.blockSignals(False)
        self._chip_pressed()

    def set_tag(self, name: str, words: str, tip: str = "") -> None:
        """A chip that says what the list leaves out; pressed, it goes (`tag_pressed(name)`). No words, no
        chip.
        """
        tag = self._tags.get(name)
        if tag is None:
            tag = self._tags[name] = QPushButton()
            tag.setProperty("role", "tag")
            tag.setAutoDefault(False)
            tag.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
            )  # the cross stands behind the words
            icons.dress(tag, "x", "caution")
            tag.clicked.connect(partial(self.tag_pressed.emit, name))
            self._tag_bar.addWidget(tag)
        tag.setText(say(words))
        tag.setToolTip(say(tip))
        tag.setAccessibleName(say(words))  # the tip is read as its description
        tag.setVisible(bool(words))
        self._fit()
        self.updateGeometry()

    def tag(self, name: str) -> QPushButton:
        """The chip of that name; raises KeyError where none was ever shown."""
        return self._tags[name]

    def clear(self) -> None:
        """Nothing typed, no chip pressed."""
        self.box.blockSignals(True)
        self.box.clear()
        self.box.blockSignals(False)
        self.set_statuses(frozenset())

    def add_action(self, action: QAction, *, primary: bool = False) -> None:
        """A button with icon and word at the right end."""
        self._add_button(ActionButton(action, primary=primary))

    def add_menu(self, text: str, icon: str, actions: Sequence[QAction]) -> MenuButton:
        """One button for several actions of a kind, such as what can be written anew."""
        button = MenuButton(text, icon)
        button.choices.addActions(actions)
        words = say(" or ").join(
            action.text().replace("&", "").rstrip("…").lower() for action in actions
        )
        button.setToolTip(f"{words[:1].upper()}{words[1:]}")
        self._add_button(button)
        return button

    def _add_button(self, button: QPushButton) -> None:
        self._action_buttons.append(button)
        self._row.addWidget(button)
        self._fit()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a list beside its detail: chips become a menu."""
        buttons = [self._chip_menu] if self._chips else []
        held = sum(
            button.sizeHint().width() + 8
            for button in (*buttons, *self._action_buttons, *self._shown_tags())
        )
        least = 24 + self.box.minimumWidth() + 8 + held
        return QSize(max(420, least), self._row.minimumSize().height())

    def _fit(self) -> None:
        """Chips if they have room, else the menu; words beside icons if they have room."""
        chips = self._chip_bar.sizeHint().width()
        words = sum(
            button.sizeHint().width() + 8 for button in (*self._action_buttons, *self._shown_tags())
        )
        room = self.width() - 24 - self.box.minimumWidth() - 80
        roomy = bool(self._chips) and room >= chips + words
        self._chip_bar.setVisible(roomy)
        self._chip_menu.setVisible(bool(self._chips) and not roomy)
        self._name_menu()

    def _shown_tags(self) -> Iterator[QPushButton]:
        return (tag for tag in self._tags.values() if not tag.isHidden())

    def _name_menu(self) -> None:
        count = len(self.statuses)
        self._chip_menu.setText(say(f"Status ({count})" if count else "Status"))

    def _chip_pressed(self, _on: bool = False) -> None:
        self._name_menu()
        self.chosen.emit()
