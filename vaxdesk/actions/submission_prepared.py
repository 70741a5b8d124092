"""A submission on its way: what a person answers, and what waits to be made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vaxdesk.papers.sheet import Sheet
from vaxdesk.register.submissions import Kept

from .bridge import Bridge
from .overview import Overview
from .self_check import Finding, Weight


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person answers on the way: reasons by the code of a finding, and why a version that was sent is replaced."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    why_replaced: str = ""


class Prepared(NamedTuple):
    """A submission that adds up and waits to be made; `replaces` is the version of the same week that it would replace."""

    week: str
    version: int
    overview: Overview
    sheets: Sequence[Sheet]
    findings: Sequence[tuple[Finding, str]]
    bridge: Bridge
    replaces: Kept | None

    @property
    def lines(self) -> int:
        """How many lines all sheets have."""
        return sum(len(sheet.rows) for sheet in self.sheets)

    @property
    def unanswered(self) -> list[Finding]:
        """The findings that still need a reason."""
        return [finding for finding, reason in self.findings if finding.weight is Weight.REASON and not reason]
