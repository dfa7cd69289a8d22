"""Files of an order at the desk: taken in, opened, saved, removed and put back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from senstosales.documents.whole_file import write_whole
from senstosales.domain.files import cleaned, is_program
from senstosales.domain.progress import Progress
from senstosales.domain.told import named
from senstosales.gui.desk import Desk
from senstosales.gui.wording import say
from senstosales.queries.attachments import AttachmentLine
from senstosales.queries.details import OrderDetail

_FOLDER = "attachments/folder"
_ANY = "All files (*)"
_MOST_REASONS = 3


class Attachments(QObject):
    """What can be done with the files of an order; whoever shows them hears of it from the books.

    A file is opened out of a folder of its own that nobody else can read and that goes with `owner`.
    """

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self._folder: QTemporaryDir | None = None

    def ask(self, order: OrderDetail) -> None:
        """Let the clerk choose files, and take them in."""
        folder = str(self._desk.settings.value(_FOLDER, str(Path.home())))
        names, _ = QFileDialog.getOpenFileNames(
            self._owner, say(f"Attach files to order {order.number}"), folder, _ANY
        )
        if names:
            self._desk.settings.setValue(_FOLDER, str(Path(names[0]).parent))
            self.take(order, [Path(name) for name in names])

    def take(self, order: OrderDetail, paths: Sequence[Path]) -> None:
        """Keep these files with the order."""
        self._desk.jobs.long(
            f"Attaching to order {order.number}",
            partial(_attach, self._desk, order.id, tuple(paths)),
            partial(self._taken, order.number),
            owner=self,
        )

    def open_file(self, file_id: int, name: str) -> None:
        """Show a file in the program that the desktop has for it."""
        if is_program(name):
            self._desk.messages.error(
                f"{named(name)} is a program and is not started from here. Save it if you know who sent it."
            )
            return
        if self._folder is None:
            self._folder = QTemporaryDir()
        work = partial(_lay_out, self._desk, file_id, Path(self._folder.path()))
        self._desk.jobs.read(work, self._laid_out, owner=self)

    def save_as(self, file: AttachmentLine) -> None:
        """Save a copy where the clerk wants it."""
        from senstosales.gui.dialogs.exports import save_file

        save_file(
            self._desk, self._owner, f"Save {named(file.name)}", cleaned(file.name), _ANY,
            partial(_content, self._desk, file.id),
        )  # fmt: skip

    def remove(self, file: AttachmentLine) -> None:
        """Take a file off its order; the message that tells so offers the way back."""
        from senstosales.services import attachments

        books, actor = self._desk.books, self._desk.actor
        self._desk.jobs.write(
            partial(attachments.remove, books, actor, file.id),
            partial(self._removed, file),
            owner=self,
        )

    def _removed(self, file: AttachmentLine, _nothing: None) -> None:
        self._desk.messages.tell(
            f"{named(file.name)} is removed from the order.",
            "Put it back",
            partial(self._restore, file.id),
        )

    def _restore(self, file_id: int) -> None:
        from senstosales.services import attachments

        books, actor = self._desk.books, self._desk.actor
        work = partial(attachments.restore, books, actor, file_id)
        self._desk.jobs.write(work, _nothing_to_say, owner=self)

    def _taken(self, number: str, told: tuple[list[str], list[str]]) -> None:
        names, reasons = told
        if names:
            what = named(names[0]) if len(names) == 1 else f"{len(names)} files"
            self._desk.messages.note(f"{what} attached to order {number}.")
        if reasons:
            more = len(reasons) - _MOST_REASONS
            said = reasons[:_MOST_REASONS]
            if more > 0:
                said.append(f"{more} more {'was' if more == 1 else 'were'} not taken either.")
            self._desk.messages.error("\n".join(said))

    def _laid_out(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) is False:
            self._desk.messages.error(
                f"This desktop has no program that opens {named(path.name)}. Save it and open it elsewhere."
            )


def _nothing_to_say(_nothing: None) -> None:
    """The list shows it."""


def _attach(
    desk: Desk, order_id: int, paths: tuple[Path, ...], progress: Progress
) -> tuple[list[str], list[str]]:
    """Runs in the lane of long work: the names that were taken, and why others were not."""
    from senstosales.services import attachments

    found = attachments.attach_files(desk.books, desk.actor, order_id, paths, progress)
    return (
        [each.name for each in found if each.id is not None],
        [each.reason for each in found if each.id is None],
    )


def _content(desk: Desk, file_id: int) -> bytes:
    from senstosales.queries import attachments

    return desk.books.ask(attachments.content, file_id)[1]


def _lay_out(desk: Desk, file_id: int, folder: Path) -> Path:
    from senstosales.queries import attachments

    name, content = desk.books.ask(attachments.content, file_id)
    name = cleaned(
        name
    )  # as when it was taken in: the books may have been written by another program
    place = folder / str(file_id)
    place.mkdir(exist_ok=True)
    path = place / name
    if not path.exists():
        write_whole(path, content)
        # What is changed in the copy would be lost with it: let the program say so at once.
        path.chmod(0o400)
    return path
