"""Which copies of a paper were chosen last: for its kind, and for a buyer who wants others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QSettings

from senstosales.queries.papers import PartyOnPaper

_KIND, _BUYER = "copies/", "copies-of/"
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class CopyMemory:
    """As the settings had it at one moment, so that working lanes may ask it. A copy that is wanted
    more than once is named more than once.
    """

    kept: Mapping[str, str]

    @classmethod
    def of(cls, settings: QSettings) -> Self:
        """What is remembered now."""
        keys = (key for key in settings.allKeys() if key.startswith((_KIND, _BUYER)))
        return cls({key: str(settings.value(key, "")) for key in keys})

    def chosen(
        self, kind: str, buyer: str, offered: Sequence[str], usual: Sequence[str]
    ) -> tuple[str, ...]:
        """The copies of this kind of paper that this buyer was given last, else any buyer, else the
        usual ones.
        """
        return self.for_buyer(kind, buyer, offered) or self.for_kind(kind, offered) or tuple(usual)

    def for_kind(self, kind: str, offered: Sequence[str]) -> tuple[str, ...]:
        """What was chosen last of this kind; empty if nothing of what is offered was."""
        return self._among(f"{_KIND}{kind}", offered)

    def for_buyer(self, kind: str, buyer: str, offered: Sequence[str]) -> tuple[str, ...]:
        """What was chosen last for this buyer; empty if he was given no other than the rest."""
        return self._among(f"{_BUYER}{kind}/{buyer}", offered)

    def _among(self, key: str, offered: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in self.kept.get(key, "\0").split("|") if name in offered)


def remember(settings: QSettings, kind: str, buyer: str, copies: Sequence[str]) -> None:
    """Keep this choice for the kind and, if one is named, for the buyer."""
    said = "|".join(copies)
    settings.setValue(f"{_KIND}{kind}", said)
    if buyer:
        settings.setValue(f"{_BUYER}{kind}/{buyer}", said)


def buyer_key(who: PartyOnPaper) -> str:
    """How the settings name a buyer: as his papers do, for the same desk may open other books."""
    said = " ".join(filter(None, (who.name, who.designation, who.gstin)))
    return " ".join(said.replace("/", "-").replace("\\", "-").split())[:_LONGEST]


def inherit(settings: QSettings, heir: str, from_: str) -> None:
    """What this buyer was given last goes for the one that stands for him, unless that has a choice."""
    for key in settings.allKeys():
        if key.startswith(_BUYER) and key.endswith(f"/{from_}"):
            own = f"{key.removesuffix(from_)}{heir}"
            if not settings.contains(own):
                settings.setValue(own, settings.value(key))
