"""Two parties that are one: which of them stays, what will move, and the merge itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.amounts import indian
from senstosales.domain.told import named
from senstosales.errors import Invalid, NotFound, Trouble
from senstosales.gui import copy_memory
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.forms import CheckField, ChoiceField, Form
from senstosales.gui.jobs import Ticket
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.wording import say
from senstosales.queries import merged_parties, parties, settling
from senstosales.queries.merged_parties import Likeness
from senstosales.queries.papers import PartyOnPaper
from senstosales.queries.parties import PartyDetail
from senstosales.services import party_merging
from senstosales.services.party_merging import Merge

Merged = Callable[[int], object]
_NOTE = (
    "Everything of the party that goes belongs to the one that stays: orders, papers, SRVs, payments, "
    "the account. Issued papers keep the name, address and GSTIN they were issued with."
)


@dataclass(frozen=True, slots=True)
class Start:
    """What the dialog begins with: all parties as (id, words), and who may be the same."""

    party: PartyDetail
    everybody: tuple[tuple[int, str], ...]
    alike: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class _Preview:
    """What a merge would do, and the two as they were read."""

    merge: Merge
    stays: PartyDetail
    goes: PartyDetail


def open_merge(
    desk: Desk, party_id: int, parent: QWidget, merged: Merged, other: int | None = None
) -> None:
    """Open the dialog on this party; `merged(id)` is told the id of the one that stays."""

    def begin(start: Start) -> None:
        dialog = MergeDialog(desk, start, merged, parent, other)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    desk.jobs.read(partial(desk.books.ask, _start, party_id), begin, owner=parent)


class MergeDialog(Dialog):
    """Stays open until the books have done it, so that a refusal is read where the choice was made."""

    def __init__(
        self,
        desk: Desk,
        start: Start,
        merged: Merged,
        parent: QWidget,
        other: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._start, self._merged = desk, start, merged
        self._ticket: Ticket | None = None
        self._preview: _Preview | None = None
        self.setWindowTitle(say("Merge parties"))
        self.setMinimumWidth(680)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        heading, note = QLabel(say("Two parties that are one")), QLabel(say(_NOTE))
        heading.setProperty("role", "title")
        note.setWordWrap(True)
        self.form = Form()
        alike = {self._other_of(pair): " and ".join(pair.why) for pair in start.alike}
        words = dict(start.everybody)
        del words[start.party.id]
        likely = [(key, words[key]) for key in alike if key in words]
        rest = [(key, said) for key, said in words.items() if key not in alike]
        self.form.add(
            "other",
            f"{named(start.party.name)} and",
            ChoiceField([*likely, *rest], placeholder="The other one; type a part of its name"),
            required=True,
        )
        self.form.add("stays", "Stays", ChoiceField(placeholder="Choose the other one first"))
        self.form.add("keep_gstin", "", CheckField("Keep both GSTINs"))
        self.form.set_shown("keep_gstin", False)
        self.moves = NoticePanel(Tone.INFO, "What will move")
        self.trouble = NoticePanel(Tone.BAD)
        for widget in (heading, note, self.form, self.moves, self.trouble):
            column.addWidget(widget)
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(self._buttons())
        self.form.fields["other"].changed.connect(self._other_chosen)
        self.form.fields["stays"].changed.connect(self.look)
        self.form.fields["keep_gstin"].changed.connect(self._ready)
        if other is None and likely:
            other = likely[0][0]
        if other in words:
            self.form.fields["other"].set_value(other)
            if other in alike:
                self.form.fields["other"].set_caution(f"It has {alike[other]}.")
        self.form.fields["other"].setFocus()

    def look(self) -> None:
        """Ask the books what this merge would do."""
        if self._ticket is not None:
            self._ticket.drop()
        self._preview = None
        self._ready()
        self.trouble.say("")
        pair = self._pair()
        if pair is None:
            self.moves.say("")
            self.form.set_shown("keep_gstin", False)
            return
        work = partial(self._desk.books.ask, _look, *pair)
        self._ticket = self._desk.jobs.read(work, self._looked, self._failed, owner=self)

    def submit(self) -> None:
        """Merge them."""
        if not self.go.isEnabled() or self._preview is None:
            return
        held = self._preview
        self.go.setEnabled(False)
        work = partial(
            party_merging.merge,
            self._desk.books,
            self._desk.actor,
            stays_id=held.stays.id,
            goes_id=held.goes.id,
            keep_gstin=bool(self.form.fields["keep_gstin"].value()),
            versions=(held.stays.version, held.goes.version),
        )
        self._desk.jobs.write(work, partial(self._done, held), self._failed, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif not enter:
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        back = QPushButton(say("Leave them two"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.go = QPushButton(say("Merge"))
        self.go.setProperty("role", "primary")
        self.go.setAutoDefault(False)
        self.go.setEnabled(False)
        key = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.go.setToolTip(say(f"Merge the two parties ({key})"))
        self.go.clicked.connect(self.submit)
        row.addWidget(back)
        row.addWidget(self.go)
        return row

    def _other_of(self, pair: Likeness) -> int:
        return pair.second if pair.first == self._start.party.id else pair.first

    def _other_chosen(self) -> None:
        other = _chosen(self.form.fields["other"])
        stays = self.form.fields["stays"]
        assert isinstance(stays, ChoiceField)
        if other is None:
            stays.set_options(())
            stays.set_value(None)
        else:
            both = dict(self._start.everybody)
            mine = self._start.party.id
            stays.set_options([(key, both[key]) for key in (mine, other)])
            stays.set_value(mine)

    def _pair(self) -> tuple[int, int] | None:
        other, stays = (_chosen(self.form.fields[name]) for name in ("other", "stays"))
        if other is None or stays is None:
            return None
        both = {self._start.party.id, other}
        goes = both - {stays}
        return (stays, goes.pop()) if len(goes) == 1 else None

    def _looked(self, preview: _Preview) -> None:
        merge = preview.merge
        self._preview = preview
        self.form.set_shown("keep_gstin", merge.both_gstins is not None and not merge.trouble)
        keep = self.form.fields["keep_gstin"]
        assert isinstance(keep, CheckField)
        if merge.both_gstins is not None:
            keep.box.setText(
                say(f"Keep {merge.both_gstins[1]} as a further GSTIN of the one that stays")
            )
        self.moves.say("" if merge.trouble else _sentence(merge))
        self.trouble.say(merge.trouble)
        self._ready()

    def _ready(self) -> None:
        held = self._preview
        may = held is not None and not held.merge.trouble
        if may and held is not None and held.merge.both_gstins is not None:
            may = bool(self.form.fields["keep_gstin"].value())
        self.go.setEnabled(may)

    def _done(self, held: _Preview, _moved: object) -> None:
        copy_memory.inherit(self._desk.settings, _key(held.stays), _key(held.goes))
        self._desk.messages.note(
            f"{named(held.goes.name)} is merged into {named(held.stays.name)}."
        )
        self.accept()
        self._merged(held.stays.id)

    def _failed(self, error: BaseException) -> None:
        self._ready()
        if isinstance(error, Trouble):
            self.trouble.say(error.sentence)
        else:
            self._desk.messages.failure(error)


def _chosen(field: Any) -> int | None:
    try:
        value: int | None = field.value()
    except Invalid:
        return None
    return value


def _key(party: PartyDetail) -> str:
    return copy_memory.buyer_key(
        PartyOnPaper(name=party.name, designation=party.designation, gstin=party.gstin)
    )


def _sentence(merge: Merge) -> str:
    """What a clerk reads before he agrees."""
    words = list(merge.moving.words)
    if merge.moving.balance:
        owed = "owed to us" if merge.moving.balance > 0 else "in its favour"
        words.append(f"a balance of ₹ {indian(abs(merge.moving.balance))} {owed}")
    said = " and ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))
    what = said or "Nothing but its name and address"
    return f"{what}: from {named(merge.goes_name)} to {named(merge.stays_name)}."


def _start(session: Any, party_id: int) -> Start:
    """Runs in a reading lane."""
    detail = parties.detail(session, party_id)
    everybody = settling.payers(session)
    if party_id not in dict(everybody):
        raise NotFound("party", party_id)
    return Start(detail, everybody, merged_parties.likely(session, party_id))


def _look(session: Any, stays_id: int, goes_id: int) -> _Preview:
    """Runs in a reading lane: both and what would move, seen at one moment."""
    return _Preview(
        party_merging.preview(session, stays_id, goes_id),
        parties.detail(session, stays_id),
        parties.detail(session, goes_id),
    )
