"""What all fields of a form have in common, and the plain line of text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.told import unmarked
from senstosales.gui.speaking import announce
from senstosales.gui.wording import say


@dataclass(frozen=True, slots=True)
class Link:
    """A word behind the sentence under a field that leads to what the sentence is about."""

    words: str
    follow: Callable[[], object]


class Field(QWidget):
    """Base of all fields: an editor, and the sentence about it."""

    changed = Signal()
    left = Signal()
    done = Signal()

    stretches = True

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        self.editor = editor
        self._error = self._caution = ""
        self._told, self._needed = "", False
        self._link: Link | None = None
        self._beneath: tuple[QLabel, QPushButton] | None = None
        self.setFocusProxy(editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(editor)
        column.addLayout(self._line)
        editor.installEventFilter(self)

    @property
    def link(self) -> QPushButton:
        """What follows the sentence and leads to what it is about."""
        return self._below()[1]

    def value(self) -> Any:
        """What was entered; None for nothing. Raises `Invalid` when it cannot be understood."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show this value; None empties the field."""
        raise NotImplementedError

    def typed(self) -> Any:
        """What stands there, understood or not, fit for JSON; None for what is not kept elsewhere,
        such as a password or a picture.
        """
        return None

    def type_again(self, typed: Any) -> None:
        """Let what `typed` gave stand there, as if the clerk had typed it just now."""
        raise NotImplementedError

    @property
    def error(self) -> str:
        return self._error

    @property
    def caution(self) -> str:
        return unmarked(self._caution)

    def set_needed(self) -> None:
        """Say that it must be filled in, to who cannot see the star."""
        self._needed = True
        self._tell()

    def _hint(self) -> str:
        """What is heard of it while nothing is wrong."""
        if not self._needed:
            return ""  # a reader takes what stands in the empty line
        line = self.editor.placeholderText() if isinstance(self.editor, QLineEdit) else ""
        return ". ".join(part for part in (say("Needed"), line or self.editor.toolTip()) if part)

    def set_error(self, sentence: str, link: Link | None = None) -> None:
        """The sentence under the field; empty takes it away."""
        if sentence == self._error and link is None:
            return
        self._error, self._link = sentence, link
        self._tell()
        self.editor.setProperty("wrong", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def set_caution(self, sentence: str, link: Link | None = None) -> None:
        """Something to think of, which hinders nobody; shown while nothing is wrong."""
        self._caution = sentence
        if not self._error:
            self._link = link
        self._tell()

    def set_read_only(self, fixed: bool) -> None:
        self.editor.setEnabled(not fixed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and self._enter_moves_on()
        ):
            self.done.emit()
            return True
        return False

    def _enter_moves_on(self) -> bool:
        return True

    def _typed(self) -> None:
        # What is being corrected is not scolded meanwhile.
        self._caution = ""
        self.set_error("")
        self._tell()
        self.changed.emit()

    def _below(self) -> tuple[QLabel, QPushButton]:
        """The sentence and the word behind it. Most fields never say anything, so they are made late."""
        if self._beneath is None:
            said, link = self._beneath = QLabel(self), QPushButton(self)
            said.setProperty("role", "error")
            said.setWordWrap(True)
            said.hide()
            link.setProperty("role", "link")
            link.setAutoDefault(False)
            link.clicked.connect(self._follow)
            link.hide()
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(said)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch()
            column = self.layout()
            assert isinstance(column, QVBoxLayout)
            column.addLayout(row)
            self.setTabOrder(self.editor, link)
        return self._beneath

    def _tell(self) -> None:
        words = self._error or self._caution
        before, self._told = self._told, self._error
        self.editor.setAccessibleDescription(say(words) or self._hint())
        if not words and self._beneath is None:
            return
        said, behind = self._below()
        role = "error" if self._error else "caution"
        if said.property("role") != role:
            said.setProperty("role", role)
            said.style().unpolish(said)
            said.style().polish(said)
        said.setText(say(words))
        said.setVisible(bool(words))
        if self._error and self._error != before:
            announce(self.editor, f"{self.editor.accessibleName()}: {say(words)}", urgent=True)
        link = self._link if words else None
        behind.setText(say(link.words if link else ""))
        behind.setAccessibleName(say(f"{link.words}: {words}" if link else ""))
        behind.setVisible(link is not None)
        self._fit_sentence()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sentence()

    def _fit_sentence(self) -> None:
        """As wide as the sentence is, where there is room: the link stands right behind it."""
        if self._beneath is None:
            return
        said, link = self._beneath
        room = self.width()
        if link.isVisibleTo(self):
            room -= link.sizeHint().width() + 8
        whole = said.fontMetrics().horizontalAdvance(said.text()) + 4
        said.setFixedWidth(max(0, min(whole, room)))

    def _follow(self) -> None:
        if self._link is not None:
            self._link.follow()


class TextField(Field):
    """One line of text. `upper` for GSTINs and codes; `width` in characters where it is known."""

    def __init__(
        self, *, placeholder: str = "", longest: int = 0, upper: bool = False, width: int = 0
    ) -> None:
        self.box = QLineEdit()
        super().__init__(self.box)
        self._upper = upper
        self.box.setPlaceholderText(say(placeholder))
        if longest:
            self.box.setMaxLength(longest)
        if width:
            self._narrow(width)
        self.box.textEdited.connect(self._edited)

    def value(self) -> Any:
        return " ".join(self.box.text().split()) or None

    def set_value(self, value: Any) -> None:
        self.box.setText("" if value is None else str(value))
        self.set_caution("")
        self.set_error("")
        self.changed.emit()

    def typed(self) -> Any:
        return self.box.text() if self.box.echoMode() is QLineEdit.EchoMode.Normal else None

    def type_again(self, typed: Any) -> None:
        self.box.setText(str(typed))
        self._edited(self.box.text())
        self.box.setCursorPosition(0)  # a long text is read from its beginning

    def set_read_only(self, fixed: bool) -> None:
        self.box.setReadOnly(fixed)

    def _narrow(self, width: int) -> None:
        self.stretches = False
        figure = QFontMetrics(self.box.font()).horizontalAdvance("0")
        self.box.setFixedWidth(width * figure + 32)
        self._line.addStretch(1)

    def _edited(self, text: str) -> None:
        if self._upper and text != text.upper():
            place = self.box.cursorPosition()
            self.box.setText(text.upper())
            self.box.setCursorPosition(place)
        self._typed()
