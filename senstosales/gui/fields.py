"""The fields of a form. All speak the same way: `value()`, `set_value()`, `set_error()`, `changed`.

`value()` is None for nothing entered and raises `Invalid` for what cannot be understood; the form
shows the sentence under the field as soon as the clerk leaves it.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLabel, QListView, QPlainTextEdit

from senstosales.domain.amounts import indian
from senstosales.errors import Invalid
from senstosales.gui import cells, entry, measure
from senstosales.gui.date_field import DateField
from senstosales.gui.field import Field, Link, TextField
from senstosales.gui.wording import say
from senstosales.queries.columns import Look

__all__ = [
    "CheckField",
    "ChoiceField",
    "DateField",
    "Field",
    "Link",
    "MoneyField",
    "MultilineField",
    "NumberField",
    "PercentField",
    "QuantityField",
    "RateField",
    "TextField",
]


class NumberField(TextField):
    """A figure that is worked out and written properly when the field is left."""

    def __init__(
        self,
        understand: Callable[[str], Decimal | None],
        look: Look,
        *,
        unit: str = "",
        prefix: str = "",
        negative: bool = False,
        width: int = 16,
    ) -> None:
        super().__init__()
        self._understand, self._look, self._negative = understand, look, negative
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        if prefix:
            before = QLabel(prefix)
            before.setProperty("role", "muted")
            self._line.insertWidget(0, before)
        self._unit = QLabel(unit)
        self._unit.setProperty("role", "muted")
        self._line.addWidget(self._unit)
        self._unit.setVisible(bool(unit))
        self._narrow(width)
        self.left.connect(self._write_properly)

    def set_unit(self, unit: str) -> None:
        """The unit the figure is in, shown behind it."""
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))

    def value(self) -> Any:
        number = self._understand(self.box.text())
        if number is not None and number < 0 and not self._negative:
            raise Invalid("This cannot be less than zero.")
        return number

    def set_value(self, value: Any) -> None:
        self.box.setText("" if value is None else self._written(value))
        self.set_error("")
        self.changed.emit()

    def _write_properly(self) -> None:
        try:
            number = self.value()
        except Invalid:
            return
        text = "" if number is None else self._written(number)
        if text != self.box.text() and not self.box.isReadOnly():
            self.box.setText(text)

    def _written(self, value: Decimal) -> str:
        match self._look:
            case Look.MONEY:
                return indian(value)
            case Look.RATE:
                return cells.written(value, Look.RATE) if value else "0.00"
            case _:
                return indian(value, None)


class MoneyField(NumberField):
    """Rupees; does sums such as 1200*3."""

    def __init__(self, *, negative: bool = False) -> None:
        super().__init__(entry.money, Look.MONEY, prefix="₹", negative=negative)


class RateField(NumberField):
    """Rupees for one unit."""

    def __init__(self, *, unit: str = "") -> None:
        super().__init__(entry.rate, Look.RATE, prefix="₹", unit=unit)


class QuantityField(NumberField):
    """A quantity with its unit behind it; `500 g` is half of one where kilograms are counted."""

    def __init__(self, unit: str = "") -> None:
        super().__init__(self._in_its_unit, Look.QUANTITY, unit=unit)

    def _in_its_unit(self, text: str) -> Decimal | None:
        return measure.in_unit(text, self._unit.text())


class PercentField(NumberField):
    """A percentage."""

    def __init__(self) -> None:
        super().__init__(entry.percent, Look.PERCENT, unit="%", width=8)


_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_MOVING_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MANY, _WIDE = 60, 36
"""From so many choices on, a box is so many letters wide instead of as wide as its longest: to measure
1,500 parties takes longer than to build the form around them.
"""


class ChoiceField(Field):
    """One of several; typing any part of a word finds it. `options` are (value, words) pairs.

    `own` words are the program's and not of the books: they are shown in the clerk's language, and
    found by the English ones too.
    """

    def __init__(
        self,
        options: Sequence[tuple[Any, str]] = (),
        *,
        placeholder: str = "",
        free: bool = False,
        own: bool = False,
    ) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        self._free, self._own = free, own
        self._values: list[Any] = []
        self._english: list[str] = []
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(14)
        line = self.box.lineEdit()
        assert line is not None
        self._line_edit = line
        line.setPlaceholderText(say(placeholder))
        line.setAcceptDrops(False)
        line.installEventFilter(self)
        completer = self.box.completer()
        assert completer is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = completer.popup()
        assert popup is not None
        popup.setProperty("role", "popup")
        self.set_options(options)
        self.box.editTextChanged.connect(self._typed)
        self.box.editTextChanged.connect(self._from_the_start)

    def showEvent(self, event: QShowEvent) -> None:
        # The line in the box takes the keyboard, and bears no name of its own.
        self._line_edit.setAccessibleName(self.box.accessibleName())
        super().showEvent(event)

    def _from_the_start(self) -> None:
        """What nobody types just now is seen from its beginning, not its end."""
        if not self._line_edit.hasFocus():
            self._line_edit.home(False)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these; what was chosen stays chosen if it is among them."""
        before = self.box.currentText()
        self.box.blockSignals(True)
        self.box.clear()
        self._values = [value for value, _ in options]
        self._english = [words for _, words in options]
        self.box.addItems([say(words) if self._own else words for words in self._english])
        if len(options) >= _MANY:
            fixed = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            self.box.setSizeAdjustPolicy(fixed)
            self.box.setMinimumContentsLength(_WIDE)
            listed = self.box.view()
            assert isinstance(listed, QListView)
            listed.setUniformItemSizes(True)  # else each is measured whenever the form is dressed
        self.box.setCurrentIndex(self.box.findText(before) if before else -1)
        if self.box.currentIndex() < 0:
            self.box.setEditText(before)
        self.box.blockSignals(False)
        self._from_the_start()

    def value(self) -> Any:
        text = self.box.currentText().strip()
        if not text:
            return None
        place = self._place(text)
        if place >= 0:
            return self._values[place]
        if self._free:
            return text
        fits = self._fitting(text)
        if len(fits) > 1:
            raise Invalid(f"“{text}” fits {len(fits)} of the choices: take one with the arrows.")
        raise Invalid(f"“{text}” is not one of the choices.")

    def set_value(self, value: Any) -> None:
        place = self._values.index(value) if value in self._values else -1
        self.box.setCurrentIndex(place)
        if place < 0:
            self.box.setEditText(str(value) if self._free and value is not None else "")
        self.set_error("")
        self.changed.emit()

    def typed(self) -> Any:
        place = self._place(self.box.currentText())
        value = self._values[place] if place >= 0 else None
        return {
            "text": self.box.currentText(),
            "value": value if isinstance(value, int | str) else None,
        }

    def type_again(self, typed: Any) -> None:
        # A party may have been given another name meanwhile; it is the same party.
        if typed["value"] is not None and typed["value"] in self._values:
            self.box.setCurrentIndex(self._values.index(typed["value"]))
        else:
            self.box.setEditText(typed["text"])
        self._typed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QFocusEvent() if event.type() == QEvent.Type.FocusOut:
                # The list that opens below takes the keyboard, but nobody has left yet.
                if event.reason() != Qt.FocusReason.PopupFocusReason:
                    self._take_the_only_one()
                    # Not now: a line that is going for ever is left in this way too.
                    QTimer.singleShot(0, self, self._from_the_start)
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress:
                if event.key() in _MOVING_ON and self._enter_moves_on():
                    self._take_the_only_one()
            case _:
                pass
        return super().eventFilter(watched, event)

    def _take_the_only_one(self) -> None:
        """A part of a word that fits a single choice means that one."""
        text = self.box.currentText().strip()
        if self._free or not text or self._place(text) >= 0:
            return
        fits = self._fitting(text)
        if len(fits) == 1:
            self.box.setCurrentIndex(fits[0])

    def _fitting(self, text: str) -> list[int]:
        wanted = text.casefold()
        return [
            place
            for place, words in enumerate(self._english)
            if wanted in words.casefold() or wanted in self.box.itemText(place).casefold()
        ]

    def _place(self, text: str) -> int:
        """Where that choice stands; -1 for none."""
        place = self.box.findText(text, Qt.MatchFlag.MatchFixedString)
        english = [words.casefold() for words in self._english] if self._own else []
        return english.index(text.casefold()) if place < 0 and text.casefold() in english else place

    def _enter_moves_on(self) -> bool:
        completer = self.box.completer()
        popup = completer.popup() if completer is not None else None
        return popup is None or not popup.isVisible()


