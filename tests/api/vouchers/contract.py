"""The contract's own document (a copy beside this file), taken apart: field tables, samples, sections."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TEXT = (Path(__file__).parent / "contract.md").read_text("utf-8")
LIVE = {"PK", "SK", "businessId", "userId", "createdAt", "updatedAt"}


@dataclass(frozen=True)
class Row:
    """A field of a table."""

    name: str
    type: str
    required: str
    notes: str

    @property
    def default(self) -> Any:
        """What the table says holds where it is not sent; `...` where it says nothing."""
        found = re.search(r"[Dd]efault `([^`]*)`", self.notes)
        return json.loads(found[1]) if found else ...

    @property
    def nullable(self) -> bool:
        return "null" in self.type

    @property
    def words(self) -> list[str]:
        """The words allowed, where the table lists them."""
        return re.findall(r'`"([^"]+)"`', self.notes.partition("Default")[0])


@cache
def section(title: str) -> str:
    """The text below a heading, to the next one of its rank or above."""
    head = re.search(rf"^(#+) .*{re.escape(title)}.*$", TEXT, re.MULTILINE)
    assert head, title
    rest = TEXT[head.end() :]
    end = re.search(rf"^#{{1,{len(head[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def table(text: str, first: str = "Field") -> list[Row]:
    """The first table whose first column is headed so."""
    lines = text.splitlines()
    start = next(place for place, line in enumerate(lines) if re.match(rf"\|\s*{first}\s*\|", line))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        cells = [
            cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip("|"))
        ]
        cells += [""] * (4 - len(cells))
        rows.append(Row(*cells[:4]))
    return rows


def shared(title: str) -> list[Row]:
    """The table of a shared type, without its rows for other keys."""
    return [row for row in table(section(title)) if re.fullmatch(r"\w+", row.name)]


def base(number: int) -> list[Row]:
    """The base body of the document of that section."""
    text = TEXT[TEXT.index(f"\n## {number}.") :]
    return table(text[text.index("**Base ") :])


def sample(number: int) -> dict[str, Any]:
    """The sample answer to a create in that section."""
    text = TEXT[TEXT.index(f"\n## {number}.") :]
    text = text[text.index("`201 Created`") :]
    code = text[text.index("```json") + 7 :]
    code = code[: code.index("```")].replace("{ ... }", "{}").replace("[ ... ]", "[]")
    (document,) = json.loads(code).values()
    return document
