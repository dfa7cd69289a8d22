"""The UPI link and its QR code, a courtesy to a buyer who pays by phone (NPCI linking rules)."""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from senstosales.documents.blocks import Block

_NOTE_LENGTH, _REFERENCE_LENGTH = 50, 35
QR_SIDE = 70.0  # points; about 25 mm, which a phone reads off a photocopy too


def link(payee_id: str, payee: str, number: str, amount: Decimal) -> str:
    """upi://pay link for one invoice; `amount` in rupees, left open when it is not above zero."""
    fields = {"pa": payee_id.strip(), "pn": payee.strip()}
    if amount > 0:
        fields["am"] = f"{amount:.2f}"
    fields["cu"] = "INR"
    fields["tn"] = f"Invoice {number}"[:_NOTE_LENGTH]
    fields["tr"] = re.sub(r"[^A-Za-z0-9]", "", number)[:_REFERENCE_LENGTH]
    return "upi://pay?" + "&".join(
        f"{key}={quote(value, safe='@' if key == 'pa' else '')}" for key, value in fields.items()
    )


def code(text: str, side: float = QR_SIDE) -> Block:
    """The text as a QR code of medium error correction, without its quiet zone.

    It is embedded as a small picture: one object for all copies, where the modules drawn one by one
    would be a third of the time that an invoice takes.
    """
    from PIL import Image
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.lib.utils import ImageReader

    made: Any = QrCodeWidget(text, barLevel="M").qr
    made.make()
    count = len(made.modules)
    picture = Image.new("L", (count, count))
    picture.putdata([0 if cell else 255 for line in made.modules for cell in line])
    # Several pixels to a module keep the edges sharp where a viewer smooths pictures.
    image = ImageReader(picture.resize((count * 8, count * 8), Image.Resampling.NEAREST))
    return Block(side, lambda pen, x, top: pen.image(image, x, top, side, side))
