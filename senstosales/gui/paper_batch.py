"""Many papers printed or saved in one go: each whole or not at all, in the order of the list.

All of it runs in the lane for long work; nothing here touches a widget.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from senstosales.documents.copies import EXTRA_COPY
from senstosales.documents.whole_file import write_whole
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.progress import Progress
from senstosales.errors import Cancelled, Refused, Trouble
from senstosales.gui import printable
from senstosales.gui.copy_memory import CopyMemory
from senstosales.gui.desk import Desk
from senstosales.gui.printable import NOUNS, Printable, today
from senstosales.queries import dispatch, voucher_detail

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from senstosales.documents.paper import Run


@dataclass(frozen=True, slots=True)
class Wish:
    """Which papers, by their ids in the order of the list, and in which copies.

    `marks` are those of the kind, `copies` the ones wanted of them. With `own` a buyer gets the copies
    that were chosen for him before. With `whole` each paper comes with all papers of its dispatch, in
    the copies chosen for those before.
    """

    ids: tuple[int, ...]
    kind: VoucherKind
    marks: tuple[str, ...]
    copies: tuple[str, ...]
    memory: CopyMemory
    design: str = ""
    own: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper; `reason` says why not."""

    id: int
    noun: str
    title: str
    party: str
    done: bool
    reason: str = ""


@dataclass(slots=True)
class Result:
    """All outcomes in order. After a stop those not begun are not among them."""

    wanted: int
    outcomes: list[Outcome] = field(default_factory=list)
    stopped: bool = False
    where: str = ""

    @property
    def done(self) -> int:
        return sum(each.done for each in self.outcomes)

    @property
    def smooth(self) -> bool:
        """Whether there is nothing to be read about single papers."""
        return self.done == self.wanted


def print_all(desk: Desk, wish: Wish, printer: "QPrinter", progress: Progress) -> Result:
    """All papers as one job on the printer; stopped, those drawn so far are printed, each whole.

    Raises `Refused` where the printer cannot be reached.
    """
    from senstosales.gui.printing import PrintJob

    result = Result(len(wish.ids), where=printer.printerName() or "the printer")
    with PrintJob(printer) as job:
        try:
            for paper, runs in _papers(desk, wish, progress, result):
                job.add(_document(paper, runs))
                result.outcomes.append(_done(paper))
        except Cancelled:
            result.stopped = True
    return result


def save_one(desk: Desk, wish: Wish, path: Path, title: str, progress: Progress) -> Result:
    """All papers in one file; stopped, none is written.

    Raises `Refused` where the file cannot be written, and `Invalid` where there is no paper.
    """
    result = Result(len(wish.ids), where=path.name)
    try:
        data = _joined(desk, wish, title, progress, result)
    except Cancelled:
        return Result(len(wish.ids), stopped=True, where=path.name)
    write_whole(path, data)
    return result


def document(desk: Desk, wish: Wish, title: str, progress: Progress) -> bytes:
    """All papers as one PDF, to be looked at. Raises `Invalid` where there is none."""
    return _joined(desk, wish, title, progress, Result(len(wish.ids)))


def save_each(desk: Desk, wish: Wish, folder: Path, progress: Progress) -> Result:
    """Each paper in a file of its own; files that are there already stay. Stopped, those written stay."""
    result = Result(len(wish.ids), where=str(folder))
    try:
        for paper, runs in _papers(desk, wish, progress, result):
            try:
                write_whole(_free(folder / paper.file_name), _document(paper, runs))
            except Refused as error:
                result.outcomes.append(_not_done(paper, error.sentence))
            else:
                result.outcomes.append(_done(paper))
    except Cancelled:
        result.stopped = True
    return result


def copies_of(paper: Printable, wish: Wish) -> tuple[str, ...]:
    """Which copies of this paper are wanted: the buyer's own, or those that stand for the chosen ones.

    A paper with fewer marks than its kind gives its last for a later one.
    """
    offered = [copy.key for copy in paper.copies]
    if wish.whole:
        return paper.chosen(wish.memory)
    own = wish.memory.for_buyer(paper.kind, paper.buyer, offered) if wish.own else ()
    if own:
        return own
    marks = [key for key in offered if key != EXTRA_COPY]
    if marks == [""]:
        return wish.copies
    places = (wish.marks.index(mark) for mark in wish.copies if mark != EXTRA_COPY)
    plain = dict.fromkeys(marks[min(place, len(marks) - 1)] for place in places)
    return (*plain, *(mark for mark in wish.copies if mark == EXTRA_COPY))


def _joined(desk: Desk, wish: Wish, title: str, progress: Progress, result: Result) -> bytes:
    from senstosales.documents.paper import joined

    def drawn() -> "Iterator[Run]":
        for paper, runs in _papers(desk, wish, progress, result):
            yield from runs
            result.outcomes.append(_done(paper))

    return joined(drawn(), title)


def _papers(
    desk: Desk, wish: Wish, progress: Progress, result: Result
) -> "Iterator[tuple[Printable, Sequence[Run]]]":
    """The papers one by one, read when their turn comes; those that cannot be made are noted."""
    for done, paper_id in enumerate(wish.ids):
        progress.step(done, len(wish.ids), f"paper {done + 1}")
        try:
            paper = _read(desk, wish, paper_id)
            runs = paper.runs(copies_of(paper, wish), paper.design(wish.design))
        except Trouble as error:
            noun = NOUNS[wish.kind]
            result.outcomes.append(
                Outcome(paper_id, noun, f"Paper {paper_id}", "", False, error.sentence)
            )
        else:
            yield paper, runs


def _read(desk: Desk, wish: Wish, paper_id: int) -> Printable:
    if wish.whole:
        ask = dispatch.of_invoice if wish.kind is VoucherKind.INVOICE else dispatch.of_challan
        return printable.dispatch_of(desk.books.ask(ask, paper_id), today(desk))
    held = desk.books.ask(voucher_detail.detail, paper_id, None)
    return printable.of_voucher(held, today(desk))


def _document(paper: Printable, runs: "Sequence[Run]") -> bytes:
    from senstosales.documents.paper import joined

    return joined(runs, paper.title if len(runs) > 1 else "")


def _done(paper: Printable) -> Outcome:
    return Outcome(*_named(paper), done=True)


def _not_done(paper: Printable, reason: str) -> Outcome:
    return Outcome(*_named(paper), done=False, reason=reason)


def _named(paper: Printable) -> tuple[int, str, str, str]:
    return paper.id, paper.noun, paper.title, paper.party


def _free(path: Path) -> Path:
    """This path, or the next like it that no file has: `Invoice 5 (2).pdf`."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} ({number})")
    return free
