"""Who acts in the books. By itself, because the window names its clerk before it loads the books."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and through which door: `desktop`, `command line`, `api:NAME`."""

    name: str
    door: str

    @classmethod
    def calling(cls, name: str) -> "Actor":
        """Somebody who calls over REST: a person by their address, a program by its key's name."""
        return cls(name[:120], f"api:{name}"[:60])
