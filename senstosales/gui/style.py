"""The style sheet of the window, made from the tokens of a theme."""

from collections.abc import Mapping

from senstosales.gui.palette import SMALL_POINTS, TITLE_POINTS, Tokens


def sheet(c: Tokens, pictures: Mapping[str, str]) -> str:
    """The whole sheet. Widgets are addressed by class, or by the `role` property they carry."""
    return "\n".join(
        part(c, pictures) for part in (_frame, _buttons, _fields, _tables, _labels, _bars)
    )


def _frame(c: Tokens, pictures: Mapping[str, str]) -> str:
    return f"""
    QDialog {{ background: {c.window}; }}
    QToolTip {{ background: {c.text}; color: {c.surface}; border: none; padding: 4px 8px; }}
    QFrame[role="panel"] {{ background: {c.surface}; border: 1px solid {c.border};
        border-radius: 6px; }}
    QFrame[role="target"] {{ background: {c.surface}; border: 1px solid {c.edge};
        border-radius: 6px; }}
    QFrame[role="target"]:hover {{ background: {c.hover}; border-color: {c.primary}; }}
    QFrame[role="target"]:focus {{ border: 2px solid {c.primary}; }}
    QFrame[role="rule"] {{ background: {c.border}; border: none; }}
    QFrame[role="strip"] {{ background: {c.surface}; border: none;
        border-bottom: 1px solid {c.border}; }}
    QFrame[band="info"] {{ background: {c.info_ground}; border: none;
        border-bottom: 1px solid {c.border}; }}
    QFrame[role="side"] {{ background: {c.surface}; border: none;
        border-left: 1px solid {c.border}; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollArea > QWidget > QWidget[role="page"] {{ background: transparent; }}
    QMenuBar {{ background: {c.surface}; padding: 2px 4px; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.pressed}; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::item:selected {{ background: {c.selection}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.disabled}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
    QMenu::indicator {{ width: 16px; height: 16px; margin-left: 6px; }}
    QMenu::indicator:checked {{ image: url({pictures["tick"]}); }}
    QMenu::right-arrow {{ image: url({pictures["right"]}); width: 14px; height: 14px; }}
    QSplitter::handle {{ background: {c.window}; }}
    QSplitter::handle:hover {{ background: {c.selection}; }}
    QStatusBar {{ background: {c.surface}; border-top: 1px solid {c.border}; color: {c.muted}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {c.muted}; font-size: {SMALL_POINTS}pt; padding: 0 8px; }}
    QTabBar {{ background: transparent; border: none; qproperty-drawBase: 0; }}
    QTabBar::tab {{ padding: 6px 12px; margin: 0 2px 0 0; color: {c.muted};
        border: none; border-bottom: 2px solid transparent; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.primary}; }}
    QTabBar::tab:focus {{ color: {c.primary}; }}
    QTabBar[role="main"]::tab {{ padding: 10px 10px 9px 10px; }}
    QTabBar QToolButton {{ background: {c.surface}; border: none; }}
    QTabWidget::tab-bar {{ left: 4px; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.border}; top: -1px; }}
    """


