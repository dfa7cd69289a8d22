"""The letters of the papers: bundled faces, measured and wrapped text, runs for Devanagari.

Sizes and widths are in points (1/72 inch). reportlab sets glyphs one by one without shaping; so the
short i-sign, which stands before its consonant on paper, is moved there first, and other conjuncts
show their halant.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from senstosales.bundled import resources


class Face(StrEnum):
    """A face under the name reportlab knows it by."""

    REGULAR = "Papers-Regular"
    SEMIBOLD = "Papers-SemiBold"
    BOLD = "Papers-Bold"


_FILES = {
    Face.REGULAR: ("InterTabular-Regular.ttf", "NotoSansDevanagari-Regular.ttf"),
    Face.SEMIBOLD: ("InterTabular-SemiBold.ttf", "NotoSansDevanagari-Bold.ttf"),
    Face.BOLD: ("InterTabular-Bold.ttf", "NotoSansDevanagari-Bold.ttf"),
}

# Signs that the bundled faces lack, and what a draughtsman would accept in their place.
_STAND_INS = str.maketrans(
    {
        "\t": " ",
        "\u2000": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u00ad": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
        "\u2011": "-",
        "\u03bc": "\u00b5",
        "\u2300": "\u00d8",
        "\u03a6": "\u00d8",
        "\u03c6": "\u00f8",
        "\u03a9": "ohm",
        "\u2126": "ohm",
    }
)
_STICKY = "\u00a0"  # the no-break space binds words while wrapping, and is printed as a space
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Where a halant shows, as it always does here, the sign stands after it: before one consonant only.
_CONSONANT = "[\u0915-\u0939\u0958-\u095f]\u093c?"
_SHORT_I = re.compile(f"({_CONSONANT})\u093f")


@dataclass(frozen=True, slots=True)
class _Loaded:
    """One registered pair: the Latin face and the one that helps out with Devanagari."""

    name: str
    helper: str
    widths: dict[int, float]  # per code point, in points at size 1
    helper_widths: dict[int, float]


@cache
def _loaded(face: Face) -> _Loaded:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # Papers travel as files, not as mail of the nineties: plain binary streams are a fifth smaller.
    rl_config.useA85 = 0

    def widths(name: str, file: str) -> dict[int, float]:
        font: Any = TTFont(name, str(resources() / "fonts" / file))
        pdfmetrics.registerFont(font)
        return {code: width / 1000 for code, width in font.face.charWidths.items()}

    latin, helper = _FILES[face]
    helper_name = "Papers-" + helper.removesuffix(".ttf")
    return _Loaded(str(face), helper_name, widths(str(face), latin), widths(helper_name, helper))


def clean(text: str) -> str:
    """The text as it can be printed: composed, without control characters, line breaks kept.

    Do not clean twice: the second time would move the short i-signs again.
    """
    return _printable(text).replace(_STICKY, " ")


@lru_cache(maxsize=4096)
def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    printable = _UNPRINTABLE.sub(" ", composed.translate(_STAND_INS))
    return _SHORT_I.sub("\u093f\\1", printable)


def runs(text: str, face: Face) -> Iterator[tuple[str, str]]:
    """Split cleaned text into (font name, text) so that no character falls into an empty box."""
    loaded = _loaded(face)
    if text.isascii():
        yield loaded.name, text
        return
    current, start = loaded.name, 0
    characters = list(text)
    for index, character in enumerate(characters):
        code = ord(character)
        if character == " ":
            continue
        if code in loaded.widths:
            font = loaded.name
        elif code in loaded.helper_widths:
            font = loaded.helper
        else:
            font, characters[index] = loaded.name, "?"
        if font != current:
            if index > start:
                yield current, "".join(characters[start:index])
            current, start = font, index
    if start < len(characters):
        yield current, "".join(characters[start:])


def encoded(run: str, font: str, document: Any) -> Iterator[tuple[str, str]]:
    """A run of `runs` as PDF writes it: names of subsets of the font, and strings in each."""
    face = _font(font)
    for subset, codes in face.splitString(run, document):
        name = face.getSubsetInternalName(subset, document)
        yield name, _string(codes)


def _string(codes: bytes) -> str:
    """A PDF string: readable where it can be, else in hexadecimal digits."""
    text = codes.decode("latin-1")
    if text.isascii() and text.isprintable():
        for mark in "\\()":
            text = text.replace(mark, f"\\{mark}")
        return f"({text})"
    return f"<{codes.hex()}>"


@cache
def _font(name: str) -> Any:
    from reportlab.pdfbase import pdfmetrics

    return pdfmetrics.getFont(name)


@lru_cache(maxsize=16384)
def width(text: str, face: Face, size: float) -> float:
    """Width of cleaned text in points."""
    loaded = _loaded(face)
    own, helping = loaded.widths, loaded.helper_widths
    unknown = own[ord("?")]
    return size * sum(
        own[code] if code in own else helping.get(code, unknown) for code in map(ord, text)
    )


def _broken(word: str, face: Face, size: float, room: float) -> Iterator[str]:
    """Cut a word that is wider than the room, after a hyphen, slash or comma where possible."""
    rest = word
    while width(rest, face, size) > room and len(rest) > 1:
        fits = 1
        while fits < len(rest) and width(rest[: fits + 1], face, size) <= room:
            fits += 1
        good = max(rest.rfind(mark, 0, fits) for mark in "-/,;:.)_@") + 1
        cut = good if good > fits // 2 else fits
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


@lru_cache(maxsize=8192)
def wrap(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Lines of the text, none wider than `room` points; empty text gives no line."""
    lines: list[str] = []
    gap = width(" ", face, size)
    for paragraph in _printable(text).split("\n"):
        line, used = "", 0.0
        for bound in filter(None, paragraph.split(" ")):
            word = bound.replace(_STICKY, " ")
            wide = width(word, face, size)
            if line and used + gap + wide <= room:
                line, used = f"{line} {word}", used + gap + wide
                continue
            if line:
                lines.append(line)
            if wide > room:
                *full, line = _broken(word, face, size, room)
                lines.extend(full)
                used = width(line, face, size)
            else:
                line, used = word, wide
        if line:
            lines.append(line)
    return tuple(lines)
