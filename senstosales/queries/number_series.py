"""The running numbers of our papers: how each series went, which numbers no paper bears, and what is known of them.

An officer who looks at the documents issued (GSTR-1 table 13) asks for exactly this.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.domain.told import Told, named
from senstosales.months import shown
from senstosales.queries import office, row_history
from senstosales.queries.columns import Column, Look
from senstosales.queries.happenings import local_day
from senstosales.queries.reports import Period
from senstosales.queries.row_history import RowChange
from senstosales.queries.trail_names import KINDS
from senstosales.tables.office import Series, Setting
from senstosales.tables.vouchers import Voucher

MISSING, OUTSIDE = "Missing", "Outside the style"


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One kind of paper in one financial year. `used` are papers in force, `freed` those that were deleted,
    `missing` the numbers between the first and the next that no paper bears, `outside` papers whose number was
    typed in another style.
    """

    id: int
    kind: str
    year: str
    style: str
    first: str
    last: str
    next: str
    used: int
    cancelled: int
    drafts: int
    freed: int
    missing: int
    outside: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """Numbers that no paper bears, next to each other and with the same told of them; or one typed number
    outside the style.
    """

    id: int
    kind: str
    year: str
    number: Told
    count: int
    what: str
    known: Told


SERIES = (
    Column("kind", "Paper", Look.TEXT, 14, own=True),
    Column("year", "Year", Look.NUMBER, 9),
    Column("style", "Style", Look.NUMBER, 14),
    Column("first", "First", Look.NUMBER, 14),
    Column("last", "Last", Look.NUMBER, 14),
    Column("next", "Next", Look.NUMBER, 14),
    Column("used", "In force", Look.COUNT, 9),
    Column("cancelled", "Cancelled", Look.COUNT, 10),
    Column("drafts", "Drafts", Look.COUNT, 8),
    Column(
        "freed", "Deleted", Look.COUNT, 9, help="Thrown away or deleted: their numbers are free"
    ),
    Column("missing", "Missing", Look.COUNT, 9, help="Numbers of the series that no paper bears"),
    Column("outside", "Outside", Look.COUNT, 9, help="Typed numbers of another style"),
)
GAPS = (
    Column("kind", "Paper", Look.TEXT, 14, own=True),
    Column("year", "Year", Look.NUMBER, 9),
    Column("number", "Number", Look.NUMBER, 22, own=True),
    Column("count", "How many", Look.COUNT, 9),
    Column("what", "What", Look.TEXT, 16, own=True),
    Column("known", "What the audit trail knows", Look.TEXT, 60, own=True),
)


@dataclass
class _Run:
    """The papers of one kind and year."""

    kind: VoucherKind
    year: FiscalYear
    styles: tuple[str, ...]
    following: int | None = None
    numbers: dict[int, str] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    outside: list[tuple[int, str]] = field(default_factory=list)
    binned: dict[int, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, voucher_id: int, number: str, state: str) -> None:
        """Enter a paper."""
        self.states[state] += 1
        counter = self.counter(number)
        if state == VoucherState.BINNED.value:
            if counter is not None:
                self.binned[counter] = voucher_id
        elif counter is None:
            self.outside.append((voucher_id, number))
        else:
            self.numbers[counter], self.owners[counter] = number, voucher_id

    def counter(self, number: str) -> int | None:
        """The running number in it, by the present style or one that held before."""
        found = (office.counted(style, number, self.year) for style in self.styles)
        return next((counter for counter in found if counter is not None), None)

    def written(self, counter: int) -> str:
        """The number of that counter in the present style."""
        return office.format_number(self.styles[0], counter, self.year)

    @property
    def holes(self) -> list[tuple[int, int]]:
        """First and last of the counters next to each other, between the first and the next, that no paper
        bears. A slip such as 99999999 leaves a large one: it is never counted out.
        """
        if not self.numbers:
            return []
        held = sorted(self.numbers)
        ends = [*held[1:], max(held[-1] + 1, self.following or 0)]
        return [(low + 1, high - 1) for low, high in zip(held, ends, strict=True) if high > low + 1]

    def is_missing(self, counter: int) -> bool:
        return any(low <= counter <= high for low, high in self.holes)


def series(session: Session, period: Period) -> list[SeriesRow]:
    """Every series of the financial years of these days, the newest year first."""
    return [_row(place, run) for place, run in enumerate(_runs(session, period))]


def gaps(session: Session, period: Period) -> list[GapRow]:
    """Missing numbers, then typed ones outside the style, series by series."""
    rows: list[GapRow] = []
    lost = _lost(session)
    for run in _runs(session, period):
        words, year = KINDS[run.kind.value], run.year.label
        for first, last, known in _stretches(session, run, lost[run.kind.value, run.year.start]):
            number = named(run.written(first))
            if last > first:
                number = f"{number} to {named(run.written(last))}"
            rows.append(
                GapRow(len(rows), words, year, Told(number), last - first + 1, MISSING, known)
            )
        makers = row_history.first_entries(session, "vouchers", [key for key, _ in run.outside])
        for key, number in run.outside:
            made = makers.get(key)
            known = Told(f"Made by {_by(made)}" if made is not None else "")
            rows.append(GapRow(len(rows), words, year, Told(named(number)), 1, OUTSIDE, known))
    return rows


