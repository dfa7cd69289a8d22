"""The GST rate that goods bear unless a paper says otherwise."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.queries import office
from senstosales.tables.masters import Product
from senstosales.tables.orders import Order


def usual_gst_rate(session: Session, order: Order, material_code: str | None) -> Decimal:
    """In percent: as the order states it, else the product's own, else the office's usual one."""
    if order.price_rate is not None:
        return order.price_rate
    known = session.scalar(
        select(Product.gst_rate).where(
            Product.business_id == here(session), Product.material_code == (material_code or "")
        )
    )
    return Decimal(office.setting(session, "gst_rate")) if known is None else known
