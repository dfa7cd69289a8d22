"""The GSTINs of a party: one of its own and perhaps further ones, of works in other states or divisions."""

import dataclasses
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.domain.law import state_name
from senstosales.errors import NotFound
from senstosales.queries import merged_parties
from senstosales.queries.papers import PartyOnPaper
from senstosales.tables.masters import Party, PartyRegistration
from senstosales.tables.orders import Order

OWN = 0
"""Stands for the party's own GSTIN where one of its registrations is chosen."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A further GSTIN; `label` says whose it is, such as a works or a department. The state is in it."""

    id: int
    gstin: str
    label: str | None
    address: str | None

    @property
    def state_code(self) -> str:
        """The state, from the first two figures."""
        return self.gstin[:2]

    @property
    def words(self) -> str:
        """As a choice names it."""
        where = state_name(self.state_code) or self.state_code
        return " · ".join(filter(None, (self.gstin, self.label, where)))


def of_party(session: Session, party_id: int) -> tuple[Registration, ...]:
    """The further GSTINs of a party, in the order in which they were entered."""
    found = session.scalars(
        select(PartyRegistration)
        .where(PartyRegistration.party_id == party_id)
        .order_by(PartyRegistration.id)
    )
    return tuple(Registration(row.id, row.gstin, row.label, row.address) for row in found)


def chosen(session: Session, party_id: int, registration_id: int) -> Registration | None:
    """That registration of the party, None for its own GSTIN; raises `NotFound`."""
    if registration_id == OWN:
        return None
    for registration in of_party(session, party_id):
        if registration.id == registration_id:
            return registration
    raise NotFound("registration", registration_id)


def for_order(session: Session, order: Order, party: Party) -> Registration | None:
    """The registration that an order of the party is billed under; None for the party's own GSTIN.

    It is that of the order's department: the one labelled with it, or of a party of that department which
    was merged into this one.
    """
    if not order.department_no or party.department_no == order.department_no:
        return None
    known = of_party(session, party.id)
    if not known:
        return None
    gstins = set(
        session.scalars(
            select(Party.gstin).where(
                Party.merged_into_id == party.id, Party.department_no == order.department_no
            )
        )
    )
    for registration in known:
        if registration.label == order.department_no or registration.gstin in gstins:
            return registration
    return None


def under(named: PartyOnPaper, registration: Registration | None) -> PartyOnPaper:
    """The party as a paper names it under that registration."""
    if registration is None:
        return named
    return dataclasses.replace(
        named,
        gstin=registration.gstin,
        address=registration.address or named.address,
        state_code=registration.state_code,
        state_name=state_name(registration.state_code),
    )


def choices(session: Session, party_id: int) -> tuple[tuple[int, str], ...]:
    """All GSTINs of a party to choose from, its own first; empty where there is nothing to choose."""
    party = session.get(Party, merged_parties.standing(session, party_id))
    further = of_party(session, party.id) if party is not None else ()
    if party is None or not further:
        return ()
    where = state_name(party.state_code) if party.state_code else None
    own = " · ".join(filter(None, (party.gstin or "no GSTIN", where)))
    return (OWN, own), *((one.id, one.words) for one in further)
