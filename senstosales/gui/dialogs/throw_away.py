"""Asks before a draft is thrown away."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.removal import RemovalDialog


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
            "again; the audit trail keeps what stood in it.",
            button="Throw it away",
            write=write,
            done=done,
            window="Throw the draft away",
            parent=parent,
        )
