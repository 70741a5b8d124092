"""What the desk needs of Qt's bindings, and of its words."""

import sys

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from vaxdesk.actions.language import translator
from vaxdesk.desk.qt_words import QtWords


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost any more")
def test_calls_that_return_nothing_lose_nothing(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setText("a")
    assert sys.getrefcount(None) > before - 100


def test_the_file_dialog_speaks_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    qts, more = QTranslator(), QtWords(translator("zh_CN"))
    assert qts.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for each in (more, qts):
        qapp.installTranslator(each)
    try:
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        labels = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
        assert len(labels) >= 3
        assert not [text for text in labels if text.replace("&", "").isascii()]
    finally:
        for each in (more, qts):
            qapp.removeTranslator(each)
