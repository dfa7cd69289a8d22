"""The UPI link and its QR code, a courtesy to a buyer who pays by phone (NPCI linking rules)."""

import re
from decimal import Decimal
from urllib.parse import quote

from senstosales.documents import qr
from senstosales.documents.blocks import Block

# A long name would make the code too fine for a photocopy.
_NAME_LENGTH, _NOTE_LENGTH, _REFERENCE_LENGTH = 50, 50, 35
_QUIET = 2.0  # points, beside the 5 of the cell
QR_SIDE = 70.0  # points; about 25 mm, which a phone reads off a photocopy too


def link(payee_id: str, payee: str, number: str, amount: Decimal, what: str = "Invoice") -> str:
    """upi://pay link for one paper, an invoice usually; `amount` in rupees, left open when it is not above zero."""
    fields = {"pa": payee_id.strip(), "pn": payee.strip()[:_NAME_LENGTH]}
    if amount > 0:
        fields["am"] = f"{amount:.2f}"
    fields["cu"] = "INR"
    fields["tn"] = f"{what} {number}"[:_NOTE_LENGTH]
    fields["tr"] = re.sub(r"[^A-Za-z0-9]", "", number)[:_REFERENCE_LENGTH]
    return "upi://pay?" + "&".join(
        f"{key}={quote(value, safe='@' if key == 'pa' else '')}" for key, value in fields.items()
    )


def code(text: str, side: float = QR_SIDE) -> Block:
    """The text as a QR code of medium error correction; the cell's own margin is its quiet zone."""
    image = qr.picture(text)
    inner = side - 2 * _QUIET
    return Block(side, lambda pen, x, top: pen.image(image, x + _QUIET, top + _QUIET, inner, inner))
