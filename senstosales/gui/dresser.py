"""Who wears the theme: fonts, palette and style sheet of the running program, and how they are changed."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QLoggingCategory, QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from senstosales.bundled import resources
from senstosales.gui import icons, palette, parts, style
from senstosales.gui.palette import BASE_POINTS, FALLBACK, FAMILY
from senstosales.gui.restyling import Restyling


class Dresser(QObject):
    """The theme of the running program. One per application, made by `apply`.

    The style sheet belongs to the parts of our windows, each tab and each dialog one (`dress`), and not to
    the application or to a window: a part that is still being put together would else be styled anew at
    every step into a larger one, which took most of the time in which a tab is built, and a change of
    theme would style all tabs in one turn of half a second (`gui/restyling.py`).
    """

    worn: ClassVar["Dresser | None"] = None
    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.app = app
        self.wish = palette.Theme.SYSTEM
        self.sheet = ""
        self.everywhere = self.in_turns = False
        self._put_on: tuple[palette.Tokens, bool] | None = None
        self._restyling: Restyling | None = None
        self.pictures = QTemporaryDir()
        _load_fonts(app)
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._platform_changed)
        if hasattr(app.styleHints(), "accessibility"):  # Qt 6.10 and later
            app.styleHints().accessibility().contrastPreferenceChanged.connect(
                self._contrast_changed
            )

    def wear(self, wish: palette.Theme) -> None:
        """Put the theme on: the platform's own when the clerk has no wish."""
        self.wish = wish
        hints = self.app.styleHints()
        scheme = {
            palette.Theme.SYSTEM: Qt.ColorScheme.Unknown,
            palette.Theme.LIGHT: Qt.ColorScheme.Light,
            palette.Theme.DARK: Qt.ColorScheme.Dark,
        }[wish]
        if scheme == Qt.ColorScheme.Unknown:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(scheme)
        self._paint()

    def dressed(self, part: QWidget) -> None:
        """It may have been made before the theme that is being put on: its icons are of the old one."""
        if self._restyling is not None and not self._restyling.whole:
            icons.redress(part)

    def _platform_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.wish is palette.Theme.SYSTEM:
            self._paint()

    def _contrast_changed(self, _preference: Qt.ContrastPreference) -> None:
        self._paint()

    def _paint(self) -> None:
        hints = self.app.styleHints()
        dark = (
            hints.colorScheme() == Qt.ColorScheme.Dark
            if self.wish is palette.Theme.SYSTEM
            else self.wish is palette.Theme.DARK
        )
        chosen = palette.DARK if dark else palette.LIGHT
        if (
            hasattr(hints, "accessibility")
            and hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        ):
            chosen = palette.high_contrast(chosen)
        before = self._restyling
        if self._put_on == (chosen, self.everywhere) and before is not None and not before.failed:
            return  # everything wears it already; to dress it again would take its time for nothing
        if before is not None:
            before.stop()
        self._put_on = (chosen, self.everywhere)
        palette.choose(chosen)
        self.sheet = style.sheet(chosen, icons.files(chosen, self.pictures.path()))
        self._restyling = Restyling(
            self.app,
            self.sheet,
            self.changed.emit,
            everywhere=self.everywhere,
            in_turns=self.in_turns,
        )


def apply(
    app: QApplication,
    theme: palette.Theme = palette.Theme.SYSTEM,
    *,
    everywhere: bool | None = None,
    in_turns: bool | None = None,
) -> Dresser:
    """Dress the application: fonts, palette, style sheet. Calling it again changes the theme.

    `everywhere` dresses also what stands in no part of ours, as tests and galleries show it. `in_turns`:
    a change of theme need not be whole when this returns, from now on.
    """
    worn = Dresser.worn
    if worn is None or worn.app is not app:
        worn = Dresser.worn = Dresser(app)
    if everywhere is not None:
        worn.everywhere = everywhere
    if in_turns is not None:
        worn.in_turns = in_turns
    worn.wear(theme)
    return worn


def dress(part: QWidget) -> None:
    """Give a part of a window the style sheet, now and whenever the theme changes. What stands in it, or
    has been opened from it, follows; in another part of ours it has it already.
    """
    worn = Dresser.worn
    if worn is not None and not parts.is_dressed(part):
        parts.mark(part)
        part.setStyleSheet(worn.sheet)
        worn.dressed(part)


def on_change(run: Callable[[], object]) -> None:
    """Do this whenever another theme is put on, for what paints itself in colours it has kept."""
    if Dresser.worn is not None:
        Dresser.worn.changed.connect(run)


def _load_fonts(app: QApplication) -> None:
    # Qt tells of every script that the first family lacks, before it takes the second.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont()
    font.setFamilies([FAMILY, FALLBACK])
    font.setPointSize(BASE_POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    app.setFont(font)
