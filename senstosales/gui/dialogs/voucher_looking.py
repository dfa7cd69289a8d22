"""What is asked of the books beside the figures: is the paper still as it was read?"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import voucher_asking
from senstosales.queries.papers import VoucherDetail


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
