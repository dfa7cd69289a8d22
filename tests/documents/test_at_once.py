"""Several papers are drawn at the same time: two lanes of the window, every caller of the server."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from senstosales.documents import challan
from tests.documents import samples

ON = date(2026, 3, 16)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads take turns a thousand times as often as they usually do."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 1000)
    yield
    sys.setswitchinterval(usual)


def drawn(number: int) -> bytes:
    return challan.pdf(samples.challan(samples.lines(number % 3 + 1)), ["original"], ON)


@pytest.mark.usefixtures("impatient")
def test_papers_drawn_at_once_are_those_drawn_one_after_the_other():
    alone = [drawn(number) for number in range(12)]
    with ThreadPoolExecutor(6) as lanes:
        together = list(lanes.map(drawn, range(12)))
    assert together == alone
