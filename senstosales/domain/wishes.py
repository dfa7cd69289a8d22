"""What a clerk asks the find box to do, in plain words: "dc 6644012", "invoice for challan 55",
"pay 45", "print invoice 45".
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from senstosales.domain.findable_names import NAMES
from senstosales.domain.findables import Findable, fold


class Verb(StrEnum):
    """What is to be done."""

    MAKE = "make"
    PRINT = "print"
    SHOW = "show"
    PAY = "pay"
    HISTORY = "history"


class Paper(StrEnum):
    """What is asked for beside the kinds of things that are found."""

    CERTIFICATE = "guarantee certificate"
    SLIP = "packing slip"
    DISPATCH = "dispatch papers"
    REPLACEMENT = "replacement"
    STATEMENT = "statement of account"


Thing = Findable | Paper


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as it was understood: "invoice for challan 55" wants an invoice of the challan `rest`.

    `things` in the order they were named; `rest` is the number or name that is left, folded.
    """

    verb: Verb | None
    things: tuple[Thing, ...]
    rest: str

    @property
    def wanted(self) -> Thing | None:
        """What is wanted first of all."""
        return self.things[0] if self.things else None

    @property
    def subject(self) -> Findable | None:
        """The kind of thing that the number belongs to, where a second one was named."""
        others = [thing for thing in self.things[1:] if isinstance(thing, Findable)]
        return others[-1] if others else None

    @property
    def plain(self) -> str:
        """What to look for: the number or name, and what kind of thing bears it, if that was said."""
        kinds = [thing for thing in self.things if isinstance(thing, Findable)]
        names = [min(NAMES[kind]) for kind in kinds[-1:]]
        return " ".join([*names, self.rest] if self.rest else names)


_VERBS = {
    Verb.MAKE: "make new create add write prepare raise enter record draft send",
    Verb.PRINT: "print preview pdf",
    Verb.SHOW: "open show see view find",
    Verb.PAY: "pay paid received",
    Verb.HISTORY: "who changes changed history trail audit",
}
_PAPERS = {
    Paper.CERTIFICATE: ("guarantee certificate", "certificate", "guarantee", "gc"),
    Paper.SLIP: ("packing slip", "packing list", "slip"),
    Paper.DISPATCH: ("dispatch papers", "dispatch bundle", "bundle", "all papers"),
    Paper.REPLACEMENT: ("replacement", "replace", "again", "rejected goods"),
    Paper.STATEMENT: ("statement of account", "statement", "account", "ledger"),
}
_FILLERS = frozenset(
    "for of to from on against the a an no number nr with and by as its in me please".split()
)
_WORDS: dict[str, Thing | Verb] = {
    **{word: verb for verb, words in _VERBS.items() for word in words.split()},
    **{name: paper for paper, names in _PAPERS.items() for name in names},
    **{name.rstrip("."): kind for kind, names in NAMES.items() for name in names},
}
_LONGEST = max(len(name.split()) for name in _WORDS)
_GLUED = re.compile(r"([a-z.]+)[-:#.]?(\d.*)")


def parse(text: str) -> Wish | None:
    """The wish in what was typed; None where it names neither a deed nor a kind of thing."""
    tokens = [
        part for token in fold(text).split() for part in _parted(token.strip(".,:;#?!") or token)
    ]
    verb: Verb | None = None
    things: list[Thing] = []
    rest: list[str] = []
    at = 0
    while at < len(tokens):
        length, meant = _understood(tokens, at)
        match meant:
            case Verb():
                verb = verb or meant
            case Findable() | Paper():
                things.append(meant)
            case None if tokens[at] not in _FILLERS:
                rest.append(tokens[at])
        at += length
    if verb is Verb.PAY:
        things = [Findable.PAYMENT, *(thing for thing in things if thing is not Findable.PAYMENT)]
    if verb is None and not things:
        return None
    return Wish(verb, tuple(dict.fromkeys(things)), " ".join(rest))


def _parted(token: str) -> list[str]:
    """The name of a kind and the number that was typed on it without a space ("dc55")."""
    glued = _GLUED.fullmatch(token)
    if glued and isinstance(_WORDS.get(glued[1].rstrip(".")), Findable):
        return [glued[1].rstrip("."), glued[2]]
    return [token]


def _understood(tokens: list[str], at: int) -> tuple[int, Thing | Verb | None]:
    """What the words from there on mean, the longest name first, and how many words that are."""
    for length in range(_LONGEST, 0, -1):
        name = " ".join(tokens[at : at + length])
        if at + length <= len(tokens) and name in _WORDS:
            return length, _WORDS[name]
    return 1, None
