"""What every dialog of the program is."""

from PySide6.QtWidgets import QDialog

from senstosales.gui import dresser


class Dialog(QDialog):
    """A window opened from ours: it wears the theme as they do.

    It is dressed when it is shown, or by whoever measures it before: while it is put together, all that
    stands in a part would be dressed anew whenever the part is put into a larger one.
    """

    def adjustSize(self) -> None:
        dresser.dress(self)
        super().adjustSize()

    def setVisible(self, visible: bool) -> None:
        if visible:
            dresser.dress(self)
        super().setVisible(visible)
