"""Bodies checked field by field, each complaint under the name of its field: the way that clients of the
import and NamastePMS contracts read them.

A form is a tuple of fields. `read(form, body)` gives the clean values, or raises `Complaints` with a map
of field name to a list of sentences (for nested forms to a map, for lists to a list of maps).
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

REQUIRED = "This field is required."
NULL = "This field may not be null."
BLANK = "This field may not be blank."
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_TRUE, _FALSE = ("true", "True", "1", 1, True), ("false", "False", "0", 0, False)
_UNPRINTABLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LARGEST_INTEGER = 10**9
_LARGEST_KEY = 2**53
_TOO_LARGE = "Ensure that there are no more than {} digits before the decimal point."


class Complaints(Exception):
    """What is wrong with a body: field name to sentences."""

    def __init__(self, errors: Any) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a form. Absent ones are left out of the result."""

    name: str
    required: bool = False
    null: bool = False

    def clean(self, value: Any) -> Any:
        """The clean value of one that is neither absent nor null; raises `Complaints`."""
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """A text, trimmed. Numbers become text, as those clients expect; nothing else does."""

    longest: int | None = None
    blank: bool = False
    email: bool = False
    trim: bool = True

    def clean(self, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise Complaints(["Not a valid string."])
        text = str(value).strip() if self.trim else str(value)
        if "\x00" in text:
            raise Complaints(["Null characters are not allowed."])
        if _UNPRINTABLE.search(text):
            raise Complaints(["This holds characters that cannot be printed."])
        if not text:
            if self.blank:
                return ""
            raise Complaints([BLANK])
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Complaints(["Not a valid string."])
        errors = []
        if self.longest is not None and len(text) > self.longest:
            errors.append(f"Ensure this field has no more than {self.longest} characters.")
        if self.email and not _EMAIL.fullmatch(text):
            errors.append("Enter a valid email address.")
        if errors:
            raise Complaints(errors)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer(Field):
    """A whole number, also as text."""

    least: int | None = None
    most: int | None = None

    def clean(self, value: Any) -> int:
        wrong = Complaints(["A valid integer is required."])
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise wrong
        try:
            number = Decimal(str(value).strip())
            whole = int(number)
        except (InvalidOperation, ValueError, OverflowError) as error:
            raise wrong from error
        if whole != number or abs(whole) > _LARGEST_INTEGER:
            raise wrong
        if self.least is not None and whole < self.least:
            raise Complaints([f"Ensure this value is greater than or equal to {self.least}."])
        if self.most is not None and whole > self.most:
            raise Complaints([f"Ensure this value is less than or equal to {self.most}."])
        return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Key(Field):
    """The number of something that is `known`, also as text; with `names`, its name will do too."""

    known: Callable[[int], bool]
    names: Mapping[str, int] = field(default_factory=dict)

    def clean(self, value: Any) -> int:
        wrong = Complaints([f"Incorrect type. Expected pk value, received {_kind(value)}."])
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise wrong
        if isinstance(value, str) and value.strip() in self.names:
            return self.names[value.strip()]
        try:
            number = int(value)
        except ValueError as error:
            raise wrong from error
        if abs(number) > _LARGEST_KEY or not self.known(number):
            raise Complaints([f'Invalid pk "{str(number)[:100]}" - object does not exist.'])
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A number of any decimals, also as text; exact."""

    digits: int | None = None
    places: int | None = None
    least: int | None = None

    def clean(self, value: Any) -> Decimal:
        wrong = Complaints(["A valid number is required."])
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise wrong
        try:
            number = Decimal(str(value).strip())
        except InvalidOperation as error:
            raise wrong from error
        if not number.is_finite() or abs(number) >= Decimal(10) ** 10:
            raise wrong
        _, digits, exponent = number.as_tuple()
        assert isinstance(exponent, int)
        decimals = max(-exponent, 0)
        whole = max(len(digits) + exponent, 0)
        if self.digits is not None and self.places is not None:
            if max(len(digits), decimals) > self.digits:
                raise Complaints(
                    [f"Ensure that there are no more than {self.digits} digits in total."]
                )
            if decimals > self.places:
                raise Complaints(
                    [f"Ensure that there are no more than {self.places} decimal places."]
                )
            if whole > self.digits - self.places:
                raise Complaints([_TOO_LARGE.format(self.digits - self.places)])
        elif decimals > 12:
            raise wrong
        if self.least is not None and number < self.least:
            raise Complaints([f"Ensure this value is greater than or equal to {self.least}."])
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Field):
    """A day as YYYY-MM-DD."""

    def clean(self, value: Any) -> dt.date:
        if isinstance(value, str) and _DATE.fullmatch(value.strip()):
            year, month, day = (int(part) for part in value.strip().split("-"))
            try:
                return dt.date(year, month, day)
            except ValueError as error:
                raise Complaints([_DATE_FORMAT]) from error
        raise Complaints([_DATE_FORMAT])


_DATE_FORMAT = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth(Field):
    """True or false."""

    def clean(self, value: Any) -> bool:
        if isinstance(value, str | int | bool):
            if value in _TRUE:
                return True
            if value in _FALSE:
                return False
        raise Complaints(["Must be a valid boolean."])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of several words."""

    among: Sequence[str]

    def clean(self, value: Any) -> str:
        if isinstance(value, str) and value in self.among:
            return value
        shown = value if isinstance(value, str) else str(value)
        raise Complaints([f'"{shown[:100]}" is not a valid choice.'])


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Field):
    """A form within a form."""

    fields: tuple[Field, ...]

    def clean(self, value: Any) -> dict[str, Any]:
        return read(self.fields, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms(Field):
    """A list of forms; complaints keep their place in it."""

    fields: tuple[Field, ...]
    most: int = 2000

    def clean(self, value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            raise Complaints(
                {"non_field_errors": [f'Expected a list of items but got type "{_kind(value)}".']}
            )
        if len(value) > self.most:
            raise Complaints(
                {"non_field_errors": [f"Ensure this field has no more than {self.most} elements."]}
            )
        cleaned: list[dict[str, Any]] = []
        errors: list[Any] = []
        for each in value:
            try:
                cleaned.append(read(self.fields, each))
                errors.append({})
            except Complaints as error:
                errors.append(error.errors)
        if any(errors):
            raise Complaints(errors)
        return cleaned


def read(form: Sequence[Field], body: Any, *, partial: bool = False) -> dict[str, Any]:
    """The clean values of a body; with `partial` nothing is required. Raises `Complaints`."""
    if not isinstance(body, Mapping):
        raise Complaints(
            {"non_field_errors": [f"Invalid data. Expected a dictionary, but got {_kind(body)}."]}
        )
    values: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for each in form:
        if each.name not in body:
            if each.required and not partial:
                errors[each.name] = [REQUIRED]
            continue
        value = body[each.name]
        if value is None:
            if each.null:
                values[each.name] = None
            else:
                errors[each.name] = [NULL]
            continue
        try:
            values[each.name] = each.clean(value)
        except Complaints as error:
            errors[each.name] = error.errors
    if errors:
        raise Complaints(errors)
    return values


def _kind(value: Any) -> str:
    names = {type(None): "NoneType", Decimal: "float"}
    return names.get(type(value), type(value).__name__)
