"""A date: typed in short, or chosen from a calendar by arrows and Enter."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from senstosales.errors import Invalid
from senstosales.gui import cells, entry, icons, palette
from senstosales.gui.field import TextField
from senstosales.gui.language import locale
from senstosales.gui.speaking import announce
from senstosales.gui.wording import say
from senstosales.months import shown


class CalendarPopup(QFrame):
    """A month to choose from: arrows move, Enter takes, T is today, Esc leaves all as it was."""

    chosen = Signal(QDate)
    left = Signal()

    def __init__(self, shown: date, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today = QDate(today.year, today.month, today.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 4)
        column.setSpacing(4)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setLocale(locale())  # brings a first day of the week of its own
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setMinimumSize(296, 232)
        self.calendar.setDateEditEnabled(False)
        self.calendar.setAccessibleName(say("Calendar"))
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(palette.tokens().muted))
        self.calendar.setHeaderTextFormat(quiet)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, quiet)
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.selectionChanged.connect(self._tell)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        for part in (self.calendar, *self.calendar.findChildren(QWidget)):
            part.installEventFilter(self)
        hint = QLabel(say("Enter takes the day  ·  T is today"))
        hint.setProperty("role", "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.calendar)
        column.addWidget(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close()
                    self.left.emit()
                    return True
                case Qt.Key.Key_T | Qt.Key.Key_F2:
                    self._take(self._today)
                    return True
                case _:
                    pass
        return False

    def _tell(self) -> None:
        """The whole date: a cell of the calendar says its number only."""
        chosen = self.calendar.selectedDate()
        weekday = locale().dayName(chosen.dayOfWeek())
        day = cells.day(date(chosen.year(), chosen.month(), chosen.day()))
        announce(self.calendar, f"{weekday}, {day}")

    def _take(self, day: QDate) -> None:
        self.chosen.emit(day)
        self.close()


class DateField(TextField):
    """Understands today, 15, 15/3, 05-Mar-2026; F2 opens the calendar, F2 or T in it is today."""

    def __init__(self, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(placeholder="dd-mmm-yyyy")
        self._today = today
        self.calendar: CalendarPopup | None = None
        self.open_calendar = QAction(say("Calendar"), self.box)
        self.open_calendar.setToolTip(say("Choose from a calendar (F2)"))
        icons.dress(self.open_calendar, "calendar", "muted")
        self.open_calendar.triggered.connect(self._show_calendar)
        self.box.addAction(self.open_calendar, QLineEdit.ActionPosition.TrailingPosition)
        self.box.setToolTip(say("today, 15, 15/3, 05-Mar-2026, +7. F2 opens the calendar."))
        self.box.setAcceptDrops(False)  # a file that falls here is for the window behind
        self._narrow(15)
        self.left.connect(self._write_properly)

    def value(self) -> Any:
        return entry.day(cells.in_english(self.box.text()), self._today())

    def set_value(self, value: Any) -> None:
        super().set_value(cells.day(value))

    def typed(self) -> Any:
        # "today" must not mean another day when it is read tomorrow, nor Hindi be read in English.
        try:
            found = self.value()
            return shown(found) if found is not None else ""
        except Invalid:
            return self.box.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_F2 or (event.key() == Qt.Key.Key_Down and alt):
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
        try:
            shown = self.value() or self._today()
        except Invalid:
            shown = self._today()
        self.calendar = CalendarPopup(shown, self._today(), self)
        self.calendar.chosen.connect(self._chosen)
        self.calendar.left.connect(self.box.setFocus)
        self.calendar.move(self.box.mapToGlobal(QPoint(0, self.box.height() + 2)))
        self.calendar.show()
        self.calendar.calendar.setFocus()

    def _chosen(self, chosen: QDate) -> None:
        self.calendar = None
        self.box.setText(cells.day(date(chosen.year(), chosen.month(), chosen.day())))
        self._edited(self.box.text())
        self.box.setFocus()
