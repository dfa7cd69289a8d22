"""A form: labels left of fields in one column, what is wrong said beside the field it is about."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senstosales.errors import Invalid, Problem, Trouble
from senstosales.gui import dresser
from senstosales.gui.buttons import SaveButton
from senstosales.gui.dialog import Dialog
from senstosales.gui.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Link,
    MoneyField,
    MultilineField,
    NumberField,
    PercentField,
    QuantityField,
    RateField,
    TextField,
)
from senstosales.gui.line_grid import GridColumn, LineGrid
from senstosales.gui.moving_on import move_on
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.question import agreed
from senstosales.gui.wording import say

__all__ = [
    "CheckField",
    "ChoiceField",
    "DateField",
    "Field",
    "Form",
    "FormDialog",
    "GridColumn",
    "LineGrid",
    "Link",
    "MoneyField",
    "MultilineField",
    "NumberField",
    "PercentField",
    "QuantityField",
    "RateField",
    "TextField",
]

NEEDED = "This is needed."


class Form(QWidget):
    """`add("date", "Date", DateField(), required=True)` ... then `submitted(dict)` on Ctrl+Enter.

    Enter moves to the next field; leaving a field says what is wrong with it.
    """

    submitted = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._required: set[str] = set()
        self._grids: dict[str, LineGrid] = {}
        self._clean: dict[str, Any] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._general = QLabel()
        self._general.setProperty("role", "error")
        self._general.setWordWrap(True)
        self._general.hide()
        self._grid.addWidget(self._general, 0, 0, 1, 2)

    def add(self, name: str, label: str, field: Field, *, required: bool = False) -> Field:
        """A further line. `name` is the key in `values()` and in problems about it."""
        row = self._grid.rowCount()
        words = QLabel(say(f"{label} *" if required else label))
        words.setBuddy(field.editor)
        words.setMinimumHeight(30)
        # The words behind a box are its name, too: “Total” alone would not say what is ticked.
        behind = field.box.text() if isinstance(field, CheckField) else ""
        field.editor.setAccessibleName(": ".join(part for part in (say(label), behind) if part))
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        if required:
            self._required.add(name)
            words.setToolTip(say("Needed"))
            field.set_needed()
        self.fields[name] = field
        self._labels[name] = words
        field.changed.connect(self.changed)
        field.left.connect(self._look_at_left)
        field.done.connect(self._next)
        return field

    def heading(self, text: str) -> None:
        """A line between groups of fields."""
        label = QLabel(say(text))
        label.setProperty("role", "heading")
        label.setContentsMargins(0, 8, 0, 0)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def add_grid(self, name: str, grid: LineGrid) -> LineGrid:
        """Lines over both columns: their rows are `values()[name]`, their problems `name.2.key`."""
        self._grids[name] = grid
        grid.changed.connect(self.changed)
        self.add_wide(grid)
        return grid

    def add_wide(self, widget: QWidget) -> None:
        """Something over both columns: a grid of lines, an explanation."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def set_shown(self, name: str, shown: bool) -> None:
        """A line that is only sometimes of use."""
        self.fields[name].setVisible(shown)
        self._labels[name].setVisible(shown)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill in, as the state that counts as saved."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
            elif name in self._grids:
                self._grids[name].set_rows(value)
        self.set_clean()

    def set_clean(self) -> None:
        """What stands there now is saved."""
        self._clean = self._raw()

    @property
    def dirty(self) -> bool:
        """Whether something would be lost."""
        return self._raw() != self._clean

    def typed(self) -> dict[str, Any]:
        """What stands in the fields and lines, understood or not, fit for JSON."""
        return {
            "fields": {
                name: typed
                for name, field in self.fields.items()
                if (typed := field.typed()) is not None
            },
            "grids": {name: grid.typed() for name, grid in self._grids.items()},
        }

    def type_again(self, typed: Mapping[str, Any]) -> None:
        """Let what `typed` gave stand there, as if the clerk had typed it just now.

        What the form has no field for any more is left out.
        """
        for name, value in typed["fields"].items():
            if name in self.fields:
                self.fields[name].type_again(value)
        for name, lines in typed["grids"].items():
            if name in self._grids:
                self._grids[name].type_again(lines)

    def values(self) -> dict[str, Any]:
        """All values by name. Raises `Invalid` with a problem for each wrong field."""
        found, problems = self.read()
        problems += self.missing()
        places = list(self.fields)
        problems.sort(key=lambda problem: places.index(problem.field))
        for name, grid in self._grids.items():
            try:
                found[name] = grid.rows()
            except Invalid as error:
                problems += error.problems
        if problems:
            raise Invalid("Some entries need another look.", problems=problems)
        return found

    def read(self) -> tuple[dict[str, Any], list[Problem]]:
        """The fields as far as they are understood, and what is not; nothing is asked for."""
        found: dict[str, Any] = {}
        problems = []
        for name, field in self.fields.items():
            try:
                found[name] = field.value()
            except Invalid as error:
                problems.append(Problem(name, error.sentence))
        return found, problems

    def missing(self) -> list[Problem]:
        """The fields that are needed and empty."""
        found, _ = self.read()
        return [
            Problem(name, NEEDED)
            for name, field in self.fields.items()
            if name in self._required and found.get(name, field) is None and not field.isHidden()
        ]

    def submit(self) -> None:
        """Look at everything; say what is wrong, or emit `submitted(values)`."""
        self.clear_problems()
        try:
            values = self.values()
        except Invalid as error:
            self.show_problems(error.problems)
            return
        self.submitted.emit(values)

    def show_trouble(self, trouble: Trouble) -> None:
        """An error of a service: beside its fields, or above the form."""
        problems = trouble.problems if isinstance(trouble, Invalid) else ()
        if not problems:
            problems = (Problem(trouble.field or "", trouble.sentence),)
        self.show_problems(problems)

    def show_problems(self, problems: Iterable[Problem], *, focus: bool = True) -> None:
        """Each sentence under its field, those about no field here above the form.

        The first wrong field gets the keyboard, unless somebody is typing elsewhere meanwhile.
        """
        general, first = [], None
        for grid in self._grids.values():
            problems = grid.show_problems(problems)
        for problem in problems:
            field = self.fields.get(problem.field) or self.fields.get(problem.field.split(".")[0])
            if field is None:
                general.append(problem.sentence)
                continue
            field.set_error(problem.sentence)
            first = first or field
        self._general.setText("\n".join(map(say, general)))
        self._general.setVisible(bool(general))
        if first is not None and focus:
            first.setFocus()

    def clear_problems(self, keep: Collection[str] = ()) -> None:
        """All is tried again; what is said beside the fields in `keep` stays."""
        self._general.hide()
        for grid in self._grids.values():
            grid.clear_problems()
        for name, field in self.fields.items():
            if name not in keep:
                field.set_error("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        else:
            super().keyPressEvent(event)

    def _raw(self) -> dict[str, Any]:
        found = {}
        for name, field in self.fields.items():
            try:
                found[name] = field.value()
            except Invalid as error:
                found[name] = error.sentence
        for name, grid in self._grids.items():
            found[name] = (grid.peek(), grid.problems())
        return found

    def _look_at_left(self) -> None:
        field = self.sender()
        if not isinstance(field, Field) or field.error:
            return
        try:
            field.value()
        except Invalid as error:
            field.set_error(error.sentence)

    def _next(self) -> None:
        move_on(self)


class FormDialog(Dialog):
    """A form with Save and Cancel. Esc asks only when something would be lost.

    Connect `form.submitted`; call `accept()` when it is saved, `form.show_trouble()` when not.
    """

    def __init__(
        self, title: str, form: Form, save: str = "Save", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(title))
        self.form = form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        page = QWidget()
        page.setProperty("role", "page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(12)
        self.elsewhere = NoticePanel(Tone.CAUTION)
        inner.addWidget(self.elsewhere)
        inner.addWidget(form)
        inner.addStretch(1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        area.setWidgetResizable(True)
        area.setWidget(page)
        column.addWidget(area, 1)
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(24, 12, 24, 12)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save = SaveButton(save)
        native = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.save.setToolTip(say(f"{save} ({native})"))
        self.save.clicked.connect(form.submit)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.save)
        column.addWidget(foot)
        dresser.dress(self)
        self.resize(560, min(720, inner.sizeHint().height() + 72))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.form.submit()
        elif not enter:
            super().keyPressEvent(event)

    @property
    def touched(self) -> bool:
        """Whether something would be lost."""
        return self.form.dirty

    def typed(self) -> dict[str, Any]:
        """What stands in the form, fit for JSON."""
        return self.form.typed()

    def type_again(self, typed: Mapping[str, Any]) -> None:
        """Let what `typed` gave stand there, as if the clerk had typed it just now."""
        self.form.type_again(typed)

    def warn(self, sentence: str) -> None:
        """Something to know before one saves."""
        self.elsewhere.say(sentence)

    def reject(self) -> None:
        """Cancel, Esc or the window's cross."""
        if not self.form.dirty or sure_to_lose(self):
            super().reject()


def sure_to_lose(parent: QWidget) -> bool:
    """Ask whether what was typed may be thrown away."""
    return agreed(
        parent, "Not saved", "What you typed is not saved.", "Throw it away", "Go on typing"
    )
