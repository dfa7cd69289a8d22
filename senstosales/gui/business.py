"""Which of the businesses in the books the window shows; remembered on this machine for each file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from senstosales.books.store import Reading

FIRST = 1
"""The business that new books begin with."""
_KEPT = "business/kept"


@dataclass(frozen=True, slots=True)
class Seat:
    """The business the window sits in, by name; `others` is true if the books hold more of them."""

    id: int
    name: str
    others: bool


def kept(settings: QSettings, path: Path) -> int:
    """The business that was open last in these books."""
    found = _all(settings).get(str(path))
    return found if isinstance(found, int) else FIRST


def keep(settings: QSettings, path: Path, business_id: int) -> None:
    """Open this one the next time."""
    settings.setValue(_KEPT, json.dumps(_all(settings) | {str(path): business_id}))


def seat(session: "Reading", business_id: int) -> Seat:
    """That business; if it is not in the books (a backup was put back), the first that is."""
    from senstosales.queries import businesses

    found: Sequence[businesses.BusinessLine] = businesses.listed(session)
    own = next((each for each in found if each.id == business_id), found[0])
    return Seat(own.id, own.name, len(found) > 1)


def _all(settings: QSettings) -> dict[str, object]:
    try:
        found = json.loads(str(settings.value(_KEPT, "{}")))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
