"""By which marks in the index a number or a name is known, whatever signs and zeros somebody types.

"DC/25-26/0118" is meant by "dc 25-26 118", "dc25260118", "26/118" and "118" too. A mark begins with a
character of its own that nobody can type, so that no word of a text is taken for one.
"""

import re
from collections.abc import Iterable

_BEGINNING, _WHOLE, _ENDING = "\ue200", "\ue201", "\ue202"
_LONGEST = 12
_ENDINGS = 3
_SHORT_END, _LONG_NUMBER = 2, 5
_RUN = re.compile(r"\d+|[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


def squeezed(text: str) -> str:
    """A folded text without signs and spaces."""
    return "".join(_RUN.findall(text))


def _runs(text: str) -> list[str]:
    """Its runs of letters and of figures, these without the zeros before them."""
    return [run.lstrip("0") or "0" if run[0].isdigit() else run for run in _RUN.findall(text)]


def marks(number: str, *, ending: bool = True) -> list[str]:
    """All marks of a folded number or name; with `ending`, also by its last figures alone, as a number
    of a series is known by its place.
    """
    plain = squeezed(number)
    if not plain:
        return []
    runs = _runs(number)
    found = [_BEGINNING + plain[:length] for length in range(1, min(len(plain), _LONGEST) + 1)]
    found += [_WHOLE + plain, _WHOLE + "".join(runs)]
    last = max((place for place, run in enumerate(runs) if _DIGITS.fullmatch(run)), default=-1)
    if ending and last >= 0:
        found += [_ENDING + "".join(runs[max(last - n, 0) : last + 1]) for n in range(_ENDINGS)]
        if last and _DIGITS.fullmatch(runs[0]):
            found.append(_ENDING + runs[0])
    return list(dict.fromkeys(found))


def meant(typed: str) -> list[str]:
    """The marks of which a number that is typed whole has one; none of what has no letter or figure."""
    if not squeezed(typed):
        return []
    known = "".join(_runs(typed))
    found = [_WHOLE + squeezed(typed), _WHOLE + known]
    if known[-1].isdigit():
        found.append(_ENDING + known)
    return list(dict.fromkeys(found))


def begun(typed: str) -> str:
    """The mark of what begins with this, signs and spaces left aside; empty if it says nothing or is
    longer than marks are.
    """
    plain = squeezed(typed)
    return _BEGINNING + plain if 0 < len(plain) <= _LONGEST else ""


def joined(parts: Iterable[str | None]) -> list[str]:
    """Numbers as they are written without their signs and spaces, where that is another word."""
    found = []
    for part in parts:
        plain = squeezed(part.casefold()) if part else ""
        if plain and plain != (part or "").casefold() and _DIGITS.search(plain):
            found.append(plain)
    return found


def runs_of(number: str | None) -> list[str]:
    """A number run together, and its runs of letters and of figures: "MP04 GA 4471" is written anyhow."""
    runs = _RUN.findall((number or "").casefold())
    return ["".join(runs), *runs] if len(runs) > 1 else []


def readings(words: list[str]) -> list[list[str]]:
    """How words that find nothing may be meant: run together, without the short number behind a long
    one as in "6644012/01", parted at their signs, without zeros before them.
    """
    parted = [run for word in words for run in re.split(r"[\W_]+", word) if run]
    ways = [["".join(parted)]]
    if len(parted) > 1 and len(parted[-1]) <= _SHORT_END and len(parted[-2]) >= _LONG_NUMBER:
        ways.append(parted[:-1])
    ways.append(parted)
    bare = [word.lstrip("0") if word.isdigit() else word for word in parted]
    ways.append([word for word in bare if word])
    seen = [words, []]
    for way in ways:
        if way not in seen:
            seen.append(way)
    return seen[2:]
