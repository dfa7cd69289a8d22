"""Help > About: which program this is, on which books, and what it is made of with every licence."""

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales import __version__
from senstosales.gui import icons, licences
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Facts
from senstosales.gui.dialog import Dialog
from senstosales.gui.licences import Part
from senstosales.gui.rows_table import RowsTable
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look

_COLUMNS = (
    Column("name", "Made with", Look.TEXT, 26),
    Column("version", "Version", Look.NUMBER, 12),
    Column("licence", "Licence", Look.TEXT, 26),
)


class AboutDialog(Dialog):
    """The list is read from what is installed; the marked line shows its licence in full."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(say("About SenstoSales"))
        self.resize(720, 620)
        head = QHBoxLayout()
        head.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(icons.app_icon().pixmap(48, 48))
        words = QVBoxLayout()
        words.setSpacing(2)
        name = QLabel(say(f"SenstoSales {__version__}"))
        name.setProperty("role", "title")
        about = QLabel(say("Orders, challans, invoices and receipts of one office. MIT licence."))
        about.setProperty("role", "muted")
        words.addWidget(name)
        words.addWidget(about)
        head.addWidget(picture)
        head.addLayout(words, 1)
        self.facts = Facts(columns=1)
        self.facts.set_facts((("Books", str(desk.books.path)), ("Qt", qVersion())))
        self.table = RowsTable(_COLUMNS)
        self.table.setAccessibleName(say("What the program is made with"))
        self.table.selected.connect(self._marked)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(say("Licence in full"))
        self.text.setPlaceholderText(say("Mark a line to read its licence."))
        self.copy = QPushButton(say("Copy for support"))
        self.copy.setToolTip(say("Copy the versions of the program and its parts"))
        self.copy.setAutoDefault(False)
        icons.dress(self.copy, "copy")
        self.copy.clicked.connect(self._copy)
        close = QPushButton(say("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.table, 3)
        column.addWidget(self.text, 2)
        column.addLayout(foot)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.jobs.read(licences.shipped, self._show, owner=self)

    def _show(self, parts: tuple[Part, ...]) -> None:
        self.table.set_rows(parts)

    def _marked(self, part: Part | None) -> None:
        self.text.setPlainText(part.text or f"{part.name}: {part.licence}." if part else "")

    def _copy(self) -> None:
        lines = [f"SenstoSales {__version__}, Qt {qVersion()}"]
        lines += [f"{part.name} {part.version}".strip() for part in self.table.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._desk.messages.tell("Copied the versions")
