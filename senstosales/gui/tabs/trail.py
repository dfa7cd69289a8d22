"""The tab Who changed what: the audit trail, all of it or that of one paper."""

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from senstosales.gui import changes_of
from senstosales.gui.desk import Desk
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.gui.trail_view import TrailView
from senstosales.gui.wording import say
from senstosales.months import shown
from senstosales.queries import audit_trail as queries
from senstosales.queries.ahead import first_of
from senstosales.queries.audit_trail import Paper, TrailDetail
from senstosales.queries.columns import Filter

_TAG = "paper"


class TrailTab(PaperTab):
    """The register of entries, and the one that is marked; `show_of("changes of vouchers", 45)` narrows it."""

    noun = "trail"
    group = "Who changed what"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.detail = TrailView(desk)
        super().__init__(
            desk,
            queries.REGISTER,
            self.detail,
            empty=Empty(
                "Nothing was done yet",
                "Everything that is made, changed or removed in these books stands here from then on: "
                "when, by whom, and how it was before. Nobody can switch that off.",
            ),
            split=(820, 546),
            parent=parent,
        )
        self.view.table.leave_out(("door", "change"))
        self.paper: Paper | None = None
        self.open = self._act(
            "Open it", "Ctrl+O", self._open, "external-link", "Show what was changed, as it is now"
        )
        self.more = self._act(
            "All changes of it", "Ctrl+H", self._narrow, "scroll-text",
            "Show only what was done to the same paper, party … and its lines",
        )  # fmt: skip
        self.everything = self._act(
            "Everything again", "Ctrl+Shift+H", self._widen, "list-filter",
            "Show again what was done to everything",
        )  # fmt: skip
        self.copy = self._act(
            "Copy as text", "Ctrl+Shift+C", self._copy, "copy", "Copy what this entry says"
        )
        self._offer(self.open, self.more, self.copy)
        self.everything.setEnabled(False)
        self.view.filters.tag_pressed.connect(self._widen)
        self.detail.loaded.connect(self._loaded)

    def show_of(self, noun: str, key: int) -> None:
        table = changes_of.table_of(noun)
        if table is None:
            self.show_item(key)
        else:
            self.narrow((table, key))

    def narrow(self, paper: Paper) -> None:
        """Show only what was done to that paper, party … and its parts."""
        self.paper = paper
        self.everything.setEnabled(True)
        self.both.back()
        self.view.clear_filter()
        self.view.restrict(Filter(paper=paper))
        self.desk.jobs.read(
            partial(self.desk.books.ask, queries.name, paper),
            partial(self._named, paper),
            owner=self,
        )
        self.view.setFocus()

    def _named(self, paper: Paper, name: str) -> None:
        if self.paper == paper:
            tip = "Only what was done to it and its lines is shown. Press to show everything again."
            self.view.filters.set_tag(_TAG, name, tip)

    def _widen(self, _tag: str = "") -> None:
        self.paper = None
        self.everything.setEnabled(False)
        self.view.filters.set_tag(_TAG, "")
        self.view.restrict(Filter())
        self.view.setFocus()

    def _loaded(self, entry: TrailDetail) -> None:
        self.open.setEnabled(entry.opens is not None)
        self.more.setEnabled(entry.whole != self.paper)
        self.more.setText(say(f"All changes of {entry.whole_name.marked}"))
        self.copy.setEnabled(True)
        self._set_primary(self.open if entry.opens is not None else None)

    def _open(self) -> None:
        entry = self.detail.current
        if entry is not None and entry.opens is not None:
            self.desk.open(*entry.opens)

    def _narrow(self) -> None:
        entry = self.detail.current
        if entry is not None:
            self.narrow(entry.whole)

    def _copy(self) -> None:
        entry = self.detail.current
        if entry is not None:
            QGuiApplication.clipboard().setText(as_text(entry))
            self.desk.messages.tell(f"Copied what was done to {entry.what.marked}")


def as_text(entry: TrailDetail) -> str:
    """The entry as lines of text, to be mailed or kept."""
    at = entry.at.astimezone()
    moment = f"{shown(at)} {at:%H:%M:%S}"
    head = (
        f"{entry.what}: {entry.status.value.lower()}",
        f"{moment}, {entry.actor}, through {entry.door}, entry {entry.id}",
    )
    fields = (f"{each.field}: {each.before or '–'} → {each.after or '–'}" for each in entry.fields)
    return "\n".join((*head, *fields))


SPEC = TabSpec(
    title="Who changed what",
    icon="scroll-text",
    nouns=("trail", *changes_of.NOUNS),
    factory=TrailTab,
    about="The audit trail: everything that was made, changed or removed, when and by whom",
    ahead=first_of(queries.REGISTER, queries.detail),
)