def _buttons(c: Tokens, pictures: Mapping[str, str]) -> str:
    return f"""
    QPushButton, QToolButton {{ background: {c.surface}; color: {c.text};
        border: 1px solid {c.edge}; border-radius: 5px; padding: 4px 12px; min-height: 20px;
        max-height: 20px; }}
    QToolButton {{ padding: 4px 8px; }}
    QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {c.pressed}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.primary}; padding: 3px 11px; }}
    QToolButton:focus {{ padding: 3px 7px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.disabled};
        border-color: {c.border}; background: {c.window}; }}
    QPushButton[role="primary"], QToolButton[role="primary"] {{ background: {c.primary};
        color: {c.on_primary}; border: 1px solid {c.primary}; font-weight: 600; }}
    QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover {{
        background: {c.primary_hover}; border-color: {c.primary_hover}; }}
    QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {{
        border: 2px solid {c.text}; }}
    QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {{
        background: {c.done_ground}; color: {c.disabled}; border-color: {c.done_ground}; }}
    QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent;
        border: 1px solid transparent; }}
    QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {c.pressed}; }}
    QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{
        border: 2px solid {c.primary}; }}
    QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent;
        color: {c.primary}; padding: 2px 4px; font-weight: 600; }}
    QPushButton[role="link"][flush="true"] {{ text-align: left; padding-left: 0; }}
    QPushButton[role="link"]:hover {{ text-decoration: underline; }}
    QPushButton[role="link"]:focus {{ border: 2px solid {c.primary}; padding: 1px 3px; }}
    QPushButton[role="drop"] {{ background: transparent; border: 1px solid transparent; min-height: 0;
        color: {c.primary}; padding: 1px 18px 1px 4px; font-weight: 600; }}
    QPushButton[role="drop"]:hover {{ text-decoration: underline; }}
    QPushButton[role="drop"]:focus {{ border: 2px solid {c.primary}; padding: 0 17px 0 3px; }}
    QPushButton[role="drop"]::menu-indicator {{ right: 2px; }}
    QToolButton[role="chip"] {{ border-radius: 13px; padding: 2px 10px; color: {c.muted};
        background: transparent; border: 1px solid {c.border}; }}
    QToolButton[role="chip"]:hover {{ background: {c.hover}; color: {c.text}; }}
    QToolButton[role="chip"]:checked {{ background: {c.selection}; color: {c.text};
        border-color: {c.primary}; }}
    QToolButton[role="chip"]:focus {{ border: 2px solid {c.primary}; padding: 1px 9px; }}
    QPushButton[role="tag"] {{ border-radius: 13px; padding: 2px 10px; color: {c.caution};
        background: {c.caution_ground}; border: 1px solid {c.caution}; font-weight: 600; }}
    QPushButton[role="tag"]:hover {{ background: {c.surface}; }}
    QPushButton[role="tag"]:focus {{ border: 2px solid {c.caution}; padding: 1px 9px; }}
    QToolButton[role="tile"], QToolButton[role="still"] {{ border-radius: 6px; min-height: 68px; max-height: 68px;
        padding: 0; border: 1px solid {c.border}; }}
    QToolButton[role="tile"]:hover {{ background: {c.hover}; border-color: {c.edge}; }}
    QToolButton[role="tile"]:checked {{ background: {c.selection}; border-color: {c.primary}; }}
    QToolButton[role="still"]:hover, QToolButton[role="still"]:pressed {{ background: {c.surface}; }}
    QToolButton[role="tile"]:focus {{ border: 2px solid {c.primary}; }}
    QLineEdit QToolButton {{ min-height: 0; padding: 0; border: none; background: transparent; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton[role="menu"] {{ padding-right: 26px; }}
    QPushButton::menu-indicator {{ image: url({pictures["down"]}); width: 14px; height: 14px;
        subcontrol-position: right center; right: 6px; }}
    """


def _fields(c: Tokens, pictures: Mapping[str, str]) -> str:
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox"
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    wrong = ", ".join(f'{name}[wrong="true"]' for name in fields.split(", "))
    closed = ", ".join(f"{name}:disabled" for name in fields.split(", "))
    fixed = ", ".join(f'{name}[readOnly="true"]' for name in fields.split(", "))
    return f"""
    {fields} {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge};
        border-radius: 5px; padding: 0 8px; min-height: 28px;
        selection-background-color: {c.primary}; selection-color: {c.on_primary};
        placeholder-text-color: {c.muted}; }}
    QLineEdit {{ lineedit-clear-button-icon: url({pictures["close"]}); }}
    QPlainTextEdit, QTextEdit {{ padding: 4px 4px; }}
    {fixed} {{ background: {c.window}; border-color: {c.border}; }}
    {wrong} {{ border: 1px solid {c.bad}; background: {c.bad_ground}; }}
    {focused} {{ border: 2px solid {c.primary}; padding: 0 7px; min-height: 26px; }}
    QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px 3px; }}
    {closed} {{ background: {c.window}; color: {c.disabled}; border-color: {c.border}; }}
    QLineEdit[role="cell"] {{ border: 2px solid {c.primary}; border-radius: 0; padding: 0 5px;
        min-height: 0; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url({pictures["down"]}); width: 14px; height: 14px; }}
    QComboBox QAbstractItemView, QListView[role="popup"] {{ background: {c.surface};
        border: 1px solid {c.border}; padding: 4px; outline: 0;
        selection-background-color: {c.selection}; selection-color: {c.text}; }}
    QAbstractItemView::item {{ min-height: 24px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 18px; }}
    QAbstractSpinBox::up-arrow {{ image: url({pictures["up"]}); width: 12px; height: 12px; }}
    QAbstractSpinBox::down-arrow {{ image: url({pictures["down"]}); width: 12px; height: 12px; }}
    QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; padding: 2px; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px;
        border: 1px solid {c.muted}; border-radius: 4px; background: {c.surface}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked {{ background: {c.primary}; border-color: {c.primary};
        image: url({pictures["check"]}); }}
    QRadioButton::indicator:checked {{ background: {c.primary}; border-color: {c.primary};
        image: url({pictures["dot"]}); }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {c.primary};
        width: 12px; height: 12px; }}
    QCheckBox::indicator:disabled {{ background: {c.window}; border-color: {c.border}; }}
    QCalendarWidget QToolButton {{ border: none; font-weight: 600; background: transparent; }}
    QCalendarWidget QToolButton#qt_calendar_prevmonth {{ qproperty-icon: url({pictures["left"]}); }}
    QCalendarWidget QToolButton#qt_calendar_nextmonth {{
        qproperty-icon: url({pictures["right"]}); }}
    QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.surface};
        border-bottom: 1px solid {c.border}; }}
    QCalendarWidget QAbstractItemView::item {{ padding: 0; border: none; min-height: 0; }}
    QCalendarWidget QAbstractItemView {{ selection-background-color: {c.primary};
        selection-color: {c.on_primary}; }}
    """


