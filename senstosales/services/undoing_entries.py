"""Taking back what was entered beside papers: payments, expenses, parties, products, settings."""

from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here
from senstosales.domain.amounts import ZERO, indian, money
from senstosales.errors import Refused
from senstosales.queries import office as office_queries
from senstosales.services import expenses, office, parties, partners, payments, products
from senstosales.services.drafts import Draft, make
from senstosales.services.past_change import PastChange, RowStory, read, replaced, rewind, rewound
from senstosales.services.undoing_plan import Passed, Plan, planned, refuse_since
from senstosales.tables.base import Base
from senstosales.tables.cash import Expense, Payment, PaymentLine
from senstosales.tables.masters import Party, PartyRegistration, Product
from senstosales.tables.office import Business, Setting

_STAMPS = frozenset({"updated_at"})
"""Columns that follow by themselves."""


def payment(session: Session, change: PastChange, passed: Passed) -> Plan:
    """A payment entered, corrected or removed."""
    (key, *more) = change.wholes("payments")
    if more:
        return _many("payments")
    story = change.story("payments", key)
    lines = change.of("payment_lines")
    match story.action if story is not None else "change":
        case "add":
            what = f"payment of {_sum(lines, 'after')} entered"
            return planned(what, partial(_payment_out, session, change, key, passed, what))
        case "remove":
            what = f"payment of {_sum(lines, 'before')} deleted"
            assert story is not None
            return planned(what, partial(_payment_in, story, lines, what))
        case _:
            what = "payment changed"
            return planned(what, partial(_payment_back, session, change, key, passed, what))


def _payment_out(session: Session, change: PastChange, key: int, passed: Passed, what: str) -> Plan:
    payments.get(session, key)
    refuse_since(session, change, "payments", key, passed)
    return Plan(
        what,
        partial(_delete_payment, key),
        "The payment is taken out again; the audit trail keeps it.",
    )


def _delete_payment(key: int, books: Books, actor: Actor) -> None:
    payments.delete(books, actor, key)


def _payment_in(story: RowStory, lines: tuple[RowStory, ...], what: str) -> Plan:
    draft = _payment_draft(rewound(Payment, story), replaced([], lines, PaymentLine, wholly=True))
    return Plan(what, partial(_save_payment, draft, None, None), "The payment is entered again.")


def _payment_back(
    session: Session, change: PastChange, key: int, passed: Passed, what: str
) -> Plan:
    held = payments.get(session, key)
    refuse_since(session, change, "payments", key, passed)
    version, story = held.version, change.story("payments", key)
    lines = replaced(held.lines, change.of("payment_lines"), PaymentLine, wholly=True)
    if story is not None:
        rewind(held, story)
    draft = _payment_draft(held, lines)
    return Plan(
        what, partial(_save_payment, draft, key, version), "The payment is as it was before."
    )


def _payment_draft(held: Any, lines: list[Any]) -> payments.PaymentDraft:
    told = [
        {"kind": line.kind, "amount": line.amount, "invoice_id": line.voucher_id} for line in lines
    ]
    names = ("party_id", "paid_on", "method", "reference", "note")
    return make(
        payments.PaymentDraft, {name: getattr(held, name) for name in names} | {"lines": told}
    )


def _save_payment(
    draft: payments.PaymentDraft, key: int | None, version: int | None, books: Books, actor: Actor
) -> None:
    payments.save(books, actor, draft, key, version)


def expense(session: Session, change: PastChange, passed: Passed) -> Plan:
    """An expense entered, corrected or removed."""
    (story, *more) = change.of("expenses")
    if more:
        return _many("expenses")
    match story.action:
        case "add":
            what = f"expense of {_rupees(story.after['amount'])} entered"
            return planned(what, partial(_expense_out, session, change, story, passed, what))
        case "remove":
            what = f"expense of {_rupees(story.before['amount'])} deleted"
            draft = _draft(expenses.ExpenseDraft, rewound(Expense, story))
            return Plan(
                what, partial(_save_expense, draft, None, None), "The expense is entered again."
            )
        case _:
            what = "expense changed"
            return planned(what, partial(_expense_back, session, change, story, passed, what))


