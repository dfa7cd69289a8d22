"""Keeps what is being typed into a form, every few seconds and at every pause, until it is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from senstosales.gui.desk import Desk
from senstosales.gui.forms import Form
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.unfinished import Unfinished

_PAUSE_MS = 800
_STEADY_MS = 3000
_LONGEST_TITLE = 90
_CHANGED = (
    "This was changed elsewhere after you had typed what stands here. Compare before you save: saving "
    "puts your entries in place of what is there now."
)


@dataclass(frozen=True, slots=True)
class Again:
    """How a form is opened again: `work` reads the books, in a reading lane; `show` opens it on that."""

    work: Callable[[], Any]
    show: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class KeptAs:
    """As what a form is kept: see `Unfinished`."""

    noun: str
    title: str
    start: Mapping[str, Any]
    version: int | None = None


class Keepable(Protocol):
    """What a dialog must tell to be kept; it is a QDialog beside that."""

    @property
    def touched(self) -> bool: ...
    def kept_as(self) -> KeptAs: ...
    def typed(self) -> Mapping[str, Any]: ...
    def type_again(self, typed: Mapping[str, Any]) -> None: ...
    def warn(self, sentence: str) -> None: ...


class Autosave(QObject):
    """`Autosave(dialog, desk, kept)`, then `begin()` once the form stands as it begins.

    `kept` is what is typed into it again. Saved, nothing is left of it; thrown away, it lies in the bin.
    """

    def __init__(self, form: Keepable, desk: Desk, kept: Unfinished | None = None) -> None:
        dialog = cast("QDialog", form)
        super().__init__(dialog)
        self._form, self._dialog, self._desk, self._drawer = form, dialog, desk, desk.drawer
        self._kept = kept
        self._id = kept.id if kept is not None else Unfinished.fresh_id()
        self._begun = False
        self._last: Mapping[str, Any] | None = None
        self._pause, self._steady = QTimer(self), QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._steady.setInterval(_STEADY_MS)
        for timer in (self._pause, self._steady):
            timer.timeout.connect(self.keep)
        dialog.finished.connect(self._finished)
        if self._drawer is not None:
            self._drawer.opened(self._id, dialog)

    def begin(self) -> None:
        """From now on what is typed is kept; what was kept is typed again."""
        if self._begun or self._drawer is None:
            return
        self._begun = True
        if self._kept is not None:
            self._form.type_again(self._kept.typed)
            if self._kept.version != self._form.kept_as().version:
                self._form.warn(_CHANGED)
            self.keep()
        for form in self._dialog.findChildren(Form):
            form.changed.connect(self._pause.start)
        for grid in self._dialog.findChildren(LineGrid):
            grid.changed.connect(self._pause.start)
        self._steady.start()

    def keep(self) -> None:
        """Keep what stands there, if it is something and other than before."""
        self._pause.stop()
        if self._drawer is None:
            return
        if not self._form.touched:
            if self._last is not None:
                self._last = None
                self._drawer.forget(self._id)
            return
        typed = self._form.typed()
        if typed != self._last:
            self._last = typed
            self._drawer.keep(self._held(typed))

    def _held(self, typed: Mapping[str, Any]) -> Unfinished:
        books, told = self._desk.books, self._form.kept_as()
        return Unfinished(
            id=self._id,
            noun=told.noun,
            title=shorten(told.title, _LONGEST_TITLE, placeholder="…"),
            at=books.clock(),
            clerk=self._desk.actor.name,
            books=str(books.path),
            business=books.business_id,
            start=told.start,
            version=told.version,
            typed=typed,
        )

    def _finished(self, result: int) -> None:
        self._pause.stop()
        self._steady.stop()
        if self._drawer is None:
            return
        self._drawer.closed(self._id)
        if not self._begun:
            return  # it could not be opened: what was kept stays
        if result != QDialog.DialogCode.Accepted and self._form.touched:
            held = self._held(self._form.typed())
            self._drawer.throw_away(replace(held, at=self._last_typed(held)), self._desk.books)
        elif self._last is not None:
            self._drawer.forget(self._id)

    def _last_typed(self, held: Unfinished) -> datetime:
        """When it was typed, where nothing was since it was taken out of the drawer."""
        same = self._kept is not None and self._kept.typed == held.typed
        return self._kept.at if same and self._kept is not None else held.at
