"""The words of the window in the language of the clerk.

The program is written in English: what it says at its other doors, in its logs and in its audit trail is
English. A sentence is put into the clerk's language where it is shown, and only there.
"""

import re

from PySide6.QtCore import QCoreApplication

from senstosales.domain.told import BEGIN, MARKED, Told

DESK, STATUS, MONTH = "desk", "status", "month"
"""Where a word stands: “Open” is something else on a button than where it tells how an order stands, and
“May” in a date is a month cut short.
"""
_FIRST_PLACE = 0xE000
"""From here on Unicode has signs that no text uses: one stands for each name while a sentence is put into
the clerk's language.
"""
_PLACE = re.compile("[\ue000-\ue0ff]")


def say(text: str, where: str = DESK) -> str:
    """The words in the clerk's language; what nobody has translated stays as it is.

    A finished sentence with figures and names in it is known by its pattern (see `language.Translation`).
    What people have entered is never given to this, or marked in the sentence with `named`.
    """
    if isinstance(text, Told):
        return "".join(say(piece, where) for piece in text.pieces)
    names: list[str] = MARKED.findall(text) if BEGIN in text else []
    if not names:
        return QCoreApplication.translate(where, text)
    places = iter(range(_FIRST_PLACE, _FIRST_PLACE + len(names)))
    said = QCoreApplication.translate(where, MARKED.sub(lambda _: chr(next(places)), text))
    return _PLACE.sub(lambda place: _at(names, ord(place[0]) - _FIRST_PLACE) or place[0], said)


def _at(names: list[str], place: int) -> str:
    return names[place] if place < len(names) else ""
