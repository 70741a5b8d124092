"""The register of prints and exports: what left the office, how masked, for whom and why, and how it ended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from ..actions import printing
from ..actions.ledgers import all_forms
from ..actions.office import Changes, Office
from ..actions.printing import Print
from ..rules.messages import Message, say
from ..rules.records import Progress
from .labels import quiet
from .page import Hands, Page, View
from .table import Heading, RowsModel, Value, fit_columns, table_view

NEWEST = 2000
"""So many lines are shown; older ones stay in the register."""
STATES = {"done": say("left"), "begun": say("broke off: the program ended"), "stopped": say("broke off")}
MASKS = {"list": say("desk"), "door": say("door"), "full": say("whole numbers"), "public": say("no persons")}
OTHERS = {
    "template": say("The county's workbook"),
    "reply": say("Reply to a list"),
    "corrections": say("Rows sent back"),
    "people": say("Everybody"),
    "canvass_sheet": say("Canvass sheets"),
    "canvass_blank": say("Blank canvass sheet"),
    "canvass_card": say("Household cards"),
    "canvass_slip": say("Slips for the door"),
}
HEADINGS = (
    say("Number"), say("When"), say("What"), say("Place"), say("Date"), say("Lines"), say("Page count"), say("Masked"),
    say("By"), say("For whom"), say("Why"), say("Where to"), say("How it ended"),
)  # fmt: skip


class PrintsPage(Page):
    """The newest prints first; a reprint names the print it repeats."""

    name = "prints"

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self.model = RowsModel()
        self.table = table_view(self.model, hands.words.say("Register of prints"))
        self.empty = quiet(hands.words.say("Nothing has been printed or exported yet."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.table, 1)

    def load(self, view: View) -> None:
        """Read the register of prints."""

        def read(office: Office, _progress: Progress) -> tuple[list[Print], dict[str, str]]:
            titles = {str(form["name"]): str(form["title"]).format(county=office.county) for form in all_forms()}
            return printing.register_of_prints(office, NEWEST), titles

        self.hands.worker.ask(say("Reading the register of prints"), read, self._show, self.refused, self.name)

    def changes(self, changes: Changes) -> None:
        """A print makes the page old."""
        if changes.prints or changes.everything:
            self._stale = True

    def forget(self) -> None:
        """Another register has prints of its own."""
        super().forget()
        self.model.show([], [])

    def _show(self, found: tuple[Sequence[Print], dict[str, str]]) -> None:
        prints, titles = found
        words = self.hands.words
        right = {0, 5, 6}
        headings = [
            Heading(words(heading), "right" if nth in right else "left") for nth, heading in enumerate(HEADINGS)
        ]
        self.model.show(headings, [self._row(each, titles) for each in prints])
        fit_columns(self.table, 200)
        self.empty.setVisible(not prints)
        self.table.setVisible(bool(prints))

    def _row(self, each: Print, titles: dict[str, str]) -> Sequence[Value]:
        words = self.hands.words
        what = titles.get(each.form) or words(OTHERS.get(each.form, each.form))
        if each.first:
            what = words.say("{what} (reprint of {first})", what=what, first=f"{each.first:06}")
        return (
            f"{each.number:06}",
            each.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            what,
            each.place,
            each.on,
            each.rows,
            each.pages or None,
            words(_word(MASKS, each.mask)),
            each.by,
            each.recipient,
            each.reason,
            each.target,
            words(_word(STATES, each.state)),
        )


def _word(known: dict[str, Message], code: str) -> Message | str:
    return known.get(code, code)
