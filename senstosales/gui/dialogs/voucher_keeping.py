"""What is kept of the form of a paper with lines of its own while it is not saved."""

from collections.abc import Mapping
from typing import Any

from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.gui import typed
from senstosales.gui.autosave import KeptAs
from senstosales.gui.dialogs.voucher_frame import VoucherFrame
from senstosales.queries.papers import VoucherDetail
from senstosales.services.drafts import make
from senstosales.services.voucher_drafts import VoucherDraft


def kept_as(
    form: VoucherFrame,
    start: VoucherDraft | None,
    voucher_id: int | None,
    held: VoucherDetail | None,
) -> KeptAs:
    """How the form is found again: what it began with, and the invoice that a note corrects."""
    original = form.head.linked
    if original is not None and held is None:
        # With all that stands in the form typed over it, it matters only which invoice it is.
        start = VoucherDraft(kind=form.kind, date=original.date, reference_id=original.id)
    return KeptAs(
        "voucher",
        _title(form, held),
        {
            "kind": form.kind.value,
            "nature": form.nature.value if form.nature else None,
            "voucher_id": voucher_id,
            "draft": start.model_dump(mode="json") if start is not None else None,
        },
        held.version if held is not None else None,
    )


def beginning(start: Mapping[str, Any]) -> dict[str, Any]:
    """The words with which `VoucherForm` is opened again."""
    draft = start["draft"]
    return {
        "kind": VoucherKind(start["kind"]),
        "nature": Nature(start["nature"]) if start["nature"] else None,
        "voucher_id": start["voucher_id"],
        "start": make(VoucherDraft, draft) if draft is not None else None,
    }


def typed_in(form: VoucherFrame) -> dict[str, Any]:
    """All that stands in the form, and which parties of the books are meant by it."""
    return typed.of(form) | {
        "buyer": form.head.buyer.taken_as,
        "consignee": form.carriage.consignee.taken_as,
        "place_said": form.head.place_said,
    }


def type_again(form: VoucherFrame, kept: Mapping[str, Any]) -> None:
    """Let it stand there again."""
    typed.again(form, kept)
    form.head.buyer.set_taken_as(kept["buyer"])
    form.carriage.consignee.set_taken_as(kept["consignee"])
    form.head.place_said = kept["place_said"]


def _title(form: VoucherFrame, held: VoucherDetail | None) -> str:
    """Within a sentence: `change of quotation 4`, `credit note on invoice 7`, `invoice for NTPC`."""
    name = form.words.name
    if held is not None:
        return f"change of {name} {held.number}"
    original, buyer = form.head.linked, form.head.buyer.name.value()
    if original is not None:
        return f"{name} on invoice {original.number}"
    return f"{name} for {buyer}" if buyer else name
