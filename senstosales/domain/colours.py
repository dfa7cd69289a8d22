"""The colours in which an office may have the heads of its papers: dark enough to be read and copied."""

import re

from senstosales.errors import Invalid

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_LEAST_CONTRAST = 4.5
"""Against white paper, and of white words on it: WCAG 2.2, success criterion 1.4.3."""

Channels = tuple[float, float, float]


def paper_colour(text: str) -> str:
    """A colour as `#RRGGBB`; raises `Invalid` for anything else, and for one too light for paper."""
    found = _HEX.fullmatch(text.strip())
    if found is None:
        raise Invalid("Write a colour as # and six figures, such as #1C3A5E.")
    colour = f"#{found[1].upper()}"
    if contrast_on_white(channels(colour)) < _LEAST_CONTRAST:
        raise Invalid("This colour is too light to be read on paper. Choose a darker one.")
    return colour


def channels(colour: str) -> Channels:
    """Red, green and blue of `#RRGGBB`, each from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def contrast_on_white(colour: Channels) -> float:
    """How much it stands out from white, from 1 (not at all) to 21 (black); as WCAG reckons it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
