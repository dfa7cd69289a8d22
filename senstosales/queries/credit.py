"""Credit limits: what a party owes beside what it may owe. A notice to the clerk, never a refusal."""

from decimal import Decimal

from sqlalchemy.orm import Session

from senstosales.domain.amounts import ZERO, indian
from senstosales.queries import merged_parties, payments
from senstosales.tables.masters import Party


def over_limit(session: Session, party_id: int | None, adding: Decimal) -> str:
    """The sentence for an invoice of `adding` rupees that takes the party over its limit; else empty.

    What it owes is the balance of its account, opening balance and notes included; 0 means no limit.
    """
    party = session.get(Party, merged_parties.standing(session, party_id) or 0)
    if party is None or party.credit_limit <= ZERO:
        return ""
    owed = payments.account(session, party.id)[-1].balance
    over = owed + adding - party.credit_limit
    if over <= ZERO:
        return ""
    owes = f"owes ₹ {indian(owed)} already" if owed > ZERO else "owes nothing yet"
    return (
        f"{party.name} {owes}; with ₹ {indian(adding)} of this invoice that is ₹ {indian(over)} over its "
        f"credit limit of ₹ {indian(party.credit_limit)}. The invoice can be issued all the same."
    )