class MultilineField(Field):
    """Several lines. Enter makes a new one; on an empty one it moves on, and so it does through a text
    that the keyboard came to and nothing was done to yet. Tab and Ctrl+Enter leave.
    """

    def __init__(self, *, lines: int = 3, placeholder: str = "") -> None:
        self.box = QPlainTextEdit()
        self._passing = False
        super().__init__(self.box)
        self.box.setPlaceholderText(say(placeholder))
        self.box.setTabChangesFocus(True)
        height = QFontMetrics(self.box.font()).lineSpacing() * lines + 22
        self.box.setFixedHeight(height)
        # The style sheet's least height of a field would let a crowded form squeeze the box.
        self.setMinimumHeight(height)
        self.box.textChanged.connect(self._typed)
        # A click, or a word from an input method, presses no key.
        self.box.cursorPositionChanged.connect(self._stay)

    def _stay(self) -> None:
        self._passing = False

    def value(self) -> Any:
        return (
            "\n".join(line.rstrip() for line in self.box.toPlainText().splitlines()).strip() or None
        )

    def set_value(self, value: Any) -> None:
        self.box.setPlainText("" if value is None else str(value))
        self.set_error("")

    def typed(self) -> Any:
        return self.box.toPlainText()

    def type_again(self, typed: Any) -> None:
        self.box.setPlainText(str(typed))

    def set_read_only(self, fixed: bool) -> None:
        self.box.setReadOnly(fixed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QFocusEvent() if event.type() == QEvent.Type.FocusIn:
                self._passing = event.reason() in _BY_KEYBOARD
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress:
                if event.key() not in _MOVING_ON:
                    self._passing = False
            case _:
                pass
        return super().eventFilter(watched, event)

    def _enter_moves_on(self) -> bool:
        if self._passing:
            return True
        cursor = self.box.textCursor()
        if cursor.hasSelection() or not cursor.atEnd() or cursor.block().text().strip():
            return False
        if cursor.block().blockNumber():
            # The empty line was only typed to leave.
            cursor.movePosition(
                QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.removeSelectedText()
            cursor.deletePreviousChar()
        return True


class CheckField(Field):
    """Yes or no; the words stand behind the box."""

    def __init__(self, words: str = "") -> None:
        self.box = QCheckBox(say(words))
        super().__init__(self.box)
        self.box.toggled.connect(self._typed)

    def value(self) -> Any:
        return self.box.isChecked()

    def typed(self) -> Any:
        return self.box.isChecked()

    def type_again(self, typed: Any) -> None:
        self.box.setChecked(bool(typed))

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))
