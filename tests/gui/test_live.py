import threading
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui.live import EVERYTHING, Live, Watcher, concerns
from tests.gui.samples import FakeBooks


def test_news_of_several_commits_comes_once(qtbot: QtBot, live: Live, books: FakeBooks) -> None:
    heard: list[frozenset[str]] = []
    live.news.connect(heard.append)
    threads = [
        threading.Thread(target=books.commit, args=(noun,)) for noun in ("orders", "parties")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [frozenset({"orders", "parties"})]


def test_another_program_is_noticed(qtbot: QtBot, live: Live, books: FakeBooks) -> None:
    live._elsewhere.setInterval(20)
    books.elsewhere = True
    with qtbot.waitSignal(live.news, timeout=3000) as heard:
        pass
    assert heard.args == [EVERYTHING]
    assert concerns(EVERYTHING, frozenset({"orders"}))


def test_a_closed_ear_hears_nothing(live: Live, books: FakeBooks) -> None:
    live.close()
    assert books.listeners == []
    live._unlisten = lambda: None


def test_a_watcher_refreshes_what_is_seen_and_remembers_what_is_not(
    qtbot: QtBot, live: Live, books: FakeBooks
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    calls: list[Any] = []
    watcher = Watcher(widget, live, frozenset({"orders"}), lambda: calls.append(1))
    with qtbot.waitSignal(live.news):
        books.commit("orders")
    assert calls == []
    assert watcher.stale
    widget.show()
    assert calls == [1]
    with qtbot.waitSignal(live.news):
        books.commit("orders")
    assert calls == [1, 1]
    with qtbot.waitSignal(live.news):
        books.commit("parties")
    assert calls == [1, 1]
