"""The import sheet: what becomes of every page that is dropped, while the window stays usable."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import ImportOutcome
from senstosales.errors import Cancelled, Trouble
from senstosales.gui import changes, icons, palette
from senstosales.gui.cell_painters import StatusPainter
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.jobs import LongJob
from senstosales.gui.rows_table import RowsTable
from senstosales.gui.status_line import time_left
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look

if TYPE_CHECKING:
    from senstosales.books.store import Reading
    from senstosales.domain.progress import Progress
    from senstosales.services.importing import ImportSummary, PageResult

_TONES = {
    ImportOutcome.NEW: palette.Tone.GOOD,
    ImportOutcome.AMENDED: palette.Tone.INFO,
    ImportOutcome.UNCHANGED: palette.Tone.DONE,
    ImportOutcome.OLDER: palette.Tone.DONE,
    ImportOutcome.REFUSED: palette.Tone.BAD,
}
_GATHER_MS = 100
_COPIED_MS = 1500
_NOUNS = {"order": "orders", "receipt": "receipts"}
_KINDS = {"order": "PO", "receipt": "SRV"}


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page in the list of the sheet."""

    id: int
    outcome: str
    file_name: str
    about: str
    said: str
    result: "PageResult"


COLUMNS = (
    Column("outcome", "Outcome", Look.STATUS, 14),
    Column("file_name", "Page", Look.TEXT, 24),
    Column("about", "Holds", Look.TEXT, 18, own=True),
    Column("said", "What became of it", Look.TEXT, 54, own=True),
)


