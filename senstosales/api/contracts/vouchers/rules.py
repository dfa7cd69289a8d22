"""What a body may hold, declared as data, and what is wrong with it, told in the shape of zod's issues.

The contract's clients read `details` as zod (3) writes them: path, message, code and what the code
brings with it; all issues at once, in the order of the declaration. Nothing is coerced. A declaration
also tells its JSON schema, so that what is described is what is checked.
"""

import copy
import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from typing import Any, Protocol

from senstosales.domain.amounts import half_up

Path = tuple[str | int, ...]
Issue = dict[str, Any]
Json = dict[str, Any]

LONGEST_TEXT = 4000
DEEPEST = 32
_SHOWN = 200
_EMAIL = re.compile(
    r"(?!\.)(?!.*\.\.)[A-Z0-9_'+\-.]*[A-Z0-9_+-]@([A-Z0-9][A-Z0-9-]*\.)+[A-Z]{2,}",
    re.ASCII | re.IGNORECASE,
)
_CONTROLS = re.compile("[\x00-\x1f\x7f]")


class _Absent:
    """A key that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


class Rule(Protocol):
    """What one value may be."""

    @property
    def expected(self) -> str:
        """What zod calls the type."""

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        """The value as it is kept; what is wrong with it is added to `issues`."""

    def schema(self) -> Json:
        """The same as JSON schema."""


def received(value: Any) -> str:
    """What zod calls the type of a value."""
    if value is ABSENT:
        return "undefined"
    if value is None:
        return "null"
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "boolean"), ((int, float), "number"), (str, "string"), (list, "array"),
    )  # fmt: skip
    return next((name for kind, name in kinds if isinstance(value, kind)), "object")


def exact(value: float) -> Decimal:
    """The number that a JSON number stands for, to every reader alike: the nearest double."""
    return Decimal(repr(value))


def without_noise(value: float) -> Decimal:
    """The number that is meant where a double is a hair beside it: 0.1 + 0.2 is 0.3."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)


def exact_body(value: Any) -> Any:
    """A body with its numbers as `Decimal` and `int`."""
    if isinstance(value, float):
        return exact(value)
    if isinstance(value, dict):
        return {key: exact_body(each) for key, each in value.items()}
    return [exact_body(each) for each in value] if isinstance(value, list) else value


def issue(code: str, path: Path, message: str, **more: Any) -> Issue:
    """One thing that is wrong, as zod tells it."""
    return {"code": code, **more, "path": list(path), "message": message}


def wrong_type(expected: str, value: Any, path: Path) -> Issue:
    got = received(value)
    message = "Required" if value is ABSENT else f"Expected {expected}, received {got}"
    return issue("invalid_type", path, message, expected=expected, received=got)


def _bound(
    code: str, kind: str, limit: float, path: Path, message: str, *, inclusive: bool = True
) -> Issue:
    end = "minimum" if code == "too_small" else "maximum"
    facts = {end: limit, "type": kind, "inclusive": inclusive, "exact": False}
    return issue(code, path, message, **facts)