def _expense_out(
    session: Session, change: PastChange, story: RowStory, passed: Passed, what: str
) -> Plan:
    expenses.get(session, story.row_id)
    refuse_since(session, change, "expenses", story.row_id, passed)
    return Plan(
        what,
        partial(_delete_expense, story.row_id),
        "The expense is taken out again; the audit trail keeps it.",
    )


def _delete_expense(key: int, books: Books, actor: Actor) -> None:
    expenses.delete(books, actor, key)


def _expense_back(
    session: Session, change: PastChange, story: RowStory, passed: Passed, what: str
) -> Plan:
    held = expenses.get(session, story.row_id)
    refuse_since(session, change, "expenses", story.row_id, passed)
    version = held.version
    rewind(held, story)
    draft = _draft(expenses.ExpenseDraft, held)
    return Plan(
        what,
        partial(_save_expense, draft, story.row_id, version),
        "The expense is as it was before.",
    )


def _save_expense(
    draft: expenses.ExpenseDraft, key: int | None, version: int | None, books: Books, actor: Actor
) -> None:
    expenses.save(books, actor, draft, key, version)


def party(session: Session, change: PastChange, passed: Passed) -> Plan:
    """A party added or changed; the default buyer goes back to whom it was taken from."""
    lost = [story.row_id for story in change.of("parties") if _lost_default(story)]
    keys = [key for key in change.wholes("parties") if key not in lost]
    others = [story for story in change.stories if story.noun not in _OF_PARTY]
    if len(keys) != 1 or len(lost) > 1 or others:
        return _many("parties")
    key, default = keys[0], lost[0] if lost else None
    held, story = session.get(Party, key), change.story("parties", key)
    added = story is not None and story.action == "add"
    what = f"party {held.name if held else ''} {'added' if added else 'changed'}"
    return planned(what, partial(_party_back, session, change, key, default, passed, what))


_OF_PARTY = frozenset({"parties", "party_registrations"})


def _lost_default(story: RowStory) -> bool:
    return story.action == "change" and dict(story.after) == {"is_default": False}


def _party_back(
    session: Session, change: PastChange, key: int, default: int | None, passed: Passed, what: str
) -> Plan:
    held = _live(session, Party, key, "party")
    refuse_since(session, change, "parties", key, passed)
    story, version = change.story("parties", key), held.version
    if story is not None and story.action == "add":
        run: Any = partial(_delete_party, key, default)
        return Plan(what, run, f"Party {held.name} is taken off the list again.")
    if story is not None:
        _only(story, parties.PartyDraft)
        rewind(held, story)
    facts = {"registrations": _registrations(session, change, key)}
    draft = _draft(parties.PartyDraft, held, **facts)
    run = partial(_save_party, draft, key, version, default)
    return Plan(what, run, f"Party {held.name} is as it was before.")


def _registrations(session: Session, change: PastChange, key: int) -> list[dict[str, Any]] | None:
    """The further GSTINs as they were; None leaves them as they are."""
    stories = change.of("party_registrations")
    if not stories:
        return None
    held = session.scalars(
        select(PartyRegistration)
        .where(PartyRegistration.party_id == key)
        .order_by(PartyRegistration.id)
    )
    before = replaced(list(held), stories, PartyRegistration, wholly=False)
    names = parties.RegistrationDraft.model_fields
    return [{name: getattr(row, name) for name in names} for row in before]


def _delete_party(key: int, default: int | None, books: Books, actor: Actor) -> None:
    if default is not None:
        parties.make_default(books, actor, default)
    partners.delete(books, actor, key)


def _save_party(
    draft: parties.PartyDraft,
    key: int,
    version: int,
    default: int | None,
    books: Books,
    actor: Actor,
) -> None:
    parties.save(books, actor, draft, key, version)
    if default is not None:
        parties.make_default(books, actor, default)


def product(session: Session, change: PastChange, passed: Passed) -> Plan:
    """A product added or changed. Stock that was counted or moved is counted again instead."""
    stories = change.of("products")
    if len(stories) > 1:
        return _many("products")
    if not stories or (change.of("stock_moves") and stories[0].action != "add"):
        return Plan(
            "stock counted or moved",
            refusal="Stock is not undone: count it again, or enter the move the other way round.",
        )
    story = stories[0]
    held = session.get(Product, story.row_id)
    name = _name(held) if held is not None else ""
    what = f"product {name} {'added' if story.action == 'add' else 'changed'}"
    return planned(what, partial(_product_back, session, change, story, passed, what))


