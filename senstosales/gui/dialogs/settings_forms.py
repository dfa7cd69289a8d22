"""The pages of the settings dialog that are forms: who we are, the bank, numbers, papers, terms."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLabel

from senstosales.domain import identity
from senstosales.domain.amounts import plain
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.placeholders import GAPS
from senstosales.gui.date_field import DateField
from senstosales.gui.dialogs.colour_field import ColourField
from senstosales.gui.dialogs.letter_field import LetterField
from senstosales.gui.dialogs.office_fields import (
    CheckedField,
    PictureField,
    StateField,
    StyleField,
)
from senstosales.gui.forms import CheckField, Form, MultilineField, PercentField, TextField
from senstosales.gui.gstin_field import GstinField
from senstosales.gui.wording import say
from senstosales.queries.office import COLOURS

BANK = ("bank_name", "bank_account", "bank_ifsc", "bank_branch", "upi_id")
OFFICE = (
    "name", "business_line", "address", "gstin", "state_code", "pan", "udyam", "phone", "email",
    "supplier_code",
)  # fmt: skip

PICTURES = {
    "logo": "Stands at the head of every paper. PNG or JPEG, at most 2 MB",
    "signature": "Stands above “Authorised signatory”. PNG or JPEG on white, at most 2 MB",
    "stamp": "Stands beside the signature. PNG or JPEG on white, at most 2 MB",
}
_STYLES = {
    VoucherKind.CHALLAN: "Challans",
    VoucherKind.INVOICE: "Invoices",
    VoucherKind.QUOTATION: "Quotations",
    VoucherKind.CREDIT_NOTE: "Credit notes",
    VoucherKind.DEBIT_NOTE: "Debit notes",
}
_TERMS = {
    VoucherKind.QUOTATION: "Quotations",
    VoucherKind.INVOICE: "Invoices",
    VoucherKind.CHALLAN: "Challans without an order",
    VoucherKind.CREDIT_NOTE: "Credit notes",
    VoucherKind.DEBIT_NOTE: "Debit notes",
}


def office_form() -> Form:
    """Who we are, as the papers' head says it."""
    form = Form()
    form.add("name", "Name", TextField(longest=200), required=True)
    form.add("business_line", "Line of business", TextField(longest=200))
    form.add("address", "Address", MultilineField(lines=3))
    gstin = GstinField()
    form.add("gstin", "GSTIN", gstin)
    state = StateField()
    state.follow(gstin)
    form.add("state_code", "State", state)
    form.add("pan", "PAN", CheckedField(identity.pan, width=14, upper=True))
    form.add("udyam", "Udyam number", TextField(width=22, upper=True))
    form.add("phone", "Phone", TextField(longest=60))
    form.add("email", "E-mail", TextField(longest=120))
    form.add("supplier_code", "Our code at the buyer", TextField(width=14))
    for name, hint in PICTURES.items():
        form.add(name, name.capitalize(), PictureField(name, hint))
    return form


def bank_form() -> Form:
    """Where invoices are paid to."""
    form = Form()
    form.add("bank_name", "Bank", TextField(longest=120))
    form.add("bank_account", "Account number", TextField(width=24))
    form.add("bank_ifsc", "IFSC", CheckedField(identity.ifsc, width=14, upper=True))
    form.add("bank_branch", "Branch", TextField(longest=120))
    form.add("upi_id", "UPI ID", CheckedField(identity.upi_id, width=30))
    form.add_wide(_hint("With a UPI ID every invoice bears a QR code to pay it by."))
    return form


def numbers_form() -> Form:
    """How new papers are numbered."""
    form = Form()
    for kind, words in _STYLES.items():
        form.add(f"{kind.value}_style", words, StyleField(), required=True)
    form.add_wide(
        _hint(
            "{n} is the running number, {n:4} the same with zeros in front to four figures, {fy} the "
            "financial year. Numbers begin again at 1 every April. GST Rule 46 allows 16 characters: "
            "letters, figures, “-” and “/”. Papers already made keep their numbers."
        )
    )
    return form


def papers_form() -> Form:
    """What is printed on papers unless the paper itself says otherwise."""
    form = Form()
    form.add("gst_rate", "GST rate", PercentField())
    form.add("round_to_rupee", "", CheckField("Round the total of an invoice to the rupee"))
    form.add("payment_terms", "Payment terms", TextField(longest=200))
    form.add("dispatched_through", "Dispatched through", TextField(longest=200))
    form.add("jurisdiction", "Jurisdiction", TextField(longest=100))
    form.add("invoice_declaration", "Declaration on invoices", MultilineField(lines=3))
    form.add("certificate_text", "Text of the guarantee", MultilineField(lines=5))
    form.heading("Mails that bring papers")
    form.add("letter_subject", "Subject", TextField(longest=200))
    form.add("letter_text", "Text", LetterField(lines=10))
    gaps = "; ".join(f"{{{name}}} is {words}" for name, words in GAPS.items())
    form.add_wide(_hint(f"{gaps}. A line with nothing to fill in is left out."))
    form.heading("Colour of the head, by design")
    for key, design in COLOURS.items():
        field = ColourField(f"the {design} design", "Navy blue" if design == "modern" else "Black")
        form.add(key, design.capitalize(), field)
    form.add_wide(
        _hint(
            "Papers are printed in the colours of today, also older ones. Light colours do not copy."
        )
    )
    return form


def terms_form() -> Form:
    """The terms that new papers of each kind begin with."""
    form = Form()
    form.add_wide(
        _hint(
            "One term on each line; they are printed numbered, below the figures. New papers begin with "
            "them, each paper can have others. Papers already made keep theirs."
        )
    )
    for kind, words in _TERMS.items():
        lines = 4 if kind in (VoucherKind.QUOTATION, VoucherKind.INVOICE) else 2
        form.add(f"{kind.value}_terms", words, MultilineField(lines=lines))
    return form


def closing_form(today: Callable[[], dt.date]) -> Form:
    """Until which day the books are closed."""
    form = Form()
    form.add_wide(
        _hint(
            "When the return of a month is filed, or the accounts of a year are audited, close the books "
            "until its last day. From then on nobody makes, changes, cancels or deletes a challan, an "
            "invoice, a note, a payment, an expense or a stock entry of that day or before, here or "
            "over REST."
        )
    )
    form.add("closed_until", "Closed until", DateField(today=today))
    form.add_wide(
        _hint(
            "Pages of the portal still come in, whatever their date: they are what the buyer says. "
            "Quotations stay free, drafts wait for a later date. Only an owner closes the books and opens "
            "them again, by another day or none; the audit trail keeps who did."
        )
    )
    return form


def settings_shown(stored: Mapping[str, str]) -> dict[str, Any]:
    """Stored settings as the fields want them."""
    values: dict[str, Any] = dict(stored)
    values["gst_rate"] = Decimal(stored["gst_rate"])
    values["round_to_rupee"] = stored["round_to_rupee"] == "yes"
    values["sign_up"] = stored["sign_up"] == "yes"
    closed = stored["closed_until"]
    values["closed_until"] = dt.date.fromisoformat(closed) if closed else None
    return values


def settings_entered(values: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields as the books store it."""
    found: dict[str, str] = {}
    for name, value in values.items():
        match value:
            case bool():
                found[name] = "yes" if value else "no"
            case Decimal():
                found[name] = plain(value)
            case dt.date():
                found[name] = value.isoformat()
            case None:
                found[name] = "0" if name == "gst_rate" else ""
            case _:
                found[name] = str(value)
    return found


def _hint(words: str) -> QLabel:
    label = QLabel(say(words))
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