def whole_text(text: str) -> bool:
    """False for a text with half a character in it, which a body may hold and no answer can."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `empty` is what is said when it must not be. A prefix is told with what is said without it."""

    empty: str | None = None
    _: KW_ONLY
    prefix: str = ""
    without_prefix: str = ""
    longest: int = LONGEST_TEXT
    one_line: bool = False
    expected: str = "string"

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if not isinstance(value, str):
            issues.append(wrong_type(self.expected, value, path))
            return value
        if self.empty is not None and not value:
            issues.append(_bound("too_small", "string", 1, path, self.empty))
        if self.prefix and not (
            value.startswith(self.prefix) and value.removeprefix(self.prefix).strip()
        ):
            issues.append(issue("invalid_string", path, self.without_prefix, validation="regex"))
        if not whole_text(value) or (self.one_line and _CONTROLS.search(value)):
            issues.append(issue("invalid_string", path, "Invalid characters", validation="unicode"))
        if len(value) > self.longest:
            said = f"String must contain at most {self.longest} character(s)"
            issues.append(_bound("too_big", "string", self.longest, path, said))
        return value

    def schema(self) -> Json:
        told: Json = {"type": "string", "maxLength": self.longest}
        if self.empty is not None:
            told["minLength"] = 1
        if self.prefix:
            told["pattern"] = rf"^{re.escape(self.prefix)}.*\S"
        return told


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address, or an empty text."""

    expected: str = "string"

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if not isinstance(value, str):
            issues.append(issue("invalid_union", path, "Invalid input"))
        elif value and not _EMAIL.fullmatch(value):
            issues.append(issue("invalid_string", path, "Invalid email", validation="email"))
        return value

    def schema(self) -> Json:
        return {"type": "string", "examples": ["stores@example.in", ""]}


@dataclass(frozen=True, slots=True)
class Number:
    """A number: at least and at most so much, less than `below`, with so many decimals."""

    _: KW_ONLY
    least: int | None = 0
    most: int | None = None
    below: int = 10**13
    decimals: int | None = None
    expected: str = "number"

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            issues.append(wrong_type(self.expected, value, path))
            return value
        if isinstance(value, float) and not math.isfinite(value):
            issues.append(issue("not_finite", path, "Number must be finite"))
            return value
        if self.least is not None and value < self.least:
            said = f"Number must be greater than or equal to {self.least}"
            issues.append(_bound("too_small", "number", self.least, path, said))
        elif self.most is not None and value > self.most:
            said = f"Number must be less than or equal to {self.most}"
            issues.append(_bound("too_big", "number", self.most, path, said))
        elif abs(value) >= self.below:
            said = f"Number must be less than {self.below}"
            issues.append(_bound("too_big", "number", self.below, path, said, inclusive=False))
        elif self.decimals is not None and not self._fits(value, self.decimals):
            step = 10**-self.decimals
            said = f"Number must be a multiple of {step}"
            issues.append(issue("not_multiple_of", path, said, multipleOf=step))
        return value

    @staticmethod
    def _fits(value: float, decimals: int) -> bool:
        meant = without_noise(value)
        return half_up(meant, decimals) == meant

    def schema(self) -> Json:
        told: Json = {"type": "number", "exclusiveMaximum": self.below}
        if self.least is not None:
            told["minimum"] = self.least
        if self.most is not None:
            told["maximum"] = self.most
        if self.decimals is not None:
            told["description"] = f"at most {self.decimals} decimals"
        return told


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    expected: str = "boolean"

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if not isinstance(value, bool):
            issues.append(wrong_type(self.expected, value, path))
        return value

    def schema(self) -> Json:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        return " | ".join(f"'{word}'" for word in self.words)

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if not isinstance(value, str):
            issues.append(wrong_type(self.expected, value, path))
        elif value not in self.words:
            shown = value[:_SHOWN]
            said = f"Invalid enum value. Expected {self.expected}, received '{shown}'"
            facts = {"received": shown, "options": list(self.words)}
            issues.append(issue("invalid_enum_value", path, said, **facts))
        return value

    def schema(self) -> Json:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; `empty` is what is said when it must not be."""

    rule: Rule
    empty: str | None = None
    _: KW_ONLY
    longest: int = 1000
    expected: str = "array"

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if not isinstance(value, list):
            issues.append(wrong_type(self.expected, value, path))
            return value
        if self.empty is not None and not value:
            issues.append(_bound("too_small", "array", 1, path, self.empty))
        if len(value) > self.longest:
            said = f"Array must contain at most {self.longest} element(s)"
            issues.append(_bound("too_big", "array", self.longest, path, said))
            return value
        return [self.rule.read(each, (*path, place), issues) for place, each in enumerate(value)]

    def schema(self) -> Json:
        told: Json = {"type": "array", "items": self.rule.schema(), "maxItems": self.longest}
        if self.empty is not None:
            told["minItems"] = 1
        return told


@dataclass(frozen=True, slots=True)
class Field:
    """A key of an object. `default` is kept where it is not sent, `null_is` where null is sent."""

    name: str
    rule: Rule
    _: KW_ONLY
    required: bool = False
    nullable: bool = False
    default: Any = ABSENT
    null_is: Any = ABSENT

    def schema(self) -> Json:
        told = self.rule.schema()
        if self.nullable or self.null_is is not ABSENT:
            told = {"anyOf": [told, {"type": "null"}]}
        return told if self.default is ABSENT else {**told, "default": self.default}


