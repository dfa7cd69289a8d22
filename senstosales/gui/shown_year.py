"""The financial year that the lists of this window show: this one, the last, a named one, or all."""

from PySide6.QtCore import QObject, Signal

from senstosales.domain.fiscal import FiscalYear

THIS, LAST, ALL = "this", "last", "all"


class ShownYear(QObject):
    """`choose("this")`, `year` to narrow by, `changed` when that is another one. Until told otherwise: all.

    This year is the newest one, up to the present, of which there is something in the books: on the first
    of April lists do not stand empty, and with its first paper the new year begins.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = ALL
        self.newest: FiscalYear | None = None

    @property
    def year(self) -> FiscalYear | None:
        """The year to be shown; None for all."""
        match self.choice:
            case "all":
                return None
            case "this":
                return self.newest
            case "last":
                return FiscalYear(self.newest.start - 1) if self.newest is not None else None
            case label:
                return FiscalYear.parse(label)

    @property
    def words(self) -> str:
        """As in: FY 2025-26, All years."""
        return f"FY {self.year.label}" if self.year is not None else "All years"

    def choose(self, choice: str) -> None:
        """Show this one from now on: `this`, `last`, `all` or a year such as `2023-24`."""
        self._set(choice, self.newest)

    def know(self, newest: FiscalYear) -> None:
        """This is the newest year of which there is something."""
        self._set(self.choice, newest)

    def _set(self, choice: str, newest: FiscalYear | None) -> None:
        before = self.year
        self.choice, self.newest = choice, newest
        if self.year != before:
            self.changed.emit()
