"""All routes of the contract, at their full paths, with and without a last slash."""

from fastapi import FastAPI

from senstosales.api.contracts.namastepms import accounts, billing, expenses, parties, products


def include(app: FastAPI) -> None:
    """Add every route of the contract to the application."""
    for module in (accounts, products, parties, expenses, billing):
        app.router.routes.extend(module.router.routes)
