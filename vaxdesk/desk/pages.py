"""The pages of the desk, in the order of the rail. A new page joins here and nowhere else.

This is what the frame knows of them before anybody turns to one. The code of a page is loaded when it is first built: a window that
loads all of them opens a third of a second later.
"""

from dataclasses import dataclass
from enum import Enum, auto
from pkgutil import resolve_name
from typing import Any

from ..rules.messages import Message, say
from ..rules.roles import Right


class Part(Enum):
    """Where in the rail a page stands, from top to bottom."""

    START = auto()
    PEOPLE = auto()
    DOOR = auto()
    INCOMING = auto()
    PAPERS = auto()
    REPORTS = auto()
    OFFICE = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A page before it is built.

    `name` is its word in `go`, `home` its module in this room and its class; `title` and `icon` (one of resources/icons) stand in
    the rail. The rail offers it to whoever has the right it `needs`; the verbs it asks hold to theirs by themselves. `under`: the
    page that the rail marks instead, for one that is only opened from others (a person's); such a page is not offered.
    """

    name: str
    home: str
    title: Message
    part: Part
    icon: str
    needs: Right = Right.LOOK
    under: str = ""

    def load(self) -> Any:
        """The class of the page: a Page."""
        return resolve_name(f"{__package__}.{self.home}")


PAGES: tuple[Kind, ...] = (
    Kind("overview", "overview_page:OverviewPage", say("Overview"), Part.START, "layout-dashboard"),
    Kind("residents", "residents_page:ResidentsPage", say("Residents"), Part.PEOPLE, "users"),
    Kind("households", "households_page:HouseholdsPage", say("Households"), Part.PEOPLE, "house"),
    Kind("duplicates", "duplicates_page:DuplicatesPage", say("Same people"), Part.PEOPLE, "merge", Right.REVIEW),
    Kind("walk", "walk_page:WalkPage", say("Walk and sheets"), Part.DOOR, "route"),
    Kind("work", "work_page:WorkPage", say("Work lists"), Part.DOOR, "phone"),
    Kind("canvass", "canvass_page:CanvassPage", say("Canvass desk"), Part.DOOR, "footprints", Right.KEY),
    Kind("intake", "intake_page:IntakePage", say("Take in"), Part.INCOMING, "file-input", Right.TAKE_IN),
    Kind("lists", "lists_page:ListsPage", say("Verify lists"), Part.INCOMING, "list-checks", Right.TAKE_IN),
    Kind("doses", "doses_page:DosesPage", say("Dose checks"), Part.INCOMING, "syringe", Right.REVIEW),
    Kind("ledgers", "ledger_page:LedgerPage", say("Ledgers"), Part.PAPERS, "notebook-tabs"),
    Kind("progress", "progress_page:ProgressPage", say("Progress"), Part.REPORTS, "chart-column", Right.REVIEW),
    Kind("question", "question_page:QuestionPage", say("Count"), Part.REPORTS, "calculator", Right.REVIEW),
    Kind("plan", "plan_page:PlanPage", say("Tasks and stages"), Part.REPORTS, "calendar-clock", Right.REVIEW),
    Kind("print_shop", "print_shop_page:PrintShopPage", say("Ledgers"), Part.PAPERS, "printer", under="ledgers"),
    Kind("prints", "prints_page:PrintsPage", say("Register of prints"), Part.PAPERS, "history", Right.REVIEW),
    Kind("submission", "submission_page:SubmissionPage", say("Submission"), Part.REPORTS, "send", Right.REVIEW),
    Kind(
        "templates", "templates_page:TemplatesPage", say("County forms"), Part.REPORTS, "file-spreadsheet", Right.EXPORT
    ),
    Kind("county", "county_page:CountyPage", say("County roll-up"), Part.OFFICE, "landmark", Right.EXPORT),
    Kind("safety", "safety_page:SafetyPage", say("Safety"), Part.OFFICE, "shield-check"),
    Kind("settings", "settings_page:SettingsPage", say("Settings"), Part.OFFICE, "settings"),
    Kind("person", "person_page:PersonPage", say("Person"), Part.OFFICE, "file-text", under="residents"),
)
"""Every page of the desk."""


def kind_of(name: str) -> Kind:
    """What is known of the page of this name."""
    return next(kind for kind in PAGES if kind.name == name)
