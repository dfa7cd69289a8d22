"""The UPI link and its QR code, a courtesy to a buyer who pays by phone (NPCI linking rules)."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from senstosales.documents.blocks import Block

# A long name would make the code too fine for a photocopy.
_NAME_LENGTH, _NOTE_LENGTH, _REFERENCE_LENGTH = 50, 50, 35
_QUIET = 2.0  # points, beside the 5 of the cell
_MASK = 0  # chequered
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
    image = _picture(text)
    inner = side - 2 * _QUIET
    return Block(side, lambda pen, x, top: pen.image(image, x + _QUIET, top + _QUIET, inner, inner))


@lru_cache(maxsize=64)
def _picture(text: str) -> Any:
    """The code as a small picture, embedded once for all copies.

    Drawing its modules one by one would take a third of an invoice's time, and so would trying all
    eight masks for the prettiest: readers undo any of them, and there is no large plain area in a
    link that a mask would have to break up.
    """
    from PIL import Image
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.lib.utils import ImageReader

    made: Any = QrCodeWidget(text, barLevel="M").qr
    made.version = made.calculate_version()
    made.makeImpl(False, _MASK)
    count = len(made.modules)
    picture = Image.new("L", (count, count))
    picture.putdata([0 if cell else 255 for line in made.modules for cell in line])
    # Several pixels to a module keep the edges sharp where a viewer smooths pictures.
    return ImageReader(picture.resize((count * 8, count * 8), Image.Resampling.NEAREST))
