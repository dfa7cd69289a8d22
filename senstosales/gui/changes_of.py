"""Asking of anything that is shown who changed it: one action, and the nouns under which the trail is opened."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk

_BEFORE = "changes of "
TABLES = ("vouchers", "orders", "receipts", "parties", "payments", "products", "expenses", "users")
"""Tables whose rows are asked about; lines, lots and the like come with them."""
NOUNS = tuple(f"{_BEFORE}{table}" for table in TABLES)
"""`Desk.open("changes of vouchers", 45)` shows what was done to that paper."""


def table_of(noun: str) -> str | None:
    """The table behind one of these nouns; None for any other noun."""
    return noun.removeprefix(_BEFORE) if noun in NOUNS else None


def noun_of(table: str) -> str:
    """The noun under which the changes of that table's rows are opened."""
    return f"{_BEFORE}{table}"


def action(
    desk: Desk, owner: QWidget, group: str, table: str, key: Callable[[], int | None]
) -> QAction:
    """“Who changed this?” about the row of that table that `key()` names."""
    return desk.actions.add(
        owner,
        "Who changed this?",
        "Ctrl+H",
        partial(_ask, desk, table, key),
        group=group,
        help="Show all that was done to it and to its lines: when, by whom, before and after",
        icon="scroll-text",
    )


def _ask(desk: Desk, table: str, key: Callable[[], int | None]) -> None:
    found = key()
    if found is not None:
        desk.open(noun_of(table), found)
