"""Upkeep: /api/system."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.doors import ActorOf, BooksOf, OwnBooksOf, Router
from senstosales.services import checking, reset
from senstosales.services.receipts import recheck_all

router: APIRouter = Router(prefix="/api/system", tags=["SYSTEM"])


class Confirmation(BaseModel):
    """The phrase that Settings > Books shows."""

    confirm: str = Field(
        "", max_length=300, examples=["ERASE THE ORDER BOOK OF NARMADA PRECISION WORKS"]
    )


class ReconciledOut(BaseModel):
    """How many orders were worked out again, and what does not agree."""

    success: bool
    POs_synced: int
    message: str
    differences: list[str]


class EmptiedOut(BaseModel):
    """What was emptied, what stays, and where the backup lies."""

    message: str
    backup: str
    tables_cleared: list[str]
    preserved: list[str]


@router.post("/reconcile-all", response_model=ReconciledOut,
             summary="Work out every quantity again and tell what differs")  # fmt: skip
def reconcile_all(books: BooksOf, actor: ActorOf) -> Any:
    count = recheck_all(books, actor)
    checking.mend_find_box(books, actor)
    with books.read() as session:
        differences = list(checking.problems(session))
    message = f"{count} orders reconciled; " + (
        f"{len(differences)} differences found." if differences else "everything agrees."
    )
    return {
        "success": not differences,
        "POs_synced": count,
        "message": message,
        "differences": differences,
    }


@router.post(
    "/reset-db", response_model=EmptiedOut, summary="Empty the order book, after a verified backup"
)
def reset_db(
    books: OwnBooksOf,
    actor: ActorOf,
    confirm: Annotated[str, Query(max_length=300, description="the confirmation phrase")] = "",
    confirmation: Annotated[Confirmation | None, Body()] = None,
) -> Any:
    given = confirm or (confirmation.confirm if confirmation else "")
    done = reset.reset(books, actor, given)
    return {
        "message": f"The order book is empty. A verified backup lies at {done.backup}.",
        "backup": str(done.backup),
        "tables_cleared": list(done.tables),
        "preserved": ["settings", "buyers", "users"],
    }
