"""Rubbish goes by the clock of the window's thread; what stays is not looked through again and again."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui import sweeper
from senstosales.gui.sweeper import Sweeper

_MANY = 800


class _Ring:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def swept(qapp: QApplication) -> Iterator[Sweeper]:
    usual = gc.isenabled()
    made = Sweeper()
    yield made
    made.deleteLater()
    QApplication.sendPostedEvents(made)
    sweeper._rest()
    gc.unfreeze()
    if usual:
        gc.enable()


def _allocate() -> list[list[int]]:
    return [[each] for each in range(_MANY)]


def _sweep_deep(swept: Sweeper) -> None:
    """As often as it takes until a deep one has been among them."""
    kept = []
    for _each in range(100):
        kept.append(_allocate())
        swept.sweep()


def test_rings_of_rubbish_go_though_the_collector_is_off(swept: Sweeper) -> None:
    ring = weakref.ref(_Ring())
    assert ring() is not None
    _sweep_deep(swept)
    assert ring() is None
    assert not gc.isenabled()


def test_what_outlives_a_deep_sweep_is_not_looked_at_again(swept: Sweeper) -> None:
    before = gc.get_freeze_count()
    kept = _Ring()
    _sweep_deep(swept)
    assert gc.get_freeze_count() > before
    gone = weakref.ref(kept)
    del kept
    _sweep_deep(swept)
    assert gone() is not None  # the price: a ring that was there then
    sweeper.look_at_everything()
    _sweep_deep(swept)
    assert gone() is None


def test_what_an_open_dialog_leaves_behind_goes(qtbot: QtBot, swept: Sweeper) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = QDialog(parent)
    dialog.open()
    ring = _Ring()
    _sweep_deep(swept)
    gone = weakref.ref(ring)
    del ring
    dialog.close()
    _sweep_deep(swept)
    assert gone() is None


def test_without_a_sweeper_nothing_is_kept(qapp: QApplication) -> None:
    assert isinstance(qapp, QObject)
    before = gc.get_freeze_count()
    kept = _Ring()
    sweeper.keep_what_is_loaded()
    assert gc.get_freeze_count() == before
    assert kept.itself is kept