def _runs(session: Session, period: Period) -> list[_Run]:
    years = range(FiscalYear.of(period.since).start, FiscalYear.of(period.until).start + 1)
    following = {
        (kind, year): number
        for kind, year, number in session.execute(
            select(Series.kind, Series.fiscal_year, Series.next_number).where(
                Series.business_id == here(session), Series.fiscal_year.in_(years)
            )
        )
    }
    styles = {kind: _styles(session, kind) for kind in VoucherKind}
    runs: dict[tuple[str, int], _Run] = {}
    papers = session.execute(
        select(Voucher.kind, Voucher.fiscal_year, Voucher.id, Voucher.number, Voucher.state)
        .where(Voucher.business_id == here(session), Voucher.fiscal_year.in_(years))
        .order_by(Voucher.id)
    )
    for name, start, key, number, state in papers:
        run = runs.get((name, start))
        if run is None:
            kind = VoucherKind(name)
            run = runs[name, start] = _Run(
                kind, FiscalYear(start), styles[kind], following.get((name, start))
            )
        run.take(key, number, state)
    order = list(VoucherKind)
    return sorted(runs.values(), key=lambda run: (-run.year.start, order.index(run.kind)))


def _styles(session: Session, kind: VoucherKind) -> tuple[str, ...]:
    """The style of today, then all that held before it."""
    key = f"{kind.value}_style"
    kept = session.scalars(
        select(Setting.id).where(Setting.business_id == here(session), Setting.key == key)
    ).all()
    found = [office.setting(session, key), office.DEFAULTS[key]]
    for change in row_history.history(session, "settings", kept):
        found += [side["value"] for side in (change.after, change.before) if "value" in side]
    return tuple(dict.fromkeys(found))


def _row(place: int, run: _Run) -> SeriesRow:
    counters = run.numbers
    states = run.states
    apart = (VoucherState.CANCELLED.value, VoucherState.DRAFT.value, VoucherState.BINNED.value)
    following = run.following or (max(counters) + 1 if counters else 1)
    while following in counters:
        following += 1
    return SeriesRow(
        id=place,
        kind=KINDS[run.kind.value],
        year=run.year.label,
        style=run.styles[0],
        first=counters[min(counters)] if counters else "",
        last=counters[max(counters)] if counters else "",
        next=run.written(following),
        used=sum(count for state, count in states.items() if state not in apart),
        cancelled=states[VoucherState.CANCELLED.value],
        drafts=states[VoucherState.DRAFT.value],
        freed=states[VoucherState.BINNED.value],
        missing=sum(high - low + 1 for low, high in run.holes),
        outside=len(run.outside),
    )


def _lost(session: Session) -> dict[tuple[str, int], list[RowChange]]:
    """By kind and financial year: how papers lost their numbers."""
    changes = list(row_history.lost(session, "vouchers", "number"))
    papers: dict[int, tuple[str, int]] = {}
    for key, kind, year in session.execute(
        select(Voucher.id, Voucher.kind, Voucher.fiscal_year).where(
            Voucher.business_id == here(session)
        )
    ):
        papers[key] = kind, year
    found: dict[tuple[str, int], list[RowChange]] = defaultdict(list)
    for change in changes:
        kind, year = papers.get(change.row_id, ("", 0))
        kind = change.before.get("kind", kind)
        found[kind, change.before.get("fiscal_year", year)].append(change)
    return found


def _stretches(
    session: Session, run: _Run, lost: list[RowChange]
) -> Iterator[tuple[int, int, Told]]:
    """The holes, with what is known of them: numbers that a paper has borne stand apart."""
    borne = _borne(session, run, lost)
    holes = run.holes
    keys = [run.owners[high + 1] for _, high in holes if high + 1 in run.owners]
    made = row_history.first_entries(session, "vouchers", keys)
    for low, high in holes:
        entry = made.get(run.owners[high + 1]) if high + 1 in run.owners else None
        never = Told("Given to no paper that was kept")
        if entry is not None:
            after = f"Given to no paper; the next one is {named(run.numbers[high + 1])}"
            never = Told(after, ": ", _by(entry))
        begun = low
        for counter in sorted(each for each in borne if low <= each <= high):
            if counter > begun:
                yield begun, counter - 1, never
            yield counter, counter, borne[counter]
            begun = counter + 1
        if begun <= high:
            yield begun, high, never


def _borne(session: Session, run: _Run, lost: list[RowChange]) -> dict[int, Told]:
    """What became of papers that have borne a missing number."""
    told: dict[int, Told] = {}
    for change in lost:
        counter = run.counter(change.before["number"])
        if counter is not None and run.is_missing(counter):
            became = change.after.get("number")
            how = f"The paper became {named(became)}" if became else "The paper was removed"
            told[counter] = Told(how, ": ", _by(change))
    thrown = {key: counter for counter, key in run.binned.items() if run.is_missing(counter)}
    for change in row_history.history(session, "vouchers", list(thrown)):
        if change.after.get("state") == VoucherState.BINNED.value:
            draft = change.before.get("state") == VoucherState.DRAFT.value
            how = "A draft was thrown away" if draft else "The paper was deleted"
            told[thrown[change.row_id]] = Told(how, ": ", _by(change))
    return told


def _by(change: RowChange) -> str:
    return f"{named(change.actor)}, {shown(local_day(change.at))}"
