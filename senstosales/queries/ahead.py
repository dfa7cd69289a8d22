"""What a list asks first, asked before it is opened.

To put a question's SQL together takes longer than to answer it, and keeps the interpreter meanwhile: the
window would build its list twice as slowly. What is read here also lies in memory then.
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from senstosales.books.store import today
from senstosales.domain.fiscal import FiscalYear
from senstosales.queries.columns import WINDOW, Filter, Register

Ahead = Callable[[Session], object]


def first_of(
    register: Register,
    detail: Callable[[Session, int], object] | None = None,
    base: Filter | None = None,
) -> Ahead:
    """What is seen of a list first, of this year and of all years, what its foot says, and its first row
    opened.
    """

    def read(session: Session) -> None:
        wanted = base or Filter()
        asked = [wanted]
        if register.by_year:
            asked.append(replace(wanted, year=FiscalYear.of(today(session)), and_later=True))
        for question in asked:
            register.totals(session, question)
        of_all, *_ = [register.page(session, question, None, WINDOW, 0) for question in asked]
        if detail is not None and of_all:
            detail(session, of_all[0].id)

    return read


def all_of(*parts: Ahead) -> Ahead:
    """One after the other."""

    def read(session: Session) -> None:
        for part in parts:
            part(session)

    return read
