"""The pages of the desk, in the order of the rail. A new page joins here and nowhere else."""

from .canvass_page import CanvassPage
from .county_page import CountyPage
from .doses_page import DosesPage
from .duplicates_page import DuplicatesPage
from .households_page import HouseholdsPage
from .intake_page import IntakePage
from .ledger_page import LedgerPage
from .lists_page import ListsPage
from .overview_page import OverviewPage
from .page import Page
from .person_page import PersonPage
from .plan_page import PlanPage
from .print_shop_page import PrintShopPage
from .prints_page import PrintsPage
from .progress_page import ProgressPage
from .question_page import QuestionPage
from .residents_page import ResidentsPage
from .safety_page import SafetyPage
from .settings_page import SettingsPage
from .submission_page import SubmissionPage
from .templates_page import TemplatesPage
from .walk_page import WalkPage
from .work_page import WorkPage

PAGES: tuple[type[Page], ...] = (
    OverviewPage,
    ResidentsPage,
    HouseholdsPage,
    DuplicatesPage,
    WalkPage,
    WorkPage,
    CanvassPage,
    IntakePage,
    ListsPage,
    DosesPage,
    LedgerPage,
    ProgressPage,
    QuestionPage,
    PlanPage,
    PrintShopPage,
    PrintsPage,
    SubmissionPage,
    TemplatesPage,
    CountyPage,
    SafetyPage,
    SettingsPage,
    PersonPage,
)
