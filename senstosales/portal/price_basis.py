"""Tells from an order's remarks whether its rates include GST.

Of 582 real orders 333 say the price includes GST, 8 deny it with the very same words ("the rate is
NOT inclusive", "column rate including GST changed to N"), 69 say GST is extra, and the rest only
ask that GST rules be met. Adding tax to an inclusive rate bills the customer 18 % too much, so each
statement is read within its own clause, and words that only look like one ("2 extra copies of
invoice", "comply GST rules") count for nothing.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from senstosales.domain import amounts
from senstosales.errors import Invalid
from senstosales.portal.gst_subject import Subjects
from senstosales.portal.gst_wording import (
    HALF,
    HALVES,
    RATE_AFTER,
    RATE_BEFORE,
    STATEMENTS,
    Kind,
)
from senstosales.portal.models import PriceBasis

# What still belongs to the words quoted as the reason: INCLUSIVE OF ALL TAXES "& DUTIES @ 18%".
_TAIL = re.compile(
    r"(?:\s*(?:&|AND|,)\s*(?:DUTIES|TAXES|LEVIES)\b)*(?:\s*[\[(]?\s*(?:GST\s*)?@?\s*\d{1,2}\s*%)?",
    re.IGNORECASE,
)

# A full stop ends a clause, except in 0.5 and F.O.R.; so does the number of the next point.
_CLAUSE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMAX)(?<!\bRS)\.(?!\d)|(?<=[\s'\"(][A-Z])\.(?=\s|$)|;|[\[(]\s*\d{1,2}\s*[\])]|(?<=[\s.])\d{1,2}[.)](?=[\sA-Z])",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\bFROM\b(?P<old>.+?)\bTO\b(?P<new>.+)", re.IGNORECASE)


class _Statement(NamedTuple):
    kind: Kind
    start: int
    end: int


def price_basis(remarks: str) -> PriceBasis:
    """What the remarks say about GST in the price. A denial outweighs the words it denies; where
    an order contradicts itself otherwise, the later statement counts.
    """
    text = _plain_marks(remarks)
    rate = _rate(text)
    statements = [one for start, end in _clauses(text) for one in _statements(text, start, end)]
    by_kind = {one.kind: one for one in sorted(statements, key=lambda one: -one.start)}
    last = max(statements, key=lambda one: one.start, default=None)
    if last is None:
        return PriceBasis(basis="silent", rate=rate, phrase=None, wording="silent")
    if "denied" in by_kind:
        chosen = by_kind["denied"]
    elif last.kind == "included":
        chosen = by_kind["included"]
    else:
        chosen = by_kind.get("extra") or by_kind["excluded"]
    phrase = remarks[chosen.start : chosen.end].strip()
    if chosen.kind == "included":
        return PriceBasis(basis="inclusive", rate=rate, phrase=phrase, wording="inclusive")
    wording: Literal["extra", "not inclusive"] = (
        "extra" if chosen.kind == "extra" else "not inclusive"
    )
    return PriceBasis(basis="exclusive", rate=rate, phrase=phrase, wording=wording)


def _plain_marks(text: str) -> str:
    """G.S.T., INCL. and curly quotes in one spelling, each at its own place and length."""
    text = re.sub(
        r"\bG\.\s?S\.\s?T\b\.?", lambda found: "GST".ljust(len(found[0])), text, flags=re.IGNORECASE
    )
    text = re.sub(r"\b(IN|EX)CL\.", r"\1CL ", text, flags=re.IGNORECASE)
    return text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-"})


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _CLAUSE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _statements(text: str, start: int, end: int) -> list[_Statement]:
    clause = text[start:end]
    taken = bytearray(len(clause))
    found: list[_Statement] = []
    subjects = Subjects(clause)
    for kind, pattern in STATEMENTS:
        for match in pattern.finditer(clause):
            first = match.start()
            tail = _TAIL.match(clause, match.end())
            last = tail.end() if tail else match.end()
            if 1 not in taken[first:last] and subjects.about_price(kind, match):
                taken[first:last] = b"\x01" * (last - first)
                if kind != "other":
                    found.append(_Statement(kind, start + first, start + last))
    change = _FROM_TO.search(clause)
    if change:
        old, new = change.span("old"), change.span("new")
        if any(start + new[0] <= one.start for one in found):
            found = [one for one in found if not old[0] <= one.start - start < old[1]]
    return found


def _rate(text: str) -> Decimal | None:
    """The percentage named for GST; CGST and SGST named apart are added."""
    both = HALVES.search(text)
    if both:
        return _percent(Decimal(both["rate"]) * 2)
    halves = {
        (one["head"] or one["head_after"]).upper(): Decimal(one["rate"] or one["rate_before"])
        for one in HALF.finditer(text)
    }
    if len(halves) == 2:
        return _percent(sum(halves.values(), amounts.ZERO))
    found = RATE_AFTER.search(text) or RATE_BEFORE.search(text)
    return _percent(Decimal(found["rate"])) if found else None


def _percent(number: Decimal) -> Decimal | None:
    try:
        return amounts.percent(number)
    except Invalid:
        return None
