"""What a clerk does beside walking through the tabs, step by step, for `bench_slots`.

Every step is a name and what is done; the next one comes when the window is at rest again.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from senstosales.gui import palette
from senstosales.gui.dialogs import challan_form, invoice_form, papers, party_form, product_form
from senstosales.gui.live import EVERYTHING
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.tables import RegisterView
from senstosales.queries import challans, filters, invoices, orders, parties, quotations

Steps = Iterator[tuple[str, Callable[[], object]]]
_TYPED = "haridwar"
_PAPERS = {"orders": orders, "challans": challans, "invoices": invoices, "quotations": quotations}
_WANTED = {"orders": "pending", "challans": "not invoiced", "invoices": "issued", "parties": ""}
_NEW = {
    "challans": ("new",),
    "invoices": ("new", "bill"),
    "quotations": ("new",),
    "expenses": ("new",),
}


def deeds(window: OfficeWindow) -> Steps:
    """Sorting, details, forms, find, preview, settings, news, the year, the theme."""
    return chain(
        _lists(window),
        _details(window),
        _forms(window, {noun: _first(window, noun, words) for noun, words in _WANTED.items()}),
        _settings(window),
        _find(window),
        _whole_window(window),
    )


def _lists(window: OfficeWindow) -> Steps:
    for noun in _PAPERS:
        yield f"{noun}: shown", partial(_go, window, noun)
        register = _register(window, noun)
        header = register.table.horizontalHeader()
        for section in (1, 0):
            for order in Qt.SortOrder:
                yield (
                    f"{noun}: sorted by {register.register.columns[section].title}",
                    partial(header.setSortIndicator, section, order),
                )
        yield (
            f"{noun}: as it came",
            partial(header.setSortIndicator, -1, Qt.SortOrder.AscendingOrder),
        )
        yield f"{noun}: news", partial(window.desk.live.announce, EVERYTHING)


def _details(window: OfficeWindow) -> Steps:
    for noun in (*_PAPERS, "parties"):
        yield f"{noun}: shown", partial(_go, window, noun)
        register = _register(window, noun)
        for row in (3, 4):
            yield f"{noun}: row {row}", partial(register.table.selectRow, row)
        tab = window.tabs[_place(window, noun)]
        for pages in tab.findChildren(QTabWidget):
            for page in range(pages.count()):
                yield (
                    f"{noun}: page {pages.tabText(page)}",
                    partial(pages.setCurrentIndex, page),
                )


def _forms(window: OfficeWindow, found: dict[str, int | None]) -> Steps:
    desk = window.desk
    of_paper = (
        ("challan of an order", challan_form.open_new, "orders"),
        ("invoice of a challan", invoice_form.open_for_challan, "challans"),
        ("preview", papers.show_invoice, "invoices"),
        ("party changed", party_form.open_party, "parties"),
    )
    for name, act, noun in of_paper:
        if (key := found[noun]) is not None:
            yield from _dialog(name, partial(act, desk, key, window))
    for noun, names in _NEW.items():
        yield f"{noun}: shown", partial(_go, window, noun)
        tab: Any = window.tabs[_place(window, noun)]
        for name in names:
            yield from _dialog(f"{noun}: {getattr(tab, name).text()}", getattr(tab, name).trigger)
    yield "payments: shown", partial(_go, window, "payments")
    payments: Any = window.tabs[_place(window, "payments")]
    yield from _dialog("new payment", payments.payments.record)
    yield from _dialog("new party", partial(party_form.open_new, desk, window))
    yield from _dialog("new product", partial(product_form.open_new, desk, window))
    yield from _dialog("keys", window.show_keys)


def _settings(window: OfficeWindow) -> Steps:
    yield "settings: opened", window.open_settings
    dialog = window.settings_dialog
    assert dialog is not None
    for place in range(dialog.sections.count()):
        title = dialog.sections.item(place).text()
        yield f"settings: {title}", partial(dialog.sections.setCurrentRow, place)
    yield "settings: closed", _close


def _find(window: OfficeWindow) -> Steps:
    yield "find: Ctrl+K", window.find_box.summon
    for letter in _TYPED:
        yield f"find: {letter}", partial(QTest.keyClicks, window.find_box, letter)
    yield "find: away", window.find_box.dismiss


def _whole_window(window: OfficeWindow) -> Steps:
    for noun in ("dashboard", "orders"):
        yield f"{noun}: shown", partial(_go, window, noun)
        yield f"{noun}: all years", partial(window.desk.year.choose, "all")
        yield f"{noun}: this year", partial(window.desk.year.choose, "this")
        for theme in (palette.Theme.DARK, palette.Theme.LIGHT):
            yield f"{noun}: theme {theme.value}", partial(window.choose_theme, theme)
        for chosen in (palette.Density.COMPACT, palette.Density.NORMAL):
            yield f"{noun}: rows {chosen.value}", partial(window.choose_density, chosen)


def _dialog(name: str, act: Callable[[], object]) -> Steps:
    yield f"{name}: opened", act
    yield f"{name}: closed", partial(_close, name)


def _close(name: str = "") -> None:
    front = QApplication.activeModalWidget()
    if front is None:
        print(f"nothing was opened: {name}")
    else:
        front.close()


def _place(window: OfficeWindow, noun: str) -> int:
    return next(each for each, spec in enumerate(window.specs) if noun in spec.nouns)


def _go(window: OfficeWindow, noun: str) -> None:
    window.go(_place(window, noun))


def _register(window: OfficeWindow, noun: str) -> RegisterView:
    found: QWidget | None = window.tabs[_place(window, noun)].findChild(RegisterView)
    assert isinstance(found, RegisterView)
    return found


def _first(window: OfficeWindow, noun: str, words: str) -> int | None:
    """The id of the first paper that such a filter finds."""
    register = {**_PAPERS, "parties": parties}[noun].REGISTER
    books = window.desk.books
    question = filters.parse(words, books.clock().date(), register.statuses)
    rows = books.ask(register.page, question, None, 1, 0)
    return rows[0].id if rows else None
