"""The people who have an account: invited, given a role, disabled."""

from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Status
from senstosales.domain.told import named
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import person_form
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.list_page import ListPage
from senstosales.gui.tables import Empty
from senstosales.queries import users as queries
from senstosales.queries.users import UserRow
from senstosales.services import admission, people


class PeoplePage(ListPage):
    """Everybody with an account in these books, those of this business first."""

    group = "People"
    current: UserRow | None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            queries.REGISTER,
            Empty(
                "Nobody has an account",
                "Whoever sits at this computer needs none. People who work over REST, from another "
                "program or a telephone, are invited here.",
                "Invite somebody",
                self.invite_somebody,
            ),
            parent,
        )
        self.invite = self._act(
            "Invite…", "Ctrl+N", self.invite_somebody, "user-plus",
            "Give somebody an account and send them a letter",
        )  # fmt: skip
        self.role = self._act(
            "Role…", "F2", self._change_role, "user-cog",
            "Make this person owner, clerk or viewer, or take them out of the business",
        )  # fmt: skip
        self.password = self._act(
            "Set a password…", "Ctrl+Shift+W", self._set_password, "key-round",
            "Choose a password for this person",
        )  # fmt: skip
        self.again = self._act(
            "Send the invitation again", "Ctrl+Shift+M", self._invite_again, "send",
            "Another letter with another code",
        )  # fmt: skip
        self.disable = self._act(
            "Disable…", "Ctrl+Del", self._disable, "user-x", "Let this person in no more"
        )
        self.enable = self._act(
            "Enable", "Ctrl+Shift+N", self._enable, "user-check", "Let this person in again"
        )
        self.view.add_action(self.role)
        self.view.add_menu(
            "Account", "ellipsis", (self.password, self.again, self.disable, self.enable)
        )
        self.view.add_action(self.invite, primary=True)
        self.view.opened.connect(self._opened)
        self.marked()

    def invite_somebody(self) -> None:
        """Open the form of an invitation."""
        person_form.invite(self.desk, self)

    def marked(self) -> None:
        row = self.current
        status = row.status if row is not None else None
        ours = row is not None and bool(row.role)
        self.role.setEnabled(ours)
        self.password.setEnabled(ours)
        self.again.setEnabled(status is Status.INVITED)
        self.disable.setEnabled(row is not None and status is not Status.DISABLED)
        self.enable.setEnabled(status is Status.DISABLED)

    def _opened(self, _key: int) -> None:
        if self.role.isEnabled():
            self._change_role()

    def _change_role(self) -> None:
        if self.current is not None:
            person_form.change_role(self.desk, self.current, self)

    def _set_password(self) -> None:
        if self.current is not None:
            person_form.set_password(self.desk, self.current, self)

    def _invite_again(self) -> None:
        row = self.current
        if row is not None:
            self.desk.jobs.write(
                partial(admission.invite_again, self.desk.books, self.desk.actor, row.id),
                partial(self._say, f"Another letter to {row.email} is in the outbox."),
                owner=self,
            )

    def _disable(self) -> None:
        row = self.current
        if row is not None:
            RemovalDialog(
                self.desk,
                title=f"Disable the account of {named(row.name)}?",
                sentence=f"{named(row.email)} is logged out everywhere and let in no more. What they have "
                "done stays in the books under their name. The account can be enabled again.",
                button="Disable it",
                write=partial(people.disable, self.desk.books, self.desk.actor, row.id),
                done=partial(self._say, f"{named(row.name)} is let in no more."),
                window="Disable an account",
                icon="user-x",
                parent=self,
            ).open()

    def _enable(self) -> None:
        row = self.current
        if row is not None:
            self.desk.jobs.write(
                partial(people.enable, self.desk.books, self.desk.actor, row.id),
                partial(self._say, f"{named(row.name)} may log in again."),
                owner=self,
            )
