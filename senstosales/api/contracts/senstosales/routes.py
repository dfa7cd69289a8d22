"""All routes of the contract, at their full paths. What stands first is matched first."""

from fastapi import FastAPI

from senstosales.api.contracts.senstosales import (
    buyers,
    challans,
    dashboard,
    health,
    invoices,
    notes,
    numbers,
    orders,
    receipts,
    reports,
    settings,
    system,
)


def include(app: FastAPI) -> None:
    """Add every route of the contract to the application.

    The routes themselves: included by router, each would be prepared again for every server, on the
    event loop, at the first call.
    """
    for module in (
        health, dashboard, orders, challans, invoices, receipts, reports, settings, buyers, notes,
        numbers, system,
    ):  # fmt: skip
        app.router.routes.extend(module.router.routes)
