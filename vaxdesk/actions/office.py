"""An office at work: its open register, the rules it judges by, and the day it is.

Everything a verb needs is in the Office that is handed to it; there is no state elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from vaxdesk.register import attempts, trouble, vault, viewing
from vaxdesk.register.alarms import raise_alarm
from vaxdesk.register.backup import before_upgrade
from vaxdesk.register.chain import Register
from vaxdesk.register.changes import begin_change
from vaxdesk.register.optional_fields import keep_reason
from vaxdesk.register.people import count_people
from vaxdesk.register.roll import Roll
from vaxdesk.register.settings import add_campaign, read_setting, write_setting
from vaxdesk.register.users import User, permit_of, write_user
from vaxdesk.rules import catalogue as catalogues
from vaxdesk.rules import writing as writings
from vaxdesk.rules.campaigns import Campaign
from vaxdesk.rules.catalogue import Catalogue
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.roles import Permit, Role
from vaxdesk.rules.rows import Vocabulary
from vaxdesk.rules.writing import Writing

DEFAULT_CAMPAIGN = "covid-12"
DEFAULT_USER = "office"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a verb changed; screens decide for themselves what to reload. `everything` stands for all people at once."""

    verb: str
    people: frozenset[int] = field(default_factory=frozenset)
    everything: bool = False
    prints: bool = False
    submissions: bool = False


class Office:
    """An open register with the catalogue, the campaign, and today's date. Use as a context manager, or call `close`.

    One thread uses it at a time. `roll`, which lists of residents are made from, can be dropped at any time (actions.residents).
    """

    def __init__(self, opened: vault.Vault, catalogue: Catalogue, writing: Writing, today: date) -> None:
        self._vault = opened
        self.catalogue = catalogue
        self.writing = writing
        self.today = today
        self.roll: Roll | None = None
        self.permit = permit_of(self.db, opened.user)._replace(reading=isinstance(opened, viewing.View))
        self.campaign: Campaign = catalogue.campaigns[read_setting(self.db, "campaign")]
        self.vocabulary = Vocabulary(catalogue.product_of, catalogue.reason_of, self._in_use_since)

    @property
    def vault(self) -> vault.Vault:
        """The register's folder: its keys, and the file at rest."""
        return self._vault

    @property
    def db(self) -> Register:
        """The register's database; only the room of the register speaks to it."""
        return self._vault.db

    @property
    def permit(self) -> Permit:
        """What whoever opened the register may do; the database shows and takes nothing beyond it."""
        return self._permit

    @permit.setter
    def permit(self, permit: Permit) -> None:
        """Hold the office, and what its database shows, to another permit."""
        self._permit = permit
        self.roll = None
        self.db.confine(permit)

    @property
    def reads_only(self) -> bool:
        """Whether this is a view that `reader` gave: it cannot write, nor reckon the standings of another day."""
        return self._vault.reads_only

    def reader(self) -> "Office":
        """A view of the same register for another thread, to read while this one writes; close it first.

        Verbs that only read work on it. One that needs the standings of a day they were not reckoned for raises Refused
        `standings_behind`: let the office itself bring them up to date (judging.refresh), then ask again.
        """
        view = Office(self._vault.reader(), self.catalogue, self.writing, self.today)
        view.permit = self.permit
        return view

    @property
    def folder(self) -> Path:
        """Where the register lies."""
        return self._vault.home

    @property
    def user(self) -> str:
        """Who opened the register."""
        return self._vault.user

    @property
    def name(self) -> str:
        """The office's name as it stands on its papers."""
        return read_setting(self.db, "office")

    @property
    def county(self) -> str:
        """The county the office belongs to; "" if nobody wrote it down."""
        return read_setting(self.db, "county")

    @property
    def people(self) -> int:
        """How many people the register holds, whatever their standing."""
        return count_people(self.db)

    def _in_use_since(self, product: str) -> date | None:
        """The first day on which this vaccine can have been given; None where that is not known."""
        return self.catalogue.diseases[self.catalogue.products[product].disease].in_use_since

    def require_there(self) -> None:
        """Raises Refused `register_gone` where the register was deleted or moved, or its disk pulled, since it was opened."""
        self._vault.require_there()

    def trouble(self, error: BaseException) -> Refused | None:
        """What to tell of an error of the world, such as a full disk; None where it is a fault of the program."""
        return trouble.explained(error, self.folder)

    def close(self) -> None:
        """Close the register."""
        self._vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_office(
    folder: Path,
    passphrase: str,
    name: str,
    county: str = "",
    campaign: str = DEFAULT_CAMPAIGN,
    user: str = DEFAULT_USER,
    today: date | None = None,
    *,
    invented: bool = False,
    recorded: Mapping[str, str] = MappingProxyType({}),
) -> Office:
    """Make an empty register for an office, or for `invented` people (register.vault.create).

    `recorded`: the optional fields that are used from the beginning, with the reason of each (rules.optional_fields).

    Raises Refused as register.vault.create does, and `campaign_unknown`.
    """
    catalogue = catalogues.load()
    if campaign not in catalogue.campaigns:
        raise Refused(
            "campaign_unknown",
            say(
                "There is no campaign {code}: choose one of {known}.",
                code=campaign,
                known=", ".join(catalogue.campaigns),
            ),
        )
    if not name.strip():
        raise Refused("office_unnamed", say("The office has no name: give it the one that stands on its papers."))
    opened = vault.create(folder, passphrase, user, invented=invented)
    with opened.db.atomic():
        change = begin_change(opened.db, user, "new", "; ".join(map(" ".join, recorded.items())))
        for code, reason in recorded.items():
            keep_reason(opened.db, code, reason)
        write_user(opened.db, change, User(user, Role.ADMINISTRATOR, None))
        for setting, text in (("office", name.strip()), ("county", county.strip()), ("campaign", campaign)):
            write_setting(opened.db, setting, text)
        add_campaign(opened.db, change, campaign, catalogue.campaigns[campaign].title)
    return Office(opened, catalogue, writings.load(), today or date.today())


