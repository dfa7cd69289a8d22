"""What is open by age, in bands side by side; pressing one narrows a list to it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import ZERO
from senstosales.gui import cells
from senstosales.gui.wording import say
from senstosales.queries.columns import Look
from senstosales.queries.open_invoices import Band

_HEIGHT = 70


class BandTile(QToolButton):
    """One band: its age, what is open, how many invoices. Where it cannot be `pressed` it only tells."""

    def __init__(self, *, pressed: bool) -> None:
        super().__init__()
        self.setProperty("role", "tile" if pressed else "still")
        self.setCheckable(pressed)
        if not pressed:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        self.name, self.amount, self.count = QLabel(), QLabel(), QLabel()
        for label, role in ((self.name, "muted"), (self.amount, "figure"), (self.count, "small")):
            label.setProperty("role", role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def sizeHint(self) -> QSize:
        """As wide as its words; a tool button would only measure its own."""
        return QSize(self.minimumSizeHint().width(), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        words = (self.name, self.amount, self.count)
        return QSize(max(label.sizeHint().width() for label in words) + 26, _HEIGHT)

    def show_band(self, band: Band) -> None:
        self.name.setText(say(band.name))
        self.amount.setText(cells.money(band.amount) if band.count else cells.DASH)
        self.count.setText(say(_invoices(band.count)))
        self.setAccessibleName(f"{self.name.text()}: {self.amount.text()}, {self.count.text()}")
        if self.isCheckable():
            self.setToolTip(say(f"Show only invoices that are {_lowered(band.name)} old"))


class AgeBands(QWidget):
    """`show_bands(bands)`; `chosen(Band or None)` where they can be pressed."""

    chosen = Signal(object)

    def __init__(self, *, pressed: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = pressed
        self._bands: tuple[Band, ...] = ()
        self.tiles: list[BandTile] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.total = QFrame()
        self.total.setProperty("role", "panel")
        column = QVBoxLayout(self.total)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        name, self.sum, self.count = QLabel(say("Open in all")), QLabel(), QLabel()
        for label, role in ((name, "muted"), (self.sum, "figure"), (self.count, "small")):
            label.setProperty("role", role)
            column.addWidget(label)
        self.total.setFixedHeight(_HEIGHT)
        self._row.addWidget(self.total, 1)
        self.total.setVisible(pressed)

    @property
    def band(self) -> Band | None:
        """The band that is pressed."""
        held = zip(self._bands, self.tiles, strict=True)
        return next((band for band, tile in held if tile.isChecked()), None)

    def show_bands(self, bands: Sequence[Band]) -> None:
        """Show these; the one that is pressed stays so."""
        self._bands = tuple(bands)
        while len(self.tiles) < len(bands):
            tile = BandTile(pressed=self._pressed)
            tile.toggled.connect(self._toggled)
            self.tiles.append(tile)
            self._row.insertWidget(self._row.count() - 1, tile, 1)
        for band, tile in zip(bands, self.tiles, strict=True):
            tile.show_band(band)
        self.sum.setText(cells.money(sum((band.amount for band in bands), ZERO)))
        self.count.setText(say(_invoices(sum(band.count for band in bands))))

    def clear(self) -> None:
        """No band is pressed."""
        for tile in self.tiles:
            tile.setChecked(False)

    def _toggled(self, on: bool) -> None:
        if on:
            for tile in self.tiles:
                if tile is not self.sender() and tile.isChecked():
                    tile.blockSignals(True)
                    tile.setChecked(False)
                    tile.blockSignals(False)
        self.chosen.emit(self.band)


def _lowered(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _invoices(count: int) -> str:
    return (
        f"{cells.written(count, Look.COUNT) if count else 'no'} invoice{'' if count == 1 else 's'}"
    )
