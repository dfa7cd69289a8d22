"""Files the clerk asks for: where to put them is asked here, written away from the window's thread."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from senstosales.documents.whole_file import write_whole
from senstosales.domain.progress import Progress
from senstosales.domain.told import named
from senstosales.gui.desk import Desk
from senstosales.gui.tables import ExportWish
from senstosales.gui.wording import say

PDF = "PDF (*.pdf)"
WORKBOOK = "Excel workbook (*.xlsx)"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
_FOLDER = "preview/folder"


def file_name(words: str, ending: str) -> str:
    """A name every system takes: `Invoice S/26-27/0044` becomes `Invoice S-26-27-0044.pdf`."""
    return f"{_FORBIDDEN.sub('-', words).strip()}.{ending}"


def ask_where(desk: Desk, parent: QWidget | None, title: str, name: str, kind: str) -> Path | None:
    """The path the clerk chose, with its ending; None if he thought better of it."""
    folder = str(desk.settings.value(_FOLDER, str(Path.home())))
    chosen, _ = QFileDialog.getSaveFileName(parent, say(title), str(Path(folder) / name), say(kind))
    if not chosen:
        return None
    ending = Path(name).suffix
    path = Path(chosen if chosen.lower().endswith(ending.lower()) else f"{chosen}{ending}")
    desk.settings.setValue(_FOLDER, str(path.parent))
    return path


def save_file(
    desk: Desk,
    parent: QWidget | None,
    title: str,
    name: str,
    kind: str,
    make: Callable[[], bytes],
) -> None:
    """Ask where, then make and write the file on a reading lane, and say that it is there."""
    path = ask_where(desk, parent, title, name, kind)
    if path is not None:
        desk.jobs.read(partial(_write, path, make), partial(_saved, desk))


def save_list(desk: Desk, wish: ExportWish, parent: QWidget | None = None) -> None:
    """Save a list as a workbook just as it is seen: its filter, its order, its columns."""
    title = wish.register.title
    path = ask_where(desk, parent, f"Export {title.lower()}", file_name(title, "xlsx"), WORKBOOK)
    if path is not None:
        work = partial(_export, desk, wish, path)
        desk.jobs.long(f"Exporting {title.lower()}", work, partial(_saved, desk))


def _export(desk: Desk, wish: ExportWish, path: Path, progress: Progress) -> Path:
    return _write(path, partial(desk.books.ask, _list, wish, progress))


def _list(session: Any, wish: ExportWish, progress: Progress) -> bytes:
    from senstosales.documents import workbooks
    from senstosales.queries import listing

    total = wish.register.totals(session, wish.filter).count
    rows = listing.all_rows(session, wish.register, wish.filter, wish.sort)
    return workbooks.register(wish.register.title, wish.columns, _counted(rows, total, progress))


def _counted(rows: Iterator[Any], total: int, progress: Progress) -> Iterator[Any]:
    for done, row in enumerate(rows):
        progress.step(done, total, f"row {done + 1}")
        yield row


def _write(path: Path, make: Callable[[], bytes]) -> Path:
    write_whole(path, make())
    return path


def _saved(desk: Desk, path: Path) -> None:
    desk.messages.note(f"Saved as {named(path.name)}.", "Open", partial(_open, path))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