class ImportSheet(Dialog):
    """`take(paths)` begins an import, or queues it behind the one that runs."""

    finished_all = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lines: list[PageLine] = []
        self._queue: deque[list[Path]] = deque()
        self._job: LongJob | None = None
        self._arrived: deque[PageResult] = deque()
        self._shown: ImportOutcome | None = None
        self._trouble = ""
        self.setWindowTitle(say("Import"))
        self.resize(940, 600)
        self._build()
        self._gather = QTimer(self)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        return self._job is not None

    def count(self, outcome: ImportOutcome) -> int:
        """How many pages came out so."""
        return sum(line.result.outcome is outcome for line in self.lines)

    def take(self, paths: list[Path]) -> None:
        """Import these files and folders; behind those that are being imported already."""
        if not self.running:
            self.lines.clear()
            self._trouble = ""
            self._show_only(None)
        self._queue.append(list(paths))
        self.bring_up()
        if self.running:
            self._tell()
        else:
            self._next()

    def bring_up(self) -> None:
        """Show the sheet, in front."""
        self._tell()
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus()
        self.table.setFocus()

    def as_text(self) -> str:
        """The whole list, to be pasted into a letter or kept."""
        lines = [self.said.text(), ""]
        for line in self.lines:
            lines.append(f"{line.outcome}\t{line.file_name}\t{line.about}\t{line.said}")
            lines += [
                f"\t{changes.sentence(change)}" for change in changes.rows(line.result.changes)
            ]
        return "\n".join(lines)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("role", "strip")
        top = QVBoxLayout(head)
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(8)
        self.said = QLabel()
        self.said.setProperty("role", "title")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = QLabel()
        self.more.setProperty("role", "muted")
        self.more.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = QPushButton(say("Stop"))
        self.stop.setToolTip(say("Stop after the page that is being read; what is done stays done"))
        self.stop.setAutoDefault(False)
        icons.dress(self.stop, "circle-stop")
        self.stop.clicked.connect(self._stop)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.said, 1)
        first.addWidget(self.stop)
        top.addLayout(first)
        top.addWidget(self.bar)
        top.addWidget(self.more)
        column.addWidget(head)
        column.addWidget(self._chips())
        self.table = RowsTable(COLUMNS, settings=self.desk.settings, key="import")
        self.table.set_painter(_Outcomes(), COLUMNS[0].key)
        self.table.setProperty("role", "")
        self.table.selected.connect(self._explain)
        self.table.opened.connect(self._open)
        column.addWidget(self.table, 1)
        column.addWidget(self._explanation())
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        self.copy = QPushButton(say("Copy the list"))
        self.copy.setAutoDefault(False)
        icons.dress(self.copy, "copy")
        self.copy.clicked.connect(self._copy)
        self.open_button = QPushButton(say("Open"))
        self.open_button.setAutoDefault(False)
        self.open_button.setToolTip(say("Open the order or SRV of the marked page (Enter)"))
        icons.dress(self.open_button, "external-link")
        self.open_button.clicked.connect(self._open_marked)
        close = QPushButton(say("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row.addWidget(self.copy)
        row.addWidget(self.open_button)
        row.addStretch(1)
        row.addWidget(close)
        column.addWidget(foot)

    def _chips(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.chips: dict[ImportOutcome | None, QToolButton] = {}
        for outcome in (None, *ImportOutcome):
            chip = QToolButton()
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._show_only, outcome))
            self._group.addButton(chip)
            self.chips[outcome] = chip
            row.addWidget(chip)
        self.chips[None].setChecked(True)
        row.addStretch(1)
        return strip

    def _explanation(self) -> QWidget:
        self.explained = QStackedWidget()
        self.explained.setFixedHeight(152)
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.reason.setContentsMargins(16, 12, 16, 12)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.changes = RowsTable(changes.COLUMNS)
        self.changes.setProperty("role", "")
        self.explained.addWidget(self.reason)
        self.explained.addWidget(self.changes)
        frame = QFrame()
        frame.setProperty("role", "rule")
        frame.setFixedHeight(1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(frame)
        column.addWidget(self.explained)
        self._below = whole
        whole.hide()
        return whole

    def _next(self) -> None:
        paths = self._queue.popleft()
        self._job = self.desk.jobs.long(
            "Importing pages",
            partial(_import, self.desk, tuple(paths), self._arrived.append),
            self._done,
            self._failed,
            owner=self,
        )
        self._gather.start()
        self._tell()

    def _stop(self) -> None:
        self._queue.clear()
        if self._job is not None:
            self._job.stop()
        self._tell()

    def _look(self) -> None:
        """What has come in since the last look is shown, all at once."""
        fresh: list[PageLine] = []
        while self._arrived:
            result = self._arrived.popleft()
            fresh.append(_line(len(self.lines) + len(fresh), result))
        if fresh:
            self.lines += fresh
            self._fill()
        self._tell()

    def _done(self, _summary: "ImportSummary") -> None:
        self._ended()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._trouble = "Stopped. What is listed here is in the books; the rest is not."
        else:
            self._queue.clear()
            self._trouble = error.sentence if isinstance(error, Trouble) else ""
            self.desk.messages.failure(error)
        self._ended()

    def _ended(self) -> None:
        self._job = None
        self._gather.stop()
        self._look()
        if self._queue:
            self._next()
            return
        if not self.isVisible() and self.lines:
            self.desk.messages.note(self.said.text(), "Show", self.bring_up)
        self.finished_all.emit()

    def _tell(self) -> None:
        job = self._job
        self.bar.setVisible(job is not None)
        self.stop.setVisible(job is not None)
        if job is None:
            self.said.setText(say(summary(self.lines)))
            self.more.setText(say(self._trouble or self._advice()))
        else:
            counted = f" {job.done} {say('of')} {job.total}" if job.total else ""
            self.said.setText(say("Importing pages") + counted)
            self.bar.setRange(0, job.total)
            self.bar.setValue(job.done)
            left = job.seconds_left
            words = [say(time_left(left))] if left is not None else []
            if job.stopped:
                words = [say("stopping after this page")]
            if self._queue:
                words.append(say(f"{sum(map(len, self._queue))} more dropped and waiting"))
            text = ", ".join(words) or say("You can go on working meanwhile")
            self.more.setText(text[:1].upper() + text[1:])
            self.stop.setEnabled(not job.stopped)
        self.more.setVisible(bool(self.more.text()))
        for outcome, chip in self.chips.items():
            number = len(self.lines) if outcome is None else self.count(outcome)
            words_of = "All" if outcome is None else _large(outcome.value)
            chip.setText(f"{say(words_of)} {number}")
            chip.setVisible(bool(number))
        self.copy.setEnabled(bool(self.lines))

    def _advice(self) -> str:
        """What the clerk should look at, when all is done."""
        if not self.lines:
            return "Drop order pages and SRV pages from the portal on the window, or press Ctrl+I."
        to_check = sum(line.result.deviations for line in self.lines)
        parts = []
        if to_check:
            parts.append(f"{_many(to_check, 'deviation')} to check: see the Deviations tab.")
        linked = sum(line.result.linked_receipts for line in self.lines)
        if linked:
            parts.append(f"{_many(linked, 'SRV')} found the order they were waiting for.")
        return " ".join(parts)

    def _show_only(self, outcome: ImportOutcome | None, _checked: bool = True) -> None:
        self._shown = outcome
        self.chips[outcome].setChecked(True)
        self._fill()

    def _fill(self) -> None:
        shown = self._shown
        self.table.set_rows(
            [line for line in self.lines if shown is None or line.result.outcome is shown]
        )
        self._explain(self.table.current)

    def _explain(self, line: PageLine | None) -> None:
        """Under the list: what changed, or why the page was refused."""
        self.open_button.setEnabled(line is not None and line.result.number is not None)
        result = line.result if line is not None else None
        self._below.setVisible(bool(result is not None and (result.changes or result.reason)))
        if result is None:
            return
        if result.changes:
            self.changes.set_rows(changes.rows(result.changes))
            self.explained.setCurrentWidget(self.changes)
        else:
            self.reason.setText(
                say(f"{result.reason}\n\nNothing of this page is in the books.\n{result.path}")
            )
            self.explained.setCurrentWidget(self.reason)

    def _open_marked(self) -> None:
        self._open(self.table.current)

    def _open(self, line: PageLine | None) -> None:
        if line is None or line.result.number is None or line.result.kind not in _NOUNS:
            return
        noun = _NOUNS[line.result.kind]
        if line.result.order_id is not None:
            self.desk.open(noun, line.result.order_id)
            return
        number = line.result.number.split(", ")[0]
        self.desk.jobs.read(
            partial(self.desk.books.ask, _find, noun, number),
            partial(self.desk.open, noun),
            owner=self,
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
        self.copy.setText(say("Copied"))
        QTimer.singleShot(_COPIED_MS, self.copy, self._copy_again)

    def _copy_again(self) -> None:
        self.copy.setText(say("Copy the list"))


class _Outcomes(StatusPainter):
    """Tints an outcome as statuses are tinted elsewhere."""

    def tone(self, word: str) -> tuple[str, str]:
        return palette.tokens().tone(_TONES[ImportOutcome(word.lower())])


def summary(lines: list[PageLine]) -> str:
    """`25 pages: 17 new, 1 amended, 7 refused.`"""
    if not lines:
        return "Nothing imported yet"
    counts = [
        (sum(line.result.outcome is outcome for line in lines), outcome)
        for outcome in ImportOutcome
    ]
    told = ", ".join(f"{number} {outcome.value}" for number, outcome in counts if number)
    return f"{_many(len(lines), 'page')}: {told}"


def _import(
    desk: Desk,
    paths: tuple[Path, ...],
    report: "Callable[[PageResult], None]",
    progress: "Progress",
) -> "ImportSummary":
    """Runs in the long lane."""
    from senstosales.services import importing

    return importing.import_files(desk.books, desk.actor, paths, report=report, progress=progress)


def _find(session: "Reading", noun: str, number: str) -> int:
    from senstosales.queries import orders, receipts

    return orders.find(session, number) if noun == "orders" else receipts.find(session, number)


def _line(place: int, result: "PageResult") -> PageLine:
    kind = _KINDS.get(result.kind or "", "")
    about = f"{kind} {result.number}" if result.number else ""
    return PageLine(
        place, _large(result.outcome.value), result.file_name, about, _said(result), result
    )


def _said(result: "PageResult") -> str:
    match result.outcome:
        case ImportOutcome.REFUSED:
            return result.reason or ""
        case ImportOutcome.OLDER:
            return "An older amendment than the one held: kept as history"
        case ImportOutcome.UNCHANGED:
            return "Nothing new"
        case _:
            pass
    parts = []
    told = changes.rows(result.changes)
    if told:
        rest = f" and {len(told) - 1} more" if len(told) > 1 else ""
        parts.append(changes.sentence(told[0]) + rest)
    if result.deviations:
        parts.append(f"{_many(result.deviations, 'deviation')} to check")
    if result.linked_receipts:
        parts.append(f"{_many(result.linked_receipts, 'waiting SRV')} linked")
    return "; ".join(parts)


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _large(word: str) -> str:
    return word[:1].upper() + word[1:]
