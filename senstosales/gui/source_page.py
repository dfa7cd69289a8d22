"""Shows a page of the portal as it was imported, in the desktop's browser."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from senstosales.documents.whole_file import write_whole
from senstosales.gui.desk import Desk


class SourcePages(QObject):
    """`show_page(id)` lays the kept page into a folder that lives as long as its owner, and opens it."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._folder: QTemporaryDir | None = None

    def show_page(self, page_id: int) -> None:
        if self._folder is None:
            self._folder = QTemporaryDir()
        work = partial(_lay_out, self._desk, page_id, Path(self._folder.path()))
        self._desk.jobs.read(work, self._laid_out, owner=self)

    def _laid_out(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _lay_out(desk: Desk, page_id: int, folder: Path) -> Path:
    from senstosales.queries import order_detail

    name, content = desk.books.ask(order_detail.source_page, page_id)
    path = folder / f"{page_id}-{Path(name).name}"
    write_whole(path, content)
    return path
