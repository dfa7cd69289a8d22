"""A note of an order as a card, with what can be done with it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.gui import cells, icons
from senstosales.gui.wording import say
from senstosales.queries.order_notes import OrderNoteLine


class NoteCard(QFrame):
    """One note with who wrote it and when; `wanted(note, "correct" or "delete")`."""

    wanted = Signal(object, str)

    def __init__(self, note: OrderNoteLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.note = note
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(4)
        self.words = QLabel(note.text, self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(say("Note"))
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(4)
        written = cells.moment(note.created_at)
        said = f"{note.author}, {written}"
        if note.corrected_at is not None:
            said += f"; corrected by {note.corrected_by}, {cells.moment(note.corrected_at)}"
        self.who = QLabel(said, self)
        self.who.setProperty("role", "small")
        row.addWidget(self.who, 1)
        for words, icon, what in (
            ("Correct", "pencil", "correct"),
            ("Delete", "trash-2", "delete"),
        ):
            button = QPushButton(say(words), self)
            button.setProperty("role", "quiet")
            button.setAutoDefault(False)
            button.setAccessibleName(say(f"{words} the note of {written}"))
            button.setToolTip(say(f"{words} this note"))
            icons.dress(button, icon)
            button.clicked.connect(partial(self.wanted.emit, note, what))
            row.addWidget(button)
        column.addLayout(row)

    def mark(self) -> None:
        """Mark its words, the keyboard on them."""
        self.words.setFocus()
        self.words.setSelection(0, len(self.note.text))
