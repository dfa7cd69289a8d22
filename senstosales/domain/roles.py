"""What a person may do in a business: owner, clerk or viewer. Holds in the window and at every door."""

from enum import StrEnum

from senstosales.errors import Forbidden


class Right(StrEnum):
    """Something a role may or may not allow."""

    READ = "read"
    WRITE = "write"
    MANAGE = "manage"
    """People, keys, and what would empty the books."""


class Role(StrEnum):
    """A person's place in one business."""

    OWNER = "owner"
    CLERK = "clerk"
    VIEWER = "viewer"

    def may(self, right: Right) -> bool:
        return right in _RIGHTS[self]

    def require(self, right: Right) -> None:
        """Raise `Forbidden` unless this role has the right."""
        if not self.may(right):
            raise Forbidden(_SENTENCES[right].format(role=self.value), role=self.value)


_RIGHTS = {
    Role.OWNER: frozenset(Right),
    Role.CLERK: frozenset({Right.READ, Right.WRITE}),
    Role.VIEWER: frozenset({Right.READ}),
}
_SENTENCES = {
    Right.READ: "A {role} may not see this.",
    Right.WRITE: "A {role} may look at everything and change nothing. Ask an owner of the business.",
    Right.MANAGE: "Only an owner of the business may do this.",
}
