"""Where the person was: the registers opened before, and the page and village left off at. Kept on this machine, names nobody."""

from pathlib import Path

from PySide6.QtCore import QSettings

RECENT, MOST_RECENT = "recent_registers", 6
LEFT_OFF = "left_off"


def register_folder(text: str) -> Path:
    """The folder of a register, also where a file inside it was named."""
    path = Path(text.strip())
    return path.parent if path.is_file() else path


def recent_registers(settings: QSettings) -> list[str]:
    """The folders of registers opened before, the newest first."""
    kept = settings.value(RECENT, [], list)
    return [str(folder) for folder in kept] if isinstance(kept, list) else []


def remember_register(settings: QSettings, folder: Path) -> None:
    """Put a folder first in the list of registers opened before."""
    others = [each for each in recent_registers(settings) if each != str(folder)]
    settings.setValue(RECENT, [str(folder), *others][:MOST_RECENT])


def leave_off(settings: QSettings, folder: Path, page: str, village: str | None) -> None:
    """Remember the page and the village (None: all) of this register, for its next opening."""
    settings.setValue(LEFT_OFF, [str(folder), page, village or ""])


def left_off(settings: QSettings, folder: Path) -> tuple[str, str | None]:
    """The page and the village this register was left at; ("", None) if another register was open since."""
    match settings.value(LEFT_OFF, [], list):
        case [kept, page, village] if kept == str(folder):
            return str(page), str(village) or None
        case _:
            return "", None
