"""Turns the bytes of a saved page into text and into a grid of cells.

Everything that depends on how a page was saved ends here: its encoding, comments, scripts, control
characters, unclosed rows. The readers of orders and receipts see rows of cells with tidy text.
"""

import codecs
import re
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup

from senstosales.errors import BadPage

LARGEST_FILE = 8 * 1024 * 1024
# The largest real page has 50 items, 120 KB and 6,000 tags. Beyond this no page is real, and a file
# made of tags only would take gigabytes as a tree.
MOST_TAGS = 300_000

_SIGNATURES = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_WEB_ARCHIVE = re.compile(
    rb"\A\s*(?:From: <Saved by|MIME-Version:|Content-Type: multipart/)", re.IGNORECASE
)

# Windows-1252 leaves five bytes undefined; browsers read them as C1 controls, which go anyway.
_WINDOWS_1252 = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x100)
)

# C0 and C1 controls except tab and line ends, and byte order marks gone astray (an STX was seen
# inside a description).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127)|x0*(?:[0-8bcef]|1[0-9a-f]|7f));", re.IGNORECASE
)
# The portal does not escape "&". Left alone, "&REGULATIONS" would be read as the entity &REG.
_BARE_AMPERSAND = re.compile(
    r"&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)"
)
# Half of all tags on an order page are FONT; they never divide words and carry nothing to read.
_FONT = re.compile(r"</?font\b[^<>]*>", re.IGNORECASE)
_XML_PROLOGUE = re.compile(r"<\?xml[^>]*>", re.IGNORECASE)
_HTML_START = re.compile(r"<html\b", re.IGNORECASE)

_BREAKS = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "center"))
_CELLS = ("td", "th")
_MOST_COLUMNS = 100


class Cell(NamedTuple):
    """One cell: its text with blanks joined, the column it begins in, the columns it spans."""

    text: str
    column: int
    span: int


Row = tuple[Cell, ...]


class Sheet(NamedTuple):
    """A page as rows of cells (rows without cells are left out).

    `whole` is False where the end of the page is missing; `login` where it asks for a password.
    """

    rows: tuple[Row, ...]
    whole: bool
    login: bool


def decode(data: bytes) -> str:
    """The text of a saved page, whatever its meta tag claims.

    Pages come as UTF-8 with or without a byte order mark; editors leave them as windows-1252 or
    UTF-16 behind while the page still says utf-8. Raises `BadPage` for files that are no text.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise BadPage("The file is empty. Save the page again from the portal.")
    if len(data) > LARGEST_FILE:
        raise BadPage(
            f"The file has {len(data) / 1024 / 1024:.1f} MB. No page of the portal is larger than "
            f"{LARGEST_FILE // 1024 // 1024} MB, so this must be some other file."
        )
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise BadPage(
                f"This is {kind}, not a web page. Save the page from the portal as a web page."
            )
    if _WEB_ARCHIVE.match(data):
        raise BadPage(
            "This is a web archive (MHTML). Save the page again as “Web page, HTML only”."
        )
    text = _CONTROLS.sub("", _characters(data))
    if not text.strip():
        raise BadPage("The file holds nothing but blanks. Save the page again from the portal.")
    return text


def _characters(data: bytes) -> str:
    wide = _utf_16(data)
    if wide is not None:
        return data.decode(wide, "replace")
    start = data[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in start)
    if controls * 20 > len(start):
        raise BadPage("This is not a web page but some other kind of file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]


def _utf_16(data: bytes) -> str | None:
    """The byte order of UTF-16, told by its mark or by the zero beside each Latin letter."""
    if data.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if data.startswith(b"\xfe\xff"):
        return "utf-16-be"
    start = data[:1024]
    pairs = len(start) // 2
    if pairs and start[1::2].count(0) > 0.7 * pairs and start[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if pairs and start[0::2].count(0) > 0.7 * pairs and start[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


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
        markup = _CONTROL_REFERENCE.sub("", _BARE_AMPERSAND.sub("&amp;", markup))
    try:
        tree = BeautifulSoup(_FONT.sub("", markup), "lxml")
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
