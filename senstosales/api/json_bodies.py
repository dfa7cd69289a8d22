"""Bodies read as JSON by ourselves and not by FastAPI: for contracts that want the caller known first, or
that have words of their own for a body that is none.
"""

import json
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from fastapi import Depends, Request

from senstosales.errors import Trouble

_LONGEST_INTEGER = 400


class NotJson(Trouble):
    """A body that cannot be read at all."""


async def body(request: Request) -> Any:
    """The body; numbers with decimals stay exact, nothing at all is an empty object. Raises `NotJson`."""
    raw = await request.body()
    try:
        return json.loads(
            raw or b"{}", parse_float=Decimal, parse_int=_integer, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(f"JSON parse error - {error}"[:300]) from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"Out of range float values are not JSON compliant: {name!r}")


def _integer(text: str) -> int:
    if len(text) > _LONGEST_INTEGER:
        raise ValueError("a number is too long")
    return int(text)


BodyOf = Annotated[Any, Depends(body)]
