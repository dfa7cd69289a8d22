"""The paths of the document calls: /business/{businessId}/invoices, quotations, sales-debit-notes and
delivery-challans, each alike, with and without a last slash.

Who calls is settled before the body is read. Bodies are read and judged here and not by FastAPI, whose
issues are worded otherwise.
"""

import dataclasses
import json
from collections.abc import Callable
from typing import Annotated, Any, NoReturn

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request, Response

from senstosales.api.contracts.vouchers import accounts, answers, described, documents, files, lists
from senstosales.api.contracts.vouchers.answers import Answer
from senstosales.api.contracts.vouchers.families import DEBIT_NOTES, FAMILIES, Family
from senstosales.api.contracts.vouchers.rules import Json
from senstosales.api.identity import PersonOf, ReadingSeatOf, SeatOf

router = APIRouter()
_METHODS = ["GET", "POST", "PUT", "DELETE"]


def include(app: FastAPI) -> None:
    """Add every route of the contract to the application."""
    for each in (accounts.router, router, files.router):
        app.router.routes.extend(each.routes)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


async def _body(request: Request) -> Any:
    """The body as JSON; nothing at all is an empty object."""
    raw = await request.body()
    try:
        return json.loads(raw, parse_constant=_no_constant) if raw.strip() else {}
    except (ValueError, RecursionError) as error:
        raise answers.not_json(str(error)[:200]) from error


BodyOf = Annotated[Any, Depends(_body)]
Sought = Annotated[str | None, Query(max_length=8000)]


def _asked(
    status: Sought = None,
    from_date: Annotated[Sought, Query(alias="fromDate", description="that day or later")] = None,
    to_date: Annotated[Sought, Query(alias="toDate", description="that day or earlier")] = None,
    search: Annotated[
        Sought, Query(description="part of the buyer's name or of the number, in any case")
    ] = None,
    limit: Annotated[Sought, Query(description="1 to 100; else 100")] = None,
    next_token: Annotated[
        Sought, Query(alias="nextToken", description="of the page before")
    ] = None,
) -> lists.Asked:
    return lists.Asked(
        status or "", from_date or "", to_date or "", search or "", limit or "", next_token or ""
    )


def _asked_of_notes(
    asked: Annotated[lists.Asked, Depends(_asked)],
    reference: Annotated[
        Sought, Query(alias="referenceInvoiceId", description="notes on that invoice")
    ] = None,
) -> lists.Asked:
    return dataclasses.replace(asked, reference_uid=reference or "")


def _serve(family: Family) -> None:
    """The six calls of one family."""
    listed = f"/business/{{businessId}}/{family.path}"
    single = f"{listed}/{{{family.path_id}}}"
    noun = family.name.lower()
    uid_of = Annotated[str, Path(alias=family.path_id)]
    asked_by = _asked_of_notes if family is DEBIT_NOTES else _asked
    asked_of = Annotated[lists.Asked, Depends(asked_by)]

    def create(seat: SeatOf, body: BodyOf) -> Response:
        return Answer(documents.create(seat, family, body), 201)

    def page(seat: SeatOf, asked: asked_of) -> Response:
        return Answer(seat.books.ask(lists.page, seat, family, asked))

    def read(seat: SeatOf, uid: uid_of) -> Response:
        return Answer(documents.read(seat, family, uid))

    def update(seat: SeatOf, uid: uid_of, body: BodyOf) -> Response:
        return Answer(documents.update(seat, family, uid, body))

    def delete(seat: SeatOf, uid: uid_of) -> Response:
        documents.delete(seat, family, uid)
        return Response(status_code=204)

    def draw(
        request: Request,
        seat: ReadingSeatOf,
        uid: uid_of,
        body: BodyOf,
    ) -> Response:
        return Answer(documents.draw(request, seat, family, uid, body))

    one = described.one(family)
    _add(family, "POST", listed, create, f"Make a {noun}", described.answers(201, one, 400, 409),
         described.creating(family))  # fmt: skip
    _add(family, "GET", listed, page, f"List {noun}s, the newest first",
         described.answers(200, described.many(family), 400))  # fmt: skip
    _add(family, "GET", single, read, f"One {noun}", described.answers(200, one))
    _add(family, "PUT", single, update, f"Change a {noun}", described.answers(200, one, 400, 409),
         described.changing(family))  # fmt: skip
    _add(family, "DELETE", single, delete, f"Delete a {noun}",
         described.answers(204, {}, 409))  # fmt: skip
    _add(family, "POST", f"{single}/pdf", draw, f"A {noun} as PDF",
         described.answers(200, described.drawn(family), 400), described.drawing(family))  # fmt: skip


def _add(
    family: Family,
    method: str,
    path: str,
    call: Callable[..., Response],
    summary: str,
    told: dict[int | str, Json],
    body: Json | None = None,
) -> None:
    status = next(status for status in told if isinstance(status, int))
    for address in (path, f"{path}/"):
        router.add_api_route(
            address,
            call,
            methods=[method],
            status_code=status,
            response_class=Response if status == 204 else Answer,
            response_model=None,
            responses=told,
            openapi_extra=body,
            summary=summary,
            tags=[f"VOUCHERS: {family.name.upper()}S"],
            include_in_schema=address == path,
        )


def _serve_missing() -> None:
    """Paths that leave out what they must name."""

    def no_business(_person: PersonOf) -> Response:
        raise answers.missing("Business ID")

    for family in FAMILIES:
        for path in (f"/business//{family.path}", f"/business//{family.path}/{{rest:path}}"):
            router.add_api_route(path, no_business, methods=_METHODS, include_in_schema=False)
        router.add_api_route(
            f"/business/{{businessId}}/{family.path}//pdf",
            _without_id(family),
            methods=["POST"],
            include_in_schema=False,
        )


def _without_id(family: Family) -> Callable[..., Response]:
    def no_document(_seat: ReadingSeatOf) -> Response:
        raise answers.missing(f"{family.name} ID")

    return no_document


for _family in FAMILIES:
    _serve(_family)
_serve_missing()
