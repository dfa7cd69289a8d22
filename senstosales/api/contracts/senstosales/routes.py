"""All routes of the contract, at their full paths. What stands first is matched first."""

from fastapi import FastAPI

from senstosales.api.contracts.senstosales import (
    challans,
    dashboard,
    health,
    invoices,
    office,
    orders,
    receipts,
    reports,
    system,
)


def include(app: FastAPI) -> None:
    """Add every router of the contract to the application."""
    for module in (
        health, dashboard, orders, challans, invoices, receipts, reports, office, system,
    ):  # fmt: skip
        app.include_router(module.router)
