"""The last own change: its name at the foot, and taking it back from there or by Ctrl+Z."""

from collections.abc import Callable

from PySide6.QtGui import QAction

from ..actions.office import Changes, Office
from ..actions.own_changes import OwnChange
from ..rules.messages import Cancelled, Refused, say
from ..rules.records import Progress
from .page import Hands
from .status_strip import StatusStrip
from .when_used import when_used

undo = when_used("editing:undo")


class LastChange:
    """Takes back the very change whose name is shown, whatever was written since."""

    def __init__(self, hands: Hands, strip: StatusStrip, action: QAction, refused: Callable[[Refused], None]) -> None:
        self._hands = hands
        self._strip = strip
        self._action = action
        self._refused = refused
        self._last: OwnChange | None = None
        self.show(None)

    def show(self, last: OwnChange | None) -> None:
        """Name this change; None if there is none of one's own."""
        self._last = last
        self._action.setEnabled(last is not None)
        self._strip.show_undo(last.name if last else None)

    def take_back(self) -> None:
        """Take it back; until that is done there is nothing more to take back. Stopped, it can be taken back as before."""
        last = self._last
        if last is None:
            return

        def take_back(office: Office, progress: Progress) -> Changes | None:
            try:
                changes: Changes = undo(office, last.id, progress)
            except Cancelled:
                return None
            return changes

        def undone(changes: Changes | None) -> None:
            if changes is None:
                self.show(last)
                return
            self._strip.done(self._hands.words.say("Taken back: {change}", change=last.name))
            self._hands.worker.tell(changes)

        self.show(None)
        self._hands.worker.ask(say("Taking a change back"), take_back, undone, self._refused)
