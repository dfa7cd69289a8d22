"""Customers as the contract shows and takes them."""

from collections.abc import Mapping
from typing import Any

from senstosales.api.contracts.sales.callers import Caller
from senstosales.api.contracts.sales.words import NotValid, clean
from senstosales.api.forms import Complaints, Field, Form, Text
from senstosales.errors import Invalid
from senstosales.queries import sales as queries
from senstosales.queries.sales import SalesCustomer
from senstosales.services import customers, drafts
from senstosales.services.customers import CustomerDraft

_LONGEST = {"street": 1000, "city": 200, "state": 200, "postal_code": 20, "country": 100}
_FORM: tuple[Field, ...] = (
    Text(name="name", longest=200, required=True),
    Text(name="email", longest=120, email=True, required=True),
    Text(name="phone", longest=60, blank=True, null=True),
    Text(name="tax_id", longest=20, blank=True, null=True),
    Form(
        name="address",
        null=True,
        fields=tuple(
            Text(name=name, longest=longest, blank=True, null=True)
            for name, longest in _LONGEST.items()
        ),
    ),
)
_FIELDS = {"gstin": "tax_id"}


def make(who: Caller, body: Any) -> dict[str, Any]:
    """Add a customer; raises `NotValid`, and `Conflict` for an e-mail address that is somebody's."""
    if isinstance(body, Mapping) and isinstance(body.get("address"), str):
        body = {**body, "address": {"street": body["address"]}}
    draft = clean(_FORM, body, _draft)
    try:
        party_id = customers.add(who.books, who.actor, draft)
    except Invalid as error:
        raise NotValid({error.field or "address": [error.sentence]}) from error
    return shown(who.books.ask(queries.customer, party_id))


def shown(customer: SalesCustomer) -> dict[str, Any]:
    return {
        "id": str(customer.id),
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "address": dict(customer.address),
        "tax_id": customer.gstin,
    }


def _draft(values: dict[str, Any]) -> CustomerDraft:
    parts = values.get("address")
    facts = {
        "name": values["name"],
        "email": values["email"],
        "phone": values.get("phone"),
        "gstin": values.get("tax_id"),
        "address": parts and {name: part or "" for name, part in parts.items()},
    }
    try:
        return drafts.make(CustomerDraft, facts)
    except Invalid as error:
        raise Complaints(
            {
                _FIELDS.get(problem.field, problem.field): [problem.sentence]
                for problem in error.problems
            }
        ) from error
