"""How the desk looks: calm, with room to breathe, readable at twelve points; colours and sizes stand here alone."""

from typing import NamedTuple

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from .icons import FOLDER

POINTS = 11
"""The usual size of all text; headings and heights are relative to it."""
FONTS = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Droid Sans Fallback",
         "SimSun-ExtB", "SimSun-ExtG", "HanaMinB", "HanaMinA"]  # fmt: skip
"""Screen fonts of Windows, UOS, Kylin and Debian, with digits of one width; the last ones for rare characters of names."""


class Colours(NamedTuple):
    """The colours of the desk by what they are for; every text reads at 4.5 to 1 or better on what it stands on."""

    paper: str
    surface: str
    rail: str
    hover: str
    header: str
    stripe: str
    ink: str
    quiet: str
    off: str
    line: str
    edge: str
    accent: str
    deep: str
    soft: str
    pale: str
    on_accent: str
    notice: str
    notice_edge: str


LIGHT = Colours(
    paper="#f6f7f8",
    surface="#ffffff",
    rail="#eceff1",
    hover="#e3e8eb",
    header="#eef1f3",
    stripe="#f7f9fa",
    ink="#1f2a33",
    quiet="#5b6670",
    off="#9aa3aa",
    line="#d9dee2",
    edge="#b9c2c9",
    accent="#1f5f8b",
    deep="#174a6d",
    soft="#e3eef6",
    pale="#a9bfce",
    on_accent="#ffffff",
    notice="#fdf6e3",
    notice_edge="#e2cf94",
)
DARK = Colours(
    paper="#1b1f23",
    surface="#22272c",
    rail="#171a1e",
    hover="#2a3036",
    header="#2a3036",
    stripe="#252a30",
    ink="#e3e7ea",
    quiet="#a3adb6",
    off="#6e7880",
    line="#353c43",
    edge="#4d5760",
    accent="#7db8e0",
    deep="#9acbec",
    soft="#2c4356",
    pale="#41586a",
    on_accent="#10202c",
    notice="#3a3320",
    notice_edge="#6b5c2c",
)

