"""What a row of the books is called by people: "Line 2 of challan 45", "Order 6639113, item 3, lot 2".

Named are also rows that are gone: by what the audit trail says of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.told import Told, named
from senstosales.months import shown
from senstosales.tables.base import Base
from senstosales.tables.office import AuditEntry

Facts = dict[str, Any]
_CHUNK = 900
_NAMES = {
    "api_keys": "Key of {name}",
    "attachments": "{order_id:whole}, file {name}",
    "businesses": "Business {name}",
    "deviations": "Deviation of {noun:deviant}: {what:own}{noun_id:nothing}",
    "events": "Message to other programs",
    "expenses": "Expense {category:own}, {spent_on:day}",
    "gem_contracts": "{order_id:whole}, GeM contract {number}",
    "handlings": "{voucher_id:whole} in the review queue",
    "letter_files": "File {name} of {letter_id:within}",
    "letters": "Letter to {recipient}: {subject}",
    "login_sessions": "Log-in of {user_id:bare}",
    "memberships": "Role of {user_id:bare}",
    "notes": "Note “{title}”",
    "one_time_codes": "Code for {user_id:bare}",
    "order_items": "{order_id:whole}, item {item_no}",
    "order_lots": "{item_id:whole}, lot {lot_no}",
    "order_notes": "{order_id:whole}, note",
    "order_versions": "{order_id:whole}, {amend_no:amendment}",
    "orders": "Order {number}",
    "parties": "Party {name}",
    "party_registrations": "{party_id:whole}, GSTIN {gstin}",
    "payment_lines": "{payment_id:whole}, line {position:place}",
    "payments": "Payment by {party_id:bare}, {paid_on:day}",
    "products": "Product {name:product}{description:nothing}{material_code:nothing}",
    "receipt_lines": "{receipt_id:whole}, item {srv_item_no}",
    "receipts": "SRV {number}",
    "salesmen": "Salesman {name}",
    "series": "Numbers of {kind:series} {fiscal_year:year}",
    "settings": "Setting: {key:setting}",
    "source_pages": "Page {file_name}",
    "stock_moves": "Stock of {product_id:bare}",
    "users": "Person {name}",
    "voucher_charges": "Charge “{name}” of {voucher_id:within}",
    "voucher_lines": "Line {position:place} of {voucher_id:within}",
    "vouchers": "{kind:kind} {number}",
}
"""How the rows of each table are called: columns, and in which way each is written (`_written`)."""
_PART = re.compile(r"\{(\w+)(?::(\w+))?\}")
_COLUMNS = {
    noun: tuple(found[1] for found in _PART.finditer(text)) for noun, text in _NAMES.items()
}
KINDS = {
    VoucherKind.CHALLAN.value: "Challan",
    VoucherKind.INVOICE.value: "Invoice",
    VoucherKind.QUOTATION.value: "Quotation",
    VoucherKind.DEBIT_NOTE.value: "Debit note",
    VoucherKind.CREDIT_NOTE.value: "Credit note",
}
SETTINGS = {
    "challan_style": "number style of challans",
    "invoice_style": "number style of invoices",
    "quotation_style": "number style of quotations",
    "debit_note_style": "number style of debit notes",
    "credit_note_style": "number style of credit notes",
    "gst_rate": "usual GST rate",
    "round_to_rupee": "totals rounded to the rupee",
    "sign_up": "sign-up over REST",
    "closed_until": "books closed until",
    "mail_host": "mail server",
    "mail_port": "port of the mail server",
    "mail_security": "encryption of the mail server",
    "mail_user": "user at the mail server",
    "mail_password": "password at the mail server",
    "mail_from": "sender of mails",
    "letter_subject": "subject of mails with papers",
    "letter_text": "text of mails with papers",
}


class Names:
    """`prepare` reads many rows at once; `of` names one as it was when an entry of the trail was made."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._present: dict[tuple[str, int], Facts] = {}
        self._added: dict[tuple[str, int], int] = {}
        self._prepared: set[tuple[str, int]] = set()
        self._told: dict[tuple[str, int, int], Told] = {}

    def prepare(self, wanted: Iterable[tuple[str, int]]) -> None:
        """Read what names these rows, given by table and id."""
        by_noun: dict[str, set[int]] = {}
        for noun, key in wanted:
            if noun in _COLUMNS and (noun, key) not in self._prepared:
                self._prepared.add((noun, key))
                by_noun.setdefault(noun, set()).add(key)
        further: list[tuple[str, int]] = []
        for noun, keys in by_noun.items():
            for chunk in _chunks(sorted(keys)):
                further += self._read(noun, chunk)
        if further:
            self.prepare(further)

    def of(self, noun: str, key: int, entry_id: int) -> Told:
        """What the row is called, as of that entry of the trail."""
        known = noun, key, entry_id
        if known not in self._told:
            made = self._made(noun, self.facts(noun, key, entry_id), entry_id)
            self._told[known] = Told(made)
        return self._told[known]

    def marked(self, noun: str, key: int, entry_id: int) -> str:
        """The same with what people have entered marked in it (`named`)."""
        return self.of(noun, key, entry_id).marked

    def present(self, noun: str, key: int, entry_id: int) -> Facts | None:
        """What names the row as it is now; None if the one of that entry is gone, whatever bears its id
        since.
        """
        self.prepare([(noun, key)])
        if self._added.get((noun, key), 0) > entry_id:
            return None
        return self._present.get((noun, key))

    def facts(self, noun: str, key: int, entry_id: int) -> Facts:
        """What names the row: as it is now, or what the trail says of one that is gone."""
        present = self.present(noun, key, entry_id)
        if present is not None:
            return present
        for action, side, near in (
            ("add", AuditEntry.after, AuditEntry.id <= entry_id),
            ("remove", AuditEntry.before, AuditEntry.id >= entry_id),
        ):
            order = AuditEntry.id.desc() if action == "add" else AuditEntry.id
            told = self._session.scalar(
                select(side)
                .where(
                    AuditEntry.noun == noun,
                    AuditEntry.row_id == key,
                    AuditEntry.action == action,
                    near,
                )
                .order_by(order)
                .limit(1)
            )
            if told:
                return dict(told)
        return {}

    def _read(self, noun: str, keys: Sequence[int]) -> Iterator[tuple[str, int]]:
        """Read rows of one table; what their names lean on is given back, to be read too."""
        table = Base.metadata.tables[noun]
        columns = [table.c[name] for name in _COLUMNS[noun]]
        for row in self._session.execute(
            select(table.c.id, *columns).where(table.c.id.in_(keys))
        ).mappings():
            self._present[noun, row["id"]] = dict(row)
            for column in columns:
                for reference in column.foreign_keys:
                    if row[column.name] is not None:
                        yield reference.column.table.name, row[column.name]
        added = (
            select(AuditEntry.row_id, func.max(AuditEntry.id))
            .where(AuditEntry.noun == noun, AuditEntry.row_id.in_(keys), AuditEntry.action == "add")
            .group_by(AuditEntry.row_id)
        )
        for key, entry_id in self._session.execute(added):
            self._added[noun, key] = entry_id

    def _made(self, noun: str, facts: Facts, entry_id: int) -> str:
        def part(found: re.Match[str]) -> str:
            return self._written(noun, facts, found[1], found[2] or "", entry_id)

        text = _PART.sub(part, _NAMES.get(noun, noun.replace("_", " ").capitalize()))
        return text.strip(" :,")

    def _written(self, noun: str, facts: Facts, column: str, how: str, entry_id: int) -> str:
        """One column of a name, written in this way."""
        value = facts.get(column)
        match how:
            case "whole" | "within" | "bare":
                (key,) = Base.metadata.tables[noun].c[column].foreign_keys
                table = key.column.table.name
                name = self.marked(table, value, entry_id) if value is not None else ""
                if how == "bare":
                    return name.partition(" ")[2]
                return within(name) if how == "within" else name
            case "deviant":
                table = {"order": "orders", "receipt": "receipts"}.get(str(value), "vouchers")
                return within(self.marked(table, facts.get("noun_id", 0), entry_id))
            case "product":
                given = (facts.get(each) for each in _COLUMNS[noun])
                return named(next((text for text in given if text), ""))
            case _:
                return "" if value is None else _plain(value, how)


def _plain(value: Any, how: str) -> str:
    match how:
        case "place":
            return str(value + 1)
        case "day":
            return shown(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
        case "year":
            return FiscalYear(value).label
        case "amendment":
            return f"amendment {value}" if value else "as placed"
        case "kind":
            return KINDS.get(value, str(value).replace("_", " ").capitalize())
        case "series":
            return f"{within(_plain(value, 'kind'))}s"
        case "setting":
            return SETTINGS.get(value, str(value).replace("_", " "))
        case "nothing":
            return ""
        case "own":
            return str(value)
        case _:
            return named(value)


def within(name: str) -> str:
    """The name inside a sentence: `challan 45`, but `SRV 17733`."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
