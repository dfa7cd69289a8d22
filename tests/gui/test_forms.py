import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from senstosales.errors import Invalid, Problem, Refused
from senstosales.gui import forms
from senstosales.queries.columns import Look

TODAY = dt.date(2026, 3, 20)


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication) -> forms.Form:
    made = forms.Form()
    made.add("number", "Number", forms.TextField(upper=True), required=True)
    made.add("date", "Date", forms.DateField(today=lambda: TODAY), required=True)
    made.add("freight", "Freight", forms.MoneyField())
    made.add("quantity", "Quantity", forms.QuantityField("KGS"))
    made.add("rate", "Rate", forms.RateField(unit="per NOS"))
    made.add("gst", "GST", forms.PercentField())
    made.add("party", "Customer", forms.ChoiceField([(1, "BHEL Bhopal"), (2, "BHEL Jhansi")]))
    made.add("remarks", "Remarks", forms.MultilineField())
    made.add("replacement", "", forms.CheckField("Replacement"))
    qtbot.addWidget(made)
    made.show()
    return made


def field(form: forms.Form, name: str) -> Any:
    return form.fields[name]


def test_values_come_out_as_they_went_in(form: forms.Form) -> None:
    values = {
        "number": "DC/25-26/1",
        "date": dt.date(2026, 3, 5),
        "freight": Decimal("1250.50"),
        "quantity": Decimal("12.375"),
        "rate": Decimal("1450.2550"),
        "gst": Decimal(18),
        "party": 2,
        "remarks": "two\nlines",
        "replacement": True,
    }
    form.set_values(values)
    assert form.values() == values
    assert not form.dirty
    field(form, "freight").box.setText("1")
    assert form.dirty


def test_leaving_a_field_works_the_sum_out_or_says_what_is_wrong(
    qtbot: QtBot, form: forms.Form
) -> None:
    freight = field(form, "freight")
    qtbot.keyClicks(freight.box, "1200*3")
    freight.left.emit()
    assert freight.box.text() == "3,600.00"
    freight.box.setText("12x")
    freight.left.emit()
    assert "not complete" in freight.error
    qtbot.keyClicks(freight.box, "3")
    assert freight.error == ""
    freight.box.setText("-5")
    freight.left.emit()
    assert freight.error == "This cannot be less than zero."


def test_dates_in_short_and_f2(qtbot: QtBot, form: forms.Form) -> None:
    date = field(form, "date")
    qtbot.keyClicks(date.box, "15/3")
    date.left.emit()
    assert date.box.text() == "15-Mar-2026"
    qtbot.keyClick(date.box, Qt.Key.Key_F2)
    assert date.value() == TODAY


def test_a_date_from_the_calendar(qtbot: QtBot, form: forms.Form) -> None:
    date = field(form, "date")
    date.open_calendar.trigger()
    calendar = date._calendar.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 3, 20)
    calendar.clicked.emit(QDate(2026, 3, 7))
    assert date.value() == dt.date(2026, 3, 7)


def test_submit_names_what_is_needed(qtbot: QtBot, form: forms.Form) -> None:
    heard: list[Any] = []
    form.submitted.connect(heard.append)
    form.submit()
    assert heard == []
    assert field(form, "number").error == "This is needed."
    field(form, "number").set_value("7")
    qtbot.keyClick(field(form, "date").box, Qt.Key.Key_F2)
    qtbot.keyClick(field(form, "date").box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard[0]["number"] == "7"


def test_problems_stand_beside_their_fields(form: forms.Form) -> None:
    form.show_trouble(
        Invalid(
            "Look again.",
            problems=[Problem("number", "It is taken."), Problem("elsewhere", "Something else.")],
        )
    )
    assert field(form, "number").error == "It is taken."
    assert form._general.text() == "Something else."
    form.show_trouble(Refused("The year is closed."))
    assert form._general.text() == "The year is closed."


def test_enter_moves_on_in_the_order_of_the_fields(qtbot: QtBot, form: forms.Form) -> None:
    field(form, "number").setFocus()
    qtbot.keyClick(field(form, "number").box, Qt.Key.Key_Return)
    assert form.focusWidget() is field(form, "date").box
    qtbot.keyClick(field(form, "date").box, Qt.Key.Key_Enter)
    assert form.focusWidget() is field(form, "freight").box


def test_small_letters_become_capitals_where_wanted(qtbot: QtBot, form: forms.Form) -> None:
    qtbot.keyClicks(field(form, "number").box, "dc-1")
    assert field(form, "number").value() == "DC-1"


def test_a_choice_must_be_one_of_them(form: forms.Form) -> None:
    party = field(form, "party")
    party.box.setEditText("bhel jhansi")
    assert party.value() == 2
    party.box.setEditText("Nobody")
    with pytest.raises(Invalid):
        party.value()
    party.set_options([(3, "NTPC")])
    party.set_value(3)
    assert party.value() == 3


def test_esc_asks_only_when_something_would_be_lost(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = forms.Form()
    form.add("number", "Number", forms.TextField())
    asked: list[int] = []

    def stay(_parent: object) -> bool:
        asked.append(1)
        return False

    monkeypatch.setattr(forms, "sure_to_lose", stay)
    form.set_clean()
    dialog = forms.FormDialog("New", form)
    qtbot.addWidget(dialog)
    dialog.show()
    field(form, "number").box.setText("7")
    dialog.reject()
    assert asked == [1]
    assert dialog.isVisible()
    form.set_clean()
    dialog.reject()
    assert not dialog.isVisible()
    assert asked == [1]


def test_lines_belong_to_the_form(dressed: QApplication, qtbot: QtBot) -> None:
    form = forms.Form()
    qtbot.addWidget(form)
    form.add("number", "Number", forms.TextField())
    columns = [forms.GridColumn("quantity", "Quantity", Look.QUANTITY, editable=True)]
    grid = form.add_grid("lines", forms.LineGrid(columns))
    assert isinstance(grid, forms.LineGrid)
    form.set_values({"number": "7", "lines": [{"quantity": Decimal(3)}]})
    assert form.values() == {"number": "7", "lines": [{"quantity": Decimal(3)}]}
    assert not form.dirty
    grid.model.setData(grid.model.index(0, 0), "many")
    assert form.dirty
    with pytest.raises(Invalid) as caught:
        form.values()
    assert caught.value.problems[0].field == "lines.0.quantity"
    grid.model.setData(grid.model.index(0, 0), "4")
    form.show_problems([Problem("lines.0.quantity", "Only 3."), Problem("number", "Taken.")])
    assert grid.problems()[0].sentence == "Only 3."
    assert field(form, "number").error == "Taken."
    heard: list[Any] = []
    form.submitted.connect(heard.append)
    form.submit()
    assert heard == [{"number": "7", "lines": [{"quantity": Decimal(4)}]}]
    assert grid.problems() == ()
