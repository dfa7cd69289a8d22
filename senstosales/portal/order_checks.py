"""Holds the figures of an order page against each other.

On the portal an item's value is rate x quantity, the items add up to the PO value and the lots add
up to the ordered quantity. Where a page says otherwise it is kept as printed and the difference is
named.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from senstosales.domain.amounts import ZERO, half_up, plain
from senstosales.portal.models import Finding, OrderPageItem

_MOST_SUMMANDS = 12


def check(
    items: Sequence[OrderPageItem],
    po_value: Decimal | None,
    net_po_value: Decimal | None,
    total_value: Decimal | None,
) -> tuple[Finding, ...]:
    """Every disagreement, items first. A blank figure disagrees with nothing."""
    return (
        *(finding for item in items for finding in _item(item)),
        *_order(items, po_value, net_po_value, total_value),
    )


def _item(item: OrderPageItem) -> Iterable[Finding]:
    what = f"item {item.po_item_no}"
    value = half_up(item.po_rate * item.ord_qty)
    if item.item_value is not None and item.item_value != value:
        yield Finding(
            what=what,
            field="item_value",
            expected=plain(value),
            actual=plain(item.item_value),
            reason=f"item value is not rate x quantity "
            f"({plain(item.po_rate)} x {plain(item.ord_qty)})",
        )
    scheduled = sum((lot.dely_qty for lot in item.lots), ZERO)
    if item.lots and scheduled != item.ord_qty:
        yield Finding(
            what=what,
            field="ord_qty",
            expected=plain(scheduled),
            actual=plain(item.ord_qty),
            reason="ordered quantity is not the sum of the lots "
            f"({_summands(lot.dely_qty for lot in item.lots)})",
        )


def _order(
    items: Sequence[OrderPageItem],
    po_value: Decimal | None,
    net_po_value: Decimal | None,
    total_value: Decimal | None,
) -> Iterable[Finding]:
    values = [item.item_value for item in items if item.item_value is not None]
    if po_value is not None and len(values) == len(items) and sum(values, ZERO) != po_value:
        yield Finding(
            what="order",
            field="po_value",
            expected=plain(sum(values, ZERO)),
            actual=plain(po_value),
            reason=f"PO value is not the sum of the item values ({_summands(values)})",
        )
    # Against PO-VALUE, not against the sum: one wrong total is one finding, not three.
    for field, name, printed in (
        ("net_po_value", "net PO value", net_po_value),
        ("total_value", "total value", total_value),
    ):
        if printed is not None and po_value is not None and printed != po_value:
            yield Finding(
                what="order",
                field=field,
                expected=plain(po_value),
                actual=plain(printed),
                reason=f"{name} is not the PO value",
            )


def _summands(values: Iterable[Decimal]) -> str:
    texts = [plain(value) for value in values]
    if len(texts) > _MOST_SUMMANDS:
        return f"{len(texts)} values"
    return " + ".join(texts)
