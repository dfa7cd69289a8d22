"""Texts with gaps that each paper fills: {paper}, {date}, {amount} in the mails that bring papers."""

import re
from collections.abc import Mapping

from senstosales.errors import Invalid

GAPS = {
    "paper": "what it is, such as Invoice 45",
    "date": "its date",
    "amount": "what it comes to",
    "order": "the buyer's order",
    "party": "whose it is",
    "office": "your name",
}
"""What may stand in braces, and what it is filled with."""
_GAP = re.compile(r"\{([^{}\n]*)\}")


def checked(text: str, *, field: str | None = None) -> str:
    """The text as it is kept; raises `Invalid` for a gap that nothing fills."""
    for found in _GAP.finditer(text):
        if found[1] not in GAPS:
            known = ", ".join(f"{{{name}}}" for name in GAPS)
            raise Invalid(f"Nothing fills {found[0][:40]}. There are {known}.", field=field)
    return text.strip()


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its gaps filled. A line of which every gap is empty says nothing and is left out."""
    lines = []
    for line in text.splitlines():
        gaps = [facts.get(name, "") for name in _GAP.findall(line)]
        if gaps and not any(gaps):
            continue
        lines.append(_GAP.sub(lambda found: facts.get(found[1], ""), line).rstrip())
    return "\n".join(lines)
