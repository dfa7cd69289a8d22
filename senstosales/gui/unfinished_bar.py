"""The quiet bar above the tabs: a form that was not saved was kept. Go on with it, or throw it away."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from senstosales.gui import cells, dresser, icons
from senstosales.gui.desk import Desk
from senstosales.gui.palette import Tone
from senstosales.gui.unfinished import Unfinished
from senstosales.gui.wording import say


class UnfinishedBar(QFrame):
    """`look(desk)` shows the newest form that nobody saved; it hides itself while there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dresser.dress(self)
        self._desk: Desk | None = None
        self.held: Unfinished | None = None
        self.setProperty("band", Tone.INFO.value)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        picture = QLabel()
        icons.dress(picture, "file-pen-line", Tone.INFO.value)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.go_on, self.throw, self.all = QPushButton(say("Go on")), QPushButton(), QPushButton()
        self.throw.setText(say("Throw away"))
        row.addWidget(picture)
        row.addWidget(self.text)
        for button, run in (
            (self.go_on, self._go_on),
            (self.throw, self._throw_away),
            (self.all, self._show_all),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(run)
            if button is not self.go_on:
                button.setProperty("role", "link")
            row.addWidget(button)
        row.addStretch(1)
        self.hide()

    def look(self, desk: Desk) -> None:
        """Look into the drawer of this desk, now and whenever something else lies in it."""
        if desk.drawer is None:
            return
        if self._desk is None:
            desk.drawer.changed.connect(self._look)
        self._desk = desk
        self._look()

    def _look(self) -> None:
        desk = self._desk
        if desk is not None and desk.drawer is not None:
            desk.drawer.look(desk.books, self._show, self)

    def _show(self, found: Sequence[Unfinished]) -> None:
        waiting = [held for held in found if held.thrown_at is None]
        self.held = waiting[0] if waiting else None
        if self.held is not None and self._desk is not None:
            self.text.setText(say(sentence(self.held, self._desk)))
            self.go_on.setAccessibleName(say(f"Go on with the {self.held.title}"))
            self.throw.setAccessibleName(say(f"Throw the {self.held.title} away"))
            self.throw.setToolTip(
                say("It can be taken out of the bin again for 30 days (Edit menu)")
            )
            self.all.setText(say(f"Show all {len(waiting)}"))
            self.all.setVisible(len(waiting) > 1)
        self.setVisible(self.held is not None)

    def _go_on(self) -> None:
        from senstosales.gui.dialogs import go_on

        if self.held is not None and self._desk is not None:
            go_on.open_form(self._desk, self.held, self.window())

    def _throw_away(self) -> None:
        desk, held = self._desk, self.held
        if held is not None and desk is not None and desk.drawer is not None:
            self.hide()
            desk.drawer.throw_away(held, desk.books)
            desk.messages.tell(
                f"The unfinished {held.title} lies in the bin.",
                "Take it out",
                partial(desk.drawer.put_in, held),
            )

    def _show_all(self) -> None:
        from senstosales.gui.dialogs.drafts_bin import DraftsBin

        if self._desk is not None:
            DraftsBin(self._desk, self.window()).open()


def sentence(held: Unfinished, desk: Desk) -> str:
    """`An unfinished challan for order 6644012 of 14:05 was kept`; by whom, if by somebody else."""
    when = moment(held.at, desk.books.clock())
    who = "" if held.clerk == desk.actor.name else f", typed by {held.clerk}"
    return f"An unfinished {held.title} of {when} was kept{who}."


def moment(at: dt.datetime, now: dt.datetime) -> str:
    """The time of day where it was today, else the day as well."""
    local = at.astimezone()
    same_day = local.date() == now.astimezone().date()
    return f"{local:%H:%M}" if same_day else f"{cells.day(local.date())}, {local:%H:%M}"
