"""The words of the window in the language of the clerk.

The program is written in English: what it says at its other doors, in its logs and in its audit trail is
English. A sentence is put into the clerk's language where it is shown, and only there.
"""

from PySide6.QtCore import QCoreApplication

DESK, STATUS = "desk", "status"
"""Where a word stands: “Open” is something else on a button than where it tells how an order stands."""


def say(text: str, where: str = DESK) -> str:
    """The words in the clerk's language; what nobody has translated stays as it is.

    A finished sentence with figures and names in it is known by its pattern (see `language.Translation`).
    What people have entered is never given to this.
    """
    return QCoreApplication.translate(where, text)
