import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from senstosales.api.server import Server
from senstosales.books.store import Books
from senstosales.domain.roles import Role
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.server_page import ServerPage
from senstosales.gui.serving import Serving
from senstosales.gui.sweeper import Sweeper


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, books: Books) -> Iterator[ServerPage]:
    serving = Serving(
        desk, lambda books, host, _port, origins: Server(books, host=host, port=0, origins=origins)
    )
    made = ServerPage(desk, serving)
    qtbot.addWidget(made)
    made.show()
    yield made
    serving.stop()
    qtbot.waitUntil(lambda: desk.jobs.idle)


def test_it_is_started_and_stopped_and_says_where_it_is(qtbot: QtBot, dialog: ServerPage) -> None:
    assert "No other program" in dialog.state.text()
    dialog.switch.click()
    qtbot.waitUntil(lambda: dialog.serving.running, timeout=30_000)
    dialog.refresh()
    assert dialog.serving.address in dialog.state.text()
    assert dialog.switch.text() == "Stop"
    dialog.switch.click()
    assert not dialog.serving.running


def test_the_loaded_server_is_not_searched_for_rubbish_again_and_again(
    qtbot: QtBot, dialog: ServerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sweeper, "at_work", True)
    dialog.switch.click()
    qtbot.waitUntil(lambda: dialog.serving.running, timeout=30_000)
    assert not any(isinstance(thing, Server) for thing in gc.get_objects())


@pytest.mark.parametrize("wrong", ["front", "localhost:3000", "http://x/page", "ftp://x"])
def test_what_is_no_web_page_is_neither_kept_nor_started(
    dialog: ServerPage, wrong: str, heard: list[str]
) -> None:
    dialog.form.set_values({"origins": wrong})
    dialog.switch.click()
    dialog.keep.click()
    assert "web page" in dialog.form.fields["origins"].error
    assert not dialog.serving.running
    assert dialog.serving.origins == ()
    assert heard == []


def test_web_pages_are_kept_as_browsers_name_them(dialog: ServerPage, heard: list[str]) -> None:
    dialog.form.set_values({"origins": "HTTP://Localhost:3000/, https://desk.example"})
    dialog.keep.click()
    assert dialog.serving.origins == ("http://localhost:3000", "https://desk.example")
    assert heard == ["How other programs reach the books is kept."]


def test_a_port_is_a_number(dialog: ServerPage) -> None:
    dialog.form.set_values({"port": "eighty"})
    dialog.keep.click()
    assert "65535" in dialog.form.fields["port"].error


def test_keys_are_in_their_own_tab(dialog: ServerPage, went: list[tuple[str, int]]) -> None:
    dialog.keys.click()
    assert went == [("users", -1)]


def test_only_an_owner_lets_other_programs_in(
    qtbot: QtBot, dialog: ServerPage, books: Books
) -> None:
    dialog.desk = replace(dialog.desk, books=books.seen_by(Role.CLERK))
    dialog.switch.click()
    dialog.keep.click()
    assert "Only an owner" in dialog.form._general.text()
    assert not dialog.serving.running
