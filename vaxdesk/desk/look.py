"""How the desk looks: calm, with room to breathe, readable at twelve points; colours and sizes stand here alone."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

POINTS = 11
"""The size of all text; headings are relative to it."""
FONTS = ["Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Droid Sans Fallback"]
"""Screen fonts of Windows, UOS, Kylin and Debian; all have digits of one width."""

PAPER, SURFACE, INK, QUIET, LINE = "#f6f7f8", "#ffffff", "#1f2a33", "#5b6670", "#d9dee2"
ACCENT, ACCENT_SOFT, NOTICE = "#1f5f8b", "#e3eef6", "#fdf6e3"

STYLE = f"""
QMainWindow, QDialog, #paper {{ background: {PAPER}; }}
#rail {{ background: #eceff1; border: none; border-right: 1px solid {LINE}; padding-top: 10px; outline: 0; }}
#rail::item {{ padding-left: 16px; border-left: 4px solid transparent; color: {INK}; }}
#rail::item:hover {{ background: #e3e8eb; }}
#rail::item:selected {{ background: {SURFACE}; border-left: 4px solid {ACCENT}; color: {ACCENT}; }}
#bar {{ background: {SURFACE}; border-bottom: 1px solid {LINE}; }}
#office {{ font-size: 13pt; font-weight: 600; }}
#welcome {{ font-size: 24pt; font-weight: 600; color: {ACCENT}; }}
#heading {{ font-size: 16pt; font-weight: 600; color: {INK}; }}
#quiet {{ color: {QUIET}; }}
#refusal {{ background: {NOTICE}; border: 1px solid #e2cf94; border-radius: 4px; padding: 8px 12px; color: {INK}; }}
#card {{ background: {SURFACE}; border: 1px solid {LINE}; border-radius: 6px; }}
#cardTitle {{ font-size: 13pt; font-weight: 600; }}
#why {{ font-size: 12pt; }}
#mono {{ font-family: "DejaVu Sans Mono", "Consolas", monospace; }}
QTableView {{ background: {SURFACE}; alternate-background-color: #f7f9fa; border: 1px solid {LINE};
  selection-background-color: {ACCENT_SOFT}; selection-color: {INK}; }}
QTableView::item {{ padding: 0 8px; }}
QHeaderView::section {{ background: #eef1f3; border: none; border-bottom: 1px solid {LINE}; padding: 6px 8px; font-weight: 600; }}
QComboBox, QDateEdit {{ min-height: 28px; }}
QLineEdit {{ min-height: 28px; padding: 0 6px; background: {SURFACE}; border: 1px solid #b9c2c9; border-radius: 4px; }}
QLineEdit:focus {{ border: 1px solid {ACCENT}; }}
#groups {{ background: {SURFACE}; border: 1px solid {LINE}; outline: 0; }}
#groups::item {{ padding: 7px 10px; color: {INK}; }}
#groups::item:selected {{ background: {ACCENT_SOFT}; color: {INK}; }}
QPushButton {{ min-height: 28px; padding: 1px 16px; background: {SURFACE}; border: 1px solid #b9c2c9; border-radius: 4px; }}
QPushButton:hover, QPushButton:focus {{ border-color: {ACCENT}; }}
QPushButton:disabled {{ color: #9aa3aa; background: #f1f3f4; }}
QPushButton#leave {{ background: #eceff1; border: none; border-right: 1px solid {LINE}; border-radius: 0; min-height: 40px;
  color: {QUIET}; text-align: left; padding-left: 20px; }}
QPushButton#leave:hover, QPushButton#leave:focus {{ background: #e3e8eb; color: {INK}; }}
QPushButton#main {{ background: {ACCENT}; color: white; border-color: {ACCENT}; }}
QPushButton#main:hover, QPushButton#main:focus {{ background: #174a6d; }}
QPushButton#main:disabled {{ background: #a9bfce; border-color: #a9bfce; }}
QStatusBar {{ background: {SURFACE}; border-top: 1px solid {LINE}; }}
QStatusBar::item {{ border: none; }}
"""


def dress(application: QApplication) -> None:
    """Give the application its style, its colours and its fonts."""
    application.setStyle("Fusion")
    font = QFont()
    font.setFamilies(FONTS)
    font.setPointSize(POINTS)
    application.setFont(font)
    palette = QPalette(QColor(PAPER))
    palette.setColor(QPalette.ColorRole.Window, QColor(PAPER))
    palette.setColor(QPalette.ColorRole.Base, QColor(SURFACE))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(INK))
    palette.setColor(QPalette.ColorRole.Text, QColor(INK))
    palette.setColor(QPalette.ColorRole.ButtonText, QColor(INK))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(ACCENT))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(SURFACE))
    application.setPalette(palette)
    application.setStyleSheet(STYLE)
