"""The bare work of Qt under this room, for the benchmarks to compare with: a window with nothing in it."""

from PySide6.QtWidgets import QApplication, QMainWindow


def show_empty_window() -> QMainWindow:
    """Show a window, painted; it ends when it is let go."""
    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 720)
    window.show()
    application.sendPostedEvents()
    window.repaint()
    return window
