"""The GST rate that goods bear unless a paper says otherwise."""

from decimal import Decimal
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.queries import office
from senstosales.tables.masters import Product
from senstosales.tables.orders import Order


class UsualRates:
    """The usual rates as they are in a session, in percent; looked up once for many papers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, order: Order, material_code: str | None, product_id: int | None = None) -> Decimal:
        """As the order states it, else the product's own, else the office's usual one."""
        if order.price_rate is not None:
            return order.price_rate
        known = self._of_products.get(product_id or 0)
        if known is None:
            known = self._of_products.get(material_code or "")
        return self._of_office if known is None else known

    @cached_property
    def _of_products(self) -> dict[int | str, Decimal]:
        """By id, and by material code."""
        rows = self._session.execute(
            select(Product.id, Product.material_code, Product.gst_rate).where(
                Product.business_id == here(self._session), Product.gst_rate.is_not(None)
            )
        )
        return {
            key: rate
            for product_id, code, rate in rows
            if rate is not None
            for key in (product_id, code)
            if key is not None
        }

    @cached_property
    def _of_office(self) -> Decimal:
        return Decimal(office.setting(self._session, "gst_rate"))