STYLE = """
QMainWindow, QDialog, #paper, #sheet {{ background: {paper}; }}
#rail {{ background: {rail}; border: none; border-right: 1px solid {line}; padding-top: {p6}; outline: 0;
  min-width: {p184}; max-width: {p184}; }}
#rail[narrow="true"] {{ min-width: {p48}; max-width: {p48}; }}
#rail::item {{ padding: {p3} 0 {p3} {p11}; border-left: 4px solid transparent; color: {ink}; }}
#rail::item:has-children {{ color: {quiet}; }}
#rail::item:hover {{ background: {hover}; }}
#rail::item:selected {{ background: {surface}; border-left: 4px solid {accent}; color: {accent}; }}
#rail::item:selected:focus {{ background: {soft}; }}
#bar {{ background: {surface}; border-bottom: 1px solid {line}; }}
#office {{ font-size: {t13}; font-weight: 600; }}
#welcome {{ font-size: {t24}; font-weight: 600; color: {accent}; }}
#heading {{ font-size: {t16}; font-weight: 600; color: {ink}; }}
#quiet {{ color: {quiet}; }}
#refusal {{ background: {notice}; border: 1px solid {notice_edge}; border-radius: 4px; padding: 8px 12px; color: {ink}; }}
#card {{ background: {surface}; border: 1px solid {line}; border-radius: 6px; }}
#cardTitle {{ font-size: {t13}; font-weight: 600; }}
#why {{ font-size: {t12}; }}
#mono {{ font-family: "DejaVu Sans Mono", "Consolas", monospace; }}
QScrollArea {{ border: none; background: {paper}; }}
#card QScrollArea, #card QScrollArea > QWidget > QWidget {{ background: {surface}; }}
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {edge}; }}
QTableView {{ background: {surface}; alternate-background-color: {stripe}; border: 1px solid {line};
  gridline-color: {line}; selection-background-color: {soft}; selection-color: {ink}; }}
QTableView::item {{ padding: 0 8px; }}
QHeaderView::section {{ background: {header}; border: none; border-bottom: 1px solid {line}; padding: 6px 8px; font-weight: 600; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ width: {p14}; height: {p14}; border: 1px solid {quiet}; border-radius: 3px;
  background: {surface}; }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {accent}; background: {hover}; }}
QCheckBox::indicator:disabled {{ border-color: {off}; background: {header}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ image: url(icons:check.svg); }}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{ image: url(icons:minus.svg); }}
QTableCornerButton::section {{ background: {header}; border: none; border-bottom: 1px solid {line}; }}
#counts::item {{ padding: 0 4px; }}
#counts QHeaderView::section {{ padding: 6px 4px; font-weight: 400; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {p28}; padding: 0 6px; background: {surface}; border: 1px solid {edge};
  border-radius: 4px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus {{ border: 1px solid {accent}; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{ background: {header}; color: {off}; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ min-height: 0; padding: 0; border: none; }}
QPlainTextEdit {{ background: {surface}; border: 1px solid {edge}; border-radius: 4px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {p22}; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QAbstractSpinBox::down-arrow {{ image: url(icons:chevron-down.svg); width: {p16};
  height: {p16}; }}
QAbstractSpinBox::up-arrow {{ image: url(icons:chevron-up.svg); width: {p16}; height: {p16}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {p22}; }}
QTabWidget::pane {{ background: {surface}; border: 1px solid {line}; border-radius: 6px; top: -1px; }}
QTabBar::tab {{ padding: {p6} {p16}; border: none; border-bottom: 3px solid transparent; color: {quiet}; }}
QTabBar::tab:hover, QTabBar::tab:focus {{ color: {ink}; background: {hover}; }}
QTabBar::tab:selected {{ color: {accent}; border-bottom: 3px solid {accent}; }}
QScrollBar, QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 14px; }}
QScrollBar:horizontal {{ height: 14px; }}
QScrollBar::handle {{ background: {edge}; border-radius: 4px; margin: 3px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {off}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
#groups, #found {{ background: {surface}; border: 1px solid {line}; outline: 0; }}
#found {{ border: 1px solid {edge}; }}
#groups::item, #found::item {{ padding: 7px 10px; color: {ink}; }}
#groups::item:selected, #found::item:selected {{ background: {soft}; color: {ink}; }}
QPushButton {{ min-height: {p28}; padding: 1px 16px; background: {surface}; border: 1px solid {edge}; border-radius: 4px; }}
QPushButton:hover, QPushButton:focus {{ border-color: {accent}; }}
QPushButton:checked {{ background: {soft}; border-color: {accent}; }}
QPushButton:disabled {{ color: {off}; background: {header}; }}
QToolButton#leave, QToolButton#help {{ background: {rail}; border: none; border-right: 1px solid {line}; min-height: {p32};
  min-width: {p168}; max-width: {p168}; color: {quiet}; padding: 0 0 0 {p16}; }}
QToolButton#leave[narrow="true"], QToolButton#help[narrow="true"] {{ min-width: {p40}; max-width: {p40}; padding: 0 0 0 {p8}; }}
QToolButton#leave:hover, QToolButton#leave:focus, QToolButton#help:hover, QToolButton#help:focus {{ background: {hover};
  color: {ink}; }}
QPushButton#tile {{ text-align: left; padding: 0; border-radius: 6px; border-color: {line}; }}
QPushButton#tile:hover, QPushButton#tile:focus {{ border-color: {accent}; }}
QPushButton#tile:disabled {{ background: {surface}; }}
#figure {{ font-size: {t16}; font-weight: 600; color: {accent}; }}
#figure:disabled {{ color: {quiet}; }}
QPushButton#chip[chosen="true"] {{ background: {soft}; border-color: {accent}; }}
QPushButton#main {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton#main:hover, QPushButton#main:focus {{ background: {deep}; }}
QPushButton#main:disabled {{ background: {pale}; border-color: {pale}; }}
QStatusBar {{ background: {surface}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
"""
"""Gaps: a colour by its name; `p28`, 28 pixels and `t13`, 13 points at the usual size of text, larger or smaller with it."""


def style(colours: Colours, points: float) -> str:
    """The style sheet in these colours, measured for text of this size."""
    scale = points / POINTS
    lengths = {
        f"p{pixels}": f"{round(pixels * scale)}px" for pixels in (3, 6, 8, 11, 14, 16, 22, 28, 32, 40, 48, 168, 184)
    }
    texts = {f"t{size}": f"{size * scale:g}pt" for size in (12, 13, 16, 24)}
    return STYLE.format(**colours._asdict(), **lengths, **texts)


def dress(application: QApplication, colours: Colours = LIGHT, points: float = POINTS) -> None:
    """Give the application its style, its colours and its fonts."""
    QDir.setSearchPaths("icons", [str(FOLDER)])
    application.setStyle("Fusion")
    font = QFont()
    font.setFamilies(FONTS)
    font.setPointSizeF(points)
    application.setFont(font)
    application.setPalette(palette(colours))
    application.setStyleSheet(style(colours, points))


def palette(colours: Colours) -> QPalette:
    """The same colours for what no style sheet reaches: the parts of Qt's own dialogs, arrows, the calendar."""
    role = QPalette.ColorRole
    made = QPalette(QColor(colours.paper))
    for colour, roles in {
        colours.paper: (role.Window,),
        colours.surface: (role.Base, role.ToolTipBase, role.HighlightedText),
        colours.stripe: (role.AlternateBase,),
        colours.header: (role.Button,),
        colours.ink: (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        colours.quiet: (role.PlaceholderText,),
        colours.accent: (role.Highlight, role.Link),
    }.items():
        for each in roles:
            made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.off))
    return made
