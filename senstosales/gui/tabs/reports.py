"""The Reports tab: choose a report and its days, read it, save it as a workbook, print it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from senstosales.domain.amounts import indian
from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import Invalid
from senstosales.gui.buttons import ActionButton
from senstosales.gui.desk import Desk
from senstosales.gui.fields import ChoiceField, DateField, Field
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.gui.wording import say
from senstosales.months import shown
from senstosales.queries import dashboard
from senstosales.queries.columns import Look, Totals
from senstosales.queries.report_catalogue import REPORTS, Report, Span
from senstosales.queries.reports import Period

if TYPE_CHECKING:
    from senstosales.books.store import Reading

_GROUP = "Reports"
_MONTHS = (("month", "This month"), ("last", "Last month"))
_OWN = (("own", "Other days"),)
_NOTHING = {
    Span.PERIOD: Empty("Nothing in these days", "Choose another year or other days above."),
    Span.DAY: Empty("Nothing left on this day", "Choose another day above."),
    Span.NONE: Empty("Nothing to report"),
}


def days_of(choice: "str | FiscalYear", today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of a named period or a financial year."""
    if isinstance(choice, FiscalYear):
        return choice.first, choice.last
    first = today.replace(day=1)
    if choice == "last":
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


class ReportsTab(Tab):
    """One report at a time, always read afresh."""

    noun = "reports"
    watches = frozenset({"orders", "order_items", "order_lots", "vouchers", "receipt_lines"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.report = REPORTS[0]
        self.rows: Sequence[Any] = ()
        self.choice = ChoiceField([(report.key, report.title) for report in REPORTS], own=True)
        self.period = ChoiceField(own=True)
        self.since, self.until = DateField(), DateField()
        self.about = QLabel()
        self.about.setProperty("role", "muted")
        self.foot = QLabel()
        self.foot.setProperty("role", "foot")
        self._labels: dict[Field, QLabel] = {field: QLabel(say(text)) for field, text in
                        ((self.period, "Period"), (self.since, "from"), (self.until, "to"))}  # fmt: skip
        self.choice.editor.setAccessibleName(say("Report"))
        for field, label in self._labels.items():
            field.editor.setAccessibleName(label.text())
        self.choice.set_value(self.report.key)
        self._offer_years((FiscalYear.of(self._today),))
        self.period.set_value(FiscalYear.of(self._today))
        self._take_period()
        add = partial(desk.actions.add, self, group=_GROUP)
        self.export = add(
            "Excel…", "Ctrl+E", self._export, icon="file-spreadsheet",
            help="Save this report as a workbook",
        )  # fmt: skip
        self.print = add(
            "Print…", "Ctrl+P", self._print, icon="printer", help="See this report as pages"
        )
        self._build()
        for each in (self.choice, self.period, self.since, self.until):
            each.changed.connect(partial(self._changed, each))
            each.left.connect(partial(_scold, each))
        self.setFocusProxy(self.choice)
        self._show_report()
        desk.jobs.read(partial(desk.books.ask, dashboard.years), self._years_known, owner=self)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        self.choice.setFixedWidth(200)
        self.period.setFixedWidth(190)
        for day in (self.since, self.until):
            day.setFixedWidth(168)
        bar.addWidget(self.choice)
        for field, label in self._labels.items():
            bar.addSpacing(4)
            bar.addWidget(label)
            bar.addWidget(field)
        bar.addStretch(1)
        bar.addWidget(ActionButton(self.export))
        bar.addWidget(ActionButton(self.print))
        self._pages = QStackedWidget()
        self._empty = {span: Nothing(words) for span, words in _NOTHING.items()}
        for page in self._empty.values():
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        self.about.setContentsMargins(12, 0, 12, 8)
        whole.addWidget(self.about)
        whole.addWidget(self._pages, 1)
        self.foot.setContentsMargins(12, 8, 12, 8)
        whole.addWidget(self.foot)
        self.table: RowsTable | None = None

    def show_report(self, key: str, since: dt.date, until: dt.date) -> None:
        """Open a report for these days."""
        self.period.set_value("own")
        self.since.set_value(since)
        self.until.set_value(until)
        self.choice.set_value(key)
        self._show_report()

    @property
    def _today(self) -> dt.date:
        return self.desk.books.clock().astimezone().date()

    def _offer_years(self, years: Sequence[FiscalYear]) -> None:
        named = [(year, f"Financial year {year.label}") for year in years]
        self.period.set_options([*_MONTHS, *named, *_OWN])

    def _years_known(self, years: dashboard.Years) -> None:
        """Begin with the year that the window shows, else with the newest there is something of, unless days
        were chosen meanwhile.
        """
        untouched = _entered(self.period) == FiscalYear.of(self._today)
        self._offer_years(years.all)
        chosen = self.desk.year.year
        usual = chosen if chosen in years.all else years.usual
        if untouched and _entered(self.period) != usual:
            self.period.set_value(usual)

    def _take_period(self) -> None:
        choice = _entered(self.period)
        if choice is not None and choice != "own":
            first, last = days_of(choice, self._today)
            # Days that a choice brings are not days that somebody typed.
            with QSignalBlocker(self.since), QSignalBlocker(self.until):
                self.since.set_value(first)
                self.until.set_value(min(last, self._today))

    def _changed(self, field: QWidget) -> None:
        if field is self.choice:
            self._show_report()
            return
        if field is self.period:
            self._take_period()
        elif _entered(self.period) != "own":
            self.period.set_value("own")
        self.refresh()

    def _show_report(self) -> None:
        key = _entered(self.choice)
        self.report = next((report for report in REPORTS if report.key == key), self.report)
        self.about.setText(say(self.report.about))
        one_day = self.report.span is Span.DAY
        for field, label in self._labels.items():
            shown = self.report.span is Span.PERIOD or (one_day and field is self.until)
            field.setVisible(shown)
            label.setVisible(shown)
        self._labels[self.until].setText(say("on" if one_day else "to"))
        if self.table is not None:
            self._pages.removeWidget(self.table)
            self.table.deleteLater()
        self.table = RowsTable(
            self.report.columns, settings=self.desk.settings, key=f"reports/{self.report.key}"
        )
        self.table.setAccessibleName(say(self.report.title))
        self.table.setProperty("role", "whole")  # edge to edge, as every list
        self._pages.addWidget(self.table)
        self._pages.setCurrentWidget(self.table)
        self.refresh()

    def _wanted(self) -> Period | None:
        since, until = _entered(self.since), _entered(self.until)
        if not isinstance(until, dt.date):
            return None
        if not isinstance(since, dt.date) or self.report.span is not Span.PERIOD:
            since = until
        if since > until:
            self.until.set_error("This day lies before the first one.")
            return None
        self.until.set_error("")
        return Period(since, until)

    def refresh(self) -> None:
        """Read the report again."""
        period = self._wanted()
        if period is not None:
            self.desk.jobs.read(
                partial(self.desk.books.ask, _read, self.report, period), self._arrived, owner=self
            )

    def _arrived(self, found: tuple[str, Sequence[Any]]) -> None:
        key, rows = found
        if key == self.report.key and self.table is not None:
            self.rows = rows
            self.table.set_rows(rows)
            self._pages.setCurrentWidget(self.table if rows else self._empty[self.report.span])
            self.foot.setText(self._summed(rows))

    def _summed(self, rows: Sequence[Any]) -> str:
        parts = [say(f"{indian(Decimal(len(rows)), 0)} shown")]
        for column in self.report.columns:
            if column.look is Look.MONEY:
                total = sum((getattr(row, column.key) or Decimal(0) for row in rows), Decimal(0))
                parts.append(f"{say(column.title)} {indian(total)}")
        return "     ".join(parts)

    def _name(self) -> str:
        period = self._wanted()
        if period is None or self.report.span is Span.NONE:
            return self.report.title
        if self.report.span is Span.DAY:
            return f"{self.report.title} {shown(period.until)}"
        return f"{self.report.title} {shown(period.since)} to {shown(period.until)}"

    def _export(self) -> None:
        from senstosales.gui.dialogs.exports import WORKBOOK, file_name, save_file

        name = self._name()
        save_file(
            self.desk, self, f"Save {self.report.title.lower()}", file_name(name, "xlsx"), WORKBOOK,
            partial(_workbook, self.report, tuple(self.rows), name),
        )  # fmt: skip

    def _print(self) -> None:
        from senstosales.gui.preview import PreviewDialog

        dialog = PreviewDialog(
            self._name(),
            partial(_pages, self.desk, self.report, tuple(self.rows), self._span()),
            [],
            f"{self._name()}.pdf",
            jobs=self.desk.jobs,
            messages=self.desk.messages,
            settings=self.desk.settings,
            parent=self,
        )
        dialog.open()

    def _span(self) -> str | None:
        period = self._wanted()
        if period is None or self.report.span is Span.NONE:
            return None
        if self.report.span is Span.DAY:
            return shown(period.until)
        return f"{shown(period.since)} to {shown(period.until)}"


def _entered(field: Field) -> Any:
    """What stands in the field; None while it is being typed."""
    try:
        return field.value()
    except Invalid:
        return None


def _scold(field: Field) -> None:
    try:
        field.value()
    except Invalid as error:
        field.set_error(error.sentence)


def _read(session: "Reading", report: Report, period: Period) -> tuple[str, Sequence[Any]]:
    return report.key, report.read(session, period)


def _workbook(report: Report, rows: Sequence[Any], name: str) -> bytes:
    from senstosales.documents import workbooks

    return workbooks.register(name, report.columns, rows)


def _pages(
    desk: Desk,
    report: Report,
    rows: Sequence[Any],
    span: str | None,
    _copies: Sequence[str],
    _design: str,
) -> bytes:
    from senstosales.documents import registers
    from senstosales.queries import office

    sums = {
        column.key: sum((getattr(row, column.key) or Decimal(0) for row in rows), Decimal(0))
        for column in report.columns
        if column.look is Look.MONEY
    }
    return registers.pdf(
        report.title,
        report.columns,
        rows,
        Totals(len(rows), sums),
        span,
        desk.books.clock().astimezone().date(),
        desk.books.ask(office.letterhead),
    )


SPEC = TabSpec("Reports", "file-spreadsheet", ("reports",), ReportsTab)
