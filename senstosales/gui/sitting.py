"""Who sits at this desk: whoever uses this computer, as an owner, or one of the people in their role.

It is remembered on this machine for each file of books. The role itself is looked up in the books, again
whenever people change; until it is known, nothing can be written.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from senstosales.books.actor import Actor
from senstosales.domain.roles import Right, Role
from senstosales.domain.told import named
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.books.store import Books
    from senstosales.gui.office_window import OfficeWindow
    from senstosales.services.seats import Sitter

_KEPT = "desk/people"
WATCHES = frozenset({"users", "memberships"})


@dataclass(frozen=True, slots=True)
class Seated:
    """One of the people, as remembered."""

    uid: str
    name: str
    email: str

    @property
    def actor(self) -> Actor:
        """As whom they act, for the audit trail."""
        return Actor(self.email[:120], "desktop")


def kept(settings: QSettings, path: Path) -> Seated | None:
    """Who sits at the desk of these books; None for whoever uses the computer."""
    found = _all(settings).get(str(path))
    try:
        return Seated(**found) if isinstance(found, dict) else None
    except TypeError:
        return None


def keep(settings: QSettings, path: Path, seated: Seated | None) -> None:
    """Remember it."""
    others = {key: value for key, value in _all(settings).items() if key != str(path)}
    own = {str(path): asdict(seated)} if seated is not None else {}
    settings.setValue(_KEPT, json.dumps(others | own))


class Sitting:
    """The part of the window that knows who sits at it."""

    def __init__(self, window: "OfficeWindow", seated: Seated | None, user: Actor) -> None:
        self._window, self.seated, self._user = window, seated, user

    def look(self) -> None:
        """Ask the books for the role, after they were opened or people changed."""
        if self.seated is not None:
            books = self._window.desk.books
            self._window.desk.jobs.read(
                partial(_role, books, self.seated.uid),
                partial(self._known, books),
                owner=self._window,
            )

    def ask(self) -> None:
        """File > Who is at this desk."""
        from senstosales.gui.dialogs.who_sits import WhoSits

        uid = self.seated.uid if self.seated is not None else None
        WhoSits(self._window.desk, uid, self._taken, self._window).open()

    def manages(self) -> bool:
        """Whether whoever sits here may see what is for owners."""
        return self._window.desk.books.role.may(Right.MANAGE)

    def enter(self, books: "Books", go: Callable[[], None]) -> None:
        """Go into another business, if whoever sits here belongs to it."""
        if self.seated is None:
            go()
        else:
            self._window.desk.jobs.read(
                partial(_role, books, self.seated.uid),
                partial(self._entered, go),
                owner=self._window,
            )

    def _entered(self, go: Callable[[], None], role: Role | None) -> None:
        if role is not None:
            go()
        elif self.seated is not None:
            self._window.desk.messages.error(
                f"{named(self.seated.name)} does not belong to that business."
            )

    def view(self, books: "Books") -> "Books":
        """The books as whoever sits here may use them until it is looked up."""
        return books if self.seated is None else books.seen_by(Role.VIEWER)

    def _taken(self, sitter: "Sitter | None") -> None:
        self.seated = None if sitter is None else Seated(sitter.uid, sitter.name, sitter.email)
        keep(self._window.settings, self._window.desk.books.path, self.seated)
        self._window.sit_as(self._user if self.seated is None else self.seated.actor)
        if self.seated is None:
            self._window.status.set_person("")
        self.look()

    def _known(self, books: "Books", role: Role | None) -> None:
        if self.seated is None:
            return
        books.role = role or Role.VIEWER
        told = role.value if role is not None else "not of this business"
        self._window.status.set_person(f"{self.seated.name}, {say(told)}")
        if role is None:
            self._window.desk.messages.error(
                f"{named(self.seated.name)} may no longer work in this business. Choose who is at this desk "
                "in the File menu; until then nothing can be changed."
            )


def _role(books: "Books", uid: str) -> Role | None:
    from senstosales.services import seats

    return books.ask(seats.role_of, uid)


def _all(settings: QSettings) -> dict[str, object]:
    try:
        found = json.loads(str(settings.value(_KEPT, "{}")))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
