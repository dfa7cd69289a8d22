"""What was being typed into a form, kept on this computer beside the window's settings.

It is nobody's paper yet: it never enters the books, whose audit trail tells of what was done and not of
every key. One small file each, written whole or not at all, so that a power cut leaves the one before.
"""

import datetime as dt
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

log = logging.getLogger(__name__)

KEPT_DAYS = 30
"""So long can what was thrown away be taken out of the bin again."""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One form that was not saved yet.

    `noun` says which form, `start` how it is opened, `typed` what stood in it, `version` which state of
    the books' own paper or party it changes. `title` is read within a sentence: `challan for order 7`.
    `process` and `begun` name the running program that holds it open.
    """

    noun: str
    title: str
    at: dt.datetime
    clerk: str
    books: str
    business: int
    start: Mapping[str, Any]
    typed: Mapping[str, Any]
    version: int | None = None
    thrown_at: dt.datetime | None = None
    process: int = 0
    begun: float = 0
    id: str = ""

    @classmethod
    def fresh_id(cls) -> str:
        return uuid4().hex

    def held_by_this_program(self) -> "Unfinished":
        """The same, marked as open in this very program."""
        process, begun = _ourselves()
        return replace(self, process=process, begun=begun)


def write(folder: Path, held: Unfinished) -> None:
    """Keep it, in place of what was kept of the same form before. Raises `OSError`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = asdict(held.held_by_this_program()) | {"version_of_file": _VERSION}
    for key in ("at", "thrown_at"):
        facts[key] = facts[key] and facts[key].isoformat()
    half = folder / f".{held.id}.half"
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    half.replace(_path(folder, held.id))


def forget(folder: Path, held_id: str) -> None:
    """It is saved, or nobody wants it: nothing of it is left."""
    _path(folder, held_id).unlink(missing_ok=True)


def found(folder: Path, books: Path, business: int, now: dt.datetime) -> tuple[Unfinished, ...]:
    """All that is kept of these books and this business, the newest first.

    What another running program holds open is left to it. What was thrown away long ago goes for good.
    """
    kept = []
    for path in folder.glob("*.json"):
        held = _read(path)
        if held is None or (held.books, held.business) != (str(books), business):
            continue
        if held.thrown_at is not None and now - held.thrown_at > dt.timedelta(days=KEPT_DAYS):
            path.unlink(missing_ok=True)
        elif held.thrown_at is not None or not _open_elsewhere(held):
            kept.append(held)
    return tuple(sorted(kept, key=lambda held: held.at, reverse=True))


def _path(folder: Path, held_id: str) -> Path:
    return folder / f"{held_id}.json"


def _read(path: Path) -> Unfinished | None:
    try:
        facts = json.loads(path.read_text("utf-8"))
        if facts.pop("version_of_file") != _VERSION:
            return None
        for key in ("at", "thrown_at"):
            facts[key] = facts[key] and dt.datetime.fromisoformat(facts[key])
        return Unfinished(**facts)
    except FileNotFoundError:
        return None  # saved a moment ago
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("%s cannot be read and is left alone: %s", path.name, error)
        return None


def _open_elsewhere(held: Unfinished) -> bool:
    """Whether another program, still running, has the form open."""
    import psutil

    if (held.process, held.begun) == _ourselves():
        return False
    try:
        return bool(psutil.Process(held.process).create_time() == held.begun)
    except psutil.Error:
        return False


@cache
def _ourselves() -> tuple[int, float]:
    import psutil

    return os.getpid(), psutil.Process().create_time()
