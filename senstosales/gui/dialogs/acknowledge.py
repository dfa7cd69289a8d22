"""Asks for a note and stores that one or several deviations were looked at."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.reason import ReasonDialog


class Seen(Protocol):
    """What is needed of a deviation: a row of the list, or a line of a document."""

    @property
    def id(self) -> int: ...
    @property
    def what(self) -> str: ...
    @property
    def reason(self) -> str: ...


def acknowledge(desk: Desk, found: Sequence[Seen], parent: QWidget) -> None:
    """Open the dialog for these deviations; nothing to do for none."""
    if not found:
        return
    one = len(found) == 1
    said = (
        f"{found[0].what}: {found[0].reason}."
        if one
        else f"{len(found)} deviations. The same note goes to each of them."
    )
    told = "Deviation acknowledged." if one else f"{len(found)} deviations acknowledged."
    ReasonDialog(
        desk,
        title="Acknowledge a deviation" if one else f"Acknowledge {len(found)} deviations",
        sentence=f"{said}\nYour name and the date are kept with it.",
        button="Acknowledge",
        back="Not yet",
        label="Note (may be left empty)",
        needed=False,
        write=partial(_write, desk, tuple(each.id for each in found)),
        done=partial(desk.messages.note, told),
        parent=parent.window(),
    ).open()


def _write(desk: Desk, ids: tuple[int, ...], note: str) -> None:
    from senstosales.services import deviations

    for each in ids:
        deviations.acknowledge(desk.books, desk.actor, each, note)
