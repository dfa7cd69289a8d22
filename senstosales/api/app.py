"""The application that serves the doors: security at the border, one table of errors, one set of books."""

import logging
import threading

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from senstosales import __version__
from senstosales.api import troubles
from senstosales.api.border import Border
from senstosales.api.door import Door

log = logging.getLogger(__name__)


def guarded(door: Door) -> Border:
    """What is served: the application behind its border, which also sees the answers to faults."""
    app = build(door)

    async def contained(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception:  # noqa: BLE001 - answered and logged by `_fault`, then raised again
            log.debug("the fault was answered")

    return Border(contained, door, app.state.contracts)


def build(door: Door) -> FastAPI:
    """The application over these books; nothing is opened or bound yet."""
    from senstosales.api.contracts.imports import routes as imports
    from senstosales.api.contracts.imports import words as import_words
    from senstosales.api.contracts.log_ins import routes as log_ins
    from senstosales.api.contracts.log_ins import words as log_in_words
    from senstosales.api.contracts.namastepms import routes as namastepms
    from senstosales.api.contracts.namastepms import words as namastepms_words
    from senstosales.api.contracts.sales import routes as sales
    from senstosales.api.contracts.sales import words as sales_words
    from senstosales.api.contracts.senstosales import routes
    from senstosales.api.contracts.vouchers import routes as vouchers
    from senstosales.api.contracts.vouchers import words

    app = FastAPI(
        title="SenstoSales",
        version=__version__,
        description="Order book, delivery challans, tax invoices and stores receipts of a supplier.",
        redirect_slashes=False,
    )
    app.state.door = door
    app.state.contracts = (
        words.CONTRACT,
        import_words.CONTRACT,
        namastepms_words.CONTRACT,
        sales_words.CONTRACT,
        log_in_words.CONTRACT,
    )
    routes.include(app)
    vouchers.include(app)
    imports.include(app)
    namastepms.include(app)
    sales.include(app)
    log_ins.include(app)
    _describe_beside(app)
    troubles.answer_errors(app)
    return app


def _describe_beside(app: FastAPI) -> None:
    """Put /openapi.json together in a thread, once: it takes a second or two, and on the loop every other
    call would wait for it.
    """
    described: list[bytes] = []
    making = threading.Lock()

    def body() -> bytes:
        with making:
            if not described:
                described.append(bytes(JSONResponse(app.openapi()).body))
            return described[0]

    async def answer(_request: Request) -> Response:
        return Response(await run_in_threadpool(body), media_type="application/json")

    own = app.openapi_url
    assert own is not None
    app.router.routes[:] = [each for each in app.router.routes if getattr(each, "path", "") != own]
    app.add_route(own, answer, include_in_schema=False)
