"""The keys and the editor of a spreadsheet on top of a Qt table."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QPoint,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from senstosales.gui import icons, palette
from senstosales.gui.grid_model import TICK_ROLE, WRONG_ROLE, GridModel
from senstosales.gui.table_view import Index
from senstosales.gui.wording import say
from senstosales.queries.columns import Look

_FIGURES = frozenset({Look.MONEY, Look.RATE, Look.QUANTITY, Look.NUMBER})
_LONGEST_CODE = 180


class GridView(QTableView):
    """The keys of a spreadsheet on top of a Qt table."""

    insert_asked = Signal()
    delete_asked = Signal()
    move_asked = Signal(int, int, int)
    undo_asked = Signal()
    left_by_enter = Signal()
    pasted = Signal(str)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._lines = model.columns, model
        self._movable, self._hint = False, ""
        self.setModel(model)
        self.setProperty("role", "grid")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setItemDelegate(CellEditor(self))
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(30)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().sectionMoved.connect(self._dragged)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(28)
        figure = self.fontMetrics().horizontalAdvance("0")
        for place, column in enumerate(model.columns):
            title = self.fontMetrics().horizontalAdvance(say(column.title))
            self.setColumnWidth(place, max(column.width * figure, title) + 20)
        self._least = [self.columnWidth(place) for place in range(len(model.columns))]
        self._wish = list(self._least)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._on)
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(0)
        self._measure.timeout.connect(self._fit_figures)
        for changed in (model.dataChanged, model.modelReset, model.rowsInserted):
            changed.connect(self._measure.start)

    def set_movable(self, *, movable: bool) -> None:
        """Whether lines can be dragged by their numbers, and moved with Alt+Up and Alt+Down."""
        self._movable = movable
        self.verticalHeader().setSectionsMovable(movable)

    def mark(self, row: int) -> None:
        """The keyboard stands in the first cell of that line where one types."""
        first = next(iter(self._stops), 0)
        self.setCurrentIndex(self.model().index(row, first))

    def mark_lines(self, first: int, count: int, column: int) -> None:
        """The same lines stay marked when they have moved."""
        whole = count > 1 or self._whole_lines()
        self.setCurrentIndex(self.model().index(first, column))
        if whole:
            left, right = self.model().index(first, 0), self.model().index(first + count - 1, 0)
            rows = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(
                QItemSelection(left, right), rows | QItemSelectionModel.SelectionFlag.Rows
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                event.ignore()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.enter_moves_on()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if alt:
                (self.move_up if event.key() == Qt.Key.Key_Up else self.move_down)()
            case Qt.Key.Key_Insert:
                self.insert_asked.emit()
            case Qt.Key.Key_Delete if control or self._whole_lines():
                self.delete_asked.emit()
            case Qt.Key.Key_Delete:
                self._empty()
            case Qt.Key.Key_Space if self._ticks(self.currentIndex()):
                self._tick(self.currentIndex())
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab if self._at_the_edge(event.key()):
                event.ignore()  # Tab leaves the grid here: the keyboard is never caught in it
            case Qt.Key.Key_Escape:
                event.ignore()
            case _ if event.matches(QKeySequence.StandardKey.Paste):
                self.pasted.emit(QGuiApplication.clipboard().text())
            case _ if event.matches(QKeySequence.StandardKey.Copy):
                QGuiApplication.clipboard().setText(self.copied())
            case _ if event.matches(QKeySequence.StandardKey.Undo):
                self.undo_asked.emit()
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        here = self.indexAt(event.position().toPoint())
        pressed = event.button() == Qt.MouseButton.LeftButton and here == self.currentIndex()
        if pressed and self._ticks(here) and len(self.selectedIndexes()) <= 1:
            self._tick(here)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share what room is left among the columns that stretch; after columns were hidden, too."""
        shown = [place for place in range(len(self._columns)) if not self.isColumnHidden(place)]
        stretching = [place for place in shown if self._columns[place].stretch]
        if stretching:
            left = max(0, self.viewport().width() - sum(self._wish[place] for place in shown))
            for place in shown:
                more = left // len(stretching) if place in stretching else 0
                self.setColumnWidth(place, self._wish[place] + more)

    def _fit_figures(self) -> None:
        """A figure is never cut: its column takes the room from those that stretch."""
        measure = self.fontMetrics().horizontalAdvance
        wish = list(self._least)
        for place, column in enumerate(self._columns):
            if column.look in _FIGURES and not column.tick and not self.isColumnHidden(place):
                shown = (self._lines.shown(row, column) for row in range(self._lines.rowCount()))
                widest = measure(max(shown, key=len, default="")) + 26
                longest = _LONGEST_CODE if column.look is Look.NUMBER else widest
                wish[place] = max(wish[place], min(widest, longest))
        if wish != self._wish:
            self._wish = wish
            self.fit()

    def copied(self) -> str:
        """The marked cells as tab-separated text."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            text = index.data(Qt.ItemDataRole.EditRole)
            lines.setdefault(index.row(), []).append("" if text is None else str(text))
        return "\n".join("\t".join(line) for line in lines.values())

    def enter_moves_on(self) -> None:
        """To the next cell one can type into; after the last one a new line is asked for.

        The keyboard leaves the grid from the empty line that stands ready, and from the end of lines
        that are given.
        """
        here, places = self.currentIndex(), self._stops
        if not here.isValid() or not places:
            self.left_by_enter.emit()
            return
        last = here.row() + 1 == self.model().rowCount()
        if last and self._lines.spare:
            self.left_by_enter.emit()
            return
        right = [place for place in places if place > here.column()]
        if right:
            self.setCurrentIndex(here.siblingAtColumn(right[0]))
        elif not last:
            self.setCurrentIndex(self.model().index(here.row() + 1, places[0]))
        elif self._movable:
            self.insert_asked.emit()
        else:
            self.left_by_enter.emit()

    def tab_moves_on(self, step: int) -> None:
        """To the next cell one can type into, those that Enter passes over among them, or back."""
        here = self.currentIndex()
        places = [
            place
            for place, each in enumerate(self._columns)
            if each.editable and not self.isColumnHidden(place)
        ]
        if not here.isValid() or not places:
            return
        beside = [place for place in places if (place - here.column()) * step > 0]
        if beside:
            self.setCurrentIndex(here.siblingAtColumn(beside[0] if step > 0 else beside[-1]))
        elif 0 <= here.row() + step < self.model().rowCount():
            edge = places[0] if step > 0 else places[-1]
            self.setCurrentIndex(self.model().index(here.row() + step, edge))

    @property
    def _stops(self) -> list[int]:
        """The columns at which Enter stops."""
        return [
            place
            for place, each in enumerate(self._columns)
            if each.editable and not each.passed and not self.isColumnHidden(place)
        ]

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._settle.start()

    def _on(self) -> None:
        self.enter_moves_on()

    @property
    def being_typed(self) -> tuple[int, str, str] | None:
        """Row, column and text of the cell in which somebody is typing just now."""
        line, here = self.focusWidget(), self.currentIndex()
        editing = self.state() is QAbstractItemView.State.EditingState
        if not (editing and isinstance(line, QLineEdit) and self.viewport().isAncestorOf(line)):
            return None
        return here.row(), self._columns[here.column()].key, line.text()

    def _empty(self) -> None:
        for index in self.selectedIndexes():
            if self._columns[index.column()].editable:
                self.model().setData(index, "")

    def _ticks(self, index: Index) -> bool:
        if not index.isValid():
            return False
        column = self._columns[index.column()]
        return column.tick and column.editable

    def _tick(self, index: Index) -> None:
        self._lines.tick(index.row(), self._columns[index.column()])

    def _whole_lines(self) -> bool:
        """Whether lines are marked by their numbers, not cells."""
        return bool(self.selectionModel().selectedRows())

    def _marked_lines(self) -> tuple[int, int]:
        rows = {index.row() for index in self.selectedIndexes()} or {self.currentIndex().row()}
        return min(rows), len(rows)

    def move_up(self) -> None:
        """The marked lines change places with the one above."""
        self._move_marked(-1)

    def move_down(self) -> None:
        """The marked lines change places with the one below."""
        self._move_marked(1)

    def set_hint(self, words: str) -> None:
        """Said in the empty ground below the lines, until there are some."""
        if words != self._hint:
            self._hint = words
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        last = self.rowViewportPosition(self.model().rowCount() - 1) + self.rowHeight(0)
        room = self.viewport().rect().adjusted(24, max(0, last), -24, 0)
        if self._hint and room.height() > 60:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(palette.tokens().muted))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(wrapped), say(self._hint))
            painter.end()

    def _move_marked(self, step: int) -> None:
        first, count = self._marked_lines()
        if self._movable and first >= 0 and first + step >= 0:
            self.move_asked.emit(first, count, first + step)

    def _dragged(self, line: int, _from: int, to: int) -> None:
        """A number was dragged: the header moves back, the lines themselves are moved."""
        header = self.verticalHeader()
        if header.visualIndex(line) == line:
            return
        header.blockSignals(True)
        header.moveSection(header.visualIndex(line), line)
        header.blockSignals(False)
        self.move_asked.emit(line, 1, to)

    def _at_the_edge(self, key: int) -> bool:
        """In the last cell for Tab, in the first for Shift+Tab: there the keyboard leaves the grid."""
        here = self.currentIndex()
        shown = [n for n in range(len(self._columns)) if not self.isColumnHidden(n)]
        if not here.isValid() or not shown:
            return True
        if key == Qt.Key.Key_Tab:
            return here.row() + 1 == self.model().rowCount() and here.column() == shown[-1]
        return here.row() == 0 and here.column() == shown[0]


class CellEditor(QStyledItemDelegate):
    """A bare line to type in; Enter and Tab move on, arrows up and down leave like a spreadsheet."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        line.setAccessibleName(say(f"{title}, line {index.row() + 1}"))
        line.setAccessibleDescription(say(index.data(WRONG_ROLE) or ""))
        return line

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The sheet draws cells itself and would leave out a ground given by the model.
        if index.data(WRONG_ROLE):
            painter.fillRect(option.rect, QColor(palette.tokens().bad_ground))
            if option.state & QStyle.StateFlag.State_Selected:
                # A mark must not hide that the cell is wrong.
                option = QStyleOptionViewItem(option)
                option.state &= ~QStyle.StateFlag.State_Selected
        view = self.parent()
        marked = option.state & QStyle.StateFlag.State_Selected
        if marked and isinstance(view, QTableView) and not view.hasFocus():
            # A mark where the keyboard is not would look as if one could type there.
            painter.fillRect(option.rect, QColor(palette.tokens().surface))
            option = QStyleOptionViewItem(option)
            option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)
        ticked = index.data(TICK_ROLE)
        if ticked is not None:
            _draw_box(painter, option.rect.center(), ticked=bool(ticked))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # A figure worked out meanwhile must not take away what is just being typed.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = option.rect
        editor.setGeometry(rect.adjusted(-1, -1, 0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.EditNextItem)
            return True
        if (
            isinstance(watched, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            view = self.parent()
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
            if isinstance(view, GridView):
                view.tab_moves_on(1 if event.key() == Qt.Key.Key_Tab else -1)
            return True
        if (
            isinstance(watched, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            view = self.parent()
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
            if isinstance(view, QTableView):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                here = view.currentIndex()
                beside = here.siblingAtRow(here.row() + step)
                if beside.isValid():
                    view.setCurrentIndex(beside)
            return True
        return super().eventFilter(watched, event)


def _draw_box(painter: QPainter, middle: QPoint, *, ticked: bool) -> None:
    """A box to tick, looking like those of the forms."""
    colours = palette.tokens()
    box = QRectF(middle.x() - 7.5, middle.y() - 7.5, 15, 15)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.primary if ticked else colours.muted), 1))
    painter.setBrush(QColor(colours.primary if ticked else colours.surface))
    painter.drawRoundedRect(box, 4, 4)
    if ticked:
        painter.drawPixmap(
            box.toRect().adjusted(2, 2, -1, -1), icons.pixmap("check", "on_primary", 12)
        )
    painter.restore()
