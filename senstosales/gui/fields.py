"""The fields of a form. All speak the same way: `value()`, `set_value()`, `set_error()`, `changed`.

`value()` is None for nothing entered and raises `Invalid` for what cannot be understood; the form
shows the sentence under the field as soon as the clerk leaves it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import indian
from senstosales.errors import Invalid
from senstosales.gui import cells, entry, icons, palette
from senstosales.queries.columns import Look


class Field(QWidget):
    """Base of all fields: an editor, and the sentence about it."""

    changed = Signal()
    left = Signal()
    done = Signal()

    stretches = True

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        self.editor = editor
        self.setFocusProxy(editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(editor)
        column.addLayout(self._line)
        self._said = QLabel()
        self._said.setProperty("role", "error")
        self._said.setWordWrap(True)
        self._said.hide()
        column.addWidget(self._said)
        editor.installEventFilter(self)

    def value(self) -> Any:
        """What was entered; None for nothing. Raises `Invalid` when it cannot be understood."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show this value; None empties the field."""
        raise NotImplementedError

    @property
    def error(self) -> str:
        return self._said.text()

    def set_error(self, sentence: str) -> None:
        """The sentence under the field; empty takes it away."""
        if sentence == self._said.text():
            return
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.editor.setProperty("wrong", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(sentence)

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
        self.set_error("")
        self.changed.emit()


class TextField(Field):
    """One line of text. `upper` for GSTINs and codes; `width` in characters where it is known."""

    def __init__(
        self, *, placeholder: str = "", longest: int = 0, upper: bool = False, width: int = 0
    ) -> None:
        self.box = QLineEdit()
        super().__init__(self.box)
        self._upper = upper
        self.box.setPlaceholderText(placeholder)
        if longest:
            self.box.setMaxLength(longest)
        if width:
            self._narrow(width)
        self.box.textEdited.connect(self._edited)

    def value(self) -> Any:
        return " ".join(self.box.text().split()) or None

    def set_value(self, value: Any) -> None:
        self.box.setText("" if value is None else str(value))
        self.set_error("")
        self.changed.emit()

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
        self._unit.setVisible(bool(unit))
        self._line.addWidget(self._unit)
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
    """A quantity with its unit behind it."""

    def __init__(self, unit: str = "") -> None:
        super().__init__(entry.quantity, Look.QUANTITY, unit=unit)


class PercentField(NumberField):
    """A percentage."""

    def __init__(self) -> None:
        super().__init__(entry.percent, Look.PERCENT, unit="%", width=8)


class DateField(TextField):
    """Understands today, 15, 15/3, 05-Mar-2026; F2 is today; the calendar opens at its right end."""

    def __init__(self, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(placeholder="dd-mmm-yyyy")
        self._today = today
        self._calendar: QFrame | None = None
        self.open_calendar = QAction("Calendar", self.box)
        self.open_calendar.setToolTip("Choose from a calendar (Alt+Down)")
        icons.dress(self.open_calendar, "calendar", "muted")
        self.open_calendar.triggered.connect(self._show_calendar)
        self.box.addAction(self.open_calendar, QLineEdit.ActionPosition.TrailingPosition)
        self.box.setToolTip("today, 15, 15/3, 05-Mar-2026, +7. F2 is today.")
        self._narrow(15)
        self.left.connect(self._write_properly)

    def value(self) -> Any:
        return entry.day(self.box.text(), self._today())

    def set_value(self, value: Any) -> None:
        super().set_value(cells.day(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_F2 and not self.box.isReadOnly():
                self.set_value(self._today())
                return True
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Down and alt:
                self._show_calendar()
                return True
        return super().eventFilter(watched, event)

    def _write_properly(self) -> None:
        try:
            chosen = self.value()
        except Invalid:
            return
        if chosen is not None:
            self.box.setText(cells.day(chosen))

    def _show_calendar(self) -> None:
        if self.box.isReadOnly():
            return
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("role", "panel")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setMinimumSize(296, 232)
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(palette.tokens().muted))
        calendar.setHeaderTextFormat(quiet)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, quiet)
        try:
            shown = self.value() or self._today()
        except Invalid:
            shown = self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(self._chosen)
        calendar.activated.connect(self._chosen)
        column.addWidget(calendar)
        self._calendar = popup
        popup.move(self.box.mapToGlobal(QPoint(0, self.box.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _chosen(self, chosen: QDate) -> None:
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
            self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
            self.box.setFocus()


class ChoiceField(Field):
    """One of several; typing any part of a word finds it. `options` are (value, words) pairs."""

    def __init__(
        self, options: Sequence[tuple[Any, str]] = (), *, placeholder: str = "", free: bool = False
    ) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        self._free = free
        self._values: list[Any] = []
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(14)
        line = self.box.lineEdit()
        assert line is not None
        line.setPlaceholderText(placeholder)
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

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these; what was chosen stays chosen if it is among them."""
        before = self.box.currentText()
        self.box.blockSignals(True)
        self.box.clear()
        self._values = [value for value, _ in options]
        self.box.addItems([words for _, words in options])
        self.box.setCurrentIndex(self.box.findText(before) if before else -1)
        if self.box.currentIndex() < 0:
            self.box.setEditText(before)
        self.box.blockSignals(False)

    def value(self) -> Any:
        text = self.box.currentText().strip()
        if not text:
            return None
        place = self.box.findText(text, Qt.MatchFlag.MatchFixedString)
        if place >= 0:
            return self._values[place]
        if self._free:
            return text
        raise Invalid(f"“{text}” is not one of the choices.")

    def set_value(self, value: Any) -> None:
        place = self._values.index(value) if value in self._values else -1
        self.box.setCurrentIndex(place)
        if place < 0:
            self.box.setEditText(str(value) if self._free and value is not None else "")
        self.set_error("")
        self.changed.emit()

    def _enter_moves_on(self) -> bool:
        completer = self.box.completer()
        popup = completer.popup() if completer is not None else None
        return popup is None or not popup.isVisible()


class MultilineField(Field):
    """Several lines. Enter makes a new one here; Tab and Ctrl+Enter leave."""

    def __init__(self, *, lines: int = 3, placeholder: str = "") -> None:
        self.box = QPlainTextEdit()
        super().__init__(self.box)
        self.box.setPlaceholderText(placeholder)
        self.box.setTabChangesFocus(True)
        height = QFontMetrics(self.box.font()).lineSpacing() * lines + 22
        self.box.setFixedHeight(height)
        # The style sheet's least height of a field would let a crowded form squeeze the box.
        self.setMinimumHeight(height)
        self.box.textChanged.connect(self._typed)

    def value(self) -> Any:
        return (
            "\n".join(line.rstrip() for line in self.box.toPlainText().splitlines()).strip() or None
        )

    def set_value(self, value: Any) -> None:
        self.box.setPlainText("" if value is None else str(value))
        self.set_error("")

    def set_read_only(self, fixed: bool) -> None:
        self.box.setReadOnly(fixed)

    def _enter_moves_on(self) -> bool:
        return False


class CheckField(Field):
    """Yes or no; the words stand behind the box."""

    def __init__(self, words: str = "") -> None:
        self.box = QCheckBox(words)
        super().__init__(self.box)
        self.box.toggled.connect(self._typed)

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))
