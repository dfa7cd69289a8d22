"""The parts that challans and invoices are entered with, and how they are stored."""

import dataclasses
import datetime as dt
from typing import Any

from pydantic import BaseModel

from senstosales.domain.law import state_name
from senstosales.queries.papers import Contact, CustomField, Letterhead, PartyOnPaper
from senstosales.services.drafts import Draft, LongText, Place, StateCode, Text, Writing


class PartyOnPaperDraft(Draft):
    """A party as a paper is to name it; see `queries.papers.PartyOnPaper`."""

    name: Writing
    designation: Text = None
    address: LongText = None
    gstin: LongText = None
    state_code: StateCode = None
    state_name: LongText = None
    phone: Text = None


class ParticularsDraft(Draft):
    """What is only printed; see `queries.papers.Particulars`."""

    our_ref: Text = None
    amendment_no: Place | None = None
    amendment_date: dt.date | None = None
    dispatched_to: Text = None
    department_no: Text = None
    inspection_company: Text = None
    certificate_number: Text = None
    certificate_date: dt.date | None = None
    report: Text = None
    test_certificates: tuple[str, ...] | None = None
    vehicle_no: LongText = None
    lr_no: LongText = None
    transporter: LongText = None
    mode_of_transport: LongText = None
    eway_bill_no: LongText = None
    destination: Text = None
    dispatched_through: Text = None
    dispatch_document_no: Text = None
    terms_of_delivery: Text = None
    payment_terms: Text = None
    mode_of_payment: Text = None
    gemc_number: Text = None
    gemc_date: dt.date | None = None
    buyers_order_no: LongText = None
    buyers_order_date: dt.date | None = None
    srv_no: Text = None
    srv_date: dt.date | None = None
    remarks: LongText = None
    challan_number: LongText = None
    transporter_id: LongText = None
    lr_date: LongText = None
    distance: LongText = None
    date_of_supply: LongText = None
    dispatch_from: LongText = None
    notes: LongText = None
    terms: tuple[Writing, ...] | None = None
    contacts: tuple[Contact, ...] | None = None
    custom_fields: tuple[CustomField, ...] | None = None


def as_stored(part: Any) -> dict[str, Any]:
    """JSON-ready facts of a draft or read model; what is blank is left out."""
    facts = part.model_dump() if isinstance(part, BaseModel) else dataclasses.asdict(part)
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in facts.items()
        if value not in (None, "", ())
    }


def head_as_stored(seller: Letterhead) -> dict[str, Any]:
    """The office's head as a paper keeps it: without pictures and colours, which are those of the day
    it is printed.
    """
    bare = dataclasses.replace(seller, logo=None, signature=None, stamp=None, colours={})
    stored = {key: value for key, value in as_stored(bare).items() if key != "colours"}
    return {"name": "", **stored}


def as_read(draft: PartyOnPaperDraft) -> PartyOnPaper:
    """The same party as a read model; the state is named from its code."""
    facts = draft.model_dump()
    facts["state_name"] = facts["state_name"] or state_name(facts["state_code"])
    return PartyOnPaper(**facts)
