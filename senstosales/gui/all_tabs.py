"""All tabs of the window in their order, each announced without loading its module."""

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from senstosales.gui import changes_of
from senstosales.gui.desk import Desk
from senstosales.gui.tab import Tab, TabSpec

if TYPE_CHECKING:
    from senstosales.books.store import Reading

PACKAGE = "senstosales.gui.tabs"


def _spec(
    module: str,
    title: str,
    icon: str,
    watches: tuple[str, ...] = (),
    about: str = "",
    also: tuple[str, ...] = (),
) -> TabSpec:
    """A tab whose module is loaded when it is first shown; its own `SPEC` says the same. `also` are
    nouns beside that of the module.
    """
    return TabSpec(
        title,
        icon,
        (module, *also),
        partial(_make, module),
        partial(_count, module) if watches else None,
        frozenset(watches),
        about,
        partial(_ahead, module),
    )


def _own(module: str) -> TabSpec:
    spec: TabSpec = import_module(f"{PACKAGE}.{module}").SPEC
    return spec


def _make(module: str, desk: Desk) -> Tab:
    return _own(module).factory(desk)


def _count(module: str, session: "Reading") -> int:
    spec = _own(module)
    return spec.count(session) if spec.count is not None else 0


def _ahead(module: str, session: "Reading") -> None:
    spec = _own(module)
    if spec.ahead is not None:
        spec.ahead(session)


TABS = (
    _spec("dashboard", "Dashboard", "layout-dashboard"),
    _spec("orders", "Purchase Orders", "file-text", also=("order_notes", "attachments")),
    _spec("challans", "Delivery Challans", "truck", watches=("vouchers",)),
    _spec(
        "receipts", "SRVs", "package", watches=("orders", "receipt_lines", "receipts", "vouchers")
    ),
    _spec("invoices", "Invoices", "receipt-indian-rupee", watches=("vouchers",)),
    _spec("quotations", "Quotations", "file-pen-line", watches=("vouchers",)),
    _spec("parties", "Parties", "building-2"),
    _spec(
        "payments",
        "Payments",
        "wallet",
        watches=("vouchers", "payment_lines"),
        also=("open_invoices",),
    ),
    _spec(
        "schedule",
        "Schedule",
        "calendar-days",
        about="Every lot of every order by its delivery date",
    ),
    _spec("products", "Products", "tag", watches=("products", "stock_moves")),
    _spec("expenses", "Expenses", "hand-coins"),
    _spec("tax_notes", "Notes", "file-diff", watches=("vouchers",), about="Debit and credit notes"),
    _spec(
        "review",
        "Review queue",
        "inbox",
        watches=("handlings", "vouchers"),
        about="Invoices that billing programs sent: picked, packed, delivered, or back at billing",
    ),
    _spec("deviations", "Deviations", "triangle-alert", watches=("deviations",)),
    _spec("reports", "Reports", "file-spreadsheet"),
    _spec(
        "trail",
        "Who changed what",
        "scroll-text",
        about="The audit trail: everything that was made, changed or removed, when and by whom",
        also=changes_of.NOUNS,
    ),
    _spec(
        "users",
        "Users and keys",
        "users",
        watches=("letters",),
        about="People, keys, log-ins, and codes that wait to be told",
    ),
)
"""The tabs in their order. Loading all their modules takes longer than anything else at the start."""
