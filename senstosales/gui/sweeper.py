"""Takes out Python's rubbish on the GUI thread, and nowhere else.

Left to itself the collector runs in whichever thread happens to allocate, a working lane for example.
A closed window that dies there takes its widgets down in the wrong thread, and the program with them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class Sweeper(QObject):
    """While it lives, rubbish is collected by its clock only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # What the start has loaded stays: no sweep need look at it again.
        gc.freeze()
        gc.disable()
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self.sweep)
        self._clock.start()

    def sweep(self) -> None:
        """One round, as deep as the collector itself would go by now."""
        for generation, (count, limit) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count <= limit:
                break
            gc.collect(generation)
