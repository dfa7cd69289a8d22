"""Files that people hand in: a name that is safe to show and to save under, a size in words, a kind."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 180
"""In bytes of UTF-8: file systems take 255, and a number may be put before it."""

_LONGEST_ENDING = 16
_FORBIDDEN = re.compile(r'[:*?"<>|]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# Devanagari needs the two joiners to spell; the other invisible signs can turn a name round to hide
# how it ends.
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".dwg": "image/vnd.dwg",
    ".dxf": "image/vnd.dxf",
    ".stp": "model/step",
    ".step": "model/step",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".htm": "text/html",
    ".html": "text/html",
    ".xml": "application/xml",
    ".eml": "message/rfc822",
    ".msg": "application/vnd.ms-outlook",
    ".zip": "application/zip",
}
_PROGRAMS = frozenset(
    ".app .appimage .apk .bat .bin .chm .cmd .com .command .cpl .deb .desktop .dll .dmg .exe .gadget "
    ".hta .inf .jar .jnlp .js .jse .lnk .msc .msi .msp .mst .pif .pkg .ps1 .py .pyw .rb .reg .rpm "
    ".run .scf .scr .sct .sh .url .vb .vbe .vbs .webloc .workflow .ws .wsc .wsf .wsh .xll".split()
)


class Size(int):
    """A number of bytes that is written as people read it: 512 bytes, 48 KB, 1.2 MB."""

    def __str__(self) -> str:
        if self < 1000:
            return f"{int(self)} byte{'' if self == 1 else 's'}"
        if self < 999_500:
            return f"{(self + 500) // 1000} KB"
        tenths = (self + 50_000) // 100_000
        return f"{tenths // 10}.{tenths % 10} MB" if tenths < 1000 else f"{tenths // 10} MB"


def cleaned(name: str) -> str:
    """The last part of a path as a name that every system takes and that shows how it ends.

    Folders, signs that cannot be printed or turn the writing round, and dots and spaces at either end
    go; what a system forbids becomes a hyphen. Never empty.
    """
    last = re.split(r"[\\/]", name)[-1]
    words = " ".join(unicodedata.normalize("NFC", last).split())
    shown = "".join(
        sign for sign in words if sign in _JOINERS or unicodedata.category(sign)[0] != "C"
    )
    shown = _FORBIDDEN.sub("-", shown).strip().rstrip(" .")
    if not shown or shown.startswith("."):
        # A name of nothing but an ending would be hidden.
        shown = f"file{'.' if shown else ''}{shown.lstrip('. ')}"
    if _DEVICE.fullmatch(shown):
        shown = f"_{shown}"
    return _shortened(shown)


def media_type(name: str) -> str:
    """What the ending of a name tells of its content, such as application/pdf."""
    return _TYPES.get(PurePosixPath(name.lower()).suffix, "application/octet-stream")


def is_program(name: str) -> bool:
    """True for a file that a desktop would run and not show."""
    return PurePosixPath(name.lower()).suffix in _PROGRAMS


def _shortened(name: str) -> str:
    """Cut before the ending, never within a letter."""
    if len(name.encode()) <= LONGEST_NAME:
        return name
    ending = PurePosixPath(name).suffix
    if len(ending.encode()) > _LONGEST_ENDING:
        ending = ""
    stem = name.removesuffix(ending).encode()[: LONGEST_NAME - len(ending.encode())]
    return stem.decode(errors="ignore").rstrip(" .") + ending
