"""Facts in a line, with dots between them: BHARAT HEAVY ELECTRICALS, 16-Mar-2026, ₹ 19,470.00."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

_NBSP, _JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"


class FactsLine(QLabel):
    """Breaks between words where it must, but never a date at its hyphens, and no line begins with a dot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)

    def show_facts(self, facts: Iterable[str]) -> None:
        """Empty facts are left out; with none the line is hidden."""
        line = f"{_NBSP * 2}·  ".join(fact for fact in facts if fact)
        self.setText(line.replace("-", f"-{_JOINER}"))
        self.setVisible(bool(line))

    def text(self) -> str:
        """As it was said, without what holds it together."""
        return super().text().replace(_JOINER, "")
