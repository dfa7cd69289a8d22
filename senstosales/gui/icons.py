"""Line icons (Lucide), drawn in the colours of the theme and kept.

`dress(button, "truck")` sets an icon that follows a change of theme; `icon("truck")` is the icon of
the moment, for things that ask again whenever they paint.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from senstosales.bundled import resources
from senstosales.gui import palette
from senstosales.gui.parts import is_part

SIZE = 16
AIR = 4
"""Pixels between an icon and the words of its button, beside the four that the style leaves: it
offers no way to ask for more, so they belong to the picture.
"""

NAME, _ROLE = "icon_name", "icon_role"
_DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<circle cx="12" cy="12" r="5" fill="currentColor"/></svg>'
)


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `resources/icons/NAME.svg` in the colour of a token such as text or on_primary."""
    colours = palette.tokens()
    return _drawn(name, getattr(colours, role), colours.disabled)


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


def draw(name: str) -> None:
    """Have it ready, as buttons and menus show it, before a tab asks for dozens at once."""
    colours = palette.tokens()
    for air in (0, AIR):
        _drawn(name, colours.text, colours.disabled, air)


def pixmap(name: str, role: str = "muted", size: int = SIZE) -> QPixmap:
    """One picture of the icon, for labels."""
    return _pixmap(name, getattr(palette.tokens(), role), size, 2.0)


def app_icon() -> QIcon:
    """The program's own icon, for the window and the task bar."""
    return QIcon(str(resources() / "icons" / "app.svg"))


def dress(target: QObject, name: str, role: str = "text") -> None:
    """Give a button or an action an icon, and remember it for the next change of theme."""
    target.setProperty(NAME, name)
    target.setProperty(_ROLE, role)
    _redress(target)


def redress(part: QWidget) -> None:
    """Draw every remembered icon of that part again, in the colours of the new theme; not those of parts
    within it that are dressed on their own.
    """
    _redress(part)
    for action in part.actions():
        _redress(action)
    for child in part.children():
        if isinstance(child, QWidget) and not is_part(child):
            redress(child)


def files(colours: palette.Tokens, folder: str) -> dict[str, str]:
    """Write the few pictures a style sheet can only take as files; name in the sheet -> path."""
    wanted = {
        "down": ("chevron-down", colours.muted),
        "up": ("chevron-up", colours.muted),
        "sorted-up": ("chevron-up", colours.primary),
        "sorted-down": ("chevron-down", colours.primary),
        "right": ("chevron-right", colours.muted),
        "left": ("chevron-left", colours.muted),
        "check": ("check", colours.on_primary),
        "tick": ("check", colours.text),
        "close": ("x", colours.muted),
    }
    found = {}
    for key, (name, colour) in wanted.items():
        path = Path(folder) / f"{key}-{colour.lstrip('#')}.svg"
        if not path.exists():
            path.write_text(_source(name).replace("currentColor", colour), encoding="utf-8")
        found[key] = path.as_posix()
    dot = Path(folder) / f"dot-{colours.on_primary.lstrip('#')}.svg"
    dot.write_text(_DOT.replace("currentColor", colours.on_primary), encoding="utf-8")
    found["dot"] = dot.as_posix()
    return found


def _redress(target: QObject) -> None:
    name = target.property(NAME)
    if not name:
        return
    role = target.property(_ROLE) or "text"
    # Labels carry a picture, buttons and actions an icon; nothing else is ever dressed.
    if hasattr(target, "setIcon"):
        worded = isinstance(target, QAbstractButton) and bool(target.text())
        if isinstance(target, QAbstractButton) and worded:
            target.setIconSize(QSize(SIZE + AIR, SIZE))
        colours = palette.tokens()
        shade = getattr(colours, role)
        target.setIcon(_drawn(name, shade, colours.disabled, AIR if worded else 0))
    elif hasattr(target, "setPixmap"):
        size = target.property("icon_size") or SIZE
        target.setPixmap(pixmap(name, role, int(size)))


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, disabled: str, air: int = 0) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(_pixmap(name, colour, SIZE, ratio, air), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, disabled, SIZE, ratio, air), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float, air: int = 0) -> QPixmap:
    picture = QPixmap(_shape(name, size, ratio, air))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _shape(name: str, size: int, ratio: float, air: int) -> QPixmap:
    """The lines alone, of which each colour is a tint: a tab brings dozens of icons."""
    shape = QPixmap(round((size + air) * ratio), round(size * ratio))
    shape.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shape)
    _lines(name).render(painter, QRectF(0, 0, shape.height(), shape.height()))
    painter.end()
    return shape


@cache
def _lines(name: str) -> QSvgRenderer:
    # Two units of 24 become 1.33 px at this size; a little less reads as calm beside 10 pt text.
    source = _source(name).replace('stroke-width="2"', 'stroke-width="1.9"')
    return QSvgRenderer(QByteArray(source.replace("currentColor", "black").encode()))
