"""Tells what words such as "including GST" are said of: the price, a rule to obey, or a penalty.

"LD on PO value excluding GST" and "all statutory rules including GST" say nothing about the price
of the order, though the words are those of the price basis.
"""

import re
from bisect import bisect_left

from senstosales.portal.gst_wording import TAX_WORD, Kind

# Words after which "including GST" is about obeying, billing or returning papers.
_DUTY = re.compile(
    r"RULE|COMPL[IY]|CONDITION|\bLAWS?\b|STATUTORY|DOCUMENT|INVOICE|RETURN|OBLIGATION|LIABILIT"
    r"|PROVISION|GUIDELINE|CERTIFICATE|DETAIL|FORMALIT|NORMS",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:PRICES?|RATES?|VALUE|COST|AMOUNT|RS|INR|PER\s+(?:PIECE|PC|NO|UNIT|SET|KG))\b|/-",
    re.IGNORECASE,
)
# A penalty, with the amount it is reckoned on, or the price. "PENALTY CLAUSE IS APPLICABLE" beside
# a price is no penalty on it.
_SUBJECT = re.compile(
    r"(?P<penalty>(?:\bL\.?D\b|LIQUIDATED|PENALTY|RECOVER\w*|DEDUCT\w*)(?!\.?\s+CLAUSE\b)"
    r"(?:\s+(?:AMOUNT|VALUE|RATE|CHARGES)\b|[^,;&]{0,60}?(?:@|\b(?:ON|OF|AT))\s*"
    r"(?:(?:THE|TOTAL|BASIC|PO|ORDER|CONTRACT|UNDELIVERED|DELAYED)\s+){0,4}"
    r"(?:VALUE|AMOUNT|PRICES?|RATES?|COST)\b)?)"
    r"|\b(?:PRICES?|RATES?|PER\s+PIECE|(?:PO|ORDER|CONTRACT|TOTAL)\s+VALUE)\b",
    re.IGNORECASE,
)
_RECOVERED = re.compile(r"[^,;&]{0,80}?(?:RECOVER|DEDUCT|LEVIED)", re.IGNORECASE)
_PARTED = re.compile(r"[,;&]|\bAND\b", re.IGNORECASE)
# A comma that leads to the price or its tax parts it from rules and penalties before.
_FRESH = re.compile(
    r",\s*(?=(?:(?:THE|PO|UNIT|ITEM|ALL|QUOTED|PER\s+PIECE)\s+)*(?:PRICES?|RATES?|VALUE|TAXES|GST)(?![A-Z]))",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:IN|EX)CLUD", re.IGNORECASE)


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    return [found.start() for found in pattern.finditer(text)]


def _within(places: list[int], start: int, end: int) -> bool:
    """Whether one of these places, in order, lies in the stretch."""
    return bisect_left(places, start) < bisect_left(places, end)


class Subjects:
    """What one clause of the remarks speaks of, and where."""

    def __init__(self, clause: str) -> None:
        self._clause = clause
        self._taxes = _starts(TAX_WORD, clause)
        self._duties = _starts(_DUTY, clause)
        self._parted = _starts(_PARTED, clause)
        self._fresh = [0, *(comma.end() for comma in _FRESH.finditer(clause))]
        self._names_price = _PRICE.search(clause) is not None
        subjects = list(_SUBJECT.finditer(clause))
        self._subjects = [(one.end(), one["penalty"] is not None) for one in subjects]
        self._penalties = [one.start() for one in subjects if one["penalty"]]

    def about_price(self, kind: Kind, match: re.Match[str]) -> bool:
        """Whether a statement found in this clause is one about the order's price."""
        words, start = match[0], match.start()
        part = self._fresh[bisect_left(self._fresh, start + 1) - 1]
        if kind == "extra":
            # "CGST + SGST" is one tax, not a price plus tax; "COST WILL BE RECOVERED PLUS GST".
            added = words.startswith("+") or words[:4].upper() == "PLUS"
            return not added or not (
                _within(self._taxes, 0, start) or _within(self._penalties, part, start)
            )
        weak = _WEAK.search(words) is not None
        if not _within(self._taxes, start, start + 1) and self._of_penalty(start, weak=weak):
            return False
        if kind == "denied" or not weak:
            return True
        if _RECOVERED.match(self._clause, match.end()):
            return False
        return self._names_price or not _within(self._duties, part, match.end())

    def _of_penalty(self, start: int, *, weak: bool) -> bool:
        """Whether the last thing named before is a penalty; the strong word INCLUSIVE must follow it
        without a comma.
        """
        at = bisect_left(self._subjects, (start + 1, False)) - 1
        if at < 0:
            return False
        end, penalty = self._subjects[at]
        return penalty and (weak or not _within(self._parted, end, start))
