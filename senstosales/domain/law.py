"""What the law may change, read from dated tables in `resources/law`: states, GST rates, unit codes,
what buyers must keep back.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from senstosales.bundled import resources
from senstosales.errors import Invalid


@dataclass(frozen=True, slots=True)
class State:
    """A state or union territory as GST numbers it; `utgst` where UTGST stands for SGST."""

    code: str
    name: str
    utgst: bool
    since: date
    until: date | None


def _rows(table: str) -> list[dict[str, str]]:
    with (resources() / "law" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def states() -> dict[str, State]:
    """All state codes ever in use, by their two digits."""
    return {
        row["code"]: State(
            row["code"],
            row["name"],
            row["utgst"] == "yes",
            date.fromisoformat(row["from"]),
            _day(row["until"]),
        )
        for row in _rows("states")
    }


def state_name(code: str | None) -> str | None:
    """The name of a state code, or None for an unknown one."""
    state = states().get(code or "")
    return state.name if state else None


def state_code(text: str) -> str:
    """A state code from `23`, `Madhya Pradesh` or `23 - Madhya Pradesh`; raises `Invalid`."""
    wanted = text.strip()
    if wanted[:2] in states() and (len(wanted) == 2 or not wanted[2].isalnum()):
        return wanted[:2]
    for state in states().values():
        if state.name.casefold() == wanted.casefold() and state.until is None:
            return state.code
    raise Invalid(f"“{text}” is not a state of India or its two-digit GST code.")


@cache
def _state_words() -> tuple[tuple[str, str], ...]:
    """Every name a state is known by, as `_bare` leaves it, the longest first; and its code."""
    names = {_bare(state.name): code for code, state in states().items() if state.until is None}
    names |= {_bare(row["name"]): row["code"] for row in _rows("state_names")}
    return tuple(sorted(names.items(), key=lambda item: (-len(item[0]), item[0])))


def _bare(text: str) -> str:
    """Lower-case words between single blanks, “&” spelt out."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("&", " and ")))


def state_in(text: str) -> str | None:
    """The code of the state that a line of an address ends in or names, or None.

    `27`, `Maharashtra`, `Pune, Maharashtra - 411001` and `Orissa` are known; of several names the
    last counts: “Delhi Road, Meerut, Uttar Pradesh” is in Uttar Pradesh.
    """
    bare = _bare(text)
    if bare in states():
        return bare
    found = [
        (f" {bare} ".rfind(f" {name} ") + len(name), len(name), code)
        for name, code in _state_words()
        if f" {name} " in f" {bare} "
    ]
    return max(found)[2] if found else None


@cache
def _rate_rows() -> tuple[tuple[Decimal, str, date, date | None], ...]:
    return tuple(
        (Decimal(row["rate"]), row["goods"], date.fromisoformat(row["from"]), _day(row["until"]))
        for row in _rows("gst_rates")
    )


def gst_rates(on: date, goods: str = "") -> tuple[Decimal, ...]:
    """The GST rates (CGST + SGST, or IGST; percent) in use on a date of supply.

    12 % and 28 % outlived 21-Sep-2025 for some `goods` only: `bricks`, `tobacco`. A credit or debit
    note bears the rate of the invoice it corrects: ask for that invoice's date.
    """
    rates = {
        rate
        for rate, only, since, until in _rate_rows()
        if only in ("", goods) and since <= on and (not until or on <= until)
    }
    return tuple(sorted(rates))


@dataclass(frozen=True, slots=True)
class Withholding:
    """What a buyer must keep back of a price without GST: percent, and rupees above which it begins."""

    percent: Decimal
    above: Decimal
    law: str


@cache
def _withholding_rows() -> tuple[tuple[str, Withholding, date, date | None], ...]:
    return tuple(
        (
            row["kind"],
            Withholding(Decimal(row["percent"]), Decimal(row["above"]), row["law"]),
            date.fromisoformat(row["from"]),
            _day(row["until"]),
        )
        for row in _rows("withholding")
    )


def withholding(kind: str, on: date) -> Withholding | None:
    """The rule for `gst_tds` or `income_tax_tds` in force on a day; None before there was one."""
    for named, rule, since, until in _withholding_rows():
        if named == kind and since <= on and (not until or on <= until):
            return rule
    return None


@cache
def unit_codes() -> dict[str, str]:
    """The buyer's unit words and the unit quantity code (UQC) each stands for."""
    return {row["word"]: row["uqc"] for row in _rows("units")}


def unit_code(word: str) -> str:
    """The UQC of a unit word; OTH for a word that the table does not know: it is never guessed."""
    return unit_codes().get(word.strip().upper(), "OTH")


_COUNTED = frozenset({"NOS", "PCS", "SET", "PRS", "DOZ", "UNT"})


def is_counted(word: str) -> bool:
    """Whether goods of that unit are counted: there is no half of one, as there is of a kilogram."""
    return unit_code(word) in _COUNTED


@cache
def _cities() -> dict[str, str]:
    return {row["city"]: row["state"] for row in _rows("cities")}


def state_of_city(*names: str) -> str | None:
    """The state code of the first name that is a known city; None rather than a guess."""
    for name in names:
        code = _cities().get(name.strip().upper())
        if code:
            return code
    return None
