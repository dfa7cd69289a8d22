"""Between the find box and the rest of the window: what is looked up, how it is listed, what is done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from senstosales.domain.findables import fold
from senstosales.domain.roles import Right
from senstosales.errors import Forbidden
from senstosales.gui import commands
from senstosales.gui.hit_look import Line
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.gui.commands import Command
    from senstosales.gui.main_window import MainWindow
    from senstosales.queries.hits import Hit
    from senstosales.queries.offers import Found, Offer
    from senstosales.queries.order_parts import Part

_ICONS = {
    "show": "eye", "challan": "truck", "replacement": "undo-2", "invoice": "receipt-indian-rupee",
    "payment of an invoice": "wallet", "payment of a party": "wallet", "credit note": "file-minus-2",
    "debit note": "file-plus-2", "print": "printer", "guarantee certificate": "award",
    "packing slip": "package", "dispatch papers": "printer", "statement of account": "landmark",
    "changes": "scroll-text",
}  # fmt: skip


class Finder(QObject):
    """`search(text)` on a reading lane, `lines(text, found)` and `take(value)` on the GUI thread."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._icons = {noun: spec.icon for spec in window.specs for noun in spec.nouns}
        self._beside: dict[int, tuple[str, ...]] = {}

    def search(self, text: str) -> "Found":
        from senstosales.queries.offers import find

        return self._window.desk.books.ask(find, text)

    def prepare(self) -> None:
        """On a reading lane: what is asked after that is answered without waiting for the disk."""
        from senstosales.queries.offers import prepare

        self._window.desk.books.ask(prepare)

    def lines(self, text: str, found: "Found") -> list[Line]:
        """Deeds first, then what is asked for by name, then what was found; what is only begun to be
        named stands last, so that Enter does not take it for what is being typed.
        """
        matched = commands.matching(commands.commands_of(self._window), text)
        self._beside = {
            hit.id: beside
            for hit in found.hits
            if hit.noun == "orders" and (beside := _beside(text, hit))
        }
        deeds = [*map(self._offer, found.offers), *map(_command, matched.named)]
        groups = (deeds, self._hits(found.hits), map(_command, matched.begun))
        return [line for group in groups for line in _begun(group)]

    def take(self, value: object) -> None:
        """Do what a line stands for."""
        from senstosales.gui import deeds
        from senstosales.queries.offers import Offer

        match value:
            case commands.Command():
                value.run()
            case Offer():
                deeds.do(self._window.desk, value, self._window)
            case ("orders", int(key)) if self._beside.get(key):
                self._find_part(key, self._beside[key])
            case (str(noun), int(key)):
                self._window.navigate(noun, key)

    def _find_part(self, order: int, words: tuple[str, ...]) -> None:
        """Open the note or the file in which the words stand, else the order."""
        from senstosales.queries import order_parts

        desk = self._window.desk
        ask = partial(desk.books.ask, order_parts.holding, order, words)
        desk.jobs.read(ask, partial(self._found_part, order), owner=self)

    def _found_part(self, order: int, part: "Part | None") -> None:
        self._window.navigate(*(part or ("orders", order)))

    def _offer(self, offer: "Offer") -> Line:
        trouble = offer.trouble
        if not trouble and offer.deed.writes:
            trouble = self._refused()
            offer = replace(offer, trouble=trouble)
        if not trouble:
            return Line(say(offer.title), say(offer.subtitle), "", offer, _ICONS[offer.deed.value])
        about = say(f"{trouble} Enter shows it.")
        return Line(say(offer.title), about, "Not possible", offer, "ban", faint=True)

    def _refused(self) -> str:
        try:
            self._window.desk.books.require(Right.WRITE)
        except Forbidden as refused:
            return refused.sentence
        return ""

    def _hits(self, hits: "Iterable[Hit]") -> Iterator[Line]:
        before = ""
        for hit in hits:
            icon = self._icons.get(hit.noun, "file-text") if hit.type_label != "Material" else "tag"
            value = hit.noun, hit.id
            begins = bool(before) and before != hit.type_label
            yield Line(hit.title, hit.subtitle, hit.type_label, value, icon, begins=begins)
            before = hit.type_label


def _beside(text: str, hit: "Hit") -> tuple[str, ...]:
    """Words for which an order was found though its number, day and customer do not say them. What its line
    says before them is why it was found.
    """
    said = fold(f"{hit.title} {hit.subtitle.rpartition('  ·  ')[2]} {hit.type_label} po")
    return tuple(word for word in fold(text).split() if word not in said)


def _command(command: "Command") -> Line:
    return Line(say(command.title), say(command.about), command.key, command, command.icon)


def _begun(lines: Iterable[Line]) -> list[Line]:
    """The lines of a group, a rule above the first."""
    return [replace(line, begins=line.begins or not place) for place, line in enumerate(lines)]
