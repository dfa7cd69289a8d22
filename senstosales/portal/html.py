"""Turns a saved page into a grid of cells.

Everything that depends on how a page was written ends here: comments, scripts, bare ampersands,
unclosed rows. The readers of orders and receipts see rows of cells with tidy text.
"""

import re
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from bs4.exceptions import ParserRejectedMarkup

from senstosales.errors import BadPage
from senstosales.portal.encoding import decode

# The largest real page has 50 items, 120 KB and 6,000 tags. Beyond this no page is real, and a file
# made of tags only would take gigabytes as a tree.
MOST_TAGS = 300_000

_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127)|x0*(?:[0-8bcef]|1[0-9a-f]|7f));", re.IGNORECASE
)
# The portal does not escape "&". Left alone, "&REGULATIONS" would be read as the entity &REG.
_BARE_AMPERSAND = re.compile(
    r"&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)"
)
# As browsers do; only in small letters, for the portal's own words are in capitals.
_UNENDED = re.compile(r"&(nbsp|amp|lt|gt|quot|deg|plusmn)(?![a-zA-Z0-9;=])")
# Two thirds of all tags on an order page are FONT and DIV; they carry nothing to read, and only DIV
# divides words. Without them the tree takes half the time.
_FONT = re.compile(r"</?font\b[^<>]*>", re.IGNORECASE)
_DIV = re.compile(r"</?div\b[^<>]*>", re.IGNORECASE)
_BETWEEN_CELLS = re.compile(r">\s+(?=</?t(?:[dhr]|able|body)\b)", re.IGNORECASE)
_XML_PROLOGUE = re.compile(r"<\?xml[^>]*>", re.IGNORECASE)
_HTML_START = re.compile(r"<html\b", re.IGNORECASE)

_BREAKS = frozenset(("br", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "center"))
_CELLS = ("td", "th")
_MOST_COLUMNS = 100
_MARK = re.compile(r"\s*([-/])\s*")


class Cell(NamedTuple):
    """One cell: its text with blanks joined, the column it begins in, the columns it spans."""

    text: str
    column: int
    span: int


Row = tuple[Cell, ...]


def label(text: str) -> str:
    """A cell's text as a label: capitals, no closing colon or dot, no blanks around marks."""
    return _MARK.sub(r"\1", text.upper().rstrip(" :."))


class Sheet(NamedTuple):
    """A page as rows of cells (rows without cells are left out).

    `whole` is False where the end of the page is missing; `login` where it asks for a password.
    """

    rows: tuple[Row, ...]
    whole: bool
    login: bool


def read_sheet(data: bytes) -> Sheet:
    """The cells of a page, in one pass over its tree.

    Text before `<html>` is dropped: on one real page it is the number of another order. Raises
    `BadPage` where there is no web page in the file.
    """
    text = decode(data)
    if text.count("<") > MOST_TAGS:
        raise BadPage("The file has far more cells than any page of the portal.")
    lowered = text.lower()
    if "<table" not in lowered and "<html" not in lowered and "<body" not in lowered:
        raise BadPage("This is a text, not a web page. Save the page again from the portal.")
    end = lowered.rfind("</table")
    whole = end >= 0 and ("</body" in lowered[end:] or "</html" in lowered[end:])
    start = _HTML_START.search(text)
    markup = text[start.start() :] if start else text[text.find("<") :]
    if "<?xml" in lowered:
        markup = _XML_PROLOGUE.sub("", markup)
    if "&" in markup:
        markup = _BARE_AMPERSAND.sub("&amp;", _UNENDED.sub(r"&\1;", markup))
        markup = _CONTROL_REFERENCE.sub("", markup)
    try:
        markup = _BETWEEN_CELLS.sub(">", _DIV.sub(" ", _FONT.sub("", markup)))
        tree = BeautifulSoup(markup, "lxml")
    except ParserRejectedMarkup as trouble:
        raise BadPage("This is not a web page that can be read. Save it again.") from trouble
    return Sheet(_rows(tree), whole, _asks_for_password(tree, lowered))


def _rows(tree: BeautifulSoup) -> tuple[Row, ...]:
    """One walk over the tree. Comments, scripts and styles have string types of their own in
    BeautifulSoup and fall out because only plain strings are taken: the comments of SRV pages
    hold an older table whose cells would shift the columns.
    """
    found: list[list[tuple[list[str], int]]] = []
    row: list[tuple[list[str], int]] = []
    cell: Tag | None = None
    parts: list[str] = []
    node: PageElement | None = tree.contents[0] if tree.contents else None
    while node is not None:
        if type(node) is NavigableString:
            if cell is not None and (node.isspace() or _stands_in(node, cell)):
                parts.append(node)
        elif isinstance(node, Tag):
            name = node.name
            if name in _CELLS:
                cell, parts = node, []
                row.append((parts, _span(node)))
            elif name in ("tr", "table"):
                row, cell = [], None
                found.append(row)
            elif name in _BREAKS:
                parts.append(" ")
        node = node.next_element
    return tuple(_place(row) for row in found if row)


def _stands_in(string: NavigableString, cell: Tag) -> bool:
    parent = string.parent
    while parent is not None and parent.name not in _CELLS and parent.name != "table":
        parent = parent.parent
    return parent is cell


def _span(cell: Tag) -> int:
    printed = cell.attrs.get("colspan") if cell.attrs else None
    if not isinstance(printed, str) or not printed.isdecimal() or len(printed) > 3:
        return 1
    return min(max(int(printed), 1), _MOST_COLUMNS)


def _place(row: list[tuple[list[str], int]]) -> Row:
    cells, column = [], 0
    for parts, span in row:
        cells.append(Cell(" ".join("".join(parts).split()), column, span))
        column += span
    return tuple(cells)


def _asks_for_password(tree: BeautifulSoup, lowered: str) -> bool:
    return "password" in lowered and tree.find("input", attrs={"type": "password"}) is not None
