"""Parties: the list, and one party whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.kinds import Status
from senstosales.domain.law import state_name
from senstosales.errors import NotFound
from senstosales.queries import conditions, merged_parties, registrations
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.registrations import Registration
from senstosales.tables.base import Money
from senstosales.tables.masters import Party, PartyRegistration
from senstosales.tables.orders import Order


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party of the list; `value` is what it has ordered, in rupees."""

    id: int
    name: str
    gstin: str | None
    state: str
    department: str | None
    roles: str
    default: str
    orders: int
    value: Decimal
    status: Status


@dataclass(frozen=True, slots=True)
class PartyDetail:
    """One party, whole."""

    id: int
    version: int
    name: str
    designation: str | None
    address: str | None
    shipping_address: str | None
    gstin: str | None
    state_code: str | None
    state_name: str | None
    place_of_supply: str | None
    department_no: str | None
    supplier_code: str | None
    phone: str | None
    email: str | None
    is_customer: bool
    is_supplier: bool
    is_default: bool
    is_active: bool
    orders: int
    value: Decimal
    opening_balance: Decimal = Decimal(0)
    credit_limit: Decimal = Decimal(0)
    registrations: tuple[Registration, ...] = ()


_status = case((Party.is_active, Status.ACTIVE.value), else_=Status.INACTIVE.value)


def _of_orders(what: Any) -> Any:
    return select(what).where(Order.customer_id == Party.id).correlate(Party).scalar_subquery()


_orders = _of_orders(func.count(Order.id))
_value = type_coerce(func.coalesce(_of_orders(func.sum(Order.order_value)), 0), Money)

_further_gstins = (
    select(func.aggregate_strings(PartyRegistration.gstin, " "))
    .where(PartyRegistration.party_id == Party.id)
    .correlate(Party)
    .scalar_subquery()
)

_SELECTED = {
    "id": Party.id,
    "name": Party.name,
    "gstin": Party.gstin,
    "state": Party.state_code,
    "department": Party.department_no,
    "is_customer": Party.is_customer,
    "is_supplier": Party.is_supplier,
    "default": case((Party.is_default, "Default buyer"), else_=""),
    "orders": _orders,
    "value": _value,
    "status": _status,
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).where(
        Party.business_id == here(session), Party.is_deleted.is_(False)
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Party.name, Party.gstin, Party.address, Party.department_no, _further_gstins),
        status=_status,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[PartyRow]:
    """A slice of the list, by name unless asked otherwise."""
    query = conditions.order(_query(session, wanted), sort, _SELECTED, (Party.name,), Party.id)
    rows = []
    for found in session.execute(query.limit(limit).offset(offset)).mappings():
        facts = dict(found)
        roles = {"Customer": facts.pop("is_customer"), "Supplier": facts.pop("is_supplier")}
        code = facts["state"]
        facts |= {
            "roles": ", ".join(role for role, held in roles.items() if held),
            "state": f"{code} {state_name(code)}" if code else "",
            "status": Status(facts["status"]),
        }
        rows.append(PartyRow(**facts))
    return rows


def totals(session: Session, wanted: Filter) -> Totals:
    """How many parties a filter finds and what they have ordered."""
    return conditions.totals(session, _query(session, wanted), {"value": _value})


REGISTER = Register(
    noun="parties",
    title="Parties",
    columns=(
        Column("name", "Name", Look.TEXT, 34),
        Column("gstin", "GSTIN", Look.NUMBER, 17),
        Column("state", "State", Look.TEXT, 20, shown=False),
        Column("department", "Dept", Look.NUMBER, 7),
        Column("roles", "Role", Look.TEXT, 12, shown=False, own=True),
        Column("default", "Default", Look.TEXT, 13, shown=False, own=True),
        Column("orders", "Orders", Look.COUNT, 6),
        Column("value", "Ordered ₹", Look.MONEY, 13),
        Column("status", "Status", Look.STATUS, 11),
    ),
    page=page,
    totals=totals,
    statuses=(Status.ACTIVE, Status.INACTIVE),
    watches=frozenset({"parties", "orders"}),
)