def _name(held: Product) -> str:
    return held.name or held.material_code or held.description or ""


def _product_back(
    session: Session, change: PastChange, story: RowStory, passed: Passed, what: str
) -> Plan:
    held = _live(session, Product, story.row_id, "product")
    refuse_since(session, change, "products", story.row_id, passed)
    if story.action == "add":
        run: Any = partial(_delete_product, held.id)
        return Plan(what, run, f"Product {_name(held)} is taken off the list again.")
    _only(story, products.ProductDraft)
    version = held.version
    rewind(held, story)
    draft = _draft(products.ProductDraft, held, stock=None)
    return Plan(
        what,
        partial(_save_product, draft, held.id, version),
        f"Product {_name(held)} is as it was before.",
    )


def _delete_product(key: int, books: Books, actor: Actor) -> None:
    products.delete(books, actor, key)


def _save_product(
    draft: products.ProductDraft, key: int, version: int, books: Books, actor: Actor
) -> None:
    products.save(books, actor, draft, key, version)


def business(session: Session, change: PastChange, passed: Passed) -> Plan:
    """The office's own particulars."""
    what = "particulars of the office changed"
    (story, *more) = change.of("businesses")
    if more or story.action != "change" or story.row_id != here(session):
        return Plan(
            "business added or removed",
            refusal="A business is not undone: change it in the settings.",
        )
    return planned(what, partial(_office_back, session, change, story, passed, what))


def _office_back(
    session: Session, change: PastChange, story: RowStory, passed: Passed, what: str
) -> Plan:
    held = session.get_one(Business, story.row_id)
    refuse_since(session, change, "businesses", story.row_id, passed)
    rewind(held, story)
    _only(story, office.OfficeDraft)
    draft = _draft(office.OfficeDraft, held)
    return Plan(what, partial(_save_office, draft), "The office's particulars are as before.")


def _save_office(draft: office.OfficeDraft, books: Books, actor: Actor) -> None:
    office.save_office(books, actor, draft)


def settings(session: Session, change: PastChange, passed: Passed) -> Plan:
    """Choices of the settings, one or several at once."""
    what = "settings changed"
    return planned(what, partial(_settings_back, session, change, passed, what))


def _settings_back(session: Session, change: PastChange, passed: Passed, what: str) -> Plan:
    before = {}
    for story in change.of("settings"):
        refuse_since(session, change, "settings", story.row_id, passed)
        held = session.get_one(Setting, story.row_id)
        if held.key not in office_queries.DEFAULTS:
            raise Refused("This is put right where it was chosen, in the settings.")
        if story.action == "add":
            before[held.key] = office_queries.DEFAULTS[held.key]
        else:
            before[held.key] = read(Setting, "value", story.before["value"])
    return Plan(what, partial(_save_settings, before), "The settings are as they were before.")


def _save_settings(values: dict[str, str], books: Books, actor: Actor) -> None:
    office.save_settings(books, actor, values)


def _live(session: Session, model: Any, key: int, word: str) -> Any:
    held = session.get(model, key)
    if held is None or held.business_id != here(session) or held.is_deleted:
        raise Refused(f"The {word} has been taken off the list since.")
    return held


def _only(story: RowStory, draft: type[Draft]) -> None:
    """Only what the form enters can be put back through it."""
    if not story.before.keys() <= draft.model_fields.keys() | _STAMPS:
        raise Refused("More was changed than the form knows of: put it right by hand.")


def _draft(model: Any, held: Base, **facts: Any) -> Any:
    """What the form would enter to make it what it is; `facts` are known otherwise."""
    names = [name for name in model.model_fields if name not in facts]
    return make(model, {name: getattr(held, name) for name in names} | facts)


def _many(what: str) -> Plan:
    return Plan(
        f"several {what} changed",
        refusal=f"Several {what} were changed at once. Put them right one by one; the audit trail tells "
        "what they were before.",
    )


def _rupees(value: str) -> str:
    return f"₹ {indian(money(value))}"


def _sum(lines: tuple[RowStory, ...], side: str) -> str:
    amounts = [money(getattr(line, side)["amount"]) for line in lines if getattr(line, side)]
    return f"₹ {indian(sum(amounts, ZERO))}"
