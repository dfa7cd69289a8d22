"""Numbers that identify: document numbers (Rule 46), GSTIN, PAN, IFSC, UPI, e-mail."""

import re
from dataclasses import dataclass

from senstosales.domain.law import state_name, states
from senstosales.errors import Invalid

LONGEST = 16
"""Characters in a document number: CGST Rule 46(b)."""

_DOCUMENT = re.compile(rf"[A-Za-z0-9/-]{{1,{LONGEST}}}", re.ASCII)
_GSTIN = re.compile(r"\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z][A-Z][0-9A-Z]", re.ASCII)
_PAN = re.compile(r"[A-Z]{5}\d{4}[A-Z]", re.ASCII)
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}", re.ASCII)
_UPI = re.compile(r"[A-Za-z0-9._-]{2,80}@[A-Za-z][A-Za-z0-9.-]{1,40}", re.ASCII)
_EMAIL = re.compile(
    r"[^\s@\"<>(),:;\\\[\]\x00-\x20\x7f]{1,64}@(?:[^\s@.,:;/\x00-\x20\x7f]{1,63}\.)+[^\s@.,:;/\x00-\x20\x7f]{2,63}"
)
LONGEST_EMAIL = 254
"""Characters in an e-mail address: RFC 5321 leaves no more between the angle brackets of a path."""
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def document_number(text: str) -> str:
    """A number that a challan or invoice may bear: CGST Rule 46(b), 16 characters at most.

    Raises `Invalid` otherwise, also for one made of zeros only, which the return's tool refuses.
    """
    number = text.strip()
    if not number:
        raise Invalid("Give the paper a number.", field="number")
    if len(number) > LONGEST:
        raise Invalid(
            f"“{number}” has {len(number)} characters; GST Rule 46 allows {LONGEST} at most.",
            field="number",
        )
    if not _DOCUMENT.fullmatch(number):
        raise Invalid(
            f"“{number}” may hold only letters, digits, “-” and “/” (GST Rule 46).", field="number"
        )
    if not number.strip("0/-"):
        raise Invalid(f"“{number}” is not a number the tax office accepts.", field="number")
    return number


def number_key(number: str) -> str:
    """What two numbers are compared by: GSTR-1 does not tell capitals from small letters."""
    return number.strip().upper()


def gstin_check_digit(first_fourteen: str) -> str:
    """The fifteenth character of a GSTIN: weights 1, 2, 1, 2, ... in base 36."""
    total = 0
    for place, character in enumerate(first_fourteen):
        product = _ALPHABET.index(character) * (1 + place % 2)
        total += product // 36 + product % 36
    return _ALPHABET[(36 - total % 36) % 36]


def gstin(text: str) -> str:
    """A GSTIN in capitals; raises `Invalid` saying what is wrong with it."""
    number = re.sub(r"\s", "", text).upper()
    if len(number) != 15:
        raise Invalid(f"A GSTIN has 15 characters, “{number}” has {len(number)}.", field="gstin")
    if not _GSTIN.fullmatch(number):
        raise Invalid(
            f"“{number}” is not built like a GSTIN (for example 23AAAAA0000A1Z5).", field="gstin"
        )
    if number[:2] not in states():
        raise Invalid(f"“{number}” begins with {number[:2]}, which is no state.", field="gstin")
    if gstin_check_digit(number[:14]) != number[14]:
        raise Invalid(
            f"“{number}” has a slip of the pen: its last character does not fit the others.",
            field="gstin",
        )
    return number


@dataclass(frozen=True, slots=True)
class GstinSoFar:
    """What the characters of a GSTIN that are there already say; `trouble` names the first wrong one."""

    state: str = ""
    pan: str = ""
    trouble: str = ""


_PLACES = "99AAAAA9999AXAX"
"""What stands at each place of a GSTIN: 9 a figure, A a letter, X either (CGST Rule 10)."""
_KINDS = {"9": "a figure", "A": "a letter", "X": "a letter or a figure"}


def gstin_so_far(text: str) -> GstinSoFar:
    """Read a GSTIN while it is typed: the state, the PAN in it, and the place of the first wrong character.

    A text that is right as far as it goes has no trouble.
    """
    typed = re.sub(r"\s", "", text).upper()
    for place, character in enumerate(typed[:15]):
        wanted = _PLACES[place]
        digit, letter = character in _ALPHABET[:10], character in _ALPHABET[10:]
        if not (digit and wanted != "A") and not (letter and wanted != "9"):
            return GstinSoFar(
                _state(typed[: min(place, 2)]),
                trouble=f"Character {place + 1} is “{character}”; {_KINDS[wanted]} belongs there.",
            )
    state, named = typed[:2], _state(typed[:2])
    if len(state) == 2 and not named:
        return GstinSoFar(trouble=f"Characters 1 and 2 are {state}, which is no state.")
    if typed[12:13] == "0":
        return GstinSoFar(named, typed[2:12], "Character 13 is “0”; it counts from 1.")
    trouble = ""
    if len(typed) > 15:
        trouble = f"A GSTIN has 15 characters; these are {len(typed)}."
    elif len(typed) == 15 and gstin_check_digit(typed[:14]) != typed[14]:
        trouble = (
            f"Character 15 is “{typed[14]}”; it would be “{gstin_check_digit(typed[:14])}” if the "
            "others are right. Compare them all."
        )
    return GstinSoFar(named, typed[2:12] if len(typed) >= 12 else "", trouble)


def _state(code: str) -> str:
    return state_name(code) or "" if code in states() else ""


def pan(text: str) -> str:
    """A PAN in capitals; raises `Invalid`."""
    number = text.strip().upper()
    if not _PAN.fullmatch(number):
        raise Invalid(
            f"“{number}” is not a PAN (five letters, four digits, a letter).", field="pan"
        )
    return number


def ifsc(text: str) -> str:
    """A bank branch's IFSC in capitals; raises `Invalid`."""
    code = text.strip().upper()
    if not _IFSC.fullmatch(code):
        raise Invalid(
            f"“{code}” is not an IFSC (four letters, a zero, six characters).", field="bank_ifsc"
        )
    return code


def upi_id(text: str) -> str:
    """A UPI address such as name@bank; raises `Invalid`."""
    address = text.strip()
    if not _UPI.fullmatch(address):
        raise Invalid(f"“{address}” is not a UPI address such as name@bank.", field="upi_id")
    return address


def email_address(text: str) -> str:
    """An e-mail address in small letters; raises `Invalid`.

    Only its form is looked at; whether it is somebody's is known once a mail to it was answered.
    """
    address = text.strip().lower()
    if len(address) > LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise Invalid(
            f"“{address[:60]}” is not an e-mail address such as name@example.com.", field="email"
        )
    return address
