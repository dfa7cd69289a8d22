from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui.drop import DropOverlay
from senstosales.gui.filter_row import FilterBox

_COPY, _LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Order(QWidget):
    """Takes files while something is open in it."""

    def __init__(self) -> None:
        super().__init__()
        self.offer = "with order 7"
        self.taken: list[Path] = []
        row = QHBoxLayout(self)
        row.addWidget(QLabel("an order"))

    def drop_offer(self) -> str:
        return self.offer

    def take_files(self, paths: Sequence[Path]) -> None:
        self.taken += paths


class Window(QMainWindow):
    """A list at the left, an order at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.list, self.order = QLabel("a list"), Order()
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.addWidget(self.list, 1)
        row.addWidget(self.order, 1)
        self.setCentralWidget(centre)
        self.resize(800, 500)
        self.drop = DropOverlay(self)
        self.imported: list[Path] = []
        self.drop.dropped.connect(self.imported.extend)

    def enter(self, over: QWidget, paths: list[Path]) -> bool:
        data = _data(paths)
        event = QDragEnterEvent(self._at(over).toPoint(), _COPY, data, _LEFT, _NO_KEYS)
        event.ignore()
        QApplication.sendEvent(self, event)
        return event.isAccepted()

    def move_on(self, over: QWidget, paths: list[Path]) -> bool:
        data = _data(paths)
        event = QDragMoveEvent(self._at(over).toPoint(), _COPY, data, _LEFT, _NO_KEYS)
        QApplication.sendEvent(self, event)
        return event.isAccepted()

    def let_go(self, over: QWidget, paths: list[Path]) -> None:
        data = _data(paths)
        event = QDropEvent(self._at(over), _COPY, data, _LEFT, _NO_KEYS)
        QApplication.sendEvent(self, event)

    def _at(self, over: QWidget) -> QPointF:
        return QPointF(over.mapTo(self, QPoint(over.width() // 2, over.height() // 2)))


def _data(paths: list[Path]) -> QMimeData:
    """To be held while it is dragged: the event does not."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "po.HTML"
    path.write_text("x")
    return path


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.dwg"
    path.write_text("x")
    return path


def test_a_file_over_an_open_order_is_kept_with_it(window: Window, drawing: Path) -> None:
    assert window.enter(window.order, [drawing])
    assert window.drop.said.text() == "Drop here to keep 1 file with order 7"
    assert window.drop.width() < window.width() / 2
    window.let_go(window.order, [drawing])
    assert window.order.taken == [drawing]
    assert window.imported == []
    assert not window.drop.isVisible()


def test_beside_the_order_a_file_is_shown_where_it_can_fall_and_cannot_fall_there(
    window: Window, drawing: Path
) -> None:
    assert window.enter(window.list, [drawing])
    assert "Drop here to keep 1 file" in window.drop.said.text()
    assert not window.move_on(window.list, [drawing])
    assert window.move_on(window.order, [drawing])
    window.let_go(window.list, [drawing])
    assert window.order.taken == []


def test_a_page_is_imported_wherever_it_falls(window: Window, page: Path) -> None:
    for place in (window.list, window.order):
        assert window.enter(place, [page])
        assert window.drop.said.text() == "Drop to import 1 file"
        window.let_go(place, [page])
    assert window.imported == [page, page]
    assert window.order.taken == []


def test_of_both_together_each_goes_its_way(window: Window, page: Path, drawing: Path) -> None:
    both = [drawing, page]
    assert window.enter(window.order, both)
    said = "Drop to import 1 file and keep 1 file with order 7"
    assert window.drop.said.text() == said
    assert window.move_on(window.list, both)
    assert window.drop.said.text() == "Drop to import 1 file"
    assert window.drop.hint.text() == "On the open order also to keep 1 file with order 7"
    window.let_go(window.list, both)
    assert (window.imported, window.order.taken) == ([page], [])
    window.enter(window.order, both)
    window.let_go(window.order, both)
    assert (window.imported, window.order.taken) == ([page, page], [drawing])


def test_without_an_open_order_other_files_are_not_taken(window: Window, drawing: Path) -> None:
    window.order.offer = ""
    assert not window.enter(window.order, [drawing])
    assert not window.drop.isVisible()
    window.let_go(window.order, [drawing])
    assert window.order.taken == []


def test_a_box_for_typing_leaves_files_to_the_window(qtbot: QtBot, page: Path) -> None:
    box = FilterBox()
    qtbot.addWidget(box)
    box.show()
    files = _data([page])
    enter = QDragEnterEvent(QPoint(5, 5), _COPY, files, _LEFT, _NO_KEYS)
    QApplication.sendEvent(box, enter)
    assert not enter.isAccepted()
    words = QMimeData()
    words.setText("bracket")
    enter = QDragEnterEvent(QPoint(5, 5), _COPY, words, _LEFT, _NO_KEYS)
    QApplication.sendEvent(box, enter)
    assert enter.isAccepted()
