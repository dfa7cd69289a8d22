"""Fields that only the office's own pages need: pictures, a number style, the state of a GSTIN."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from senstosales.domain import identity, law
from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import Invalid
from senstosales.gui import icons
from senstosales.gui.fields import ChoiceField, Field, TextField
from senstosales.gui.wording import say

_PICTURE_HEIGHT, _PICTURE_WIDTH = 64, 200
_EXAMPLE_NUMBER = 44


class PictureField(Field):
    """A picture such as the logo, shown as it is; its value is the bytes of the file.

    `what` is how it is called, `hint` what it should be.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        self._bytes: bytes | None = None
        self._what = what
        editor = QWidget()
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.picture = QLabel(say(f"No {what}"))
        self.picture.setProperty("role", "muted")
        self.picture.setMinimumHeight(30)
        self.choose = QPushButton(say("Choose a picture…"))
        self.choose.setAutoDefault(False)
        self.choose.setAccessibleName(say(f"Choose a picture of the {what}"))
        self.choose.setToolTip(say(hint))
        icons.dress(self.choose, "folder-open")
        self.remove = QPushButton(say("Remove"))
        self.remove.setAccessibleName(say(f"Remove the {what}"))
        self.remove.setAutoDefault(False)
        self.remove.hide()
        row.addWidget(self.picture)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        super().__init__(editor)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)

    def value(self) -> Any:
        return self._bytes

    def set_value(self, value: Any) -> None:
        self._bytes = value
        picture = QPixmap()
        shown = bool(value) and picture.loadFromData(value)
        if shown:
            ratio = self.devicePixelRatioF()
            picture = picture.scaled(
                round(_PICTURE_WIDTH * ratio),
                round(_PICTURE_HEIGHT * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            picture.setDevicePixelRatio(ratio)
            self.picture.setPixmap(picture)
        else:
            self.picture.setPixmap(QPixmap())
            self.picture.setText(
                say("This picture cannot be shown" if value else f"No {self._what}")
            )
        self.remove.setVisible(bool(value))
        self._typed()

    def take_file(self, path: Path) -> None:
        """Use this picture; the service says whether it will do."""
        try:
            self.set_value(path.read_bytes())
        except OSError as error:
            self.set_error(f"The picture cannot be read: {error.strerror}.")

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            say(f"Choose the {self._what}"),
            str(Path.home()),
            say("Pictures (*.png *.jpg *.jpeg)"),
        )
        if name:
            self.take_file(Path(name))

    def _remove(self) -> None:
        self.set_value(None)


class StyleField(TextField):
    """A number style such as `S/{fy}/{n:4}`, with the number it would make beside it."""

    def __init__(self) -> None:
        super().__init__(width=18)
        self.example = QLabel()
        self.example.setProperty("role", "muted")
        self._line.insertWidget(1, self.example)
        self.changed.connect(self._show_example)

    def _show_example(self) -> None:
        from senstosales.queries.office import format_number
        from senstosales.services.numbers import check_style

        try:
            style = check_style(self.box.text())
        except Invalid:
            self.example.setText("")
            return
        year = FiscalYear.of(date.today())  # noqa: DTZ011 - the desk's own day
        self.example.setText(say(f"for example {format_number(style, _EXAMPLE_NUMBER, year)}"))


class StateField(ChoiceField):
    """A state of India; `follow` a GSTIN field and the state is filled in from it."""

    def __init__(self) -> None:
        super().__init__(
            [
                (state.code, f"{state.name} ({state.code})")
                for state in sorted(law.states().values(), key=lambda state: state.name)
                if state.until is None
            ],
            placeholder="Follows from the GSTIN",
        )
        self._gstin: TextField | None = None

    def follow(self, gstin: TextField) -> None:
        """The first two figures of this GSTIN are the state."""
        self._gstin = gstin
        gstin.changed.connect(self._gstin_changed)

    def _gstin_changed(self) -> None:
        if self._gstin is None:
            return
        try:
            number = identity.gstin(str(self._gstin.value() or ""))
        except Invalid:
            return
        if self.box.currentText() != str(number[:2]):
            self.set_value(number[:2])


class CheckedField(TextField):
    """Text with a rule of its own, such as a PAN or an IFSC."""

    def __init__(self, rule: Any, *, width: int, upper: bool = False) -> None:
        super().__init__(upper=upper, width=width)
        self._rule = rule

    def value(self) -> Any:
        text = super().value()
        return self._rule(text) if text else None
