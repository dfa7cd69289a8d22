"""What travels with the program and under which licence, read from what is installed."""

import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from senstosales.bundled import resources

_OURS = "senstosales"
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)")
_TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_LONGEST_NAME, _LARGEST_TEXT = 60, 200_000


@dataclass(frozen=True, slots=True)
class Part:
    """A library, font or set of icons; `text` is its licence in full, where it came with one."""

    id: int
    name: str
    version: str
    licence: str
    text: str


def shipped() -> tuple[Part, ...]:
    """Everything, by name: the libraries the program needs and those they need, fonts, icons, Python."""
    found = [*_libraries(), *_others()]
    found.sort(key=lambda part: part[0].casefold())
    return tuple(Part(place, *part) for place, part in enumerate(found))


def _libraries() -> Iterator[tuple[str, str, str, str]]:
    seen: set[str] = set()
    wanted = [_OURS]
    while wanted:
        name = wanted.pop()
        plain = re.sub(r"[-_.]+", "-", name).lower()
        if plain in seen:
            continue
        seen.add(plain)
        try:
            held = distribution(name)
        except PackageNotFoundError:
            continue  # wanted only on another platform
        if plain != _OURS:
            yield held.name, held.version, _licence(held), _text(held)
        for requirement in held.requires or ():
            named = _REQUIREMENT.match(requirement)
            if named and "extra ==" not in requirement:
                wanted.append(named[1])


def _licence(held: Distribution) -> str:
    """Its licence in a word: as an expression, as a short text, or as it is classified."""
    facts = held.metadata
    stated = next((facts[key] for key in ("License-Expression", "License") if key in facts), "")
    if stated and len(stated) <= _LONGEST_NAME and "\n" not in stated:
        return stated
    classes = [
        text.rsplit(" :: ", 1)[-1]
        for text in facts.get_all("Classifier") or ()
        if text.startswith("License :: ")
    ]
    return ", ".join(classes) or stated.split("\n", 1)[0][:_LONGEST_NAME] or "see its text"


def _text(held: Distribution) -> str:
    parts = []
    for path in held.files or ():
        if _TEXTS.search(path.name) and path.suffix.lower() in ("", ".txt", ".md", ".rst"):
            try:
                parts.append(path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError):
                continue  # named in the list of files and not installed, or no text
    if not parts and "LGPL" in _licence(held):
        # Qt comes without; the lesser one leans on the other.
        parts = [_ours("licences/LGPL-3.0.txt"), _ours("licences/GPL-3.0.txt")]
    return "\n\n".join(parts)[:_LARGEST_TEXT]


def _ours(path: str) -> str:
    return (resources() / path).read_text(encoding="utf-8")


def _others() -> Iterator[tuple[str, str, str, str]]:
    for name, licence, path in (
        ("Inter (font)", "OFL-1.1", "fonts/OFL-Inter.txt"),
        ("Noto Sans Devanagari (font)", "OFL-1.1", "fonts/OFL-NotoSansDevanagari.txt"),
        ("Lucide (icons)", "ISC", "icons/LICENSE-Lucide.txt"),
    ):
        yield name, "", licence, _ours(path)
    yield "Python", platform.python_version(), "PSF-2.0", sys.copyright
    yield "SQLite", sqlite3.sqlite_version, "Public domain", ""
