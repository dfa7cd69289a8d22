import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import senstosales.gui
from senstosales.bundled import resources
from senstosales.domain.kinds import Status
from senstosales.gui import dresser, icons, palette


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = []
        for channel in (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()):
            linear = channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
            parts.append(linear)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK])
def test_every_pair_can_be_read(colours: palette.Tokens) -> None:
    pairs = [
        (colours.text, colours.window),
        (colours.text, colours.surface),
        (colours.text, colours.selection),
        (colours.muted, colours.window),
        (colours.muted, colours.surface),
        (colours.on_primary, colours.primary),
        (colours.primary, colours.surface),
        *(colours.tone(tone) for tone in palette.Tone),
    ]
    for front, ground in pairs:
        assert contrast(front, ground) >= 5, (front, ground)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK])
def test_the_parts_of_a_chart_stand_out_from_the_ground_and_from_each_other(
    colours: palette.Tokens,
) -> None:
    for part in colours.series:
        assert contrast(part, colours.surface) >= 3, part
    assert len(set(colours.series)) == len(colours.series)
    beside = zip(colours.series, colours.series[1:], strict=False)
    hues = [(QColor(one).hslHue(), QColor(other).hslHue()) for one, other in beside]
    assert all(abs(one - other) > 15 for one, other in hues)


def test_every_status_has_a_tone() -> None:
    assert set(palette._STATUS_TONES) == set(Status)
    assert palette.tone_of("something else") is palette.Tone.DONE


def test_the_bundled_font_is_worn_and_has_tabular_figures(dressed: QApplication) -> None:
    font = dressed.font()
    assert QFontInfo(font).family() == palette.FAMILY
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
    assert QRawFont.fromFont(font).supportsCharacter(ord("₹"))
    hindi = QFont(palette.FALLBACK)
    assert QFontInfo(hindi).family() == palette.FALLBACK


def test_the_theme_can_be_chosen_and_icons_follow(qtbot: QtBot, dressed: QApplication) -> None:
    button = QPushButton("Print")
    qtbot.addWidget(button)
    icons.dress(button, "printer")
    before = button.icon().cacheKey()
    worn = dresser.Dresser.worn
    assert worn is not None
    with qtbot.waitSignal(worn.changed):
        dresser.apply(dressed, palette.Theme.DARK)
    assert palette.tokens() is palette.DARK
    assert button.icon().cacheKey() != before
    dresser.apply(dressed, palette.Theme.LIGHT)
    assert button.icon().cacheKey() == before


def test_high_contrast_has_no_greys() -> None:
    loud = palette.high_contrast(palette.LIGHT)
    assert loud.muted == loud.text
    assert contrast(loud.border, loud.surface) > 4


def test_no_colour_is_written_outside_the_palette() -> None:
    folder = Path(senstosales.gui.__file__).parent
    for path in folder.rglob("*.py"):
        if path.name != "palette.py":
            found = re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b", path.read_text("utf-8"))
            assert not found, (path, found)


def test_every_dialog_is_dressed() -> None:
    folder = Path(senstosales.gui.__file__).parent
    for path in folder.rglob("*.py"):
        found = re.findall(
            r"^class \w+\(.*QDialog.*\):|\bQMessageBox\(", path.read_text("utf-8"), re.MULTILINE
        )
        assert not found or path.name in ("dialog.py", "question.py"), (path, found)


def test_every_icon_asked_for_is_bundled(dressed: QApplication) -> None:
    for path in (resources() / "icons").glob("*.svg"):
        assert not icons.pixmap(path.stem).isNull()
