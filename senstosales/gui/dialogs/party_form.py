"""Adding or correcting a party: who he is, where he is, and what that means for the tax."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senstosales.domain import identity, law
from senstosales.domain.amounts import ZERO
from senstosales.domain.told import named
from senstosales.errors import Invalid, Trouble
from senstosales.gui import turns
from senstosales.gui.autosave import Again, Autosave, KeptAs
from senstosales.gui.desk import Desk
from senstosales.gui.forms import (
    CheckField,
    ChoiceField,
    Form,
    FormDialog,
    MoneyField,
    MultilineField,
    TextField,
)
from senstosales.gui.gstin_field import GstinField
from senstosales.gui.line_grid import GridColumn, LineGrid, Row
from senstosales.gui.unfinished import Unfinished
from senstosales.gui.wording import say
from senstosales.queries import parties as queries
from senstosales.queries.columns import Look
from senstosales.queries.parties import PartyDetail
from senstosales.queries.registrations import Registration
from senstosales.services import parties
from senstosales.services.drafts import make
from senstosales.services.parties import PartyDraft

Saved = Callable[[int], object]


def open_new(desk: Desk, parent: QWidget | None = None, saved: Saved | None = None) -> None:
    """Open an empty form; `saved(id)` is called when the party is in the books."""
    _open(desk, parent, saved, None)


def open_party(
    desk: Desk, party_id: int, parent: QWidget | None = None, saved: Saved | None = None
) -> None:
    """Open the form on a party as it now stands in the books."""
    work = partial(desk.books.ask, queries.detail, party_id)
    desk.jobs.read(work, partial(_open, desk, parent, saved), owner=parent)


def again(desk: Desk, kept: Unfinished, parent: QWidget, saved: Saved) -> Again:
    """Open the form as it was kept unsaved."""
    work = partial(_read, desk, kept.start["party_id"])
    return Again(work, partial(_open, desk, parent, saved, kept=kept))


def _read(desk: Desk, party_id: int | None) -> PartyDetail | None:
    return None if party_id is None else desk.books.ask(queries.detail, party_id)


def _open(
    desk: Desk,
    parent: QWidget | None,
    saved: Saved | None,
    held: PartyDetail | None,
    kept: Unfinished | None = None,
) -> None:
    dialog = PartyForm(desk, held, parent, kept)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if saved is not None:
        dialog.when_saved = saved
    turns.show_dialog(dialog)


class PartyForm(FormDialog):
    """The form; it fills in the state from the GSTIN."""

    when_saved: Saved

    def __init__(
        self,
        desk: Desk,
        held: PartyDetail | None,
        parent: QWidget | None = None,
        kept: Unfinished | None = None,
    ) -> None:
        form = _fields()
        super().__init__(
            f"Change {named(held.name)}" if held else "New party", form, "Save party", parent
        )
        self.desk, self.held = desk, held
        self.when_saved = self._nothing
        self._fitted = ""
        if held is None:
            form.set_values({"is_customer": True, "is_active": True, "registrations": []})
        else:
            form.set_values({name: getattr(held, name) for name in form.fields})
            form.set_values({"registrations": [_row(one) for one in held.registrations]})
        gstin = form.fields["gstin"]
        gstin.left.connect(self._fit_state)
        form.submitted.connect(self._save)
        room = parent.window().height() - 40 if parent else 700
        self.resize(620, min(840, room))
        self.autosave = Autosave(self, desk, kept)
        self.autosave.begin()
        form.fields["name"].setFocus()

    def kept_as(self) -> KeptAs:
        """What is kept of the form until it is saved."""
        held = self.held
        named = f"party {self.form.fields['name'].value() or ''}".strip()
        return KeptAs(
            "party",
            f"change of party {held.name}" if held else named,
            {"party_id": held.id if held else None},
            held.version if held else None,
        )

    def _fit_state(self) -> None:
        """The first two digits are the state; only a change of them moves what stands there."""
        try:
            number = self.form.fields["gstin"].value()
        except Invalid:
            return
        state = number[:2] if number else ""
        if not state or state == self._fitted:
            return
        self._fitted = state
        before = _quietly(self.form, "state_code")
        self.form.fields["state_code"].set_value(state)
        if _quietly(self.form, "place_of_supply") in (None, before):
            self.form.fields["place_of_supply"].set_value(state)

    def _save(self, values: dict[str, Any]) -> None:
        try:
            amounts = {name: values[name] or ZERO for name in ("opening_balance", "credit_limit")}
            further = {"registrations": [_said(row) for row in values["registrations"]]}
            draft = make(PartyDraft, values | amounts | further)
        except Invalid as error:
            self.form.show_trouble(error)
            return
        self.save.setEnabled(False)
        held = self.held
        self.desk.jobs.write(
            partial(
                parties.save,
                self.desk.books,
                self.desk.actor,
                draft,
                held.id if held else None,
                held.version if held else None,
            ),
            self._saved,
            self._not_saved,
            owner=self,
        )

    def _saved(self, party_id: int) -> None:
        name = self.form.values()["name"]
        self.desk.messages.note(f"{named(name)} is saved.")
        self.accept()
        self.when_saved(party_id)

    def _not_saved(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self.desk.messages.failure(error)

    def _nothing(self, _party_id: int) -> None:
        """Nobody waits for it."""


def _gstin_typed(text: str) -> str | None:
    typed = "".join(text.split()).upper()
    return identity.gstin(typed) if typed else None


_REGISTRATIONS = (
    GridColumn(
        "gstin", "GSTIN", Look.TEXT, 18, editable=True, reads=_gstin_typed,
        help="Of the same PAN: in another state, or a second one in this",
    ),
    GridColumn(
        "label", "Works or department", Look.TEXT, 18, editable=True,
        help="With a department's number, its orders are billed under this GSTIN",
    ),
    GridColumn("address", "Address", Look.TEXT, 20, editable=True, stretch=True),
)  # fmt: skip


def _fresh() -> Row:
    return dict.fromkeys(column.key for column in _REGISTRATIONS)


def _row(registration: Registration) -> Row:
    """A line of the grid shows an address on one line; what is not changed keeps its own lines."""
    address = registration.address or ""
    return {
        "gstin": registration.gstin,
        "label": registration.label,
        "address": ", ".join(address.split("\n")) or None,
        "lines": address,
    }


def _said(row: Row) -> dict[str, Any]:
    lines = row.get("lines") or ""
    same = ", ".join(lines.split("\n")) == (row["address"] or "")
    return {
        "gstin": row["gstin"], "label": row["label"], "address": lines if same else row["address"],
    }  # fmt: skip


def _fields() -> Form:
    form = Form()
    states = sorted(
        (state.name, code) for code, state in law.states().items() if state.until is None
    )
    choices = [(code, f"{name} ({code})") for name, code in states]
    form.add("name", "Name", TextField(), required=True)
    form.add(
        "designation", "Attention", TextField(placeholder="such as The Senior Manager (Stores)")
    )
    form.add("address", "Address", MultilineField(lines=3))
    form.add(
        "shipping_address",
        "Delivery address",
        MultilineField(lines=3, placeholder="Only if goods go elsewhere"),
    )
    form.heading("Tax")
    form.add("gstin", "GSTIN", GstinField())
    form.add("state_code", "State", ChoiceField(choices))
    form.add(
        "place_of_supply",
        "Place of supply",
        ChoiceField(choices, placeholder="The state, unless goods go to another one"),
    )
    form.heading("Further GSTINs")
    registrations = LineGrid(_REGISTRATIONS, new_row=_fresh, spare=True, name="registrations")
    registrations.table.setAccessibleName(say("Further GSTINs"))
    registrations.table.verticalHeader().hide()
    registrations.setFixedHeight(132)
    form.add_grid("registrations", registrations)
    form.heading("With us")
    form.add("department_no", "Department", TextField(width=12))
    form.add("supplier_code", "Our vendor code", TextField(width=12))
    form.add("phone", "Phone", TextField())
    form.add("email", "E-mail", TextField())
    opening = MoneyField(negative=True)
    opening.box.setToolTip(say("With a minus where we owed the party"))
    form.add("opening_balance", "Owed at the start", opening)
    limit = MoneyField()
    limit.box.setToolTip(
        say("An invoice that takes the party over it brings a notice; empty for no limit")
    )
    form.add("credit_limit", "Credit limit", limit)
    form.add("is_customer", "", CheckField("Customer: orders from us"))
    form.add("is_supplier", "", CheckField("Supplier: we buy from him"))
    form.add(
        "is_default",
        "",
        CheckField("Default buyer: billed unless an order's department says otherwise"),
    )
    form.add("is_active", "", CheckField("In use"))
    return form


def _quietly(form: Form, name: str) -> Any:
    try:
        return form.fields[name].value()
    except Invalid:
        return None
