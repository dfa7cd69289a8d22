"""What the law may change, read from dated tables in `resources/law`: states, GST rates, unit codes."""

import csv
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
def _rate_rows() -> tuple[tuple[Decimal, date, date | None], ...]:
    return tuple(
        (Decimal(row["rate"]), date.fromisoformat(row["from"]), _day(row["until"]))
        for row in _rows("gst_rates")
    )


def gst_rates(on: date) -> tuple[Decimal, ...]:
    """The GST rates (CGST + SGST, or IGST; percent) in use on a date of supply."""
    return tuple(
        rate for rate, since, until in _rate_rows() if since <= on and (not until or on <= until)
    )


@cache
def unit_codes() -> dict[str, str]:
    """The buyer's unit words and the unit quantity code (UQC) each stands for."""
    return {row["word"]: row["uqc"] for row in _rows("units")}


def unit_code(word: str) -> str:
    """The UQC of a unit word; OTH for a word that the table does not know: it is never guessed."""
    return unit_codes().get(word.strip().upper(), "OTH")


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