def _tables(c: Tokens, pictures: Mapping[str, str]) -> str:
    return f"""
    QTableView, QTreeView, QListView {{ background: {c.surface}; border: none; outline: 0;
        gridline-color: {c.hairline}; selection-background-color: {c.selection};
        selection-color: {c.text}; alternate-background-color: {c.window}; }}
    QListView[role="sections"] {{ padding: 12px 8px; }}
    QListView[role="sections"]::item {{ padding: 0 8px; border-radius: 5px; }}
    QListView[role="sections"]::item:selected {{ background: {c.selection}; color: {c.text}; }}
    QListView[role="sections"]::item:hover:!selected {{ background: {c.hover}; }}
    QTableView::item {{ padding: 0 8px; border: none; border-bottom: 1px solid {c.hairline}; }}
    QTableView::item:selected {{ background: {c.selection}; color: {c.text}; }}
    QHeaderView {{ background: {c.window}; border: none; }}
    QHeaderView::section {{ background: {c.window}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.border}; border-right: 1px solid {c.hairline};
        padding: 0 10px 0 11px; font-size: {SMALL_POINTS}pt; font-weight: 600; }}
    QHeaderView::section:vertical {{ padding: 0 8px; }}
    QHeaderView::section:horizontal:last, QHeaderView::section:horizontal:only-one {{
        border-right: none; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QTableView[role="grid"] {{ border: 1px solid {c.border}; border-radius: 6px; }}
    QTableView[role="grid"]::item {{ border: none; }}
    QHeaderView::section:hover {{ color: {c.text}; }}
    QHeaderView::up-arrow {{ image: url({pictures["sorted-up"]}); width: 12px; height: 12px;
        subcontrol-position: top center; }}
    QHeaderView::down-arrow {{ image: url({pictures["sorted-down"]}); width: 12px; height: 12px;
        subcontrol-position: top center; }}
    QTableCornerButton::section {{ background: {c.window}; border: none; }}
    QTableView[role="panel"], QListView[role="panel"] {{ border: 1px solid {c.border}; border-radius: 6px; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {c.edge}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def _labels(c: Tokens, _pictures: Mapping[str, str]) -> str:
    tones = "\n".join(
        f'QLabel[tone="{name}"] {{ color: {getattr(c, name)}; '
        f"background: {getattr(c, name + '_ground')}; border-radius: 4px; padding: 2px 8px; "
        f"font-weight: 600; font-size: {SMALL_POINTS}pt; }}\n"
        f'QFrame[notice="{name}"] {{ background: {getattr(c, name + "_ground")}; '
        f"border: 1px solid {getattr(c, name)}; border-radius: 6px; }}\n"
        f'QFrame[calm="{name}"] {{ background: {getattr(c, name + "_ground")}; '
        f"border: none; border-radius: 6px; }}"
        for name in ("good", "caution", "bad", "info", "done")
    )
    return f"""
    QLabel[role="title"] {{ font-size: {TITLE_POINTS}pt; font-weight: 600; }}
    QLabel[role="heading"] {{ font-weight: 600; }}
    QLabel[role="muted"] {{ color: {c.muted}; }}
    QLabel[role="small"] {{ color: {c.muted}; font-size: {SMALL_POINTS}pt; }}
    QLabel[role="figure"] {{ font-weight: 600; }}
    QLabel[role="caution"] {{ color: {c.caution}; font-size: {SMALL_POINTS}pt; }}
    QLabel[role="error"] {{ color: {c.bad}; font-size: {SMALL_POINTS}pt; }}
    QLabel[role="badge"] {{ background: {c.info_ground}; color: {c.info}; border-radius: 8px;
        padding: 0 6px; min-height: 16px; max-height: 16px; margin-right: 8px;
        font-size: 8pt; font-weight: 600; }}
    QLabel[role="key"] {{ border: 1px solid {c.edge}; border-radius: 4px; padding: 1px 6px;
        background: {c.surface}; font-size: {SMALL_POINTS}pt; }}
    {tones}
    """


def _bars(c: Tokens, _pictures: Mapping[str, str]) -> str:
    return f"""
    QProgressBar {{ background: {c.done_ground}; border: none; border-radius: 3px;
        max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {c.primary}; border-radius: 3px; }}
    QWidget[role="foot"] {{ background: {c.window}; border-top: 1px solid {c.border}; }}
    """
