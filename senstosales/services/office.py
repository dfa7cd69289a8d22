"""The office's own particulars and settings."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from senstosales.books.store import Actor, Books, here
from senstosales.domain import amounts, identity, law, placeholders
from senstosales.domain.colours import paper_colour
from senstosales.domain.roles import Right
from senstosales.errors import Invalid, Problem, Trouble
from senstosales.queries import office
from senstosales.queries.vouchers import PICTURES
from senstosales.services import mail_server
from senstosales.services.drafts import Draft, Gstin, LongText, StateCode, Text
from senstosales.services.numbers import check_style
from senstosales.tables.office import Setting

LARGEST_PICTURE = 2 * 1024 * 1024


class OfficeDraft(Draft):
    """Who we are, as entered. The state follows from the GSTIN."""

    name: Text
    business_line: Text = None
    address: LongText = None
    gstin: Gstin = None
    pan: Text = None
    udyam: Text = None
    state_code: StateCode = None
    supplier_code: Text = None
    phone: Text = None
    email: Text = None
    bank_name: Text = None
    bank_account: Text = None
    bank_ifsc: Text = None
    bank_branch: Text = None
    upi_id: Text = None


def save_office(books: Books, actor: Actor, draft: OfficeDraft) -> None:
    """Store who we are. Papers issued before keep what they were issued with. Raises `Invalid`."""
    values = checked(draft)
    with books.write(actor) as session:
        own = office.business(session)
        for name, value in values.items():
            if getattr(own, name) != value:
                setattr(own, name, value)


def checked(draft: OfficeDraft) -> dict[str, Any]:
    """The particulars of a business as they are kept. Raises `Invalid`."""
    if not draft.name:
        raise Invalid("Say what your office is called.", field="name")
    values = draft.model_dump()
    if draft.gstin:
        if draft.state_code and draft.state_code != draft.gstin[:2]:
            raise Invalid(
                f"The GSTIN belongs to {law.state_name(draft.gstin[:2])}, not to "
                f"{law.state_name(draft.state_code)}.",
                field="state_code",
            )
        values["state_code"] = draft.gstin[:2]
    for name, rule in (
        ("pan", identity.pan),
        ("bank_ifsc", identity.ifsc),
        ("upi_id", identity.upi_id),
    ):
        if values[name]:
            values[name] = rule(values[name])
    return values


def save_picture(books: Books, actor: Actor, name: str, picture: bytes | None) -> None:
    """Store the logo, signature or stamp for the papers (PNG or JPEG, at most 2 MB), or remove it.

    `name` is one of `queries.vouchers.PICTURES`. Raises `Invalid`.
    """
    if name not in PICTURES:
        raise Invalid(f"There is no picture “{name}” on papers.", field=name)
    if picture is not None:
        if len(picture) > LARGEST_PICTURE:
            raise Invalid(f"The {name} is larger than 2 MB. Choose a smaller picture.", field=name)
        if not picture.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise Invalid(f"The {name} must be a PNG or JPEG picture.", field=name)
    with books.write(actor) as session:
        own = office.business(session)
        if getattr(own, name) != picture:  # loads the old one, which the audit trail has to name
            setattr(own, name, picture)


def _check(key: str, value: str, today: dt.date) -> str:
    if key not in office.DEFAULTS:
        raise Invalid(f"There is no setting “{key}”.", field=key)
    if len(value) > 2000:
        raise Invalid("This is too long: 2,000 characters at most.", field=key)
    if key.endswith("_style"):
        return check_style(value)
    if key == "gst_rate":
        return amounts.plain(amounts.percent(value))
    if key.startswith("letter_"):
        return placeholders.checked(value, field=key)
    if key.startswith("mail_"):
        return mail_server.check(key, value)
    if key == "closed_until":
        return _last_closed_day(value.strip(), today)
    if key in office.COLOURS:
        return paper_colour(value) if value.strip() else ""
    if key in ("round_to_rupee", "sign_up") and value not in ("yes", "no"):
        raise Invalid("Choose yes or no.", field=key)
    return value.strip()


def _last_closed_day(value: str, today: dt.date) -> str:
    """The day until which the books are closed, as it is kept; empty: they are open."""
    if not value:
        return ""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise Invalid("Write the day as 2026-03-31.") from None
    if day >= today:
        raise Invalid(
            "Close the books only until a day that is over: today's papers are still to be written."
        )
    return day.isoformat()


def save_settings(books: Books, actor: Actor, values: Mapping[str, str]) -> None:
    """Store several settings at once; raises `Invalid` naming each wrong one, and stores none."""
    checked: dict[str, str] = {}
    problems = []
    today = books.clock().astimezone().date()
    for key, value in values.items():
        try:
            checked[key] = _check(key, value, today)
        except Trouble as error:
            problems.append(Problem(key, error.sentence))
    if problems:
        raise Invalid(problems[0].sentence, field=problems[0].field, problems=problems)
    if checked.keys() & office.OWNERS:
        books.require(Right.MANAGE)
    if "mail_password" in checked:
        checked["mail_password"] = mail_server.sealed(books, checked["mail_password"])
    with books.write(actor) as session:
        stored = {
            row.key: row
            for row in session.scalars(select(Setting).where(Setting.business_id == here(session)))
        }
        for key, value in checked.items():
            if key in stored:
                if stored[key].value != value:
                    stored[key].value = value
            elif value != office.DEFAULTS[key]:
                session.add(Setting(business_id=here(session), key=key, value=value))
