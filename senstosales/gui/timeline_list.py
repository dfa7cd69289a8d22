"""What happened to an order, painted: a line with a mark for each thing, the newest on top."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from senstosales.gui import cells, changes, icons, palette
from senstosales.gui.palette import Tone
from senstosales.gui.wording import STATUS, say
from senstosales.queries.details import OrderDetail, VersionLine
from senstosales.queries.happenings import Entry, Happening

_ENTRY = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_HEIGHT = 46
_DAY, _LINE = 100, 122
_MARKS = {
    Happening.PLACED: ("file-text", Tone.INFO),
    Happening.PAGE: ("file-down", Tone.INFO),
    Happening.AMENDED: ("file-diff", Tone.CAUTION),
    Happening.BY_HAND: ("pencil", Tone.DONE),
    Happening.CHALLAN: ("truck", Tone.INFO),
    Happening.INVOICE: ("receipt-indian-rupee", Tone.INFO),
    Happening.TAX_NOTE: ("file-minus-2", Tone.CAUTION),
    Happening.RECEIPT: ("package-check", Tone.GOOD),
    Happening.REJECTION: ("thumbs-down", Tone.BAD),
    Happening.PAYMENT: ("wallet", Tone.GOOD),
    Happening.OVERRIDE: ("hand", Tone.CAUTION),
    Happening.NOTE: ("sticky-note", Tone.DONE),
    Happening.FILE: ("paperclip", Tone.DONE),
    Happening.CANCELLED: ("ban", Tone.BAD),
}
_SEEN_CHANGES = 3

Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """The entries, and what amendments among them changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._said: dict[int, str] = {}

    def set_entries(self, entries: tuple[Entry, ...], order: OrderDetail | None) -> None:
        self.beginResetModel()
        self.entries = entries
        self._said = {
            line.id: "; ".join(changes.sentence(row) for row in changes.rows(_telling(line)))
            for line in (order.versions if order is not None else ())
        }
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def said(self, entry: Entry) -> str:
        """The second line of an entry."""
        told = self._said.get(entry.key, "") if entry.kind is Happening.AMENDED else ""
        return " ".join(f"{entry.said}: {told}".split()) if told else " ".join(entry.said.split())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return entry
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(self._facts(entry))
            case Qt.ItemDataRole.ToolTipRole:
                who = f" by {entry.who}" if entry.who else ""
                lines = [entry.title, entry.said, f"In the books {cells.moment(entry.at)}{who}"]
                return "\n".join(line for line in lines if line)
            case _:
                return None

    def _facts(self, entry: Entry) -> list[str]:
        when = cells.moment(entry.at) if entry.timed else cells.day(entry.day)
        word = "cancelled" if entry.is_cancelled else ""
        facts = [when, entry.title, word, self.said(entry), cells.money(entry.value), entry.who]
        return [fact for fact in facts if fact]


class _Entries(QStyledItemDelegate):
    """One entry: its day, the line with its mark, what happened, and what it was worth."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        model = index.model()
        assert isinstance(model, TimelineModel)
        assert isinstance(entry, Entry)
        colours = palette.tokens()
        area = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.hover))
        before = model.entries[index.row() - 1] if index.row() else None
        self._when(painter, option, entry, repeated=before is not None and before.day == entry.day)
        last = index.row() + 1 == len(model.entries)
        self._mark(painter, area, entry, ends=(index.row() == 0, last))
        self._words(painter, option, entry, model.said(entry))
        painter.restore()

    def _when(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, *, repeated: bool
    ) -> None:
        colours, area = palette.tokens(), option.rect
        painter.setPen(QColor(colours.muted))
        if not repeated:
            painter.setFont(option.font)
            box = QRect(area.left() + 8, area.top() + 5, _DAY - 8, 18)
            painter.drawText(box, _RIGHT, cells.day(entry.day))
        if entry.timed:
            painter.setFont(_small(option.font))
            box = QRect(area.left() + 8, area.top() + 23, _DAY - 8, 16)
            painter.drawText(box, _RIGHT, cells.moment(entry.at)[-5:])

    def _mark(
        self, painter: QPainter, area: QRect, entry: Entry, *, ends: tuple[bool, bool]
    ) -> None:
        colours = palette.tokens()
        x, y = area.left() + _LINE, area.top() + _HEIGHT / 2
        painter.setPen(QPen(QColor(colours.border), 2))
        top, bottom = (y if ends[0] else area.top()), (y if ends[1] else area.bottom() + 1)
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        name, tone = _MARKS[entry.kind]
        _, ground = colours.tone(tone)
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(QPointF(x, y), 13, 13)
        picture = icons.pixmap(name, tone.value, 14)
        painter.drawPixmap(QRectF(x - 7, y - 7, 14, 14).toRect(), picture)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, said: str
    ) -> None:
        colours, area = palette.tokens(), option.rect
        left, right = area.left() + _LINE + 24, area.right() - 12
        upper, lower = area.top() + 5, area.top() + 23
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        value = cells.money(entry.value)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRect(left, upper, right - left, 18), _RIGHT, value)
        room = (
            right - left - (QFontMetrics(option.font).horizontalAdvance(value) + 16) * bool(value)
        )
        small = _small(option.font)
        if entry.is_cancelled:
            word = say("Cancelled", STATUS)
            width = QFontMetrics(small).horizontalAdvance(word) + 16
            metrics = QFontMetrics(bold)
            at = left + min(metrics.horizontalAdvance(say(entry.title)) + 2, room - width - 8) + 8
            colour, ground = colours.tone(Tone.DONE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(QRectF(at, upper, width, 18), 4, 4)
            painter.setPen(QColor(colour))
            painter.setFont(small)
            painter.drawText(QRect(at, upper, width, 18), Qt.AlignmentFlag.AlignCenter, word)
            room = at - left - 8
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        self._line(painter, QRect(left, upper, room, 18), say(entry.title))
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRect(left, lower, right - left, 16), _RIGHT, entry.who)
        used = QFontMetrics(small).horizontalAdvance(entry.who)
        room = right - left - (used + 16) * bool(entry.who)
        self._line(painter, QRect(left, lower, room, 16), say(said))

    def _line(self, painter: QPainter, box: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, shown)


class TimelineList(QListView):
    """Enter or double click leads to the paper: `opened(Entry)`; Ctrl+C copies what is marked."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = TimelineModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Entries(self))
        self.setProperty("role", "panel")
        self.setAccessibleName(say("Timeline of the order"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._open)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._model.entries

    def set_entries(self, entries: tuple[Entry, ...], order: OrderDetail | None) -> None:
        """Show these; the marked one stays marked and the list where it was scrolled to."""
        current = self.currentIndex().data(_ENTRY)
        down = self.verticalScrollBar().value()
        self._model.set_entries(entries, order)
        kept = [place for place, each in enumerate(entries) if current and each.id == current.id]
        if entries:
            self.setCurrentIndex(self._model.index(kept[0] if kept else 0, 0))
        self.verticalScrollBar().setValue(down if kept else 0)

    def select(self, place: int) -> None:
        self.setCurrentIndex(self._model.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            marked = sorted(self.selectedIndexes(), key=lambda index: index.row())
            lines = [str(index.data()) for index in marked]
            QGuiApplication.clipboard().setText("\n".join(lines))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if isinstance(entry, Entry):
            self.opened.emit(entry)


def _telling(line: VersionLine) -> list[dict[str, Any]]:
    """The first changes, but for the amendment's own number: the title says it."""
    return [each for each in line.changes if each["field"] != "amend_no"][:_SEEN_CHANGES]


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSize(palette.SMALL_POINTS)
    return small
