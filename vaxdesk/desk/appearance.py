"""What this machine's settings say of the desk's looks, put on at once: light or dark, and the size of text."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from .look import DARK, LIGHT, POINTS, dress

THEME, SIZE = "appearance/theme", "appearance/size"
"""The names of the two settings."""
SYSTEM, USUAL = "system", 100
"""What they are until somebody chooses; a size is in per cent."""
SMALLEST, LARGEST = 90, 150
SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def wear(application: QApplication, settings: QSettings) -> None:
    """Dress the application as the settings say; a value that means nothing is taken as the usual one."""
    chosen = str(settings.value(THEME, SYSTEM))
    scheme = SCHEMES.get(chosen, application.styleHints().colorScheme())
    dress(application, DARK if scheme == Qt.ColorScheme.Dark else LIGHT, POINTS * size_of_text(settings) / 100)


def follow_system(application: QApplication, settings: QSettings) -> None:
    """Change with the system when it turns dark in the evening, unless the person has chosen."""
    application.styleHints().colorSchemeChanged.connect(lambda _scheme: wear(application, settings))


def size_of_text(settings: QSettings) -> int:
    """The size of text in per cent, within the limits."""
    kept = str(settings.value(SIZE, USUAL))
    return min(max(int(kept), SMALLEST), LARGEST) if kept.isdecimal() else USUAL
