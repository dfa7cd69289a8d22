"""Health: answered at once, also while pages are being imported."""

import os
import shutil
import time
from datetime import UTC, datetime
from typing import Any

import psutil
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales import wire
from senstosales.api.contracts.senstosales.doors import BooksOf, Router
from senstosales.books.store import Books
from senstosales.errors import Trouble
from senstosales.queries.office import is_new

router: APIRouter = Router(tags=["HEALTH"])

CONTRACT_VERSION = "2.0.0"
LEAST_FREE = 50 * 1024 * 1024
_STARTED = time.monotonic()
_PROCESS = psutil.Process()  # one and the same: it remembers since when the processor is counted


class RootOut(BaseModel):
    """That the program is there."""

    status: str
    version: str


class HealthOut(BaseModel):
    """That calls are answered."""

    status: str
    timestamp: wire.Moment
    service: str
    version: str


class LiveOut(BaseModel):
    """How long the program has been up."""

    status: str
    timestamp: wire.Moment
    uptime_seconds: float


class Checks(BaseModel):
    """`healthy`, or what is wrong."""

    database: str = Field(examples=["healthy"])
    filesystem: str = Field(examples=["healthy"])


class ReadyOut(BaseModel):
    """Whether the books can be written."""

    status: str
    timestamp: wire.Moment
    checks: Checks


class ProcessOut(BaseModel):
    """What the program uses; its share of the processor since it was last asked."""

    pid: int
    cpu_percent: float
    memory_mb: float
    threads: int


class SystemOut(BaseModel):
    """What the whole machine uses."""

    cpu_count: int
    cpu_percent: float
    memory_percent: float
    disk_percent: float


class MetricsOut(BaseModel):
    """What the program and the machine use."""

    timestamp: wire.Moment
    uptime_seconds: float
    process: ProcessOut
    system: SystemOut


def _moment() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@router.get("/", response_model=RootOut, summary="That the program is there")
async def root() -> dict[str, str]:
    return {"status": "active", "version": "3.4.0"}


@router.get("/api/health", response_model=HealthOut, summary="That calls are answered")
async def health() -> dict[str, str]:
    return {
        "status": "healthy",
        "timestamp": _moment(),
        "service": "SenstoSales",
        "version": CONTRACT_VERSION,
    }


@router.get("/api/health/live", response_model=LiveOut, summary="How long the program has been up")
async def live() -> dict[str, Any]:
    return {
        "status": "alive",
        "timestamp": _moment(),
        "uptime_seconds": round(time.monotonic() - _STARTED, 3),
    }


@router.get("/api/health/ready", response_model=ReadyOut, summary="Books writable, disk not full")
def ready(books: BooksOf) -> JSONResponse:
    checks = {"database": _database(books), "filesystem": _disk(books)}
    good = all(state == "healthy" for state in checks.values())
    answer = {
        "status": "ready" if good else "not_ready",
        "timestamp": _moment(),
        "checks": checks,
    }
    if good:
        return JSONResponse(answer)
    sentence = "; ".join(state for state in checks.values() if state != "healthy")
    return JSONResponse(
        {
            "success": False,
            "detail": answer,
            "message": sentence,
            "error_code": "BOOKS_UNAVAILABLE",
            "details": answer,
        },
        503,
    )


def _database(books: Books) -> str:
    try:
        books.ask(is_new)
    except Trouble as error:
        return error.sentence
    return "healthy" if os.access(books.path, os.W_OK) else "the books are read-only"


def _disk(books: Books) -> str:
    free = shutil.disk_usage(books.path.parent).free
    return "healthy" if free >= LEAST_FREE else f"only {free // 1024 // 1024} MB are free"


@router.get(
    "/api/health/metrics", response_model=MetricsOut, summary="What the program and the machine use"
)
def metrics(books: BooksOf) -> Any:
    with _PROCESS.oneshot():
        own = {
            "pid": _PROCESS.pid,
            "cpu_percent": _PROCESS.cpu_percent(),
            "memory_mb": round(_PROCESS.memory_info().rss / 1024 / 1024, 1),
            "threads": _PROCESS.num_threads(),
        }
    return {
        "timestamp": _moment(),
        "uptime_seconds": round(time.monotonic() - _STARTED, 3),
        "process": own,
        "system": {
            "cpu_count": psutil.cpu_count() or 1,
            "cpu_percent": psutil.cpu_percent(),
            "memory_percent": psutil.virtual_memory().percent,
            "disk_percent": psutil.disk_usage(str(books.path.parent)).percent,
        },
    }
