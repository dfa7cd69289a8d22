"""One priced paper, whole, with the figures it was issued with: invoice, quotation or note."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senstosales.domain.kinds import Nature, Status, VoucherKind
from senstosales.gui import cells, order_rows, voucher_rows
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts, Section
from senstosales.gui.jobs import Ticket
from senstosales.gui.mails_section import MailsSection
from senstosales.gui.order_rows import PaperRow
from senstosales.gui.paid_section import PaidSection
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel, TotalsBox
from senstosales.gui.tables import RowsTable
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries import invoice_account, voucher_detail, voucher_trail
from senstosales.queries.invoice_account import InvoiceAccount
from senstosales.queries.papers import VoucherDetail
from senstosales.queries.voucher_trail import Trail

_SEEN_LINES, _SEEN_PAPERS = 14, 8


class VoucherView(DetailPage):
    """`show_paper(id)` reads and shows it, `reload()` again; `loaded(VoucherDetail)`, or `gone`.

    Of one kind only: debit and credit notes, which share a list, are `kind` None. `trail` is what
    came of the paper, `account` where the payment of an invoice in force stands.
    """

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, kind: VoucherKind | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.paper: VoucherDetail | None = None
        self.account: InvoiceAccount | None = None
        self.trail = Trail()
        self.parts = Turns(self, self._build())

    def _build(self) -> Iterator[None]:
        self.cancelled = NoticePanel(Tone.BAD, "Cancelled")
        self.notice = NoticePanel(Tone.CAUTION)
        for place, panel in enumerate((self.cancelled, self.notice)):
            self.column.insertWidget(place, panel)
        self.lines = RowsTable(
            voucher_rows.LINES,
            settings=self._desk.settings,
            key=f"{self._kind or 'note'}-lines",
            grow_to=_SEEN_LINES,
        )
        self.lines.leave_out(voucher_rows.FIRST_TO_GO)
        self.add_section("Lines", self.lines)
        self.setFocusProxy(self.lines)
        yield
        self.charges = RowsTable(voucher_rows.CHARGES, grow_to=_SEEN_PAPERS)
        self.charges.leave_out(("hsn",))
        self.charged = self.add_section("Charges", self.charges)
        yield
        self.why = NoticePanel(Tone.INFO, "Why this tax")
        self.totals = TotalsBox()
        self.totals.setFixedWidth(300)
        self._row((self.why, 1), (self.totals, 0))
        yield
        self.paid = PaidSection(self._desk)
        self.column.insertWidget(self.column.count() - 1, self.paid)
        yield
        self.summary = RowsTable(voucher_rows.SUMMARY, grow_to=_SEEN_PAPERS)
        self.summary.leave_out(("tax", "unit", "quantity"))
        self.summed = self.add_section("Tax by HSN", self.summary)
        yield
        self.buyer, self.consignee = Facts(columns=1), Facts(columns=1)
        headings = voucher_rows.named_for(self._kind or VoucherKind.CREDIT_NOTE)
        whom, where = (
            Section(title, facts)
            for title, facts in zip(headings, (self.buyer, self.consignee), strict=True)
        )
        self._row((whom, 1), (where, 1))
        self.facts, self.words = Facts(), Facts(columns=1)
        self.add_section("References and terms", self.facts)
        self.said = self.add_section("Printed below the figures", self.words)
        yield
        self.papers = RowsTable(order_rows.PAPERS, grow_to=_SEEN_PAPERS)
        self.papers.opened.connect(self._open_paper)
        self.linked = self.add_section("Linked papers", self.papers)
        yield
        self.mails = MailsSection(self._desk, self)
        self.column.insertWidget(self.column.count() - 1, self.mails)

    @property
    def key(self) -> int | None:
        """The id of the paper that was asked for last."""
        return self._key

    @property
    def current(self) -> VoucherDetail | None:
        """The paper that is shown, unless another is on its way."""
        return self.paper if self.paper is not None and self.paper.id == self._key else None

    def show_paper(self, key: int) -> None:
        """Read that paper and show it."""
        if key != self._key:
            self.area.verticalScrollBar().setValue(0)
        self._key = key
        self.reload()

    def forget(self) -> None:
        """It is not in the books any more: news of it is not waited for."""
        if self._ticket is not None:
            self._ticket.drop()
        self._key = None

    def reload(self) -> None:
        """Read it again, as when the books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, read, self._key, self._kind)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, found: tuple[VoucherDetail, Trail, InvoiceAccount | None]) -> None:
        self.parts.then(partial(self._show, found))

    def _show(self, found: tuple[VoucherDetail, Trail, InvoiceAccount | None]) -> None:
        paper, self.trail, self.account = found
        self.paper = paper
        self.header.show_facts(
            say(voucher_rows.title(paper)),
            party=paper.buyer.name,
            day=paper.date,
            value=paper.total,
            status=self.account.status if self.account else paper.status,
            others=_more(paper),
        )
        is_cancelled = paper.status is Status.CANCELLED
        reason = (paper.cancelled_reason or "No reason was given").rstrip(".")
        self.cancelled.say(f"{reason}. The number stays used." if is_cancelled else "")
        self.notice.say(_notice(paper))
        self._show_lines(paper)
        untaxed = paper.nature is Nature.BILL_OF_SUPPLY
        self.why.title.setText(say("Why no tax" if untaxed else "Why this tax"))
        self.why.say(paper.tax_note)
        self.totals.show_paper(paper)
        self.paid.show_account(self.account)
        self._show_summary(paper)
        self.buyer.set_facts(voucher_rows.party(paper.buyer))
        self.consignee.set_facts(voucher_rows.party(paper.consignee))
        self.facts.set_facts(voucher_rows.facts(paper))
        said = [fact for fact in voucher_rows.words(paper) if fact[1]]
        self.words.set_facts(said)
        self.said.setVisible(bool(said))
        self._show_papers(paper)
        self.mails.show_paper(paper.id)
        self.loaded.emit(paper)

    def _show_lines(self, paper: VoucherDetail) -> None:
        self.lines.set_rows([voucher_rows.line(line) for line in paper.lines])
        idle = [
            key
            for key in voucher_rows.ONLY_WHERE_SAID
            if not any(getattr(line, key) for line in paper.lines)
        ]
        self.lines.put_away(idle)
        charges = [voucher_rows.charge(place, each) for place, each in enumerate(paper.charges)]
        self.charges.set_rows(charges)
        self.charged.setVisible(bool(charges))

    def _show_summary(self, paper: VoucherDetail) -> None:
        between_states = paper.tax_split.between_states
        for key in ("cgst", "sgst"):
            self.summary.set_column_shown(key, not between_states)
        self.summary.set_column_shown("igst", between_states)
        self.summary.set_rows([voucher_rows.summed(line) for line in paper.hsn_summary])
        self.summed.setVisible(paper.nature is not Nature.BILL_OF_SUPPLY)

    def _show_papers(self, paper: VoucherDetail) -> None:
        trail = self.trail
        rows = order_rows.paper_rows(
            quotations=trail.quotations,
            orders=(paper.order,) if paper.order else trail.orders,
            challans=(paper.challan,) if paper.challan else (),
            invoices=trail.invoices,
            debit_notes=trail.debit_notes,
            credit_notes=trail.credit_notes,
            receipts=paper.receipts,
        )
        self.papers.set_rows(rows)
        self.linked.setVisible(bool(rows))

    def _row(self, *parts: tuple[QWidget, int]) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for widget, stretch in parts:
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(self.column.count() - 1, holder)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_paper(self, row: PaperRow) -> None:
        if row.id is not None:
            self._desk.open(row.noun, row.id)


