"""Writes a document or a whole list to a file that the clerk chooses."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from senstosales.domain.progress import Progress
from senstosales.gui.desk import Desk
from senstosales.gui.tables import ExportWish
from senstosales.queries import listing

WORKBOOKS = "Excel workbooks (*.xlsx)"
_FOLDER = "export/folder"
_STEP = 500


def save_workbook(
    desk: Desk, parent: QWidget, name: str, make: Callable[[], bytes], *, kinds: str = WORKBOOKS
) -> None:
    """Ask where to, then make the bytes and write them away from the GUI thread.

    `name` is proposed, with its ending, such as `Order 4649105.xlsx`.
    """
    path = ask_path(desk, parent, name, kinds)
    if path is not None:
        desk.jobs.read(
            partial(_write, path, make),
            partial(_saved, desk, path),
            partial(_not_saved, desk, path),
            owner=parent,
        )


def save_list(desk: Desk, parent: QWidget, wish: ExportWish) -> None:
    """Export a register as it is seen: its filter, order and shown columns."""
    path = ask_path(desk, parent, f"{wish.register.title}.xlsx", WORKBOOKS)
    if path is not None:
        desk.jobs.long(
            f"Exporting {wish.register.title.lower()}",
            partial(_write_list, desk, path, wish),
            partial(_saved, desk, path),
            partial(_not_saved, desk, path),
            owner=parent,
        )


def ask_path(desk: Desk, parent: QWidget, name: str, kinds: str) -> Path | None:
    """Where to save; None when the clerk thinks better of it."""
    folder = Path(str(desk.settings.value(_FOLDER, str(Path.home()))))
    proposed = name.replace("/", "-").replace("\\", "-")
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save as", str(folder / proposed), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix(Path(proposed).suffix)
    desk.settings.setValue(_FOLDER, str(path.parent))
    return path


def _write(path: Path, make: Callable[[], bytes]) -> None:
    path.write_bytes(make())


def _write_list(desk: Desk, path: Path, wish: ExportWish, progress: Progress) -> None:
    from senstosales.documents import workbooks

    with desk.books.read() as session:
        total = wish.register.totals(session, wish.filter).count
        rows = listing.all_rows(session, wish.register, wish.filter, wish.sort)
        data = workbooks.register(
            wish.register.title, wish.columns, _counted(rows, total, progress), None
        )
    path.write_bytes(data)


def _counted(rows: Iterator[Any], total: int, progress: Progress) -> Iterator[Any]:
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            progress.step(done, total, "rows")
        yield row


def _saved(desk: Desk, path: Path, _nothing: None) -> None:
    desk.messages.note(f"Saved {path.name}", "Open", partial(open_file, path))


def _not_saved(desk: Desk, path: Path, error: BaseException) -> None:
    if isinstance(error, OSError):
        reason = error.strerror or "the folder cannot be written"
        desk.messages.error(
            f"{path.name} could not be saved: {reason}. Close it if it is open elsewhere, or choose "
            "another folder."
        )
    else:
        desk.messages.failure(error)


def open_file(path: Path) -> None:
    """Show a file in the program that the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
