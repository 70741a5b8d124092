"""What a session leaves behind while it lasts, so that the next start can say what became of it. It names nobody."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSettings

from ..actions.language import Translator
from ..rules.messages import Message

SESSION = "session"
"""The setting: folder, when it was opened (ISO 8601), and the sentence of the long job that runs, if one does."""


def begin_session(settings: QSettings, folder: Path) -> None:
    """A register was opened."""
    settings.setValue(SESSION, [str(folder), datetime.now().isoformat(timespec="minutes"), ""])
    settings.sync()


def note_work(settings: QSettings, title: Message | None) -> None:
    """A long job runs (its title), or nothing does any more; on the disk at once, because the power may fail."""
    match settings.value(SESSION, [], list):
        case [folder, began, _]:
            settings.setValue(SESSION, [folder, began, title.text if title is not None and not title.values else ""])
            settings.sync()


def end_session(settings: QSettings) -> None:
    """The register was closed as it should be."""
    settings.remove(SESSION)
    settings.sync()


def recovered(settings: QSettings, folder: Path, words: Translator) -> str:
    """What became of a session of this register that was not closed; "" where the last one was."""
    match settings.value(SESSION, [], list):
        case [kept, began, doing] if kept == str(folder):
            if doing:
                return words.say(
                    "The last session ended by itself while this ran: {job}. Nothing of it was kept; all that was saved is there.",
                    job=Message(str(doing)),
                )
            when = datetime.fromisoformat(str(began))
            return words.say(
                "The last session, of {day}, ended by itself. All that was saved is there; a form left open was not.",
                day=when.date(),
            )
        case _:
            return ""
