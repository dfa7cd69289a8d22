"""The calls of the import contract: send, correct, return to billing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from senstosales.api import forms
from senstosales.api.contracts.imports import bodies, described, stream
from senstosales.api.contracts.imports.callers import Caller, caller
from senstosales.api.contracts.imports.words import NotValid
from senstosales.api.json_bodies import BodyOf
from senstosales.services import handling

router = APIRouter(tags=["IMPORT"])
CallerOf = Annotated[Caller, Depends(caller)]


def include(app: FastAPI) -> None:
    """Add every route of the contract to the application."""
    for each in (router, stream.router):
        app.router.routes.extend(each.routes)


def _clean(form: Sequence[forms.Field], body: Any, then: Callable[[dict[str, Any]], Any]) -> Any:
    try:
        return then(forms.read(form, body))
    except forms.Complaints as error:
        raise NotValid(error) from error


def import_invoice(who: CallerOf, body: BodyOf) -> JSONResponse:
    sent = _clean(bodies.IMPORT, body, bodies.sent)
    taken = handling.take_in(who.books, who.actor, sent, who.user_id)
    total = float(taken.total) if taken.lines else 0
    return JSONResponse(
        {
            "success": True,
            "message": "Invoice imported successfully",
            "data": {"id": taken.id, "invoice_no": taken.invoice_no, "total_amount": total},
        },
        201,
    )


def update_invoice(who: CallerOf, body: BodyOf) -> JSONResponse:
    given = _clean(bodies.UPDATE, body, bodies.correction)
    held = handling.correct(who.books, who.actor, given, who.user_id)
    return JSONResponse(
        {
            "success": True,
            "message": f"Invoice {held.invoice_no} updated successfully",
            "data": {
                "id": held.id,
                "invoice_no": held.invoice_no,
                "status": held.stage.value,
                "billing_status": held.billing.value,
                "total_amount": float(held.total),
                "items_count": len(held.lines),
                "returned_from_section": held.returned_from.value if held.returned_from else None,
                "resolution_notes": held.resolution_notes,
            },
        }
    )


def return_invoice(who: CallerOf, body: BodyOf) -> JSONResponse:
    values = _clean(bodies.RETURN, body, dict)
    held = handling.return_to_billing(
        who.books,
        who.actor,
        values["invoice_no"],
        values["return_reason"],
        user_id=who.user_id,
        user_name=values.get("user_email") or who.name,
    )
    return JSONResponse(
        {
            "success": True,
            "message": f"Invoice {held.invoice_no} returned to billing",
            "data": {
                "id": held.id,
                "invoice_no": held.invoice_no,
                "status": held.stage.value,
                "billing_status": held.billing.value,
                "returned_from_section": held.returned_from.value if held.returned_from else None,
                "return_reason": held.return_reason,
            },
        }
    )


METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def not_allowed(allowed: str, request: Request) -> None:
    """Every other method, refused in the words that clients of this contract know."""
    raise HTTPException(
        405, f'Method "{request.method}" not allowed.', headers={"Allow": f"{allowed}, OPTIONS"}
    )


for _path, _method, _route, _about, _answers, _described in (
    ("/api/sales/import/invoice", "POST", import_invoice, "Send an invoice",
     described.IMPORT, described.IMPORT_BODY),
    ("/api/sales/update/invoice", "PATCH", update_invoice, "Correct an invoice in review",
     described.UPDATE, described.UPDATE_BODY),
    ("/api/sales/billing/return", "POST", return_invoice, "Return an invoice to billing",
     described.RETURN, described.RETURN_BODY),
):  # fmt: skip
    for _slash in ("/", ""):
        router.add_api_route(
            _path + _slash,
            _route,
            methods=[_method],
            summary=_about,
            responses=_answers,
            openapi_extra=_described,
            status_code=201 if _route is import_invoice else 200,
            include_in_schema=bool(_slash),
        )
        router.add_api_route(
            _path + _slash,
            partial(not_allowed, _method),
            methods=[each for each in METHODS if each != _method],
            include_in_schema=False,
        )
