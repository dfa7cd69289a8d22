"""The bars of a Code 128 barcode. The pattern is reportlab's."""

from functools import lru_cache
from typing import Any

from senstosales.errors import Invalid

LONGEST = 40
"""Characters; longer ones no longer fit on a label that a scanner can read."""


@lru_cache(maxsize=256)
def bars(text: str) -> tuple[int, ...]:
    """Widths in modules, a bar and a gap in turn, beginning and ending with a bar.

    Raises `Invalid` for a text that is too long, or holds signs that no scanner could type.
    """
    from reportlab.graphics.barcode.code128 import Code128

    if not text.isascii() or not text.isprintable() or not text.strip():
        raise Invalid("A barcode holds plain letters, figures and signs only.", field="barcode")
    if len(text) > LONGEST:
        raise Invalid(f"A barcode holds {LONGEST} characters at most.", field="barcode")
    made: Any = Code128(text)
    made.validate()
    made.encode()
    made.decompose()
    # It writes bars as capitals and gaps as small letters, A being one module wide.
    return tuple(ord(sign.upper()) - ord("A") + 1 for sign in made.decomposed)
