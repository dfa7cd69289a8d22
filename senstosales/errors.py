"""Everything that may go wrong in a way a person should hear about.

Classes are named by what the caller can do about it. They take facts and make the sentence,
so that the window, the command line and every REST door say the same thing.
Anything that is not a `Trouble` is a bug of ours and is reported as such.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from senstosales.months import shown


class Trouble(Exception):
    """Base of all errors with a sentence for the user.

    `field` names the entry the sentence belongs beside, if there is one; `details` are facts for
    programs (JSON-ready values, and exact numbers).
    """

    code: ClassVar[str] = "ERROR"

    def __init__(self, sentence: str, *, field: str | None = None, **details: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.details = details


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong entry: `field` is a path such as `lines.2.quantity`."""

    field: str
    sentence: str


class Invalid(Trouble):
    """What was entered is wrong: correct it and try again."""

    code = "VALIDATION_ERROR"

    def __init__(
        self,
        sentence: str,
        *,
        field: str | None = None,
        problems: Iterable[Problem] = (),
        **details: object,
    ) -> None:
        super().__init__(sentence, field=field, **details)
        self.problems = tuple(problems) or ((Problem(field, sentence),) if field else ())


class NotFound(Trouble):
    """The named thing is not in the books."""

    code = "RESOURCE_NOT_FOUND"

    def __init__(self, noun: str, key: object) -> None:
        super().__init__(f"There is no {noun} {key} in the books.", noun=noun, key=str(key))


class Conflict(Trouble):
    """Somebody else was first: a number is taken, a document was changed meanwhile."""

    code = "CONFLICT"


class Refused(Trouble):
    """A rule of the business forbids it: nothing entered is malformed, but it must not be done."""

    code = "BUSINESS_RULE_VIOLATION"


class Closed(Refused):
    """The day lies in a period whose books an owner has closed. `what` is the paper or entry in words.

    `is_settled` if it stands there already.
    """

    def __init__(
        self, until: date, day: date, what: str, *, is_settled: bool, field: str | None = None
    ) -> None:
        way = (
            "It stays as it is: put it right by a paper of a later day"
            if is_settled
            else "Date it later"
        )
        super().__init__(
            f"The books are closed until {shown(until)}, and this is {what} of {shown(day)}. "
            f"{way}, or ask the owner to open the books (Settings > Closing).",
            field=field,
            closed_until=until.isoformat(),
        )
        self.until = until


class NotAllowed(Trouble):
    """This person or program may not do that."""

    code = "AUTH_ERROR"


class Unidentified(NotAllowed):
    """Who calls is not known. `reason` is a fact for programs: doors word it in different ways."""

    MISSING, EXPIRED, INVALID, PASSWORD = "missing", "expired", "invalid", "password"
    _SENTENCES: ClassVar[dict[str, str]] = {
        MISSING: "This call needs a log-in: send the token as “Authorization: Bearer …”.",
        EXPIRED: "The log-in has expired. Log in again.",
        INVALID: "This log-in is not valid here. Log in again.",
        PASSWORD: "The address and the password do not belong together.",
    }

    def __init__(self, reason: str) -> None:
        super().__init__(self._SENTENCES[reason], reason=reason)
        self.reason = reason


class Forbidden(NotAllowed):
    """Who calls is known, and their role in the business does not allow it."""

    code = "FORBIDDEN"


class TooOften(Trouble):
    """Tried too often in a short time: wait `seconds` and try again."""

    code = "TOO_MANY_TRIES"

    def __init__(self, seconds: int) -> None:
        wait = f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
        super().__init__(f"Too many tries. Wait {wait} and try again.", retry_after=seconds)
        self.seconds = seconds


class BadPage(Trouble):
    """A file is not a page of the portal that can be read whole; nothing of it is stored."""

    code = "BAD_PAGE"


class BooksUnavailable(Trouble):
    """The books cannot be opened or written where they lie; the file is left as it is."""

    code = "BOOKS_UNAVAILABLE"

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"The books at {path} cannot be used: {reason}", path=str(path))
        self.path = Path(path)
        self.reason = reason


class Cancelled(Trouble):
    """The user pressed Stop. What was reported as done stays done."""

    code = "CANCELLED"

    def __init__(self, done: int, of: int) -> None:
        super().__init__(f"Stopped after {done} of {of}.", done=done, of=of)
