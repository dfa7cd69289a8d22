import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QTableView
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
    assert date.calendar.isVisible()
    qtbot.keyClick(date.calendar.calendar, Qt.Key.Key_T)
    assert date.value() == TODAY


def grid_of(calendar: QCalendarWidget) -> QTableView:
    return calendar.findChild(QTableView)


def test_a_date_from_the_calendar_by_keys_and_by_mouse(qtbot: QtBot, form: forms.Form) -> None:
    date = field(form, "date")
    date.set_value(dt.date(2026, 3, 18))
    qtbot.keyClick(date.box, Qt.Key.Key_F2)
    calendar = date.calendar.calendar
    assert calendar.selectedDate() == QDate(2026, 3, 18)
    qtbot.keyClick(grid_of(calendar), Qt.Key.Key_Right)
    qtbot.keyClick(grid_of(calendar), Qt.Key.Key_Down)
    qtbot.keyClick(grid_of(calendar), Qt.Key.Key_Return)
    assert date.value() == dt.date(2026, 3, 26)
    assert form.focusWidget() is date.box
    date.open_calendar.trigger()
    date.calendar.calendar.clicked.emit(QDate(2026, 3, 7))
    assert date.value() == dt.date(2026, 3, 7)


def test_esc_in_the_calendar_leaves_the_date_as_it_was(qtbot: QtBot, form: forms.Form) -> None:
    date = field(form, "date")
    date.set_value(dt.date(2026, 3, 18))
    qtbot.keyClick(date.box, Qt.Key.Key_F2)
    popup = date.calendar
    qtbot.keyClick(grid_of(popup.calendar), Qt.Key.Key_Right)
    qtbot.keyClick(grid_of(popup.calendar), Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert date.value() == dt.date(2026, 3, 18)
    assert form.focusWidget() is date.box


def test_submit_names_what_is_needed(qtbot: QtBot, form: forms.Form) -> None:
    heard: list[Any] = []
    form.submitted.connect(heard.append)
    form.submit()
    assert heard == []
    assert field(form, "number").error == "This is needed."
    field(form, "number").set_value("7")
    qtbot.keyClicks(field(form, "date").box, "t")
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


def test_a_part_of_a_word_means_the_only_choice_it_fits(qtbot: QtBot, form: forms.Form) -> None:
    party = field(form, "party")
    party.setFocus()
    party.box.setEditText("jhan")
    qtbot.keyClick(party.box.lineEdit(), Qt.Key.Key_Return)
    assert party.value() == 2
    party.box.setEditText("bhel")
    party.left.emit()
    assert party.error == "“bhel” fits 2 of the choices: take one with the arrows."


def test_enter_on_an_empty_line_of_a_text_moves_on(qtbot: QtBot, form: forms.Form) -> None:
    remarks = field(form, "remarks")
    remarks.setFocus()
    qtbot.keyClicks(remarks.box, "one")
    qtbot.keyClick(remarks.box, Qt.Key.Key_Return)
    qtbot.keyClicks(remarks.box, "two")
    qtbot.keyClick(remarks.box, Qt.Key.Key_Return)
    assert form.focusWidget() is remarks.box
    qtbot.keyClick(remarks.box, Qt.Key.Key_Return)
    assert form.focusWidget() is field(form, "replacement").box
    assert remarks.box.toPlainText() == "one\ntwo"


def test_a_quantity_knows_its_unit(form: forms.Form) -> None:
    quantity = field(form, "quantity")
    for text, value in (("10 kg", "10"), ("500 g", "0.5"), ("2*3 KGS", "6")):
        quantity.box.setText(text)
        quantity.left.emit()
        assert quantity.value() == Decimal(value)
    quantity.box.setText("10 mtr")
    quantity.left.emit()
    assert quantity.error == "This is counted in KGS, not in MTR."


def test_a_link_leads_to_what_the_sentence_is_about(qtbot: QtBot, form: forms.Form) -> None:
    number, went = field(form, "number"), []
    number.set_error("Challan 7 exists already.", forms.Link("Show it", lambda: went.append(7)))
    number.setFocus()
    qtbot.keyClick(number.box, Qt.Key.Key_Return)
    assert form.focusWidget() is field(form, "date").box, "Enter does not stop at the link"
    number.setFocus()
    qtbot.keyClick(number.box, Qt.Key.Key_Tab)
    assert form.focusWidget() is number.link
    qtbot.keyClick(number.link, Qt.Key.Key_Space)
    assert went == [7]
    qtbot.keyClicks(number.box, "8")
    assert (number.error, number.link.isVisible()) == ("", False)
    number.set_caution("Order 8 is in the order book.")
    assert (number.caution, number.error) == ("Order 8 is in the order book.", "")
    assert form.values  # a caution hinders nobody
    number.set_error("This is needed.")
    told = [each.text() for each in number.findChildren(QLabel) if each.isVisibleTo(number)]
    assert told == ["This is needed."]


def test_what_was_typed_stands_again_understood_or_not(form: forms.Form) -> None:
    typed = {
        "number": "DC/1", "date": "soon", "freight": "1200*", "quantity": "2 kg", "rate": "",
        "gst": "18", "remarks": "two\nlines", "replacement": True,
    }  # fmt: skip
    for name, value in typed.items():
        field(form, name).type_again(value)
    field(form, "party").type_again({"text": "bhel", "value": None})
    assert {name: field(form, name).typed() for name in typed} == typed
    assert field(form, "party").typed() == {"text": "bhel", "value": None}
    field(form, "party").type_again({"text": "BHEL, as it was called", "value": 2})
    assert field(form, "party").value() == 2


def test_a_day_in_short_is_kept_as_the_day_it_meant(form: forms.Form) -> None:
    field(form, "date").box.setText("today")
    assert field(form, "date").typed() == "20-Mar-2026"


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


def test_enter_in_the_last_field_comes_to_the_button_that_saves(
    dressed: QApplication, qtbot: QtBot
) -> None:
    form = forms.Form()
    form.add("number", "Number", forms.TextField())
    form.add("ticked", "", forms.CheckField("Ticked"))
    heard: list[Any] = []
    form.submitted.connect(heard.append)
    dialog = forms.FormDialog("New", form)
    qtbot.addWidget(dialog)
    dialog.show()
    form.fields["number"].setFocus()
    qtbot.keyClicks(dialog.focusWidget(), "7")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is field(form, "ticked").box
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.save, "Cancel is passed over"
    held_down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, _NONE, "\r", True)
    QApplication.sendEvent(dialog.save, held_down)
    assert heard == [], "a key held down saves nothing"
    qtbot.keyClick(dialog.save, Qt.Key.Key_Return)
    assert heard == [{"number": "7", "ticked": False}]
    form.set_clean()


