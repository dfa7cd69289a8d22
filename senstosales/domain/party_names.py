"""Names of firms without what people write differently: dots, capitals, Ltd or Limited, M/s."""

import re

_STANDS_FOR = {"co": "company", "corp": "corporation"}
_LEFT_OUT = frozenset({"ltd", "limited", "pvt", "private", "llp", "and", "the", "messrs"})
_SMALL = frozenset({"and", "of", "the", "for"})
_SHORTEST_INITIALS = 3
_LAST_DIGITS = 10
"""Digits of a phone number in India after the country's 91 or the trunk's 0."""


def name_key(name: str) -> str:
    """What two names of one firm have in common; empty where nothing tells it from others.

    >>> name_key("M/s. Satpura Tools Pvt. Ltd.") == name_key("SATPURA TOOLS PRIVATE LIMITED")
    True
    """
    words = re.findall(
        r"[^\W_]+", re.sub(r"(?i)\bm\s*/\s*s\b", "", name).replace("'", "").casefold()
    )
    said = (_STANDS_FOR.get(word, word) for word in words)
    return " ".join(word for word in said if word not in _LEFT_OUT)


def phone_key(phone: str | None) -> str:
    """The last ten digits of a phone number; empty for one that is too short to tell anything."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-_LAST_DIGITS:] if len(digits) >= _LAST_DIGITS else ""


def pan_of(gstin: str | None) -> str:
    """The PAN in a GSTIN, its third to twelfth characters; empty without one (CGST Rule 10(1)(b))."""
    return gstin[2:12] if gstin and len(gstin) == 15 else ""


def initials(name: str) -> str:
    """What a firm of three words or more is called for short, in small letters; else empty. Of a name
    with its place behind a comma only the name counts.

    >>> initials("Bharat Heavy Electricals Limited, Bhopal")
    'bhel'
    """
    words = re.findall(r"[^\W_]+", name.split(",", maxsplit=1)[0].replace("'", "").casefold())
    found = "".join(word[0] for word in words if word not in _SMALL)
    return found if len(found) >= _SHORTEST_INITIALS else ""
