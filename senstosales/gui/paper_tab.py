"""The tab of one kind of paper: its register beside the paper that is marked. One look for all kinds."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from senstosales.domain.kinds import VoucherKind
from senstosales.gui import changes_of, turns
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.detail import DetailHeader
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.tab import Tab
from senstosales.gui.tables import Empty, ExportWish, RegisterView
from senstosales.queries.columns import Register


class PaperView(Protocol):
    """What the tab needs of the widget that shows one paper whole; it is a QWidget beside that."""

    header: DetailHeader

    @property
    def key(self) -> int | None: ...
    @property
    def loaded(self) -> SignalInstance: ...
    @property
    def gone(self) -> SignalInstance: ...
    def show_paper(self, key: int) -> None: ...
    def reload(self) -> None: ...


class PaperTab(Tab):
    """A subclass names `noun`, `group` (of its keys in F1) and `watches`, gives register and view, and
    makes its actions: `_act(...)`, then once `_offer(...)` and for each paper `_set_primary(...)`.
    `table` is the one under which the audit trail knows what is shown: then it can be asked who changed it.
    """

    group = ""
    table = ""

    def __init__(
        self,
        desk: Desk,
        register: Register,
        detail: Any,
        *,
        empty: Empty,
        split: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self.view = RegisterView(desk, register, empty=empty)
        shown: PaperView = detail
        self._shown = shown
        self.both = ListAndDetail(self.view, detail, desk.settings, self.noun)
        if not desk.settings.contains(f"split/{self.noun}"):
            self.both.splitter.setSizes(list(split))
        self._every: tuple[QAction | None, ...] = ()
        self._for_marked: tuple[QAction, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both)
        self.view.selected.connect(self._marked)
        self.view.opened.connect(self._opened)
        self.view.table.clicked.connect(self._clicked)
        self.view.export_requested.connect(self._export_list)
        self.view.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.table.customContextMenuRequested.connect(self._menu)
        shown.gone.connect(self.both.back)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        self._shown.reload()

    def show_item(self, key: int) -> None:
        self.view.select(key)
        self._shown.show_paper(key)
        self.both.show_detail()

    def _act(
        self,
        text: str,
        keys: str,
        run: Callable[[], object],
        icon: str,
        help: str = "",  # noqa: A002
    ) -> QAction:
        """An action of this tab, with its key, listed under the tab's name in F1."""
        return self.desk.actions.add(self, text, keys, run, group=self.group, icon=icon, help=help)

    def _offer(self, *actions: QAction | None) -> None:
        """All that can be done with a paper, in the order of the menus; None draws a line.

        What does not apply to the paper that is shown is hidden or cannot be pressed.
        """
        if self.table:
            who = changes_of.action(self.desk, self, self.group, self.table, self._shown_key)
            actions = (*actions, None, who)
        self._every = actions
        for action in self._actions:
            action.setEnabled(False)
        self._set_primary(None)

    def _offer_marked(self, kind: VoucherKind, *first: QAction) -> None:
        """What can be done with several marked papers at once: print and save them, `first` more."""
        self._marked_kind = kind
        self.print_all = self._act(
            "Print all…",
            "Ctrl+Alt+P",
            self._print_all,
            "printer",
            "Print the marked papers as one job, in the order of the list",
        )
        self.save_one = self._act(
            "Save as one PDF…",
            "Ctrl+Alt+S",
            self._save_one,
            "file-down",
            "Save the marked papers as one PDF, in the order of the list",
        )
        self.save_each = self._act(
            "Save as PDFs in a folder…",
            "Ctrl+Alt+F",
            self._save_each,
            "folder-open",
            "Save each of the marked papers as a PDF of its own",
        )
        saves = self.save_one, self.save_each
        self._for_marked = (*first, self.print_all, *saves)
        self.view.offer_for_marked([*first, self.print_all, ("Save", "file-down", saves)])

    def _print_all(self) -> None:
        from senstosales.gui.dialogs import print_all

        self._with_marked(partial(print_all.open_for, goal=print_all.PRINT))

    def _save_one(self) -> None:
        from senstosales.gui.dialogs import print_all

        self._with_marked(partial(print_all.open_for, goal=print_all.ONE))

    def _save_each(self) -> None:
        from senstosales.gui.dialogs import print_all

        self._with_marked(partial(print_all.open_for, goal=print_all.EACH))

    def _with_marked(self, run: Callable[..., None]) -> None:
        self.view.with_marked(partial(run, self.desk, self._marked_kind, self))

    @property
    def _actions(self) -> tuple[QAction, ...]:
        return tuple(action for action in self._every if action is not None)

    def _set_primary(self, primary: QAction | None) -> None:
        """The next step of the paper that is shown; the rest goes into the menu beside it."""
        self._shown.header.set_primary(primary)
        self._shown.header.set_more(
            [each for each in self._every if each is None or each is not primary]
        )

    def _shown_key(self) -> int | None:
        return self._shown.key

    def _copy_number(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self.desk.messages.tell(f"Copied {number}")

    def _marked(self, key: int | None) -> None:
        if key is not None and self.both.side_by_side:
            self._shown.show_paper(key)
            self.both.show_detail()

    def _clicked(self) -> None:
        # The marked line is news to nobody; clicked after Esc it is still a wish to see it.
        if not self.both.detail_open:
            self._marked(self.view.current)

    def _opened(self, key: int) -> None:
        self._shown.show_paper(key)
        self.both.show_detail()
        turns.finish(self.both.detail)  # the keyboard goes to a part of it
        self.both.detail.setFocus()

    def _menu(self, point: QPoint) -> None:
        row = self.view.table.indexAt(point).row()
        if row < 0:
            return
        selection = self.view.table.selectionModel()
        several = self._for_marked and self.view.marked_count > 1 and selection.isRowSelected(row)
        if not several:
            self.view.table.selectRow(row)
            if self.view.current is not None and self._shown.key != self.view.current:
                self._shown.show_paper(self.view.current)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._for_marked if several else self._every:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.popup(self.view.table.viewport().mapToGlobal(point))

    def _export_list(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)
