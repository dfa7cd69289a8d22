"""What's new: told once after the program was updated, and whenever asked for in Help."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from senstosales import __version__
from senstosales.bundled import resources
from senstosales.gui.dialog import Dialog
from senstosales.gui.language import Language, spoken
from senstosales.gui.wording import say

_SEEN = "whats_new/seen"


def is_due(settings: QSettings) -> bool:
    """Whether another version was here before; from now on this one is the one that was seen."""
    seen = str(settings.value(_SEEN, ""))
    settings.setValue(_SEEN, __version__)
    return seen not in ("", __version__)


class WhatsNew(Dialog):
    """`resources/CHANGELOG.md`, the newest version first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("What's new"))
        self.resize(680, 560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QTextBrowser()
        self.text.setAccessibleName(say("What's new"))
        self.text.setMarkdown((resources() / "CHANGELOG.md").read_text(encoding="utf-8"))
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(20)
        close = QPushButton(say("Close"))
        close.setProperty("role", "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 16)
        if spoken() is not Language.ENGLISH:
            only = QLabel(say("What's new is told in English."))
            only.setProperty("role", "small")
            foot.addWidget(only)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        close.setFocus()
