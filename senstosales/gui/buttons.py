"""Buttons that show an action: its words, icon, tip, and whether it can be done now."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from senstosales.gui import icons
from senstosales.gui.wording import say


class ActionButton(QPushButton):
    """Follows a QAction. `primary` is for the one next step of a screen."""

    def __init__(
        self, action: QAction | None = None, *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._action: QAction | None = None
        self._primary = primary
        self.setAutoDefault(False)
        if primary:
            self.setProperty("role", "primary")
        self.clicked.connect(self._pressed)
        self.set_action(action)

    @property
    def action_shown(self) -> QAction | None:
        return self._action

    def set_action(self, action: QAction | None) -> None:
        """Show this one from now on; None hides the button."""
        if self._action is not None:
            self._action.changed.disconnect(self._follow)
        self._action = action
        if action is None:
            self.hide()
            return
        name = action.property(icons.NAME)
        if name:
            # The button draws its own: on a primary ground the icon has another colour.
            self.setText(action.text())
            icons.dress(self, str(name), "on_primary" if self._primary else "text")
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        if action is not None:
            self.setText(action.text())
            self.setToolTip(action.toolTip())
            self.setEnabled(action.isEnabled())
            shown = action.isVisible()
            if not shown or self.parentWidget() is not None:
                # Shown before it has a parent it would be a window, and take the keyboard.
                self.setVisible(shown)

    def _pressed(self) -> None:
        if self._action is not None:
            self._action.trigger()


class SaveButton(QPushButton):
    """The button that a form is there for. Enter presses it as Space does; a key held down does not."""

    def __init__(self, text: str) -> None:
        super().__init__(say(text))
        self.setProperty("role", "primary")
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class MenuButton(QPushButton):
    """Opens a menu: More, Status."""

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(say(text), parent)
        self.setAutoDefault(False)
        self.setProperty("role", "menu")
        icons.dress(self, icon)
        self.choices = QMenu(self)
        self.setMenu(self.choices)
