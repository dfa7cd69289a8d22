"""Walks through the forms and dialogs of a window as it stands, one of each kind."""

import re
from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from senstosales.gui.forms import Form
from senstosales.gui.office_window import OfficeWindow

_OPENED = {
    "Purchase Orders": ("Make challan", "Set delivered by hand…"),
    "Delivery Challans": ("Make invoices…", "E-mail…"),
    "Invoices": ("Cancel the invoice…", "Debit note: the price was too low…"),
    "Quotations": ("New quotation",),
    "Parties": ("Change", "Merge with another…"),
    "Payments": ("Record payment",),
    "Products": ("New product", "Count…"),
    "Expenses": ("New expense",),
    "Users and keys": ("Make a key…", "Invite…"),
}
"""By the title of their tab, the actions that open them for the row that is marked."""


def dialogs(qtbot: QtBot, window: OfficeWindow, place: int) -> Iterator[tuple[str, QDialog]]:
    """Each dialog of the tab that is shown, while it stands, and what opened it."""
    offered = {_bare(action.text()): action for action in window.tabs[place].findChildren(QAction)}
    for words in _OPENED.get(window.specs[place].title, ()):
        assert offered[words].isEnabled(), words
        offered[words].trigger()
        qtbot.waitUntil(lambda: window.desk.jobs.idle and bool(_standing()), timeout=20_000)
        for dialog in _standing():
            yield words, dialog
            for form in dialog.findChildren(Form):
                form.set_clean()
            dialog.hide()
            dialog.deleteLater()


def _standing() -> list[QDialog]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.isVisible()
    ]


def _bare(text: str) -> str:
    """Without the brackets of a test's own language and the mark of a menu's letter."""
    return re.sub("[⟦⟧&]", "", text)
