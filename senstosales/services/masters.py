"""Materials: HSN and GST rate are typed once per material code and remembered."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.tables.masters import Product


def product(session: Session, material_code: str | None) -> Product | None:
    """The product of a material code, if there is one."""
    if not material_code:
        return None
    return session.scalar(
        select(Product).where(
            Product.business_id == here(session), Product.material_code == material_code
        )
    )


def known_hsn(
    session: Session, material_code: str | None, product_id: int | None = None
) -> str | None:
    """The HSN last typed for this product, else for the material."""
    known = session.get(Product, product_id) if product_id else None
    if known is None or known.hsn is None:
        known = product(session, material_code)
    return known.hsn if known else None


def remember_hsn(session: Session, material_code: str | None, hsn: str) -> None:
    """Keep the HSN for the next paper of this material."""
    if not material_code:
        return
    known = product(session, material_code)
    if known is None:
        session.add(Product(business_id=here(session), material_code=material_code, hsn=hsn))
    elif known.hsn != hsn:
        known.hsn = hsn
