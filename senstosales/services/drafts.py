"""What somebody wants done, checked once, whichever door it came through.

A draft holds exact numbers and bounded texts. `make` turns what was typed or sent into a draft, or
raises `Invalid` with a sentence for every wrong entry.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from senstosales.domain import amounts, identity, law
from senstosales.errors import Invalid, Problem

LONGEST_TEXT = 4000
SHORT_TEXT = 200

_SENTENCES = {
    "missing": "This is needed.",
    "string_type": "This must be text.",
    "string_unicode": "This holds characters that cannot be printed.",
    "date_from_datetime_parsing": "This is not a date.",
    "date_parsing": "This is not a date.",
    "date_type": "This is not a date.",
    "int_parsing": "This must be a whole number.",
    "int_type": "This must be a whole number.",
    "greater_than_equal": "This is too small.",
    "less_than_equal": "This is too large.",
    "too_short": "Enter at least one line.",
    "extra_forbidden": "There is no such entry.",
}


class Draft(BaseModel):
    """Root of all drafts: frozen, and closed against entries that do not exist."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def by_rule(rule: Any) -> Any:
    """Let a rule of the domain speak its own sentence through pydantic."""

    def check(value: Any) -> Any:
        if value is None:
            return None
        try:
            return rule(value)
        except Invalid as error:
            raise PydanticCustomError("rule", "{sentence}", {"sentence": error.sentence}) from error
        except TypeError as error:
            raise PydanticCustomError("rule", "This must be a number.") from error

    return check


def _blank_to_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def no_longer_than(limit: int) -> Any:
    def check(value: str | None) -> str | None:
        if value is not None and _UNPRINTABLE.search(value):
            raise PydanticCustomError("rule", "This holds characters that cannot be printed.")
        if value is not None and len(value) > limit:
            raise PydanticCustomError(
                "rule", "This is too long: {limit} characters at most.", {"limit": limit}
            )
        return value

    return AfterValidator(check)


Quantity = Annotated[Decimal, BeforeValidator(by_rule(amounts.quantity))]
Rate = Annotated[Decimal, BeforeValidator(by_rule(amounts.rate))]
Money = Annotated[Decimal, BeforeValidator(by_rule(amounts.money))]
Percent = Annotated[Decimal, BeforeValidator(by_rule(amounts.percent))]
Place = Annotated[int, Field(ge=0, le=1_000_000)]
"""The number of an item, lot or amendment."""
Packets = Annotated[int | None, Field(ge=0, le=1_000_000)]
Name = Annotated[str, no_longer_than(SHORT_TEXT)]
Text = Annotated[str | None, BeforeValidator(_blank_to_none), no_longer_than(SHORT_TEXT)]
Writing = Annotated[str, no_longer_than(LONGEST_TEXT)]
LongText = Annotated[str | None, BeforeValidator(_blank_to_none), no_longer_than(LONGEST_TEXT)]
Gstin = Annotated[
    str | None, BeforeValidator(_blank_to_none), AfterValidator(by_rule(identity.gstin))
]
StateCode = Annotated[
    str | None, BeforeValidator(_blank_to_none), AfterValidator(by_rule(law.state_code))
]
DocumentNumber = Annotated[
    str | None, BeforeValidator(_blank_to_none), AfterValidator(by_rule(identity.document_number))
]


def _hsn(value: str) -> str:
    code = value.replace(" ", "")
    if not (code.isascii() and code.isdigit() and len(code) in (4, 6, 8)) or not code.strip("0"):
        raise Invalid(f"“{value}” is not an HSN code: it has 4, 6 or 8 digits.")
    return code


Hsn = Annotated[str | None, BeforeValidator(_blank_to_none), AfterValidator(by_rule(_hsn))]

D = TypeVar("D", bound=BaseModel)


def make(model: type[D], values: Mapping[str, Any]) -> D:
    """A draft from values; raises `Invalid` with one `Problem` for every wrong entry."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        problems = [
            Problem(
                ".".join(str(part) for part in found["loc"]),
                found["msg"]
                if found["type"] == "rule"
                else _SENTENCES.get(found["type"], f"This is not right: {found['msg']}."),
            )
            for found in error.errors()
        ]
        first = problems[0]
        raise Invalid(_whole(first), field=first.field, problems=problems) from error


def _whole(problem: Problem) -> str:
    name = problem.field.replace("_", " ").replace(".", " ")
    return f"{name.capitalize()}: {problem.sentence}" if name else problem.sentence
