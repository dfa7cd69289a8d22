"""What is asked of the books beside the figures: is the number free, and is the paper still as read?"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid, Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import voucher_asking
from senstosales.gui.dialogs.invoice_asking import NumberAnswer
from senstosales.gui.dialogs.voucher_head import VoucherHead
from senstosales.gui.jobs import Ticket
from senstosales.queries.papers import VoucherDetail


class NumberLook(QObject):
    """Shows the next number of the series, and beside a typed one that it is taken."""

    def __init__(self, desk: Desk, kind: VoucherKind, head: VoucherHead) -> None:
        super().__init__(head)
        self._desk, self._kind, self._head = desk, kind, head
        self._ticket: Ticket | None = None

    def look(self, held: VoucherDetail | None) -> None:
        """Ask about what is typed; `held` may keep its own number. The rest may be unfinished."""
        if self._ticket is not None:
            self._ticket.drop()
        try:
            day, typed = self._head.date.value(), self._head.number.value()
        except Invalid:
            return
        if day is not None:
            ask = partial(voucher_asking.number, kind=self._kind, typed=typed, day=day, held=held)
            work = partial(self._desk.books.ask, ask)
            self._ticket = self._desk.jobs.read(work, self._known, owner=self)

    def _known(self, answer: NumberAnswer) -> None:
        self._head.number.box.setPlaceholderText(answer.next_number)
        self._head.number.set_error(answer.sentence)


class VersionLook(QObject):
    """Says `told(sentence, still there)` when the paper is no longer as it was read."""

    told = Signal(str, bool)

    def __init__(self, desk: Desk, kind: VoucherKind, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind

    def look(self, held: VoucherDetail, name: str) -> None:
        """Ask whether `held`, a paper called `name`, was changed meanwhile."""
        work = partial(self._desk.books.ask, voucher_asking.version, self._kind, held.id)
        self._desk.jobs.read(work, partial(self._known, held.version, name), self._gone, owner=self)

    def _known(self, read_at: int, name: str, now: int) -> None:
        if now != read_at:
            self.told.emit(
                f"Somebody else has changed this {name} meanwhile. What you typed stands here but "
                "cannot be saved over it.",
                True,
            )

    def _gone(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            self.told.emit(error.sentence, False)
        else:
            self._desk.messages.failure(error)
