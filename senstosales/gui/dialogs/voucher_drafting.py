"""Reads the form of a paper: its parts become one draft, and problems find their way back."""

from typing import Any

from senstosales.domain.kinds import VoucherState
from senstosales.errors import Invalid, Problem
from senstosales.gui.dialogs.voucher_frame import VoucherFrame
from senstosales.gui.forms import NEEDED
from senstosales.services.drafts import make
from senstosales.services.paper_forms import ParticularsDraft
from senstosales.services.voucher_drafts import VoucherDraft

_COUNTED = frozenset(
    {"lines", "charges", "discount", "tcs", "round_off", "date", "place_of_supply"}
)
"""The entries that figures hang on."""
_KEPT = ("reference_id", "reference_number", "is_delivered", "nature", "reason")
"""What the form has no entry for, at least not for every kind of paper."""


def drafted(
    form: VoucherFrame, kept: VoucherDraft, state: VoucherState, *, figures: bool = False
) -> tuple[VoucherDraft, list[int]]:
    """The draft in that state, and the places of its lines in the grid.

    What has no entry in the form stays as `kept`. Raises `Invalid` with a problem for every wrong
    entry, and for what a final paper lacks; for `figures` slips in words do not matter.
    """
    final = state is not VoucherState.DRAFT
    values: dict[str, Any] = {name: getattr(kept, name) for name in _KEPT}
    lines, places, problems = form.lines.said(final=final)
    problems += form.head.missing() if final else []
    for part in (form.head, form.money):
        found, wrong = part.read()
        values |= found
        problems += wrong
    consignee, carriage, wrong = form.carriage.read()
    problems += wrong
    terms, wrong = form.terms.read()
    problems += wrong
    said = {name: getattr(kept.particulars, name) for name in ParticularsDraft.model_fields}
    values |= consignee | {"particulars": said | carriage | terms}
    values |= {"kind": form.kind, "state": state, "lines": lines}
    if form.head.number.error:
        problems.append(Problem("number", form.head.number.error))
    if values.get("date") is None and not any(each.field == "date" for each in problems):
        problems.append(Problem("date", NEEDED))
    if figures:
        problems = [each for each in problems if each.field.split(".")[0] in _COUNTED]
    if problems:
        raise Invalid("Some entries need another look.", problems=problems)
    try:
        return make(VoucherDraft, values), places
    except Invalid as error:
        raise in_grid(error, places) from error


def in_grid(error: Invalid, places: list[int]) -> Invalid:
    """Problems about lines of the draft, as problems about the rows they came from."""
    found = []
    for problem in error.problems:
        match problem.field.split("."):
            case ["lines", number, *rest] if number.isdigit() and int(number) < len(places):
                field = ".".join(["lines", str(places[int(number)]), *rest])
                found.append(Problem(field, problem.sentence))
            case _:
                found.append(problem)
    return Invalid(error.sentence, field=error.field, problems=found)


def entered(form: VoucherFrame) -> Any:
    """All that stands in the form, to be compared: has anything been typed?"""
    figures = ("taxable", "total")
    rows = [
        {key: value for key, value in row.items() if key not in figures}
        for row in form.lines.peek()
        if not form.lines.blank(row)
    ]
    parts = (form.head, form.money, form.carriage, form.terms)
    return [part.read() for part in parts], rows, dict(form.lines.model.raw)
