"""Takes out Python's rubbish on the GUI thread, and nowhere else.

Left to itself the collector runs in whichever thread happens to allocate, a working lane for example.
A closed window that dies there takes its widgets down in the wrong thread, and the program with them.

What has outlived a deep sweep is not looked at again: all tabs, their lists and what the database library
keeps of its questions are 200,000 things, and to go through them takes a tenth of a second. They still go
when nobody knows them any more; only a ring of things that know each other would stay. So a sweep keeps
nothing while a dialog or a menu is open, and when a window is closed or built anew everything is looked at again.
"""

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

_EVERY_MS = 500
_DEEP_AFTER = 1
"""Middling sweeps that pass between two deep ones. The collector itself waits for ten; by then the first tabs
of a day have brought so much that one deep sweep takes 96 ms.
"""


def keep_what_is_loaded() -> None:
    """A big part of the program has been loaded, or read ahead: no sweep need look at it. What is rubbish at
    that moment stays, which is once or twice in a run.
    """
    if Sweeper.at_work:
        gc.freeze()


def look_at_everything() -> None:
    """Much of what was kept may be rubbish by now."""
    if Sweeper.at_work:
        gc.unfreeze()


def _rest() -> None:
    Sweeper.at_work = False
    gc.unfreeze()
    gc.enable()


class Sweeper(QObject):
    """While it lives, rubbish is collected by its clock only."""

    at_work: ClassVar[bool] = False

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        Sweeper.at_work = True
        self.destroyed.connect(_rest)
        # What the start has loaded stays.
        gc.freeze()
        gc.disable()
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self.sweep)
        self._clock.start()

    def sweep(self) -> None:
        """One round, as deep as it is time for."""
        young, middling, _ = gc.get_threshold()
        for generation, limit in enumerate((young, middling, _DEEP_AFTER)):
            if gc.get_count()[generation] <= limit:
                return
            gc.collect(generation)
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            gc.freeze()
