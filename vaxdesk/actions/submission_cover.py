"""The cover sheet of a submission: what is in it, what it replaces, why it goes out, the seal line. It names nobody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from vaxdesk.papers.sheet import Column, Sheet
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.records import StandingCode

from .codes import STANDING_LABELS
from .office import Office
from .rights import Right, needs
from .submission_prepared import Prepared
from .submission_profile import Profile
from .submission_sheets import PAPER_WORDS, plain_sheet

SHOWN = 16
"""Digits of a hash that are read out on the telephone."""


@needs(Right.EXPORT)
def cover_sheet(
    office: Office, prepared: Prepared, profile: Profile, files: Mapping[str, str], left: Mapping[str, int], on: date
) -> Sheet:
    """The cover sheet; `files` are the workbooks with the hash of what is inside."""
    words, seen = PAPER_WORDS, prepared.overview
    rows: list[tuple[str, str]] = [
        (words.say("Reporting office"), office.name),
        (words.say("To"), office.county or profile.receiver),
        (
            words.say("Week and version"),
            words.say("{week}, version {version}", week=prepared.week, version=prepared.version),
        ),
        (words.say("As of"), words.day(on)),
        (words.say("People in the register"), str(seen.total)),
        *((words(STANDING_LABELS[code]), str(seen.counts[code])) for code in StandingCode),
        (words.say("Since the last submission"), _gap_line(prepared)),
    ]
    if prepared.replaces is not None:
        rows.append((words.say("Replaces"), words.say("version {version}", version=prepared.replaces.version)))
    if left:
        rows.append((words.say("Villages left out"), "; ".join(f"{name} {people}" for name, people in left.items())))
    for name, digest in files.items():
        inside = words.say("hash inside {digest}", digest=digest[:SHOWN])
        rows.append((words.say("Workbook"), f"{name}\n{inside}"))
    for finding, reason in prepared.findings:
        if reason:
            explained = words.say("Explanation: {reason}", reason=reason)
            rows.append((words.say("Self-check"), f"{words(finding.sentence)}\n{explained}"))
    plain = plain_sheet(office, "cover", say("Cover sheet of the weekly submission"), on, (), (), notes=[words(NOTE)])
    return replace(
        plain,
        columns=(Column(words.say("Item"), "", 42.0), Column(words.say("Content"), "", 118.0)),
        rows=tuple(rows),
        signature=tuple(map(words, SIGNATURES)),
        landscape=False,
    )


NOTE = say("The workbooks are encrypted; their password is told another way. This sheet names nobody.")
SIGNATURES = (
    say("Prepared by:"), say("Checked by (signature):"), say("Head of the office (signature):"),
    say("Seal of the office:"), say("Date:"),
)  # fmt: skip


def _gap_line(prepared: Prepared) -> str:
    gap = prepared.bridge
    if not gap.since:
        return PAPER_WORDS.say("There is no earlier submission to compare with.")
    return PAPER_WORDS(bridge_line(prepared))


def bridge_line(prepared: Prepared) -> Message:
    """The bridge in a line: last time, in, out, this time, changed."""
    gap = prepared.bridge
    return say(
        "{since}: {before} people in scope, {came} came in, {went} went out, now {now}; {changed} stand elsewhere.",
        since=gap.since, before=gap.before, came=gap.came, went=gap.went, now=gap.now, changed=gap.changed,
    )  # fmt: skip
