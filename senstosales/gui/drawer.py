"""The drawer of the desk: forms that were not saved lie in it until they are, or are thrown away."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from senstosales.gui import unfinished
from senstosales.gui.jobs import Jobs
from senstosales.gui.messages import Messages
from senstosales.gui.unfinished import Unfinished

if TYPE_CHECKING:
    from senstosales.books.store import Books

FOLDER = "unfinished"


class Drawer(QObject):
    """`keep`, `forget` and `throw_away` write in the writing lane, after all saves asked for before.

    `changed` when something else lies in it than before.
    """

    changed = Signal()

    def __init__(
        self,
        settings: QSettings,
        jobs: Jobs,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = Path(settings.fileName()).parent / FOLDER
        self._jobs, self._messages = jobs, messages
        self._open: dict[str, QWidget] = {}
        self._taken: set[str] = set()
        self._told = False

    def opened(self, held_id: str, form: QWidget) -> None:
        """That form has taken it out and holds it open."""
        self._open[held_id] = form
        form.destroyed.connect(self._left)

    def closed(self, held_id: str) -> None:
        """Its form was closed in good order, or could not be opened."""
        self._open.pop(held_id, None)
        self.changed.emit()

    def taken(self, held_id: str, *, out: bool) -> None:
        """It is being taken out, for a form to be opened on it; then no more."""
        if out:
            self._taken.add(held_id)
        else:
            self._taken.discard(held_id)
        self.changed.emit()

    def keep(self, held: Unfinished) -> None:
        """Keep what stands in a form that goes on being typed in."""
        self._jobs.write(
            partial(unfinished.write, self.folder, held), self._written, self._failed, owner=self
        )

    def forget(self, held_id: str) -> None:
        """It is saved, or as it was before anything was typed."""
        self._jobs.write(
            partial(unfinished.forget, self.folder, held_id), self._moved, self._failed, owner=self
        )

    def put_in(self, held: Unfinished) -> None:
        """Write it and tell: it was thrown away, or taken out of the bin again."""
        self._jobs.write(
            partial(unfinished.write, self.folder, held), self._moved, self._failed, owner=self
        )

    def throw_away(self, held: Unfinished, books: "Books") -> None:
        """Into the bin; for some weeks it can be taken out again."""
        self.put_in(replace(held, thrown_at=books.clock()))

    def look(
        self, books: "Books", done: Callable[[Sequence[Unfinished]], None], owner: QObject
    ) -> None:
        """`done` with all that is kept of these books and is not open in this window."""
        self._jobs.read(partial(_look, self.folder, books), partial(self._seen, done), owner=owner)

    def _seen(
        self,
        done: Callable[[Sequence[Unfinished]], None],
        found: Sequence[Unfinished],
    ) -> None:
        done([held for held in found if not self._is_out(held.id)])

    def _is_out(self, held_id: str) -> bool:
        form = self._open.get(held_id)
        return held_id in self._taken or (form is not None and isValid(form))

    def _left(self) -> None:
        """A form is gone; where it was not closed in good order, what it held is left over."""
        self.changed.emit()

    def _written(self, _nothing: None) -> None:
        self._told = False

    def _moved(self, _nothing: None) -> None:
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, OSError):
            self._messages.failure(error)
        elif not self._told:
            self._told = True  # once, not every few seconds
            self._messages.error(
                f"What you type cannot be kept on this computer ({error.strerror}). Save your forms "
                "before you leave them."
            )


def _look(folder: Path, books: "Books") -> tuple[Unfinished, ...]:
    return unfinished.found(folder, books.path, books.business_id, books.clock())
