"""Two versions of a text side by side, with the words that went and the words that came marked."""

import re
from difflib import SequenceMatcher
from html import escape

from senstosales.gui import palette
from senstosales.gui.palette import Tone

_WORD = re.compile(r"\s*\S+")
_MOST_WORDS = 3000
_LEAST_SAME = 2
_LEAST_SHARE = 6
"""One word in so many must be the same."""


def marked(before: str, after: str) -> tuple[str, str]:
    """Both as rich text: what went is struck through, what came is underlined.

    Texts with next to nothing in common are given back unmarked, and so are those of a book's length:
    the comparison would take too long.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    most = max(len(old), len(new))
    if most > _MOST_WORDS:
        return _plain(before), _plain(after)
    went, came, common = [], [], 0
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], False)
    for what, first, last, start, end in matcher.get_opcodes():
        # A lone word that both have, such as "to", in the midst of what is new is no help to the eye.
        lone = last - first < _LEAST_SAME and first > 0 and last < len(old)
        same = what == "equal" and not lone
        common += last - first if same else 0
        went.append(_part("".join(old[first:last]), None if same else Tone.BAD))
        came.append(_part("".join(new[start:end]), None if same else Tone.GOOD))
    if common * _LEAST_SHARE < most:
        return _plain(before), _plain(after)
    return "".join(went), "".join(came)


def _part(text: str, tone: Tone | None) -> str:
    if tone is None or not text.strip():
        return _plain(text)
    lead = text[: len(text) - len(text.lstrip())]
    colour, ground = palette.tokens().tone(tone)
    line = "line-through" if tone is Tone.BAD else "underline"
    style = f"color: {colour}; background: {ground}; text-decoration: {line}"
    return f'{_plain(lead)}<span style="{style}">{_plain(text.lstrip())}</span>'


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")