_NONE = Qt.KeyboardModifier.NoModifier


def test_a_text_that_is_clicked_into_is_no_longer_passed(qtbot: QtBot, form: forms.Form) -> None:
    remarks = field(form, "remarks")
    form.set_values({"remarks": "Handle with care"})
    form.activateWindow()
    field(form, "party").box.setFocus()
    remarks.box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(remarks.box.hasFocus)
    where = remarks.box.cursorRect(remarks.box.textCursor()).center()
    qtbot.mouseClick(remarks.box.viewport(), Qt.MouseButton.LeftButton, pos=where + QPoint(60, 0))
    qtbot.keyClick(remarks.box, Qt.Key.Key_Return)
    assert remarks.box.hasFocus()
    assert len(remarks.value().splitlines()) == 2


def test_a_word_from_an_input_method_is_no_longer_passed(qtbot: QtBot, form: forms.Form) -> None:
    remarks = field(form, "remarks")
    form.set_values({"remarks": "Handle with care"})
    form.activateWindow()
    field(form, "party").box.setFocus()
    remarks.box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(remarks.box.hasFocus)
    word = QInputMethodEvent("", [])
    word.setCommitString("café ")
    QApplication.sendEvent(remarks.box, word)
    qtbot.keyClick(remarks.box, Qt.Key.Key_Return)
    assert remarks.box.hasFocus()
    assert "café" in remarks.value()
