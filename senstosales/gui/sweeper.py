"""Takes out Python's rubbish on the GUI thread, and nowhere else.

Left to itself the collector runs in whichever thread happens to allocate, a working lane for example.
A closed window that dies there takes its widgets down in the wrong thread, and the program with them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


def keep_what_is_loaded() -> None:
    """Sweep once, on the GUI thread, and look at nothing again that is there by now. To be called when a
    big part of the program has been loaded late: going through the REST doors takes a deep sweep 150 ms,
    in which neither the window nor the server does anything.
    """
    gc.collect()
    gc.freeze()


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
