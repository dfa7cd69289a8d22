"""The page of the settings dialog about the books: where they lie, their backups, putting one back."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import indian
from senstosales.domain.progress import Progress
from senstosales.errors import BooksUnavailable, Cancelled
from senstosales.gui import cells, icons
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Facts
from senstosales.gui.live import EVERYTHING
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.question import agreed
from senstosales.gui.rows_table import RowsTable
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look
from senstosales.services import proving, reset
from senstosales.services.proving import Proof

if TYPE_CHECKING:
    from senstosales.books.store import Books

_SEEN_PROBLEMS = 5
_KINDS = {
    "daily": "Of the day",
    "weekly": "Of the week",
    "year": "Of the financial year",
    "before": "Before a change of the books",
}


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One kept backup."""

    id: int
    made_at: datetime
    kind: str
    size: str
    path: Path
    verified: str = ""


@dataclass(frozen=True, slots=True)
class BooksFacts:
    """What the file system says."""

    path: Path
    size: int
    backups: tuple[BackupRow, ...]


COLUMNS = (
    Column("made_at", "Made", Look.MOMENT, 18),
    Column("kind", "Kept as", Look.TEXT, 24, own=True),
    Column("size", "Size", Look.NUMBER, 10),
    Column("verified", "Verified", Look.TEXT, 12, own=True),
)


