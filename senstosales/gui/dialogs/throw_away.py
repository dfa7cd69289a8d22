"""Asks before a draft is thrown away, and tells afterwards how it is put back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.services import bin as bin_service
from senstosales.services.challans import Issued


class ThrowAway(RemovalDialog):
    """`ThrowAway(desk, "Invoice 45", write, done, parent).open()`; `write()` on the writing lane."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        write: Callable[[], object],
        done: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(
            desk,
            title=f"Throw {title} away?",
            sentence="It is a draft and was never issued. It leaves the list, and its number is free "
            "again. It can be put back out of the bin (Edit menu).",
            button="Throw it away",
            write=write,
            done=done,
            window="Throw the draft away",
            parent=parent,
        )


def tell(desk: Desk, title: str, noun: str, key: int) -> None:
    """Say that the draft is thrown away; a word behind it puts it back and shows it in its tab."""
    desk.messages.note(
        f"The draft {title} is thrown away; its number is free again.",
        "Put back",
        partial(_put_back, desk, noun, key),
    )


def _put_back(desk: Desk, noun: str, key: int) -> None:
    desk.jobs.write(
        partial(bin_service.put_back, desk.books, desk.actor, key), partial(_shown, desk, noun)
    )


def _shown(desk: Desk, noun: str, issued: Issued) -> None:
    desk.open(noun, issued.id)
