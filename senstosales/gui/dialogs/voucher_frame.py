"""How the form of a paper is laid out: head, sections with the lines first, figures, buttons."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.gui import icons
from senstosales.gui.buttons import SaveButton
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import voucher_kinds
from senstosales.gui.dialogs.voucher_carriage import VoucherCarriage
from senstosales.gui.dialogs.voucher_head import VoucherHead
from senstosales.gui.dialogs.voucher_lines import VoucherLines
from senstosales.gui.dialogs.voucher_money import VoucherMoney
from senstosales.gui.dialogs.voucher_terms import VoucherTerms
from senstosales.gui.dialogs.voucher_totals import TotalsStrip
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.shortcuts import KeysDialog, native
from senstosales.gui.wording import say

_SECTIONS = ("Lines", "Charges and discount", "Consignee and carriage", "Terms and notes")
_FILLED = "  •"


class VoucherFrame(Dialog):
    """The widgets and where they stand. What they do is told by `VoucherForm`."""

    def __init__(
        self, desk: Desk, kind: VoucherKind, nature: Nature | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.desk, self.kind, self.nature = desk, kind, nature
        self.words = voucher_kinds.words(kind, nature)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.title, self.about = QLabel(), QLabel()
        self.elsewhere, self.trouble = NoticePanel(Tone.CAUTION), NoticePanel(Tone.BAD)
        self.sections = QTabWidget()
        self.draft_button = QPushButton(say("Save draft"))
        self.save_button = SaveButton(self.words.button)
        self._room, self.body = QWidget(), QWidget()
        self.body.hide()
        # A key that comes too early shall press no button.
        self._room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._room.setFocus()
        inner = QVBoxLayout(self._room)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._room, 1)
        whole.addWidget(self._foot())
        window = parent.window().size() if parent else QSize(1366, 768)
        self.resize(min(1560, window.width() - 46), min(960, window.height() - 48))

    def stand(self) -> None:
        """The body is whole and filled: now it is shown."""
        self.body.show()
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def section(self, place: int) -> None:
        """Show that section and give it the keyboard."""
        self.sections.setCurrentIndex(place)
        part = (self.lines, self.money.charges, self.carriage.same, self.terms.texts)[place]
        if part is self.terms.texts:
            self.terms.texts.fields["terms"].setFocus()
        else:
            part.setFocus()

    @property
    def rarer(self) -> tuple[VoucherMoney | VoucherCarriage | VoucherTerms, ...]:
        """The sections behind the lines."""
        return self.money, self.carriage, self.terms

    def mark_sections(self) -> None:
        """A dot behind the name of a section in which something is said."""
        for place, part in enumerate(self.rarer, 1):
            dot = _FILLED if part.filled else ""
            self.sections.setTabText(place, say(_SECTIONS[place]) + dot)
            self.sections.setTabToolTip(place, say("Something is entered here" if dot else ""))

    def become(self, nature: Nature | None) -> None:
        """The books say what the paper is: a bill of supply, or one that bears tax."""
        was, self.nature = self.words, nature or self.nature
        self.words = voucher_kinds.words(self.kind, self.nature)
        self.caution.setText(say(self.words.foot))
        self.head.show_place(shown=self.nature is not Nature.BILL_OF_SUPPLY)
        if self.words.taxed is not was.taxed:
            for part in (self.lines, self.money, self.totals):
                part.set_taxed(taxed=self.words.taxed)

    def _build(self) -> Iterator[None]:
        """All of the body, which is to be shown when it is whole."""
        taxed = self.words.taxed
        column = self._heading()
        self.head = VoucherHead(self.desk, self.kind, self.nature)
        column.addWidget(self.head)
        yield
        self.sections.setDocumentMode(True)
        self.sections.tabBar().setAccessibleName(say("Sections of the paper"))
        column.addWidget(self.sections, 1)
        self.lines = VoucherLines(self.desk, self.kind, taxed=taxed)
        self.sections.addTab(_page(self.lines), say(_SECTIONS[0]))
        self.sections.setCornerWidget(self.lines.choice)
        yield
        self.money = VoucherMoney(taxed=taxed)
        self._add_rarer(self.money)
        yield
        self.carriage = VoucherCarriage(self.desk)
        self._add_rarer(self.carriage)
        yield
        self.terms = VoucherTerms(self.kind)
        self._add_rarer(self.terms)
        self.sections.currentChanged.connect(self._section_shown)
        yield
        self.totals = TotalsStrip(taxed=taxed)
        column.addWidget(self.totals)
        self._keys()

    def _heading(self) -> QVBoxLayout:
        self.title.setProperty("role", "title")
        self.about.setProperty("role", "muted")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(self.title)
        heading.addWidget(self.about, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(heading)
        for widget in (self.elsewhere, self.trouble):
            column.addWidget(widget)
        return column

    def _add_rarer(self, part: QWidget) -> None:
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(_page(part))
        self.sections.addTab(area, say(_SECTIONS[self.sections.count()]))

    def _section_shown(self, place: int) -> None:
        self.lines.choice.setVisible(place == 0)

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        picture = QLabel()
        icons.dress(picture, "info", "muted")
        self.caution = QLabel(say(self.words.foot))
        self.caution.setProperty("role", "muted")
        row.addWidget(picture)
        row.addWidget(self.caution)
        row.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.clicked.connect(self.reject)
        self.draft_button.setToolTip(say(f"Save as a draft ({native('Ctrl+S')})"))
        self.save_button.setToolTip(say(f"{self.words.button} ({native('Ctrl+Return')})"))
        for button in (cancel, self.draft_button, self.save_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return foot

    def _keys(self) -> None:
        for place in range(len(_SECTIONS)):
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.setProperty("place", place)
            shortcut.activated.connect(self._to_section)
        QShortcut(QKeySequence("F6"), self, self._to_next_part)
        QShortcut(QKeySequence("F1"), self, self._show_keys)

    def _to_section(self) -> None:
        place = self.sender().property("place")
        self.section(int(place))

    def _to_next_part(self) -> None:
        """From the head to the section, to the buttons, and to the head again."""
        here = self.focusWidget()
        if here is not None and self.head.isAncestorOf(here):
            self.section(self.sections.currentIndex())
        elif here is not None and self.sections.isAncestorOf(here):
            self.save_button.setFocus()
        else:
            self.head.buyer.name.setFocus()

    def _show_keys(self) -> None:
        KeysDialog(self.desk.actions, self).open()


def _page(part: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("role", "page")
    inner = QVBoxLayout(page)
    inner.setContentsMargins(0, 12, 0, 0)
    inner.addWidget(part)
    return page
