"""What a contract tells the application of itself: where its paths begin, which are open to strangers,
how it words what goes wrong.

An error raised anywhere behind a path of a contract (a `Trouble`, a body that cannot be read, an
unknown path, a fault of ours) is handed to its `words`; what that leaves is worded as the SenstoSales
contract does. The border asks the same way before it refuses a call.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi.responses import JSONResponse

Words = Callable[[str, Exception], JSONResponse | None]
"""The answer to an error behind a path, or None to leave it to the SenstoSales contract. What comes: a `Trouble`,
FastAPI's `RequestValidationError`, Starlette's `HTTPException`, or any other exception, which is a fault
of ours and has been logged.
"""


@dataclass(frozen=True, slots=True)
class Contract:
    """One family of calls.

    `prefixes` are paths without last slash, each with all below it. `open_paths` need no key even
    where every call does: what a stranger calls in order to become known. Below `open_below` are links
    that are their own key. Where `asks_itself`, the border only looks who calls: every call of the
    contract asks for a key or token in its own way.
    """

    name: str
    prefixes: Sequence[str]
    words: Words
    open_paths: frozenset[str] = frozenset()
    open_below: tuple[str, ...] = ()
    asks_itself: bool = False

    def owns(self, path: str) -> bool:
        return any(path == at or path.startswith(f"{at}/") for at in self.prefixes)

    def opens(self, path: str) -> bool:
        """True for a path that needs no key."""
        below = any(path.startswith(f"{at}/") for at in self.open_below)
        return below or path.rstrip("/") in self.open_paths


def of(contracts: Sequence[Contract], path: str) -> Contract | None:
    """The contract to which a path belongs, or None for the SenstoSales contract."""
    return next((found for found in contracts if found.owns(path)), None)