def detail(session: Session, party_id: int) -> PartyDetail:
    """One party, whole; raises `NotFound`."""
    party = session.get(Party, party_id)
    if party is None or party.business_id != here(session) or party.merged_into_id is not None:
        raise NotFound("party", party_id)
    orders, value = session.execute(select(_orders, _value).where(Party.id == party_id)).one()
    same_name = (
        "id", "version", "name", "designation", "address", "shipping_address", "gstin",
        "state_code", "place_of_supply", "department_no", "supplier_code", "phone", "email",
        "is_customer", "is_supplier", "is_default", "is_active", "opening_balance",
        "credit_limit",
    )  # fmt: skip
    return PartyDetail(
        **{name: getattr(party, name) for name in same_name},
        state_name=state_name(party.state_code),
        registrations=registrations.of_party(session, party_id),
        orders=orders,
        value=value,
    )


def buyer_for(session: Session, order: Order) -> Party:
    """The party an order is to be billed to: of the order's department and supplier code; else, of an
    order of the portal, the default buyer; else the order's own customer.
    """
    of_department, default = _buyers()
    if order.department_no:
        named = {"department": order.department_no, "code": order.supplier_code}
        exact = session.scalar(of_department, named | {"here": here(session)})
        exact = exact or _merged_department(session, named)
        if exact is not None:
            return exact
    own = session.get(Party, order.customer_id)
    if own is None:
        raise NotFound("party", order.customer_id)
    if not _of_portal(session, order):
        return own
    return session.scalar(default, {"here": here(session)}) or own


@cache
def _buyers() -> tuple[Any, Any]:
    """Those of a department and its supplier code; the default one. Statements are made once: putting
    one together takes longer than asking it.
    """
    customers = select(Party).where(
        Party.business_id == bindparam("here"),
        Party.is_customer,
        Party.is_active,
        Party.is_deleted.is_(False),
    )
    of_department = customers.where(*_of_department(Party))
    return (
        of_department.order_by(Party.supplier_code.is_(None), Party.id),
        customers.where(Party.is_default).order_by(Party.id),
    )


def _of_department(party: Any) -> tuple[Any, Any]:
    same_code = party.supplier_code == bindparam("code")
    return party.department_no == bindparam("department"), same_code | party.supplier_code.is_(None)


@cache
def _merged_buyers() -> Select[Party]:
    return merged_parties.survivors(*_of_department(merged_parties.GONE))


def _merged_department(session: Session, named: dict[str, Any]) -> Party | None:
    """Who stands for the party of the order's department since it was merged."""
    party = session.scalar(_merged_buyers(), named | {"here": here(session)})
    return party if party is not None and party.is_customer and party.is_active else None


def _of_portal(session: Session, order: Order) -> bool:
    """Whether the order's customer sends its orders as pages. They bear its letterhead and do not say
    whom to bill; another customer means himself.
    """
    return order.buyer_name is not None or bool(
        session.scalar(
            select(
                exists().where(
                    Order.customer_id == order.customer_id, Order.buyer_name.is_not(None)
                )
            )
        )
    )


def default_customer(session: Session) -> Party | None:
    """The party that orders come from unless it is said: the default buyer, else the first customer."""
    return session.scalar(
        select(Party)
        .where(
            Party.business_id == here(session),
            Party.is_customer,
            Party.is_active,
            Party.is_deleted.is_(False),
        )
        .order_by(Party.is_default.desc(), Party.id)
        .limit(1)
    )


def buyer_of_order(session: Session, order_id: int) -> Party:
    """The party an order is to be billed to; raises `NotFound`."""
    order = session.get(Order, order_id)
    if order is None:
        raise NotFound("order", order_id)
    return buyer_for(session, order)
