"""The Dashboard tab: what to do today, then how the office stands."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import ZERO
from senstosales.domain.fiscal import FiscalYear
from senstosales.gui import cells
from senstosales.gui.cards import LEAST_ROWS, MOST_ROWS, ROW_HEIGHT, TaskCard
from senstosales.gui.charts import MonthBars, StepBars
from senstosales.gui.desk import Desk
from senstosales.gui.errands import ERRANDS, Errand
from senstosales.gui.rank_bars import Rank, RankBars
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.targets import Targets
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.gui.work_page import WorkPage
from senstosales.queries import (
    dashboard,
    invoices,
    open_invoices,
    orders,
    worklists,
)
from senstosales.queries.columns import Look

_PAUSE_MS = 1000
_ABREAST = 4
_FIGURES_HEIGHT, _MORE_HEIGHT = 360, 248
_MOST_RANKS = 6
_USUAL_HEIGHT = 946
"""Of the whole page with the fewest rows in its cards; each card has one more for every row's height
that each of its two bands has beyond that.
"""
_WATCHES = frozenset(
    {
        "orders", "order_items", "order_lots", "vouchers", "voucher_lines", "receipts",
        "receipt_lines", "deviations", "parties", "payment_lines", "products", "stock_moves",
    }
)  # fmt: skip


class DashboardTab(Tab):
    """Reads one part after the other on one reading lane, so that the other stays free for lists.

    `list_wanted(noun, statuses, text)` asks the window for a list that another tab shows.
    """

    noun = "dashboard"
    watches = _WATCHES
    list_wanted = Signal(str, object, str)
    pages_wanted = Signal()
    sample_wanted = Signal()
    read_all = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.years: dashboard.Years | None = None
        self.cards: list[TaskCard] = []
        self.figures: dict[str, tuple[QPushButton, QLabel]] = {}
        self._steps: deque[Callable[[], None]] = deque()
        self._reading = self._again = False
        self.work: WorkPage | None = None
        self.departments: tuple[str, ...] = ()
        self.stack = QStackedWidget()
        self.front = QScrollArea()
        self.front.setAccessibleName(say("Dashboard"))
        self.front.setWidgetResizable(True)
        self.targets = Targets()
        self.targets.pages_wanted.connect(self.pages_wanted)
        self.targets.sample_wanted.connect(self.sample_wanted)
        self.empty = _centred(self.targets)
        self.blank = QWidget()
        for page in (self.blank, self.front, self.empty):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._breathed)
        self._turns = Turns(self, self._build())
        desk.year.changed.connect(self._window_year_chosen)
        self.refresh()

    def refresh(self) -> None:
        """Read everything again; while a round is under way, once more after it, a moment later."""
        if self._reading or self._pause.isActive():
            self._again = True
            return
        self._again, self._reading = False, True
        self._steps.clear()
        self._ask(dashboard.is_empty, self._emptiness_known)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """A taller window shows more of each card."""
        more = max(0, self.height() - _USUAL_HEIGHT) // (2 * ROW_HEIGHT)
        for card in self.cards:
            card.set_room(min(LEAST_ROWS + more, MOST_ROWS))

    def show_item(self, key: int) -> None:
        self.stack.setCurrentWidget(self.front)

    def show_work(self, errand: Errand) -> None:
        """The whole list behind a card."""
        if errand.register in (worklists.DUE, worklists.REPLACE):
            if self.work is not None:
                self.stack.removeWidget(self.work)
                self.work.deleteLater()
            self.work = WorkPage(self.desk, errand.register, errand.title, errand.statuses)
            self.work.closed.connect(self._back)
            self.stack.addWidget(self.work)
            self.stack.setCurrentWidget(self.work)
            self.work.setFocus()
        else:
            self.list_wanted.emit(errand.register.noun, errand.statuses, "")

    @property
    def year(self) -> FiscalYear | None:
        """The financial year whose figures are shown."""
        chosen = self.chooser.currentData()
        return chosen if isinstance(chosen, FiscalYear) else None

    def _build(self) -> Iterator[None]:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.front.setWidget(page)
        column.addWidget(_heading("To do"))
        grid = QGridLayout()
        grid.setSpacing(12)
        column.addLayout(grid)
        for place, errand in enumerate(ERRANDS):
            card = TaskCard(errand.title, errand.icon, errand.tone, errand.done)
            card.opened.connect(self.desk.open)
            card.wanted.connect(partial(self.show_work, errand))
            self.cards.append(card)
            grid.addWidget(card, place // _ABREAST, place % _ABREAST)
            grid.setColumnStretch(place % _ABREAST, 1)
            if place % 2:
                yield
        self._give_room()
        column.addSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(_heading("How we stand"))
        line.addStretch(1)
        words = QLabel(say("Financial year"))
        words.setProperty("role", "muted")
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(say("Financial year"))
        self.chooser.setMinimumWidth(104)
        words.setBuddy(self.chooser)
        self.chooser.activated.connect(self._year_chosen)
        line.addWidget(words)
        line.addWidget(self.chooser)
        column.addLayout(line)
        yield
        figures = QHBoxLayout()
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(12)
        self.bars, self.steps = MonthBars(), StepBars()
        self.of_orders = QLabel()
        self.of_orders.setProperty("role", "small")
        self.of_orders.setWordWrap(True)
        figures.addWidget(self._sums(), 2)
        figures.addWidget(_panel("Sales by month, with GST", self.bars), 4)
        figures.addWidget(_panel("From order to acceptance", self.steps, self.of_orders), 3)
        whole = QWidget()
        whole.setLayout(figures)
        whole.setMaximumHeight(_FIGURES_HEIGHT)
        column.addWidget(whole, 1)
        column.addSpacing(8)
        yield
        column.addWidget(self._still_open())
        column.addStretch(0)

    def _still_open(self) -> QWidget:
        """What is open, by department and by age; a bar leads to its list."""
        self.by_department = RankBars(
            "Open orders by department", ("Department", "Value", "Orders"), "order",
            "No order is open",
        )  # fmt: skip
        self.by_age = RankBars(
            "Open invoices by age", ("Age", "Open", "Invoices"), "invoice", "Every invoice is paid"
        )
        self.by_department.chosen.connect(self._show_department)
        self.by_age.chosen.connect(self._show_age)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(_panel("Open orders by department", self.by_department), 1)
        row.addWidget(_panel("Open invoices by age", self.by_age), 1)
        whole = QWidget()
        whole.setLayout(row)
        whole.setFixedHeight(_MORE_HEIGHT)
        return whole

    def _sums(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "panel")
        panel.setMinimumWidth(216)
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(0)
        for key, words, run in (
            ("month", "Sales this month", self._show_month),
            ("year", "Sales of the year", self._show_year),
            ("open", "Value of open orders", self._show_open),
        ):
            name = QPushButton(say(words))
            name.setProperty("role", "link")
            name.setProperty("flush", True)
            name.setToolTip(say("Show the list"))
            name.clicked.connect(run)
            figure = QLabel("…")
            figure.setProperty("role", "title")
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(figure)
            column.addStretch(1)
            self.figures[key] = (name, figure)
        return panel

    def _ask(self, question: Callable[..., Any], show: Callable[[Any], None]) -> None:
        self.desk.jobs.read(
            partial(self.desk.books.ask, question), partial(self._arrived, show), self._failed,
            owner=self,
        )  # fmt: skip

    def _arrived(self, show: Callable[[Any], None], answer: Any) -> None:
        self._turns.then(partial(self._take, show, answer))

    def _take(self, show: Callable[[Any], None], answer: Any) -> None:
        show(answer)
        if self._steps:
            self._steps.popleft()()
            return
        self._reading = False
        # News comes in bursts while pages are imported: a breath between two rounds.
        self._pause.start()
        self.read_all.emit()

    def _breathed(self) -> None:
        if self._again:
            self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._reading = self._again = False
        self.desk.messages.failure(error)

    def _emptiness_known(self, empty: bool) -> None:
        if empty:
            self.stack.setCurrentWidget(self.empty)
            return
        if self.stack.currentWidget() in (self.blank, self.empty):
            self.stack.setCurrentWidget(self.front)
        # The last ones are quickly read, the first one looks at every lot: let it not hold up the rest.
        for errand, card in reversed(tuple(zip(ERRANDS, self.cards, strict=True))):
            work = partial(
                dashboard.task, register=errand.register, wanted=errand.filter, limit=MOST_ROWS
            )
            self._steps.append(partial(self._ask, work, partial(_fill_card, card, errand)))
        self._steps.append(partial(self._ask, dashboard.departments, self._departments_known))
        self._steps.append(partial(self._ask, open_invoices.bands, self._ages_known))
        self._steps.append(partial(self._ask, dashboard.years, self._years_known))

    def _years_known(self, years: dashboard.Years) -> None:
        before = self.year
        if self.years != years:
            self.years = years
            self.chooser.clear()
            for year in years.all:
                self.chooser.addItem(year.label, year)
            wanted = before or self.desk.year.year
            kept = wanted if wanted is not None and wanted in years.all else years.usual
            self.chooser.setCurrentIndex(years.all.index(kept))
        self._ask_figures()

    def _ask_figures(self) -> None:
        year = self.year
        if year is None:
            return
        self._steps.append(
            partial(self._ask, partial(dashboard.figures, year=year), self._sums_known)
        )
        self._steps.append(
            partial(self._ask, partial(dashboard.months, year=year), self.bars.set_months)
        )
        self._steps.append(
            partial(self._ask, partial(dashboard.funnel, year=year), self._steps_known)
        )

    def _window_year_chosen(self) -> None:
        """The lists show another year: so do the figures."""
        year = self.desk.year.year
        place = self.years.all.index(year) if self.years and year in self.years.all else -1
        if place >= 0 and place != self.chooser.currentIndex():
            self.chooser.setCurrentIndex(place)
            self._year_chosen(place)

    def _year_chosen(self, _place: int) -> None:
        self._ask_figures()
        if not self._reading:
            self._reading = True
            self._steps.popleft()()

    def _sums_known(self, found: dashboard.Figures) -> None:
        for key, words, value in (
            ("month", f"Sales in {say(f'{found.day:%B}')} {found.day.year}", found.sales_month),
            ("year", f"Sales in {found.year.label}", found.sales_year),
            (
                "open",
                f"Value of {cells.written(found.open_orders, Look.COUNT)} open orders",
                found.open_value,
            ),
        ):
            name, figure = self.figures[key]
            name.setText(say(words))
            figure.setText(cells.money(value))

    def _steps_known(self, found: dashboard.Funnel) -> None:
        self.steps.set_steps(
            (
                ("Ordered", found.ordered),
                ("Dispatched", found.dispatched),
                ("Invoiced", found.invoiced),
                ("Accepted", found.accepted),
            )
        )
        if self.year is not None:
            self.of_orders.setText(
                say(f"Orders dated in {self.year.label}, at the orders' own rates")
            )

    def _departments_known(self, found: list[dashboard.DepartmentLine]) -> None:
        self.departments = tuple(each.department for each in found[:_MOST_RANKS])
        ranks = [Rank(say(_department(each)), each.value, each.count) for each in found]
        if len(ranks) > _MOST_RANKS:
            rest = ranks[_MOST_RANKS - 1 :]
            self.departments = self.departments[: _MOST_RANKS - 1]
            value = sum((rank.value for rank in rest), ZERO)
            others = Rank(
                say(f"{len(rest)} other departments"), value, sum(rank.count for rank in rest)
            )
            ranks = [*ranks[: _MOST_RANKS - 1], others]
        self.by_department.set_ranks(ranks)

    def _ages_known(self, found: tuple[open_invoices.Band, ...]) -> None:
        self.by_age.set_ranks([Rank(say(band.name), band.amount, band.count) for band in found])

    def _show_department(self, place: int) -> None:
        """The open orders of one department, or of all where several share the bar."""
        one = f"dept {self.departments[place]}" if place < len(self.departments) else ""
        self.list_wanted.emit("orders", dashboard.OPEN, one)

    def _show_age(self, _place: int) -> None:
        self.list_wanted.emit("open_invoices", frozenset(), "")

    def _show_month(self) -> None:
        self.list_wanted.emit("invoices", invoices.IN_FORCE, "this month")

    def _show_year(self) -> None:
        if self.year is not None:
            self.list_wanted.emit("invoices", invoices.IN_FORCE, self.year.label)

    def _show_open(self) -> None:
        self.list_wanted.emit("orders", dashboard.OPEN, "")

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.front)
        self.front.setFocus()


def _fill_card(card: TaskCard, errand: Errand, found: dashboard.Task) -> None:
    card.show_task(found.count, [errand.line(row) for row in found.first])


def _department(line: dashboard.DepartmentLine) -> str:
    named = line.department != orders.NO_DEPARTMENT
    return f"Department {line.department}" if named else "No department named"


def _heading(words: str) -> QLabel:
    label = QLabel(say(words))
    label.setProperty("role", "title")
    return label


def _panel(title: str, *widgets: QWidget) -> QFrame:
    panel = QFrame()
    panel.setProperty("role", "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    name = QLabel(say(title))
    name.setProperty("role", "heading")
    column.addWidget(name)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 0 if place else 1)
    return panel


def _centred(targets: Targets) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(8)
    column.addStretch(2)
    title = QLabel(say("Nothing in the books yet"))
    title.setProperty("role", "title")
    hint = QLabel(say("Orders come in as pages saved from the buyer's portal."))
    hint.setProperty("role", "muted")
    column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addSpacing(16)
    column.addWidget(targets, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page


SPEC = TabSpec(
    title="Dashboard",
    icon="layout-dashboard",
    nouns=("dashboard",),
    factory=DashboardTab,
    watches=_WATCHES,
)