@dataclass(frozen=True, slots=True)
class Record:
    """An object: unknown keys are dropped, or with `open_` kept as they are."""

    fields: tuple[Field, ...]
    _: KW_ONLY
    open_: bool = False
    largest: int = 300_000
    expected: str = "object"

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if not isinstance(value, Mapping):
            issues.append(wrong_type(self.expected, value, path))
            return value
        kept: Json = {}
        for field in self.fields:
            given = value.get(field.name, ABSENT)
            if given is None and field.nullable:
                kept[field.name] = None
            elif given is None and field.null_is is not ABSENT:
                kept[field.name] = field.null_is
            elif given is not ABSENT:
                kept[field.name] = field.rule.read(given, (*path, field.name), issues)
            elif field.default is not ABSENT:
                kept[field.name] = copy.deepcopy(field.default)
            elif field.required:
                issues.append(wrong_type(field.rule.expected, ABSENT, (*path, field.name)))
        if self.open_:
            kept |= {key: each for key, each in value.items() if key not in kept}
            self._measure(kept, path, issues)
        return kept

    def _measure(self, kept: Json, path: Path, issues: list[Issue]) -> None:
        """What is kept unread must be what an answer can hold, and of a sensible size."""
        size = 0
        waiting: list[tuple[Any, int]] = [(kept, 0)]
        while waiting and size <= self.largest:
            each, depth = waiting.pop()
            size += 1
            unfit = depth > DEEPEST or (isinstance(each, float) and not math.isfinite(each))
            if isinstance(each, str):
                size += len(each)
                unfit = not whole_text(each)
            elif isinstance(each, int):
                unfit = abs(each) >= 10**300
            elif isinstance(each, Mapping):
                waiting += [(part, depth + 1) for pair in each.items() for part in pair]
            elif isinstance(each, list):
                waiting += [(part, depth + 1) for part in each]
            if unfit:
                issues.append(issue("custom", path, "Invalid value"))
                return
        if size > self.largest:
            said = f"Object must hold at most {self.largest} character(s)"
            issues.append(_bound("too_big", "object", self.largest, path, said))

    def schema(self) -> Json:
        told: Json = {
            "type": "object",
            "properties": {field.name: field.schema() for field in self.fields},
        }
        if needed := [field.name for field in self.fields if field.required]:
            told["required"] = needed
        return told

    def with_(self, changes: Mapping[str, Field]) -> "Record":
        """The same with some fields declared otherwise, each in its place."""
        fields = tuple(changes.get(field.name, field) for field in self.fields)
        return dataclasses.replace(self, fields=fields)

    def partial(self) -> "Record":
        """The same with every field left to choice; what is not sent is not kept."""
        fields = tuple(
            dataclasses.replace(field, required=False, default=ABSENT) for field in self.fields
        )
        return dataclasses.replace(self, fields=fields)


@dataclass(frozen=True, slots=True)
class ByWord:
    """One of several records, told apart by the word under one key; a wrong word is told alone."""

    key: str
    records: Mapping[str, Record]

    def read(self, value: Any, path: Path, issues: list[Issue]) -> Any:
        if not isinstance(value, Mapping):
            issues.append(wrong_type("object", value, path))
            return value
        word = value.get(self.key)
        if not isinstance(word, str) or word not in self.records:
            options = list(self.records)
            known = " | ".join(f"'{option}'" for option in options)
            said = f"Invalid discriminator value. Expected {known}"
            place = (*path, self.key)
            issues.append(issue("invalid_union_discriminator", place, said, options=options))
            return value
        return self.records[word].read(value, path, issues)

    def schema(self) -> Json:
        told = []
        for word, record in self.records.items():
            one = record.schema()
            one["properties"] = {**one["properties"], self.key: {"type": "string", "enum": [word]}}
            told.append(one)
        return {"oneOf": told}


def judge(rule: Record | ByWord, body: Any) -> tuple[Any, Sequence[Issue]]:
    """What a body says, and everything that is wrong with it."""
    issues: list[Issue] = []
    return rule.read(body, (), issues), issues
