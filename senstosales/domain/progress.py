"""How long work tells how far it is, and learns that it should stop."""

from typing import Protocol


class Progress(Protocol):
    """Given to long work. `step` is called between whole pages or rows, never inside one.

    `step` raises `errors.Cancelled` when the user has pressed Stop.
    """

    def step(self, done: int, total: int, what: str) -> None: ...


class Silent:
    """For callers who neither watch nor stop."""

    def step(self, done: int, total: int, what: str) -> None:
        return None
