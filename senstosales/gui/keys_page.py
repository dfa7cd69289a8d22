"""The keys of other programs: made, given anew, revoked. A key is shown once."""

from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Status
from senstosales.domain.told import named
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import key_form
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.list_page import ListPage
from senstosales.gui.tables import Empty
from senstosales.queries import keys as queries
from senstosales.queries.keys import KeyRow
from senstosales.services import keys


class KeysPage(ListPage):
    """The keys of this business, those in use first."""

    group = "Keys"
    current: KeyRow | None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            queries.REGISTER,
            Empty(
                "No keys yet",
                "A program that reaches the books over REST, such as one for billing or stock, "
                "sends a key of its own with every call. What it does bears its name.",
                "Make a key",
                self.make_key,
            ),
            parent,
        )
        self.make = self._act(
            "Make a key…", "Ctrl+N", self.make_key, "key-round", "Make a key for another program"
        )
        self.rotate = self._act(
            "New value…", "F2", self._rotate, "refresh-cw",
            "Give this program another key; its old one opens nothing any more",
        )  # fmt: skip
        self.revoke = self._act(
            "Revoke…", "Ctrl+Del", self._revoke, "ban", "This key shall open nothing any more"
        )
        self.view.add_action(self.rotate)
        self.view.add_action(self.revoke)
        self.view.add_action(self.make, primary=True)
        self.marked()

    def make_key(self) -> None:
        """Open the form of a new key."""
        key_form.make_key(self.desk, self)

    def marked(self) -> None:
        living = self.current is not None and self.current.status is Status.ACTIVE
        self.rotate.setEnabled(living)
        self.revoke.setEnabled(living)

    def _rotate(self) -> None:
        if self.current is not None:
            key_form.rotate_key(self.desk, self.current.name, self)

    def _revoke(self) -> None:
        row = self.current
        if row is not None:
            RemovalDialog(
                self.desk,
                title=f"Revoke the key of {named(row.name)}?",
                sentence="It will open nothing any more. This cannot be taken back: the program "
                "needs another key then.",
                button="Revoke the key",
                write=partial(keys.revoke, self.desk.books, self.desk.actor, row.name),
                done=partial(self._say, f"The key of {named(row.name)} opens nothing any more."),
                window="Revoke a key",
                icon="ban",
                parent=self,
            ).open()
