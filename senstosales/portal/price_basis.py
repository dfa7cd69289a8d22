"""Tells from an order's remarks whether its rates include GST.

Of 582 real orders 333 say the price includes GST, 8 deny it with the very same words ("the rate is
NOT inclusive", "column rate including GST changed to N"), 69 say GST is extra, and the rest only
ask that GST rules be met. Adding tax to an inclusive rate bills the customer 18 % too much, so each
statement is read within its own clause, and words that only look like one ("2 extra copies of
invoice", "comply GST rules") count for nothing.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from senstosales.domain import amounts
from senstosales.errors import Invalid
from senstosales.portal.gst_wording import (
    HALF,
    HALVES,
    RATE_AFTER,
    RATE_BEFORE,
    STATEMENTS,
    TAX_WORD,
    Kind,
)
from senstosales.portal.models import PriceBasis

# Words after which "including GST" is about obeying, billing or penalties, not about the price.
_DUTY = re.compile(
    r"RULE|COMPL[IY]|CONDITION|\bLAWS?\b|STATUTORY|DOCUMENT|INVOICE|RETURN|OBLIGATION|LIABILIT"
    r"|PROVISION|GUIDELINE|CERTIFICATE|DETAIL|FORMALIT|NORMS",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:PRICES?|RATES?|VALUE|COST|AMOUNT|RS|INR|PER\s+(?:PIECE|PC|NO|UNIT|SET|KG))\b|/-",
    re.IGNORECASE,
)
# What the words of inclusion are said of: a penalty with the amount it is reckoned on, or the price.
# "PENALTY CLAUSE IS APPLICABLE" beside a price is no penalty on it.
_SUBJECT = re.compile(
    r"(?P<penalty>(?:\bL\.?D\b|LIQUIDATED|PENALTY|RECOVER\w*|DEDUCT\w*)(?!\.?\s+CLAUSE\b)"
    r"(?:\s+(?:AMOUNT|VALUE|RATE|CHARGES)\b|[^,;&]{0,60}?(?:@|\b(?:ON|OF|AT))\s*"
    r"(?:(?:THE|TOTAL|BASIC|PO|ORDER|CONTRACT|UNDELIVERED|DELAYED)\s+){0,4}"
    r"(?:VALUE|AMOUNT|PRICES?|RATES?|COST)\b)?)"
    r"|(?P<price>\b(?:PRICES?|RATES?|PER\s+PIECE|(?:PO|ORDER|CONTRACT|TOTAL)\s+VALUE)\b)",
    re.IGNORECASE,
)
_RECOVERED = re.compile(r"[^,;&]*?(?:RECOVER|DEDUCT|LEVIED)", re.IGNORECASE)
_PARTED = re.compile(r"[,;&]|\bAND\b", re.IGNORECASE)
# A comma that leads to the price or its tax parts it from rules and penalties before.
_FRESH = re.compile(
    r",\s*(?=(?:(?:THE|PO|UNIT|ITEM|ALL|QUOTED|PER\s+PIECE)\s+)*(?:PRICES?|RATES?|VALUE|TAXES|GST)(?![A-Z]))",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:IN|EX)CLUD", re.IGNORECASE)

# What still belongs to the words quoted as the reason: INCLUSIVE OF ALL TAXES "& DUTIES @ 18%".
_TAIL = re.compile(
    r"(?:\s*(?:&|AND|,)\s*(?:DUTIES|TAXES|LEVIES)\b)*(?:\s*[\[(]?\s*(?:GST\s*)?@?\s*\d{1,2}\s*%)?",
    re.IGNORECASE,
)

# A full stop ends a clause, except in 0.5 and F.O.R.; so does the number of the next point.
_CLAUSE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMAX)\.(?!\d)|(?<=[\s'\"(][A-Z])\.(?=\s|$)|;|[\[(]\s*\d{1,2}\s*[\])]|(?<=\s)\d{1,2}[.)](?=[\sA-Z])", re.IGNORECASE
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
    about_price = _price_filter(clause)
    for kind, pattern in STATEMENTS:
        for match in pattern.finditer(clause):
            first = match.start()
            tail = _TAIL.match(clause, match.end())
            last = tail.end() if tail else match.end()
            if 1 not in taken[first:last] and about_price(kind, match):
                taken[first:last] = b"\x01" * (last - first)
                if kind != "other":
                    found.append(_Statement(kind, start + first, start + last))
    change = _FROM_TO.search(clause)
    if change:
        old, new = change.span("old"), change.span("new")
        if any(start + new[0] <= one.start for one in found):
            found = [one for one in found if not old[0] <= one.start - start < old[1]]
    return found


def _price_filter(clause: str) -> Callable[[Kind, re.Match[str]], bool]:
    """Tells statements about the price from the same words about rules, bills or penalties."""
    tax = TAX_WORD.search(clause)
    price = _PRICE.search(clause)
    parts = [0, *(comma.end() for comma in _FRESH.finditer(clause))]

    def about_price(kind: Kind, match: re.Match[str]) -> bool:
        words, first = match[0], match.start()
        begins_with_tax = tax is not None and TAX_WORD.match(clause, first) is not None
        if kind == "extra":
            # "CGST + SGST" is one tax, not a price plus tax.
            added = words.startswith("+") or words[:4].upper() == "PLUS"
            return not (added and (_of_penalty(clause, match) or (tax and tax.start() < first)))
        if not begins_with_tax and _of_penalty(clause, match):
            return False
        if kind == "denied" or not _WEAK.search(words):
            return True
        if _RECOVERED.match(clause, match.end()):
            return False
        duty = _DUTY.search(clause, max(at for at in parts if at <= first))
        return price is not None or duty is None or duty.start() >= match.end()

    return about_price


def _of_penalty(clause: str, match: re.Match[str]) -> bool:
    """Whether the words are said of a penalty: "LD ON PO VALUE EXCLUDING GST"."""
    subject = None
    for subject in _SUBJECT.finditer(clause, 0, match.start()):
        pass
    if subject is None or not subject["penalty"]:
        return False
    return bool(_WEAK.search(match[0])) or not _PARTED.search(clause, subject.end(), match.start())


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
