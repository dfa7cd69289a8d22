"""The office's own particulars, its settings and the next numbers of its series."""

import datetime as dt
import re
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.law import state_name
from senstosales.errors import NotFound
from senstosales.queries.papers import Letterhead
from senstosales.tables.office import Business, Series, Setting

COLOURS = {f"{design}_colour": design for design in ("classic", "modern", "minimal", "compact")}
"""Settings that hold the office's colour for a design of papers; empty for the design's own."""
DEFAULTS = {
    **dict.fromkeys(COLOURS, ""),
    "challan_style": "{n}",
    "invoice_style": "{n}",
    "quotation_style": "Q/{fy}/{n}",
    "debit_note_style": "DN/{fy}/{n}",
    "credit_note_style": "CN/{fy}/{n}",
    "gst_rate": "18",
    "round_to_rupee": "no",
    "sign_up": "yes",
    "closed_until": "",
    "mail_host": "",
    "mail_port": "",
    "mail_security": "starttls",
    "mail_user": "",
    "mail_password": "",
    "mail_from": "",
    "letter_subject": "{paper} from {office}",
    "letter_text": (
        "Dear Sir or Madam,\n\nPlease find attached: {paper}\nDated: {date}\nAmount: {amount}\n"
        "Your order: {order}\n\nWith regards\n{office}"
    ),
    "payment_terms": "45 days from receipt and acceptance",
    "dispatched_through": "Loading vehicle",
    "jurisdiction": "",
    **{f"{kind.value}_terms": "" for kind in VoucherKind},
    "invoice_declaration": (
        "We declare that this invoice shows the actual price of the goods described and that all "
        "particulars are true and correct."
    ),
    "certificate_text": (
        "We guarantee the goods listed above against defects of material and workmanship for 24 "
        "months from the date of delivery. Any part found defective within that time will be "
        "repaired or replaced by us free of charge."
    ),
}
"""Every setting there is, with what holds until the office chooses otherwise. The password of the mail
server is kept sealed (`services.mail_server`).
"""
OWNERS = frozenset(
    {"sign_up", "closed_until"} | {key for key in DEFAULTS if key.startswith("mail_")}
)
"""Settings that only an owner chooses, in the window: whoever names the mail server reads the codes, and
whoever opens closed books may change what was filed.
"""


def business(session: Session) -> Business:
    """The business these books are opened for."""
    found = session.get(Business, here(session))
    if found is None:
        raise NotFound("business", here(session))
    session.info["business"] = found  # held on to, so that a session reads it only once
    return found


def is_new(session: Session) -> bool:
    """True until somebody has said whose books these are."""
    return not business(session).name


def letterhead(session: Session) -> Letterhead:
    """The office as its papers name it today."""
    own = business(session)
    return Letterhead(
        name=own.name,
        business_line=own.business_line,
        address=own.address,
        gstin=own.gstin,
        pan=own.pan or (own.gstin[2:12] if own.gstin else None),
        udyam=own.udyam,
        state_code=own.state_code,
        state_name=state_name(own.state_code),
        phone=own.phone,
        email=own.email,
        bank_name=own.bank_name,
        bank_account=own.bank_account,
        bank_ifsc=own.bank_ifsc,
        bank_branch=own.bank_branch,
        upi_id=own.upi_id,
        jurisdiction=setting(session, "jurisdiction") or None,
        logo=own.logo,
        signature=own.signature,
        stamp=own.stamp,
        colours=colours(session),
    )


def colours(session: Session) -> dict[str, str]:
    """The colour that the office has chosen for the head of each design, by the design's name."""
    stored = session.execute(_colours(), {"here": here(session)})
    return {COLOURS[key]: value for key, value in stored if value}


@cache
def _colours() -> Select[str, str]:
    return select(Setting.key, Setting.value).where(
        Setting.business_id == bindparam("here"), Setting.key.in_(COLOURS)
    )


def settings(session: Session) -> dict[str, str]:
    """All settings, the office's own before the defaults."""
    stored = session.execute(
        select(Setting.key, Setting.value).where(Setting.business_id == here(session))
    )
    return DEFAULTS | {key: value for key, value in stored if key in DEFAULTS}


def setting(session: Session, key: str) -> str:
    """One setting; raises KeyError for a name that no setting has."""
    default = DEFAULTS[key]
    value = session.scalar(_value(), {"here": here(session), "key": key})
    return default if value is None else value


@cache
def _value() -> Select[str]:
    """Made once: putting a statement together takes longer than asking it."""
    return select(Setting.value).where(
        Setting.business_id == bindparam("here"), Setting.key == bindparam("key")
    )


def usual_terms(session: Session, kind: VoucherKind) -> tuple[str, ...]:
    """The terms that a new paper of this kind begins with, each printed as a numbered line."""
    lines = setting(session, f"{kind.value}_terms").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def format_number(style: str, number: int, year: FiscalYear) -> str:
    """`S/{fy}/{n:4}` makes S/26-27/0044 of 44: {fy} is the year, {n:4} pads with zeros to 4."""
    text = style.replace("{fy}", year.short)
    return re.sub(r"\{n(?::(\d))?\}", lambda m: f"{number:0{int(m[1] or 1)}d}", text)


def counted(style: str, number: str, year: FiscalYear) -> int | None:
    """The running number inside a number of this style, or None if it is of another style."""
    pattern = re.escape(style.replace("{fy}", year.short))
    pattern = re.sub(r"\\\{n(?::\d)?\\\}", r"(\\d{1,9})", pattern)
    match = re.fullmatch(pattern, number, re.IGNORECASE | re.ASCII)
    return int(match[1]) if match and match.groups() else None


def next_number(session: Session, kind: VoucherKind, day: dt.date) -> str:
    """The number the next paper of this kind would get on that day; nothing is taken."""
    from senstosales.queries.vouchers import taken

    year = FiscalYear.of(day)
    style = setting(session, f"{kind.value}_style")
    counter = session.scalar(
        select(Series.next_number).where(
            Series.business_id == here(session),
            Series.kind == kind.value,
            Series.fiscal_year == year.start,
        )
    )
    number = counter or 1
    while taken(session, kind, text := format_number(style, number, year), day):
        number += 1
    return text
