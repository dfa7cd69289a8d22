"""The UPI link and its QR code, a courtesy to a buyer who pays by phone (NPCI linking rules)."""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from senstosales.documents.blocks import Block
from senstosales.documents.paper import Pen

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
    """The text as a QR code of medium error correction, without its quiet zone."""
    from reportlab.graphics.barcode.qr import QrCodeWidget

    made: Any = QrCodeWidget(text, barLevel="M").qr
    made.make()
    modules = [[bool(cell) for cell in line] for line in made.modules]
    step = side / len(modules)
    # (column, row, length) of dark runs: far fewer rectangles than modules.
    dark = [
        (match.start(), number, match.end() - match.start())
        for number, line in enumerate(modules)
        for match in re.finditer("1+", "".join("1" if cell else "0" for cell in line))
    ]

    def draw(pen: Pen, x: float, top: float) -> None:
        canvas = pen.canvas
        path = canvas.beginPath()
        for column, number, length in dark:
            low = pen.page_height - top - (number + 1) * step
            # The overlap of a hundredth of a point closes the seams that viewers show.
            path.rect(x + column * step, low - 0.01, length * step, step + 0.02)
        canvas.setFillGray(0)
        canvas.drawPath(path, stroke=0, fill=1)

    return Block(side, draw)
