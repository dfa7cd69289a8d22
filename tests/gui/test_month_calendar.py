import calendar
import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui.month_calendar import Mark, MonthCalendar, name, other_month, span
from senstosales.gui.palette import Tone

TODAY = dt.date(2026, 3, 16)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))


@pytest.fixture
def month(qtbot: QtBot, dressed: QApplication) -> Iterator[MonthCalendar]:
    holder = QWidget()
    made = MonthCalendar(TODAY, holder)
    made.resize(840, 560)
    holder.resize(840, 560)
    qtbot.addWidget(holder)
    holder.show()
    yield made
    holder.close()


@given(DAYS)
def test_a_month_is_whole_weeks_from_monday_to_sunday(day: dt.date) -> None:
    first, last = span(day)
    weeks = calendar.Calendar().monthdatescalendar(day.year, day.month)
    assert (first, last) == (weeks[0][0], weeks[-1][-1])
    assert name(day) == f"{calendar.month_name[day.month]} {day.year}"


@given(DAYS, st.integers(-30, 30))
def test_another_month_has_the_same_day_or_its_last(day: dt.date, by: int) -> None:
    there = other_month(day, by)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == by
    assert there.day == min(day.day, calendar.monthrange(there.year, there.month)[1])


def test_keys_walk_by_days_weeks_and_months(qtbot: QtBot, month: MonthCalendar) -> None:
    walked: list[dt.date] = []
    month.chosen.connect(walked.append)
    for key in (
        Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up,
        Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_Home,
    ):  # fmt: skip
        qtbot.keyClick(month, key)
    assert [day.isoformat()[5:] for day in walked] == [
        "03-17", "03-24", "03-23", "03-16", "04-16", "03-16", "02-16", "03-16",
    ]  # fmt: skip
    with qtbot.waitSignal(month.opened) as heard:
        qtbot.keyClick(month, Qt.Key.Key_Return)
    assert heard.args == [TODAY]


def test_every_day_has_its_place_and_the_mouse_finds_it(qtbot: QtBot, month: MonthCalendar) -> None:
    first, last = month.span
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        assert month.day_at(month.box(day).center()) == day
    assert month.day_at(QPoint(10, 5)) is None
    other = dt.date(2026, 4, 2)
    qtbot.mouseClick(month, Qt.MouseButton.LeftButton, pos=month.box(other).center())
    assert month.day == other
    assert month.span == span(other)


def test_a_day_is_told_in_words_not_by_colour_alone(month: MonthCalendar) -> None:
    marks = [Mark("2 overdue", Tone.BAD, "6649107"), Mark("1 sent", Tone.GOOD, "")]
    month.set_marks({TODAY: marks})
    assert month.heading(TODAY) == "Monday, 16-Mar-2026: 2 overdue, 1 sent"
    assert month.accessibleDescription() == "Monday, 16-Mar-2026: 2 overdue (6649107); 1 sent"
    month.show_day(dt.date(2026, 3, 17))
    assert month.accessibleDescription() == "Tuesday, 17-Mar-2026: nothing due"


def test_it_paints_however_little_room_there_is(qtbot: QtBot, month: MonthCalendar) -> None:
    many = [Mark(f"{n} overdue", Tone.BAD, "6649107, 6649108") for n in range(6)]
    month.set_marks({TODAY + dt.timedelta(days=n): many[: n % 7] for n in range(-15, 20)})
    for size in ((420, 300), (840, 560), (1800, 1000)):
        month.resize(*size)
        assert not month.grab().isNull()
