"""What can be asked for by name in the find box: the tabs, the menus, and everything new."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from senstosales.domain.findable_names import NOUNS, SINGLE
from senstosales.domain.findables import fold
from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.domain.roles import Right
from senstosales.gui.icons import NAME
from senstosales.gui.shortcuts import ENGLISH, native
from senstosales.gui.tab_strip import key_of
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.gui.main_window import MainWindow

MOST = 4
_GO = frozenset({"go", "goto", "tab", "open", "show", "see", "list"})
_MAKE = frozenset({"new", "make", "create", "add", "write", "record", "enter"})
_FILLERS = frozenset({"a", "an", "the", "to", "of", "for", "please"})
_SHORTEST = 3


class Sort(Enum):
    """What taking a command leads to."""

    GO = "go"
    NEW = "new"
    MENU = "menu"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be asked for: `words` are those it is known by, folded."""

    sort: Sort
    title: str
    about: str
    key: str
    icon: str
    words: frozenset[str]
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Matched:
    """Commands for what was typed: those named by whole words, and those only begun to be named."""

    named: tuple[Command, ...] = ()
    begun: tuple[Command, ...] = ()


def matching(commands: Sequence[Command], text: str) -> Matched:
    """Those that are known by every word typed, and are of the sort asked for."""
    tokens = [token.strip(".,:;?!") for token in fold(text).split()]
    sorts = set(Sort)
    if _GO.intersection(tokens):
        sorts = {Sort.GO, Sort.MENU}
    if _MAKE.intersection(tokens):
        sorts = {Sort.NEW}
    named = [token for token in tokens if token and token not in _GO | _MAKE | _FILLERS]
    asked = sorts != set(Sort)
    if not named:
        first = min(sorts, key=list(Sort).index) if asked else None
        return Matched(tuple(command for command in commands if command.sort is first))
    found = [
        command
        for command in commands
        if command.sort in sorts and all(_known(command, token) for token in named)
    ]
    if asked and not found:  # the verb may be a word of a title: "What's new"
        found = [command for command in commands if command.words.issuperset(tokens)]
    if asked:
        return Matched(tuple(found))
    whole = [command for command in found if command.words.issuperset(named)]
    begun = [command for command in found if command not in whole]
    return Matched(tuple(whole[:MOST]), tuple(begun[:MOST]))


def _known(command: Command, token: str) -> bool:
    if token in command.words:
        return True
    return len(token) >= _SHORTEST and any(word.startswith(token) for word in command.words)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(
        word.strip(".,:;…()") for text in texts for word in fold(text.replace("&", "")).split()
    )


def commands_of(window: "MainWindow") -> list[Command]:
    """All that can be asked for now in this window."""
    return [*_tabs(window), *_new(window), *_menus(window)]


def _tabs(window: "MainWindow") -> Iterator[Command]:
    for place, spec in enumerate(window.specs):
        names = [
            word for kind, words in SINGLE.items() if NOUNS[kind] in spec.nouns for word in words
        ]
        yield Command(
            Sort.GO,
            f"Go to {spec.title}",
            spec.about,
            native(key_of(place)) if key_of(place) else "",
            spec.icon,
            _words(spec.title, spec.about, *spec.nouns, *names),
            partial(window.go, place),
        )


def _new(window: "MainWindow") -> Iterator[Command]:
    """Papers and entries that begin empty; nothing of that for somebody who may only look."""
    if not window.desk.books.role.may(Right.WRITE):
        return
    from senstosales.gui import deeds  # needs the books' library, which loads after the window

    desk = window.desk
    papers = (
        ("New quotation", "Write what you offer", "file-pen-line", "quote qtn offer", VoucherKind.QUOTATION, None),
        ("New tax invoice", "An invoice without an order", "receipt-indian-rupee", "inv bill", VoucherKind.INVOICE, Nature.TAX_INVOICE),
        ("New bill of supply", "For goods or buyers that bear no GST", "receipt-indian-rupee", "invoice", VoucherKind.INVOICE, Nature.BILL_OF_SUPPLY),
        ("New challan without an order", "Job work, returnable, on approval, other reasons", "truck", "dc delivery", VoucherKind.CHALLAN, None),
        ("New credit note", "The buyer owes less", "file-minus-2", "cn", VoucherKind.CREDIT_NOTE, None),
        ("New debit note", "The buyer owes more", "file-plus-2", "dn", VoucherKind.DEBIT_NOTE, None),
    )  # fmt: skip
    for title, about, icon, names, kind, nature in papers:
        run = partial(deeds.write, desk, kind, window, nature=nature)
        yield Command(Sort.NEW, title, about, "", icon, _words(title, names), run)
    yield Command(
        Sort.NEW, "Record a payment", "Money that a customer paid, and what he kept back", "", "wallet",
        _words("payment pay paid money received receipt"), partial(deeds.record_payment, desk, window),
    )  # fmt: skip
    for title, about, icon, names, noun in (
        ("New party", "A customer, consignee or supplier", "building-2", "customer buyer supplier", "parties"),
        ("New product", "What you make or sell", "tag", "material item", "products"),
    ):  # fmt: skip
        run = partial(deeds.add, desk, noun, window)
        yield Command(Sort.NEW, title, about, "", icon, _words(title, names), run)


def _menus(window: "MainWindow") -> Iterator[Command]:
    titles = {say(spec.title) for spec in window.specs}
    for menu in window.menus:
        for path, action in _entries(menu, ""):
            text = action.text().replace("&", "")
            usable = action.isVisible() and action.isEnabled()
            if usable and text not in titles and action is not window.find_action:
                key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                about = _without_key(action.toolTip())
                yield Command(
                    Sort.MENU,
                    f"{path}{text}",
                    about if about != text else "",
                    key,
                    str(action.property(NAME) or "arrow-right"),
                    _words(path, text, about, str(action.property(ENGLISH) or "")),
                    action.trigger,
                )


def _without_key(tip: str) -> str:
    return tip.rsplit(" (", 1)[0]


def _entries(menu: QMenu, path: str) -> Iterator[tuple[str, QAction]]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _entries(inner, f"{inner.title().replace('&', '')}: ")
        elif not action.isSeparator():
            yield path, action
