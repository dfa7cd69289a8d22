"""Upkeep: /api/system."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.doors import ActorOf, BooksOf, Router
from senstosales.services import checking, reset
from senstosales.services.receipts import recheck_all

router: APIRouter = Router(prefix="/api/system", tags=["SYSTEM"])


class Confirmation(BaseModel):
    """The phrase that Settings > Books shows."""

    confirm: str = Field("", max_length=300)


@router.post("/reconcile-all", summary="Work out every quantity again and tell what differs")
def reconcile_all(books: BooksOf, actor: ActorOf) -> dict[str, Any]:
    count = recheck_all(books, actor)
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


@router.post("/reset-db", summary="Empty the order book, after a verified backup")
def reset_db(
    books: BooksOf,
    actor: ActorOf,
    confirm: Annotated[str, Query(max_length=300, description="the confirmation phrase")] = "",
    confirmation: Annotated[Confirmation | None, Body()] = None,
) -> dict[str, Any]:
    given = confirm or (confirmation.confirm if confirmation else "")
    done = reset.reset(books, actor, given)
    return {
        "message": f"The order book is empty. A verified backup lies at {done.backup}.",
        "backup": str(done.backup),
        "tables_cleared": list(done.tables),
        "preserved": ["settings", "buyers", "users"],
    }