def read(
    session: Any, key: int, kind: VoucherKind | None = None
) -> tuple[VoucherDetail, Trail, InvoiceAccount | None]:
    """Runs in a reading lane."""
    paper = voucher_detail.detail(session, key, kind)
    is_invoice = paper.kind is VoucherKind.INVOICE
    paid = invoice_account.account(session, key) if is_invoice else None
    return paper, voucher_trail.trail(session, paper), paid


def _more(paper: VoucherDetail) -> Iterator[str]:
    """What the header line says beside party, date and value."""
    if paper.kind.is_note and paper.reference is not None:
        yield f"on invoice {paper.reference.number}"
    if paper.valid_until:
        yield f"valid until {cells.day(paper.valid_until)}"
    if paper.kind is VoucherKind.INVOICE and paper.due_date:
        yield f"to be paid until {cells.day(paper.due_date)}"


def _notice(paper: VoucherDetail) -> str:
    """What a clerk must know before he works with this paper."""
    match paper.status:
        case Status.DRAFT if paper.kind is VoucherKind.QUOTATION:
            return "A draft: the customer has not been sent it yet."
        case Status.DRAFT:
            return "A draft: it is not in force and counts nowhere until it is issued."
        case Status.EXPIRED:
            return (
                f"Its validity ended on {cells.day(paper.valid_until)}. Revise it to offer it again, "
                "or take the answer of the customer all the same."
            )
        case _:
            return ""
