"""The field of a GSTIN: what its characters say stands beside it while it is typed."""

from typing import Any

from PySide6.QtWidgets import QLabel

from senstosales.domain import identity
from senstosales.gui.field import TextField
from senstosales.gui.wording import say


class GstinField(TextField):
    """Fifteen characters whose last one proves the others; the state and the PAN stand beside.

    The place of a wrong character is named at once, and told as wrong on leaving the field.
    """

    def __init__(self) -> None:
        super().__init__(placeholder="15 characters", longest=20, upper=True, width=20)
        self.about = QLabel()
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        # Before the stretch that keeps the box narrow, which gives its room to the words.
        self._line.insertWidget(1, self.about, 1)
        self.changed.connect(self._read)

    def value(self) -> Any:
        typed = super().value()
        return identity.gstin(typed) if typed else None

    def _read(self) -> None:
        read = identity.gstin_so_far(self.box.text())
        self.about.setText(
            "\n".join(filter(None, (read.state, read.pan and say(f"PAN {read.pan}"))))
        )
        if read.trouble or self.caution:
            self.set_caution(read.trouble)
