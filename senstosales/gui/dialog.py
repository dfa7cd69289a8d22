"""What every dialog of the program is."""

from PySide6.QtWidgets import QDialog, QWidget

from senstosales.gui import palette


class Dialog(QDialog):
    """A window opened from ours: it wears the theme as they do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        palette.dress(self)
