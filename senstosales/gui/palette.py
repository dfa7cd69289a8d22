"""Every colour of the program, once: a frozen set of tokens for each theme, and who uses which.

Widgets ask `tokens()` when they paint; the style sheet (`gui/style.py`) is made from the same set.
No other module of the window contains a colour.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from PySide6.QtGui import QColor, QPalette

from senstosales.domain.kinds import Status

FAMILY = "Inter Tabular"
FALLBACK = "Noto Sans Devanagari Desk"
BASE_POINTS, SMALL_POINTS, TITLE_POINTS = 10, 9, 13


class Theme(StrEnum):
    """What the clerk asked for in View > Theme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How high the rows of a table are."""

    NORMAL = "normal"
    COMPACT = "compact"

    @property
    def row_height(self) -> int:
        return 28 if self is Density.NORMAL else 24


class Tone(StrEnum):
    """What a label says by its ground, beside the word it always has."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    INFO = "info"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, named by role. All are `#RRGGBB`."""

    dark: bool
    window: str
    surface: str
    border: str
    text: str
    muted: str
    primary: str
    on_primary: str
    selection: str
    good: str
    good_ground: str
    caution: str
    caution_ground: str
    bad: str
    bad_ground: str
    info: str
    info_ground: str
    done: str
    done_ground: str

    @property
    def edge(self) -> str:
        """The border of something one can type into or press: a little stronger than a panel's."""
        return mix(self.border, self.muted, 0.35)

    @property
    def hover(self) -> str:
        return mix(self.surface, self.text, 0.05)

    @property
    def pressed(self) -> str:
        return mix(self.surface, self.text, 0.10)

    @property
    def hairline(self) -> str:
        """Between the rows of a table."""
        return mix(self.surface, self.border, 0.6)

    @property
    def primary_hover(self) -> str:
        return mix(self.primary, self.text, 0.15)

    @property
    def disabled(self) -> str:
        return mix(self.surface, self.muted, 0.55)

    @property
    def series(self) -> tuple[str, ...]:
        """Colours of parts that stand beside each other in a chart; the last is for all the rest."""
        return _SERIES_DARK if self.dark else _SERIES_LIGHT

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Text and ground of a label of that tone."""
        foreground: str = getattr(self, tone.value)
        ground: str = getattr(self, f"{tone.value}_ground")
        return foreground, ground


_SERIES_LIGHT = ("#1D5FB8", "#0B7A75", "#B86E00", "#7A4FB5", "#B83A5E", "#76828F")
_SERIES_DARK = ("#6CA6FF", "#4CC2B8", "#E9B04E", "#B497F0", "#F48BA2", "#8593A2")

LIGHT = Tokens(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    border="#D5DBE3",
    text="#1A2330",
    muted="#56616F",
    primary="#1D5FB8",
    on_primary="#FFFFFF",
    selection="#DBE8FA",
    good="#1A7445",
    good_ground="#E3F4EA",
    caution="#8A5200",
    caution_ground="#FCF0DA",
    bad="#B3261E",
    bad_ground="#FBE6E4",
    info="#1D5FB8",
    info_ground="#E4EEFB",
    done="#4B5563",
    done_ground="#E8EBEF",
)

DARK = Tokens(
    dark=True,
    window="#14181D",
    surface="#1B2128",
    border="#333D48",
    text="#E6EAF0",
    muted="#9AA7B6",
    primary="#6CA6FF",
    on_primary="#0B1320",
    selection="#234268",
    good="#62D39A",
    good_ground="#17362A",
    caution="#F0B860",
    caution_ground="#3A2D14",
    bad="#FF8F86",
    bad_ground="#43201F",
    info="#6CA6FF",
    info_ground="#1B3352",
    done="#B4BDC8",
    done_ground="#2A323B",
)

_STATUS_TONES = {
    Status.OPEN: Tone.INFO,
    Status.PART_DISPATCHED: Tone.CAUTION,
    Status.DISPATCHED: Tone.GOOD,
    Status.CLOSED: Tone.DONE,
    Status.CANCELLED: Tone.DONE,
    Status.DRAFT: Tone.CAUTION,
    Status.ISSUED: Tone.INFO,
    Status.SENT: Tone.INFO,
    Status.ACCEPTED: Tone.GOOD,
    Status.DECLINED: Tone.BAD,
    Status.EXPIRED: Tone.DONE,
    Status.DELIVERED: Tone.GOOD,
    Status.INVOICED: Tone.GOOD,
    Status.NOT_INVOICED: Tone.CAUTION,
    Status.REPLACEMENT: Tone.INFO,
    Status.PART_PAID: Tone.CAUTION,
    Status.PAID: Tone.GOOD,
    Status.OVERDUE: Tone.BAD,
    Status.RECEIVED: Tone.GOOD,
    Status.REJECTIONS: Tone.BAD,
    Status.UNLINKED: Tone.CAUTION,
    Status.TO_CHECK: Tone.CAUTION,
    Status.ACKNOWLEDGED: Tone.DONE,
    Status.SETTLED: Tone.GOOD,
    Status.ACTIVE: Tone.GOOD,
    Status.INACTIVE: Tone.DONE,
    Status.LOW: Tone.CAUTION,
    Status.REVIEW: Tone.CAUTION,
    Status.DUE_SOON: Tone.CAUTION,
    Status.DUE_LATER: Tone.INFO,
    Status.NO_DATE: Tone.DONE,
    Status.INVITED: Tone.CAUTION,
    Status.DISABLED: Tone.DONE,
    Status.ELSEWHERE: Tone.INFO,
    Status.REVOKED: Tone.DONE,
    Status.MADE: Tone.GOOD,
    Status.CHANGED: Tone.INFO,
    Status.REMOVED: Tone.BAD,
    Status.PRINTED: Tone.GOOD,
    Status.SAVED: Tone.GOOD,
    Status.REFUSED: Tone.BAD,
    Status.WAITING: Tone.CAUTION,
    Status.FAILED: Tone.BAD,
}


@cache
def mix(one: str, other: str, share: float) -> str:
    """The colour that lies `share` of the way from one to the other."""
    first, second = QColor(one), QColor(other)
    return QColor(
        round(first.red() + (second.red() - first.red()) * share),
        round(first.green() + (second.green() - first.green()) * share),
        round(first.blue() + (second.blue() - first.blue()) * share),
    ).name()


def tone_of(status: str) -> Tone:
    """The tone of a status word; a word nobody gave a tone is shown as neutral."""
    return _STATUS_TONES.get(Status(status), Tone.DONE) if status in _WORDS else Tone.DONE


def tone(status: str) -> tuple[str, str]:
    """Text and ground of a status label in the theme of the moment."""
    return tokens().tone(tone_of(status))


_WORDS = frozenset(status.value for status in Status)


_worn = [LIGHT]


def tokens() -> Tokens:
    """The colours of the moment; the light ones before anything is dressed."""
    return _worn[0]


def choose(colours: Tokens) -> None:
    """From now on these are the colours of the moment. `gui/dresser.py` sees to it that they are seen."""
    _worn[0] = colours


def high_contrast(base: Tokens) -> Tokens:
    """The same theme with its quiet greys turned up, for the platform's high-contrast mode."""
    return replace(
        base,
        window=base.surface,
        muted=base.text,
        border=mix(base.surface, base.text, 0.75),
    )


def qt_palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for each, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.bad,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.text,
        role.Link: colours.primary,
        role.LinkVisited: colours.primary,
        role.Accent: colours.primary,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.border,
        role.Dark: colours.edge,
        role.Shadow: colours.border,
    }.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.disabled))
    return palette