def names_of(folder: Path) -> list[str]:
    """Who may open the register in a folder; nobody where that cannot be told."""
    try:
        return vault.names(folder)
    except (Refused, OSError):
        return []


def open_office(folder: Path, passphrase: str, user: str | None = None, today: date | None = None) -> Office:
    """Open an office's register. Raises Refused as register.vault.open_vault does."""
    opened = vault.open_vault(folder, passphrase, user, before_upgrade)
    try:
        _sign_in(opened)
        return Office(opened, catalogues.load(), writings.load(), today or date.today())
    except trouble.Trouble as error:
        opened.close()
        raise trouble.explained(error, folder) or error from error


def open_to_read(folder: Path, passphrase: str, user: str | None = None, today: date | None = None) -> Office:
    """Open a register that somebody else has open, or whose folder lets nobody write: as it is now, and to be read only.

    Raises Refused as register.viewing.open_view does.
    """
    opened = viewing.open_view(folder, passphrase, user)
    try:
        opened.report("sign_in", READING)
        return Office(opened, catalogues.load(), writings.load(), today or date.today())
    except BaseException:
        opened.close()
        raise


READING = "reading"
"""What stands on record about a sign-in that could only read."""


def _sign_in(opened: vault.Vault) -> None:
    """Put it on record, with what was noted beside the register since the last time; that is forgotten only then."""
    seen, unread = viewing.readings(opened.folder)
    failed, uncounted = attempts.failures(opened.folder)
    with opened.db.atomic():
        for at, by, verb, about in seen:
            begin_change(opened.db, by, verb, about, at)
        if failed:
            begin_change(
                opened.db, "", "sign_in_failed", f"{len(failed)}: {failed[0].isoformat()} - {failed[-1].isoformat()}"
            )
        for name, damaged in ((viewing.READINGS, unread), (attempts.FILE, uncounted)):
            if damaged:
                raise_alarm(opened.db, opened.user, f"damaged {name}")
        begin_change(opened.db, opened.user, "sign_in")
    viewing.forget_readings(opened.folder)
    attempts.forget(opened.folder)