class BooksPage(QWidget):
    """Acts at once: nothing here waits for Save. `changed` when there is another backup."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: dict[Path, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.facts = Facts(columns=1)
        column.addWidget(self.facts)
        name = QLabel(say("Backups"))
        name.setProperty("role", "heading")
        column.addWidget(name)
        self.table = RowsTable(COLUMNS)
        self.table.selected.connect(self._marked)
        column.addWidget(self.table, 1)
        self.whole, self.broken = NoticePanel(Tone.GOOD), NoticePanel(Tone.BAD, "Not whole")
        column.addWidget(self.whole)
        column.addWidget(self.broken)
        self.said = QLabel()
        self.said.setProperty("role", "muted")
        self.said.setWordWrap(True)
        self.said.hide()
        column.addWidget(self.said)
        self.now = self._button("Back up now", "archive", self.back_up)
        self.copy = self._button("Save a copy as…", "save", self._copy_as)
        self.verify = self._button("Verify the marked one", "shield-check", self._verify_marked)
        self.check = self._button("Check the books", "shield-check", self.check_books)
        self.restore = self._button("Put the marked one back…", "history", self._restore_marked)
        self.other = self._button("Put a file back…", "folder-open", self._restore_file)
        self.verify.setToolTip(
            say("Prove a copy of this backup: file, links, audit trail, figures")
        )
        self.check.setToolTip(say("Prove the open books the same way"))
        for pair in (
            (self.now, self.copy, self.check), (self.verify, self.restore, self.other),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in pair:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        self.phrase = QLabel()
        self.phrase.setProperty("role", "muted")
        self.phrase.setWordWrap(True)
        self.phrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.phrase)
        self._marked(None)
        self.read()
        desk.jobs.read(partial(desk.books.ask, reset.phrase), self._show_phrase, owner=self)

    def _show_phrase(self, phrase: str) -> None:
        self.phrase.setText(
            say(
                "Another program can empty the order book only with the words "
                f"<b>{html.escape(phrase)}</b>. A backup is made before."
            )
        )

    def read(self) -> None:
        """Look at the file and its backups again."""
        self._desk.jobs.read(partial(_look, self._desk.books.path), self._show, owner=self)

    def back_up(self) -> None:
        """Today's backup, made and proved now."""
        books = self._desk.books
        self._work("Making the backup…", partial(_back_up, books), "The backup is made and proved.")

    def check_books(self) -> None:
        """Prove the open books, with a bar in the status line and a Stop button."""
        self._prove("the books", partial(proving.prove, self._desk.books), None)

    def verify_backup(self, row: BackupRow) -> None:
        """Prove a copy of that backup the same way."""
        what = f"the backup of {cells.moment(row.made_at)}"
        self._prove(what, partial(proving.prove_file, row.path), row)

    def put_back(self, source: Path) -> None:
        """Replace the books by this backup; what is in them now is kept as a backup of its own."""
        books = self._desk.books
        self._work(
            "Putting the backup back…",
            partial(_restore, books, source),
            "The backup is in the books. What was there before is kept as a backup too.",
            news=True,
        )

    def _verify_marked(self) -> None:
        row = self.table.current
        if isinstance(row, BackupRow):
            self.verify_backup(row)

    def _prove(
        self, what: str, work: Callable[[Progress], Proof], backup: BackupRow | None
    ) -> None:
        if self._busy():
            return
        self.whole.say("")
        self.broken.say("")
        self._tell(f"Proving {what}…")
        self._enable(False)
        self._desk.jobs.long(
            f"Proving {what}",
            work,
            partial(self._proved, what, backup),
            partial(self._unproved, what, backup),
            owner=self,
        )

    def _proved(self, what: str, backup: BackupRow | None, proof: Proof) -> None:
        self._tell("")
        self._enable(True)
        named = f"{what[:1].upper()}{what[1:]}"
        if proof.whole:
            counted = ", ".join(
                f"{indian(Decimal(count), 0)} {name}" for name, count in proof.counted.items()
            )
            are = "are" if backup is None else "is"
            self.whole.say(
                f"{named} {are} whole: file, links, audit trail and figures ({counted})."
            )
        else:
            self._say_broken(named, proof.problems, backup)
        self._mark(backup, "whole" if proof.whole else "not whole")

    def _unproved(self, what: str, backup: BackupRow | None, error: BaseException) -> None:
        self._tell("")
        self._enable(True)
        if isinstance(error, Cancelled):
            self._tell(f"Stopped: {what} was not looked through to the end.")
        elif isinstance(error, BooksUnavailable):
            self._say_broken(f"{what[:1].upper()}{what[1:]}", (error.sentence,), backup)
            self._mark(backup, "not whole")
        else:
            self._desk.messages.failure(error)

    def _say_broken(self, named: str, problems: Sequence[str], backup: BackupRow | None) -> None:
        more = len(problems) - _SEEN_PROBLEMS
        lines = [*problems[:_SEEN_PROBLEMS], *([f"… and {more} more."] if more > 0 else [])]
        self.broken.title.setText(say(f"{named}: not whole"))
        advice = "Do not put this one back; verify another one."
        if backup is None:
            advice = "Verify the newest backups, and put back the first one that is whole."
        self.broken.say("\n".join([*lines, advice]))

    def _mark(self, backup: BackupRow | None, words: str) -> None:
        """Keep in the list what was found, as long as this window of settings is open."""
        if backup is not None:
            self._found[backup.path] = words
            self.read()

    def _tell(self, words: str) -> None:
        self.said.setText(say(words))
        self.said.setVisible(bool(words))

    def _button(self, words: str, icon: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(say(words))
        button.setAutoDefault(False)
        icons.dress(button, icon)
        button.clicked.connect(run)
        return button

    def _work(self, words: str, work: Callable[[], None], done: str, *, news: bool = False) -> None:
        self._tell(words)
        self._enable(False)
        self._desk.jobs.write(work, partial(self._done, done, news), self._failed, owner=self)

    def _done(self, words: str, news: bool, _nothing: None) -> None:
        self._tell(words)
        self._enable(True)
        self.read()
        self.changed.emit()
        if news:
            self._desk.live.announce(EVERYTHING)

    def _failed(self, error: BaseException) -> None:
        self._tell("")
        self._enable(True)
        self._desk.messages.failure(error)

    def _enable(self, on: bool) -> None:
        for button in (self.now, self.copy, self.other, self.check):
            button.setEnabled(on)
        for button in (self.restore, self.verify):
            button.setEnabled(on and self.table.current is not None)

    def _show(self, found: BooksFacts) -> None:
        self.facts.set_facts([("File", str(found.path)), ("Size", size_words(found.size))])
        self.table.set_rows(
            [replace(row, verified=self._found.get(row.path, "")) for row in found.backups]
        )
        if not found.backups:
            self._tell("No backup yet. One is made by itself whenever you close the window.")

    def _marked(self, row: BackupRow | None) -> None:
        self.restore.setEnabled(row is not None)
        self.verify.setEnabled(row is not None)

    def _copy_as(self) -> None:
        books = self._desk.books
        name, _ = QFileDialog.getSaveFileName(
            self,
            say("Save a copy of the books"),
            f"{books.path.stem}-copy.sqlite3",
            say("Books (*.sqlite3)"),
        )
        if name:
            self._work(
                "Copying the books…",
                partial(_copy, books, Path(name)),
                f"The copy is made and proved: {name}",
            )

    def _restore_marked(self) -> None:
        row = self.table.current
        if isinstance(row, BackupRow) and self._sure(f"the backup of {cells.moment(row.made_at)}"):
            self.put_back(row.path)

    def _restore_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            say("Put a file back"),
            str(self._desk.books.path.parent),
            say("Books (*.sqlite3)"),
        )
        if name and self._sure(Path(name).name):
            self.put_back(Path(name))

    def _busy(self) -> bool:
        """Whether other long work has to end first; then that is said."""
        running = self._desk.jobs.running
        if running:
            self._tell(f"{running[0].title} has not ended. Wait for it.")
        return bool(running)

    def _sure(self, what: str) -> bool:
        return not self._busy() and agreed(
            self,
            "Put a backup back",
            f"Put {what} in the place of the books?",
            "Put it back",
            "Leave the books as they are",
            "Everything entered since then leaves the books. They are kept as a backup of their own, "
            "so that you can come back.",
        )


def size_words(size: int) -> str:
    """As in: 712 KB, 1.4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def _look(path: Path) -> BooksFacts:
    from senstosales.books import backups

    kept = tuple(
        BackupRow(
            place, each.made_at, _KINDS.get(each.kind, each.kind), size_words(each.size), each.path
        )
        for place, each in enumerate(backups.kept(path))
    )
    return BooksFacts(path, path.stat().st_size, kept)


def _back_up(books: "Books") -> None:
    from senstosales.books import backups

    backups.automatic(books.path, books.clock())


def _copy(books: "Books", target: Path) -> None:
    from senstosales.books import backups

    backups.back_up(books.path, target)


def _restore(books: "Books", source: Path) -> None:
    from senstosales.books import backups, migration
    from senstosales.domain.roles import Right

    books.require(Right.MANAGE)
    backups.restore(source, books.path, books.clock())
    # A backup of an older program is brought up to date, as it would be at the next start.
    migration.bring_up_to_date(books.path)
