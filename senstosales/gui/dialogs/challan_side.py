"""The right side of a challan's form: the consignee, and what is printed about carriage and papers."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from senstosales.domain import law
from senstosales.gui.buttons import MenuButton
from senstosales.gui.dialogs.challan_lines import Beginning
from senstosales.gui.fields import ChoiceField, DateField, MultilineField, TextField
from senstosales.gui.forms import Form
from senstosales.queries.notes import NoteLine
from senstosales.queries.papers import Particulars, PartyOnPaper

_PARTICULARS = (
    "vehicle_no", "lr_no", "transporter", "eway_bill_no", "our_ref", "certificate_number",
    "certificate_date", "dispatched_to", "report", "test_certificates", "remarks",
)  # fmt: skip
_CONSIGNEE = ("name", "designation", "address", "gstin", "state_code", "phone")


class ChallanSide(QWidget):
    """`start(beginning)` fills it; `drafted(values)` makes its two parts of a draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.form = Form()
        self._kept = Particulars()
        self._fields()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 20)
        column.addWidget(self.form)
        column.addStretch(1)

    @property
    def dirty(self) -> bool:
        return self.form.dirty

    def start(self, beginning: Beginning) -> None:
        """Fill in whom the goods go to, and what the challan or the order says."""
        who, order, held = beginning.consignee, beginning.order, beginning.challan
        self._kept = held.particulars if held else Particulars(our_ref=order.quotation_ref)
        values = {name: getattr(who, name) for name in _CONSIGNEE}
        values |= {name: getattr(self._kept, name) for name in _PARTICULARS}
        values["test_certificates"] = "\n".join(self._kept.test_certificates)
        self.form.set_values(values)
        self._offer_notes(beginning.notes)
        self._offer_consignees(beginning.consignees)
        for field in self.form.fields.values():
            if isinstance(field, TextField):
                field.box.setCursorPosition(0)  # a long name is read from its beginning

    def _offer_consignees(self, offered: Sequence[tuple[str, PartyOnPaper]]) -> None:
        """The GSTINs of the buyer; a chosen one brings its address and state."""
        menu = self.under.choices
        menu.clear()
        for words, who in offered:
            menu.addAction(words).triggered.connect(partial(self._send_to, who))
        self.under.setVisible(bool(offered))

    def _send_to(self, who: PartyOnPaper, _checked: bool = False) -> None:
        for name in ("gstin", "state_code", "address"):
            self.form.fields[name].set_value(getattr(who, name))

    def _offer_notes(self, notes: Sequence[NoteLine]) -> None:
        """Texts kept in the settings; a chosen one is added to the remarks."""
        menu = self.note.choices
        menu.clear()
        for note in notes:
            menu.addAction(note.title).triggered.connect(partial(self._add_note, note.content))
        self.note.setVisible(bool(notes))

    def _add_note(self, text: str, _checked: bool = False) -> None:
        remarks = self.form.fields["remarks"]
        remarks.set_value("\n\n".join(part for part in (remarks.value(), text) if part))

    def drafted(self, values: dict[str, Any]) -> dict[str, Any]:
        """`consignee` and `particulars` of a draft; what has no field here stays as it was."""
        consignee = {name: values[name] for name in _CONSIGNEE}
        consignee["state_name"] = law.state_name(values["state_code"])
        particulars = {
            name: getattr(self._kept, name)
            for name in Particulars.__dataclass_fields__
            if name not in _PARTICULARS
        }
        particulars |= {name: values[name] for name in _PARTICULARS}
        lines = (values["test_certificates"] or "").splitlines()
        particulars["test_certificates"] = tuple(line for line in lines if line.strip())
        return {"consignee": consignee, "particulars": particulars}

    def _fields(self) -> None:
        form = self.form
        form.heading("Carriage")
        form.add("vehicle_no", "Vehicle", TextField(longest=40, upper=True))
        form.add("transporter", "Transporter", TextField(longest=200))
        form.add("lr_no", "LR number", TextField(longest=60))
        form.add("eway_bill_no", "E-way bill", TextField(longest=40))
        form.add("dispatched_to", "Dispatched to", TextField(longest=200))
        form.heading("Consignee")
        form.add("name", "Name", TextField(longest=200), required=True)
        form.add("designation", "Attention", TextField(longest=200))
        form.add("address", "Address", MultilineField(lines=3))
        form.add("gstin", "GSTIN", TextField(longest=15, upper=True, width=18))
        self.under = MenuButton("Another GSTIN of the buyer", "building-2", self)
        form.add_wide(self.under)
        form.add("state_code", "State", self._states())
        form.add("phone", "Phone", TextField(longest=60))
        form.heading("References and papers")
        form.add("our_ref", "Our reference", TextField(longest=200))
        form.add("certificate_number", "Guarantee no.", TextField(longest=60))
        form.add("certificate_date", "Guarantee date", DateField())
        form.add("report", "Dimension report", TextField(longest=200))
        tests = MultilineField(lines=2, placeholder="One certificate on each line")
        form.add("test_certificates", "Test certificates", tests)
        form.add("remarks", "Remarks", MultilineField(lines=3))
        self.note = MenuButton("Add a note", "plus", self)
        form.add_wide(self.note)

    def _states(self) -> ChoiceField:
        field = ChoiceField(
            [(code, f"{code} {state.name}") for code, state in law.states().items()]
        )
        # The longest name of a state must not make the whole side wider than its place.
        field.box.setSizeAdjustPolicy(_SHORT)
        field.box.setMinimumContentsLength(12)
        return field


_SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
