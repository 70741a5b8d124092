"""The canvass desk: sheets that came back are keyed in by their code, without a mouse; nothing typed is ever lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from ..actions import canvass_desk, second_keying, sheet_saving, sheet_typing
from ..actions.canvass_desk import Door
from ..actions.office import Changes, Office
from ..actions.sheet_typing import Typed
from ..rules.household_code import is_code
from ..rules.keying_line import LineReader
from ..rules.messages import FieldRefused, Refused, say
from ..rules.records import Progress
from .canvass_read import Shown, Start, read_start, read_typed
from .canvass_start import CanvassStart
from .page import Hands, Page, View
from .sheet_view import SheetView

AGAIN = "again"
KEEP_AFTER = 1000
"""Milliseconds from the first key that is not kept yet to the draft; with the writing it stays well under two seconds."""


class Opened(NamedTuple):
    """A household that was opened, the walk through its village, and the reader of its lines."""

    door: Door
    walk: Sequence[int]
    reader: LineReader


class Saved(NamedTuple):
    """What saving changed, and the household that was opened next; None at the end of the walk.

    `differing` counts the fields in which a second typing differs from the first; None for a first one.
    """

    changes: Changes
    next: Opened | None
    differing: int | None = None


class CanvassPage(Page):
    """Without a household: the line for a code, and who waits. With one: its sheet."""

    name = "canvass"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self.door: Door | None = None
        self.lines: list[str] = []
        self.walk: Sequence[int] = ()
        self.reader: LineReader | None = None
        self.wanted: tuple[Callable[..., Door], int] | None = None
        self.draft: int | None = None
        self.unkept = False
        self.start = CanvassStart(hands)
        self.sheet = SheetView(hands.words)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.start)
        self.faces.addWidget(self.sheet)
        self.body.addWidget(self.faces, 1)
        self.keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._wire()

    def _wire(self) -> None:
        sheet, start = self.sheet, self.start
        sheet.changed.connect(self._typed)
        sheet.entered.connect(self._entered)
        sheet.finished.connect(self.save)
        sheet.back.connect(self._recall)
        start.code.connect(partial(self._open, canvass_desk.open_code))
        start.chosen.connect(partial(self._open, canvass_desk.open_draft))
        start.dropped.connect(self._to_start)
        start.walk_begins.connect(lambda: self._open_next(0))
        start.new_household.connect(partial(self._open, canvass_desk.open_new))
        self.keeping.timeout.connect(self.keep)
        self.hands.worker.closing.connect(self.keep)
        for keys, act in (
            ("Ctrl+PgDown", lambda: self._open_next(1)),
            ("Ctrl+PgUp", lambda: self._open_next(-1)),
            ("Ctrl+L", self.close_sheet),
            ("Ctrl+N", self.ask_new),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def aim(self, about: object) -> None:
        """The id of the household whose sheet is to be keyed in; behind `AGAIN`, of one to be typed a second time."""
        opening = canvass_desk.open_household
        if isinstance(about, tuple) and about[:1] == (AGAIN,):
            opening, about = canvass_desk.open_again, about[1]
        if isinstance(about, int):
            self.wanted = opening, about
            self._stale = True

    def load(self, view: View) -> None:
        """Show who waits, or read the sheet in sight again: what is typed stays as it is."""
        words = self.hands.words
        if self.wanted is not None:
            (opening, household), self.wanted = self.wanted, None
            self.keep()
            self._open(opening, household)
            return
        if self.door is not None:
            self._read()
            return

        def read(office: Office, _progress: Progress) -> Start:
            return read_start(office, view.village, words)

        def shown(start: Start) -> None:
            self.walk = start.walk
            self.start.show_start(start, view.village or "")

        # behind the keeping of the sheet that was left, which the reading thread might not see yet
        self.hands.worker.ask(say("Reading who waits"), read, shown, self.refused, "canvass start")

    def forget(self) -> None:
        """Another register: nothing of this one is in sight any more."""
        super().forget()
        self.keeping.stop()
        self.unkept = False
        self.door = self.reader = self.draft = None
        self.sheet.reader = None
        self.lines, self.walk = [], ()
        self.sheet.strip.clear()
        self.faces.setCurrentIndex(0)

    def typed(self) -> Typed:
        """What stands in the fields now."""
        assert self.door is not None
        return replace(
            self.door.typed,
            **self.sheet.strip.values(),
            lines=tuple(self.lines),
            typing=self.sheet.typing,
            draft=self.draft,
        )

    def keep(self) -> None:
        """Keep what was typed in the register, if there is something that is not kept yet."""
        door = self.door
        if door is None or not self.unkept:
            return
        self.keeping.stop()
        self.unkept = False
        typed = self.typed()

        def kept(draft: int | None) -> None:
            if self.door is door:
                self.draft = draft

        def write(office: Office, _progress: Progress) -> int | None:
            return sheet_typing.keep(office, typed)

        self.hands.worker.ask(say("Keeping what was typed"), write, kept, self.refused, lasting=True)

    def save(self) -> None:
        """Save the household and open the next one of the walk; refused, everything typed is there again."""
        door, reader, view = self.door, self.reader, self.view
        if door is None or reader is None or view is None:
            return
        self.keeping.stop()
        self.unkept = False
        typed, then = self.typed(), self._following(1)
        self.sheet.newcomer.clear()
        self.sheet.begin_line()
        self.sheet.put("")
        self.lines = []
        on = view.on

        def work(office: Office, _progress: Progress) -> Saved:
            if typed.again is not None:
                lines = [line for line in (*typed.lines, typed.typing) if line.strip()]
                found, changed = second_keying.type_again(office, typed.again, lines, typed.draft)
                return Saved(changed, None, len(found))
            changes = sheet_saving.save_sheet(office, door, typed, reader)
            if then is None:
                return Saved(changes, None)
            following = canvass_desk.open_household(office, then, on)
            return Saved(changes, Opened(following, self.walk, reader))

        def refused(why: Refused) -> None:
            self.lines = [*typed.lines, *filter(None, [typed.typing.strip() if self.sheet.typing else ""])]
            if not self.sheet.typing:
                self.sheet.put(typed.typing)
            self._typed()
            if isinstance(why, FieldRefused) and why.field in self.sheet.strip.fields:
                self.sheet.strip.refuse(why.field, self.hands.words(why.message))
            else:
                self.refused(why)

        self.hands.worker.ask(say("Saving the household"), work, lambda saved: self._saved(typed, saved), refused)

    def ask_new(self) -> None:
        """Ask for the address of a household nobody has keyed yet."""
        if self.door is not None:
            self.close_sheet()
        self.start.ask_new()

    def close_sheet(self) -> None:
        """Leave the sheet for the code of another one; what was typed of it is kept and listed."""
        self.keep()
        self._to_start()

    def _saved(self, typed: Typed, saved: Saved) -> None:
        self.sheet.strip.remember(typed)
        self.start.new_household_form.remember(typed.village, typed.address)
        words, place = self.hands.words, f"{typed.village} {typed.address.removeprefix(typed.village)}"
        last = saved.next is None and typed.household is not None
        if saved.differing is not None:
            said = words.say("Compared: {place}. {count} fields differ.", place=place, count=saved.differing)
        elif last:
            said = words.say("Saved: {place}. This was the last household of the walk.", place=place)
        else:
            said = words.say("Saved: {place}", place=place)
        self.noted.emit(said)
        ahead = self.sheet.typing
        if saved.next is None:
            self._to_start()
        else:
            self.show_opened(saved.next)
            if ahead and not self.sheet.typing:
                self.sheet.line.setText(ahead)
        self.hands.worker.tell(saved.changes)

    def show_opened(self, opened: Opened) -> None:
        """Show a household that was opened."""
        words, door = self.hands.words, opened.door
        self.said("")
        self.door, self.walk, self.reader = door, opened.walk, opened.reader
        self.draft, self.lines = door.typed.draft, list(door.typed.lines)
        self.sheet.reader = opened.reader
        self.sheet.code_length = self.start.code_length = len(door.code) or self.sheet.code_length
        where = ""
        if door.place is not None and door.place.id in self.walk:
            where = words.say("{nth} of {many}", nth=self.walk.index(door.place.id) + 1, many=len(self.walk))
        self.faces.setCurrentIndex(1)
        self.sheet.show_door(door, where, self.view.on if self.view else date.today())
        self._read()

    def _to_start(self) -> None:
        self.door = None
        self.lines = []
        self.faces.setCurrentIndex(0)
        if self.view is not None:
            self.load(self.view)
        self.start.line.setFocus()

    def _typed(self) -> None:
        self.unkept = True
        if not self.keeping.isActive():
            self.keeping.start()
        self._read()

    def _read(self) -> None:
        door, reader, view, words = self.door, self.reader, self.view, self.hands.words
        if door is None or reader is None or view is None:
            return
        typed, on = self.typed(), view.on

        def read(office: Office, _progress: Progress) -> Shown:
            return read_typed(office, door, typed, reader, on, words)

        def shown(read: Shown) -> None:
            if self.door is not door:
                return
            if len(self.lines) - 1 in read.refused and not self.sheet.typing:
                self.sheet.take_back(self.lines.pop())  # where it can be corrected
            self.sheet.show_read(read, len(typed.lines))

        self.hands.worker.read(say("Reading the lines"), read, shown, self.refused, "canvass sheet")

    def _entered(self, text: str) -> None:
        """Enter: a code opens its household, everything else is a line of this one."""
        if is_code(text):
            self.sheet.put("")
            self.keep()
            self._open(canvass_desk.open_code, text)
        elif text.strip():
            self.lines.append(text.strip())
            if self.sheet.line.text() == text:
                self.sheet.put("")
            self._typed()

    def _recall(self) -> None:
        """Take the last line back, to correct it."""
        if self.lines and not self.sheet.line.text():
            self.sheet.put(self.lines.pop())
            self._typed()

    def _following(self, step: int) -> int | None:
        """The household so many doors on in the walk."""
        place = self.door.place if self.door is not None else None
        if place is None or place.id not in self.walk:
            return None if self.door is not None or not self.walk else self.walk[0]
        at = self.walk.index(place.id) + step
        return self.walk[at] if 0 <= at < len(self.walk) else None

    def _open_next(self, step: int) -> None:
        household = self._following(step)
        if household is not None:
            self.keep()
            self._open(canvass_desk.open_household, household)

    def _open(self, opening: Callable[..., Door], *about: object) -> None:
        """Open what is asked for by a code, a draft, an address or an id; the walk is read again in another village only."""
        reader, walk, there, view = self.reader, self.walk, self.door, self.view
        if view is None:
            return
        on = view.on

        def work(office: Office, _progress: Progress) -> Opened:
            door = opening(office, *about, on)
            village = door.typed.village
            same = there is not None and there.typed.village == village
            return Opened(
                door, walk if same else canvass_desk.walk(office, village), reader or canvass_desk.line_reader(office)
            )

        self.hands.worker.ask(say("Opening the household"), work, self.show_opened, self.refused, "canvass open")
