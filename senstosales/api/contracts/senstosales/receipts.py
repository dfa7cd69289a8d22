"""Stores receipts: /api/srv."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Path, Query, UploadFile
from pydantic import BaseModel

from senstosales.api.contracts.senstosales import lists, uploads, wire
from senstosales.api.contracts.senstosales.doors import ActorOf, BooksOf, Router, clean
from senstosales.api.contracts.senstosales.receipt_wire import SRVDetail, srv_detail
from senstosales.domain.kinds import ImportOutcome
from senstosales.queries import receipts
from senstosales.services import bin as bin_

router: APIRouter = Router(prefix="/api/srv", tags=["SRV"], route_class=uploads.UploadRoute)

Number = Annotated[str, Path(description="SRV number", examples=["21047"], max_length=60)]


@router.get("/stats", response_model=lists.SRVStats, summary="Figures over all SRVs")
def stats(books: BooksOf) -> Any:
    return books.ask(lists.srv_stats)


@router.get("", response_model=list[lists.SRVListItem], summary="SRVs, the newest first")
def listed(
    books: BooksOf,
    po_number: Annotated[str | None, Query(max_length=60)] = None,
    skip: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
    page: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Any:
    offset = skip if page is None else (page - 1) * limit
    return books.ask(lists.srv_list, po_number, lists.Slice(limit, offset))


@router.get("/po/{po_number:path}/srvs", response_model=list[lists.SRVListItem],
            summary="The SRVs of an order")  # fmt: skip
def of_order(books: BooksOf, po_number: Annotated[str, Path(max_length=60)]) -> Any:
    return books.ask(lists.srv_list, clean(po_number), lists.Slice())


class UploadLine(BaseModel):
    """What became of one file: `successful` counts the SRVs on it that are now in the books."""

    filename: str
    success: bool
    message: str
    messages: list[str]
    successful: int
    failed: int


class UploadsOut(BaseModel):
    """What became of several files; `total` and `failed` count files, `successful` SRVs."""

    total: int
    successful: int
    failed: int
    results: list[UploadLine]


@router.post("/upload/batch", response_model=UploadsOut,
             summary="Import several SRV pages; every SRV on them is stored")  # fmt: skip
def upload_batch(books: BooksOf, actor: ActorOf, files: Annotated[list[UploadFile], File()]) -> Any:
    rows: list[dict[str, Any]] = []
    stored = failed = 0
    for result in uploads.store_all(books, actor, files):
        good = result.outcome is not ImportOutcome.REFUSED
        numbers = (result.number or "").split(", ") if good else []
        is_receipt = result.kind == "receipt"
        if good and is_receipt:
            stored += len(numbers)
            messages = [f"SRV {number}: {result.outcome.value}" for number in numbers]
        elif good:
            messages = [f"Order {result.number}: {result.outcome.value}"]
        else:
            failed += 1
            messages = [result.reason or "The page cannot be read."]
        if result.deviations:
            messages.append(f"{result.deviations} deviations to check")
        rows.append(
            {
                "filename": result.file_name,
                "success": good,
                "message": messages[0],
                "messages": messages,
                "successful": len(numbers) if is_receipt else 0,
                "failed": 0 if good else 1,
            }
        )
    return {"total": len(rows), "successful": stored, "failed": failed, "results": rows}


@router.get("/{srv_number:path}", response_model=SRVDetail, summary="One SRV, whole")
def detail(books: BooksOf, srv_number: Number) -> Any:
    found = books.ask(receipts.find, clean(srv_number))
    return srv_detail(books.ask(receipts.detail, found))


@router.delete("/{srv_number:path}", response_model=wire.Done,
               summary="Take an SRV out of the books")  # fmt: skip
def delete(books: BooksOf, actor: ActorOf, srv_number: Number) -> Any:
    bin_.delete_receipt(books, actor, books.ask(receipts.find, clean(srv_number)))
    return {"message": f"SRV {clean(srv_number)} was taken out; all quantities follow."}
