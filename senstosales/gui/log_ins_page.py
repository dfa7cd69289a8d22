"""The log-ins that hold: who came in at which door, and until when."""

from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.domain.told import named
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.list_page import ListPage
from senstosales.gui.tables import Empty
from senstosales.queries import sessions as queries
from senstosales.queries.sessions import SessionRow
from senstosales.services import sessions


class LogInsPage(ListPage):
    """The log-ins of the people of this business; each can be ended before its time."""

    group = "Log-ins"
    current: SessionRow | None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            queries.REGISTER,
            Empty(
                "Nobody is logged in",
                "Whoever logs in over REST stands here until the log-in expires or is ended.",
            ),
            parent,
        )
        self.end = self._act(
            "Log out…", "Ctrl+Del", self._end, "log-out", "End the marked log-in at once"
        )
        self.view.add_action(self.end)
        self.marked()

    def marked(self) -> None:
        self.end.setEnabled(self.current is not None)

    def _end(self) -> None:
        row = self.current
        if row is not None:
            RemovalDialog(
                self.desk,
                title=f"Log {named(row.name)} out?",
                sentence=f"The log-in of {named(row.email)} at the door “{row.door}” ends at once. They may "
                "log in again; to keep somebody out, disable the account.",
                button="End the log-in",
                write=partial(sessions.end, self.desk.books, self.desk.actor, row.id),
                done=partial(self._say, f"{named(row.name)} is logged out."),
                window="Log out",
                icon="log-out",
                parent=self,
            ).open()
