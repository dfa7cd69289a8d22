"""The keys and the editor of a spreadsheet on top of a Qt table."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
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

from senstosales.gui import palette
from senstosales.gui.grid_model import GridModel
from senstosales.gui.table_view import Index


class GridView(QTableView):
    """The keys of a spreadsheet on top of a Qt table."""

    insert_asked = Signal()
    delete_asked = Signal()
    pasted = Signal(str)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = model.columns
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
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(28)
        figure = self.fontMetrics().horizontalAdvance("0")
        for place, column in enumerate(model.columns):
            title = self.fontMetrics().horizontalAdvance(column.title)
            self.setColumnWidth(place, max(column.width * figure, title) + 20)
        self._wish = [self.columnWidth(place) for place in range(len(model.columns))]
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                event.ignore()
            else:
                self.enter_moves_on()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() == Qt.Key.Key_Insert:
            self.insert_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            if control:
                self.delete_asked.emit()
            else:
                self._empty()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stretching = [place for place, each in enumerate(self._columns) if each.stretch]
        if stretching:
            left = max(0, self.viewport().width() - sum(self._wish))
            for place in stretching:
                self.setColumnWidth(place, self._wish[place] + left // len(stretching))

    def copied(self) -> str:
        """The marked cells as tab-separated text."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            text = index.data(Qt.ItemDataRole.EditRole)
            lines.setdefault(index.row(), []).append("" if text is None else str(text))
        return "\n".join("\t".join(line) for line in lines.values())

    def enter_moves_on(self) -> None:
        """To the next cell one can type into; after the last one a new line is asked for."""
        here = self.currentIndex()
        places = [place for place, each in enumerate(self._columns) if each.editable]
        if not here.isValid() or not places:
            return
        right = [place for place in places if place > here.column()]
        if right:
            self.setCurrentIndex(here.siblingAtColumn(right[0]))
        elif here.row() + 1 < self.model().rowCount():
            self.setCurrentIndex(self.model().index(here.row() + 1, places[0]))
        else:
            self.insert_asked.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._settle.start()

    def _on(self) -> None:
        self.enter_moves_on()

    def _empty(self) -> None:
        for index in self.selectedIndexes():
            if self._columns[index.column()].editable:
                self.model().setData(index, "")


class CellEditor(QStyledItemDelegate):
    """A bare line to type in; Enter and Tab move on, arrows up and down leave like a spreadsheet."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        return line

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The sheet draws cells itself and would leave out a ground given by the model.
        if index.data(Qt.ItemDataRole.ToolTipRole):
            painter.fillRect(option.rect, QColor(palette.tokens().bad_ground))
            if option.state & QStyle.StateFlag.State_Selected:
                # A mark must not hide that the cell is wrong.
                option = QStyleOptionViewItem(option)
                option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)

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
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.EditNextItem)
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
