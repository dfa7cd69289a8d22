"""Reads drawing numbers out of an item's description.

The word (DRG, DWG, DRAWING with NO, dots, dashes, colons or nothing, spaced or glued) is followed by
a number in one of few shapes; a word without such a number, as in "ALONGWITH DRAWING AND
SPECIFICATION", names no drawing.
"""

import re

# 11 digits, rarely 7 or 12, with a suffix -001, -V00 or V02. A dash before a count of pieces
# ("... - 120 NOS") is no suffix.
_DIGITS = r"\d{7,14}(?!\d)(?:-?V\d{2}(?!\d)|-\d{3}(?!\d)(?!\s*(?:NOS?|PCS?|SETS?|ST|KGS?|EACH)\b))?"
_DOTTED = r"\d[A-Z]{2,4}(?:\.\d{2,4}){2,3}(?!\d)"  # 4TWD.096.027
_WORDS = "REV|VAR|ALT|ITEM|IT|NO|NOS|SH|SHEET|PT|PART|SPEC|SPCN|SPECN|R|IS|BS|EN|DIN|TO|OF|QTY|ZZ"
# AM 54139, AM54234, TR20043S, C450089/9
_SERIES = r"(?:/\d{1,2}(?!\d|\.\d|/\d{1,4}(?!\d)))"  # the /9 of C450089/9
_LETTERED = (
    rf"(?!(?:{_WORDS})[\s.\-]?\d)[A-Z]{{1,4}}(?:-?\d{{4,8}}|\s\d{{5,6}})(?!\d)"
    rf"(?:[A-Z](?=REV|VAR|ALT|ITEM|[^A-Z0-9]|$))?{_SERIES}?"
)
# Any other mixture of letters and figures without a blank, with four figures at least; but no
# standard (IS2062), no size (12X12X710) and no count of pieces.
_OTHER = (
    rf"(?!(?:{_WORDS})[.\-]?\d|\d+X\d|\d{{1,6}}\s*(?:NOS?|PCS?|SETS?|MM|KGS?)\b)"
    r"(?=[A-Z./\-]{0,20}(?:\d[A-Z./\-]{0,20}){4})[A-Z0-9]+(?:[./\-][A-Z0-9]+)*"
)

_NAMED = re.compile(
    r"(?:(?<![A-Z])|(?<=BHEL)|(?<=CLW))(?:DRAWING|DRG|DWG)S?"
    r"(?:[\s.:=\-#]*(?:NUMBERS?|N[O0]S?(?![A-Z])|NR))*[\s.:=\-#('\"]*(?:,\s*(?=\d{11}(?!\d)))?"
    rf"(?P<number>{_DIGITS}|{_DOTTED}|{_LETTERED}|{_OTHER})",
    re.IGNORECASE | re.ASCII,
)
# Further numbers after the first, without the word: "... REV 01/4TWD.096.027", "..., 4445... & ...".
_FURTHER = re.compile(
    r"(?:[\s,;&+/()\-.#:]|(?:AND|OR|TO|REV|VAR|ALT|ITEM|IT|NOS?|R|V|BHEL|CLW)(?![A-Z])|(?<!\d)\d{1,3}(?![\dA-Z]))*"
    r"(?<![A-Z0-9])"
    rf"(?P<number>(?:\d{{11,12}}(?!\d)(?:-?V\d{{2}}(?!\d)|-\d{{3}}(?!\d)"
    rf"(?!\s*(?:NOS?|PCS?|SETS?|KGS?)\b))?)|{_DOTTED}|(?<=/)\s?(?:\d{{7}}(?!\d)"
    rf"|(?:AM|TR|HG|BP|C)\s?\d{{4,6}}(?!\d)(?:[A-Z](?![A-Z0-9]))?{_SERIES}?))",
    re.IGNORECASE | re.ASCII,
)
# Only after a figure or a mark: the R of "TR20043" is part of the number.
_REVISION = re.compile(
    r"(?:[.\-/]|(?<=\d))(?:REV|VAR|ALT|ITEM|IT|R)[.\-]?\d{0,3}$", re.IGNORECASE | re.ASCII
)


def drawing_numbers(description: str) -> tuple[str, ...]:
    """The drawings named, as printed, in order of appearance, each once."""
    found: dict[str, None] = {}
    at = 0
    while named := _NAMED.search(description, at):
        found[_tidy(named["number"])] = None
        at = named.end("number")
        while further := _FURTHER.match(description, at):
            found[_tidy(further["number"])] = None
            at = further.end("number")
    return tuple(found)


def _tidy(number: str) -> str:
    return _REVISION.sub("", number.strip()).rstrip(".,-/")
