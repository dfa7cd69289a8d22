"""Turns the bytes of a saved file into text, or says what kind of file it is instead."""

import codecs
import re

from senstosales.errors import BadPage

LARGEST_FILE = 8 * 1024 * 1024
_SIGNATURES = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
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

# What UTF-8 makes of the letters such pages hold: Latin-1, Greek, Devanagari and signs. The pair
# that UTF-8 would read as Arabic is two characters of windows-1252, such as "Ø±".
_UTF_8 = re.compile(
    rb"((?:[\xc2\xc3\xce\xcf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2})+)"
)
_FOREIGN = re.compile("[\u0400-\u07ff]")

_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f")

# C0 and C1 controls except tab and line ends, and byte order marks gone astray (an STX was seen
# inside a description).
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")


def decode(data: bytes) -> str:
    """The text of a saved page, whatever its meta tag claims.

    Pages come as UTF-8 with or without a byte order mark; editors leave them as windows-1252 or
    UTF-16 behind while the page still says utf-8, or put single bytes of windows-1252 among the
    UTF-8 of the page. Raises `BadPage` for files that are no text.
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
    controls = len(start) - len(start.translate(None, _CONTROL_BYTES))
    if controls * 20 > len(start):
        raise BadPage("This is not a web page but some other kind of file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _mixed(data)
    return _mixed(data) if _FOREIGN.search(text) else text


def _mixed(data: bytes) -> str:
    pieces = _UTF_8.split(data)
    pieces_of_1252 = (codecs.charmap_decode(one, "strict", _WINDOWS_1252)[0] for one in pieces[::2])
    pieces_of_utf_8 = (one.decode("utf-8") for one in (*pieces[1::2], b""))
    return "".join(
        text for pair in zip(pieces_of_1252, pieces_of_utf_8, strict=True) for text in pair
    )


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
