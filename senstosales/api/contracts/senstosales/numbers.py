"""Whether a number is free: /api/common."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from senstosales.api.contracts.senstosales.doors import BooksOf, Router, day_of
from senstosales.books.store import today
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries import vouchers

router: APIRouter = Router(prefix="/api", tags=["COMMON"])


class DuplicateOut(BaseModel):
    """Whether a number is used in the financial year of a date."""

    exists: bool
    financial_year: str
    conflict_type: Literal["DC", "Invoice"] | None


@router.get("/common/check-duplicate", response_model=DuplicateOut,
            summary="Whether a challan or invoice number is used")  # fmt: skip
def check_duplicate(
    books: BooksOf,
    type: Annotated[Literal["DC", "Invoice"], Query()],  # noqa: A002
    number: Annotated[str, Query(max_length=60)],
    date: Annotated[str, Query(max_length=30)],
) -> Any:
    try:
        day = day_of(date, "date") or books.ask(today)
    except Invalid:
        day = books.ask(today)
    kinds = [("DC", VoucherKind.CHALLAN), ("Invoice", VoucherKind.INVOICE)]
    kinds.sort(key=lambda pair: pair[0] != type)
    conflict = next(
        (name for name, kind in kinds if books.ask(vouchers.taken, kind, number, day)), None
    )
    return DuplicateOut(
        exists=conflict is not None,
        financial_year=FiscalYear.of(day).label,
        conflict_type=conflict,
    )
