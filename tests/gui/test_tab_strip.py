"""The strip of tabs: none is out of reach, whatever the width."""

import pytest
from PySide6.QtWidgets import QLabel

from senstosales.gui.tab_strip import TabStrip, key_of

TITLES = ("Dashboard", "Purchase Orders", "Delivery Challans", "SRVs", "Invoices", "Reports")


@pytest.fixture
def strip(qtbot):
    made = TabStrip()
    qtbot.addWidget(made)
    for title in TITLES:
        made.add("package", title, title)
    made.resize(made.sizeHint().width() + 20, 40)
    made.show()
    qtbot.waitExposed(made)
    return made


def seen(strip):
    return [title for place, title in enumerate(TITLES) if strip.bar.isTabVisible(place)]


def offered(strip):
    strip.more.choices.aboutToShow.emit()
    return {action.text(): action for action in strip.more.choices.actions()}


def test_with_room_every_tab_has_its_icon(strip):
    assert seen(strip) == list(TITLES)
    assert strip.more.isHidden()
    assert not strip.bar.tabIcon(0).isNull()


def test_icons_go_before_tabs_do(strip):
    wished = strip.sizeHint().width()
    strip.resize(wished - 40, 40)
    assert seen(strip) == list(TITLES)
    assert strip.bar.tabIcon(0).isNull()
    assert strip.sizeHint().width() == wished
    strip.resize(strip.width() + 400, 40)
    assert not strip.bar.tabIcon(0).isNull()


def test_tabs_without_room_stand_in_the_menu_with_their_number(strip):
    badge = QLabel("7")
    strip.set_badge(5, badge)
    strip.resize(420, 40)
    hidden = [title for title in TITLES if title not in seen(strip)]
    assert hidden
    assert strip.more.isVisible()
    choices = offered(strip)
    assert list(choices) == [*hidden[:-1], "Reports (7)"]
    choices["Reports (7)"].trigger()
    assert strip.bar.tabText(strip.bar.currentIndex()) == "Reports"
    assert "Reports" in seen(strip)
    assert strip.bar.geometry().right() < strip.more.geometry().left()
    assert sum(strip.bar.tabRect(each).width() for each in range(6)) <= strip.bar.width()


def test_the_open_tab_is_seen_however_narrow(strip):
    strip.bar.setCurrentIndex(4)
    strip.resize(200, 40)
    assert seen(strip) == ["Invoices"]


def test_every_place_has_a_key():
    keys = [key_of(place) for place in range(13)]
    assert keys[0] == "Ctrl+1"
    assert keys[9] == "Ctrl+0"
    assert keys[12] == "Ctrl+Shift+3"
    assert len(set(keys)) == 13
