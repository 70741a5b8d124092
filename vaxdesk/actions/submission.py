"""The week's submission: checked, frozen, encrypted; with answers to what the self-check asks.

It is refused when it does not add up, and kept as sent: its files, its snapshot, the rules that judged, and its hash. The workbook
may carry full numbers because the county compares by them; it leaves the office encrypted only (notice 000), and the password goes
another way. Once it was sent it is locked: a correction is a new version that says what it replaces and why. The same week made
twice is the same inside: nothing in the workbook tells a time or a version.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from vaxdesk import __version__
from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.saving import put_together
from vaxdesk.papers.sealed import encrypt_workbook
from vaxdesk.papers.sheet import Sheet
from vaxdesk.papers.workbook_out import write_workbook
from vaxdesk.papers.worksheet_names import worksheet_name
from vaxdesk.register import snapshots, submissions
from vaxdesk.register.changes import last_change
from vaxdesk.register.frozen import now as marks_now
from vaxdesk.register.movements import Moment
from vaxdesk.register.submissions import File, Kept
from vaxdesk.rules.messages import Message, Refused, say
from vaxdesk.rules.records import Progress, StandingCode

from .bridge import Bridge, Point, bridge, last_before
from .codes import STANDING_LABELS
from .fill import filled_workbook
from .frozen_figures import figures_now
from .office import Changes, Office
from .overview import Overview, overview
from .rights import Right, needs
from .self_check import Finding, self_check
from .submission_cover import cover_sheet
from .submission_manifest import manifest_of
from .submission_prepared import Answers, Prepared
from .submission_profile import LEDGERS, Profile, checked, keep_profile, read_profile
from .submission_sheets import PAPER_WORDS, contents_sheet, left_out, sheets

SHORTEST_PASSWORD = 8
"""Characters."""

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission that was made: its files (workbook and manifest first), the hash of the workbook, and its bridge."""

    files: tuple[Path, ...]
    sha256: str
    rows: int
    bridge: Bridge
    findings: Sequence[tuple[Finding, str]]
    changes: Changes


def week_of(on: date) -> str:
    """The ISO week of a day, as 2021-W50."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


@needs(Right.REVIEW)
def prepare(
    office: Office,
    week: str,
    on: date,
    progress: Progress | None = None,
    profile: Profile | None = None,
    answers: Answers | None = None,
) -> Prepared:
    """Check the register for a week's submission and make its sheets; nothing is written.

    Raises Refused: `week_invalid`, `week_in_future`, `register_empty`, `does_not_balance`, and those of submission_profile.checked.
    """
    _check_week(week, on)
    sent = checked(office, profile or read_profile(office))
    reasons = (answers or Answers()).reasons
    seen = overview(office, on, progress=progress)
    if not seen.total:
        raise Refused("register_empty", say("The register is empty: take in a roster before the submission."))
    here = Point(week, Moment(last_change(office.db), on), marks_now(office.db))
    gap = bridge(office, last_before(office, week), here)
    found = [
        (finding, reasons.get(finding.code, "").strip())
        for finding in self_check(office, week, on, seen, gap, progress)
    ]
    made = sheets(office, week, on, sent, gap, found, progress)
    check_balance(seen, made, sent)
    earlier = [kept for kept in submissions.listed(office.db) if kept.week == week]
    return Prepared(week, 1 + len(earlier), seen, made, found, gap, earlier[0] if earlier else None)


def check_balance(seen: Overview, made: Sequence[Sheet], profile: Profile) -> None:
    """Refuse (`does_not_balance`) unless every ledger has as many lines as the summary counts, and the seven make everybody."""
    for name in LEDGERS:
        if not profile.rows or name not in profile.forms:
            continue
        listed = sum(len(sheet.rows) for sheet in made if sheet.name == name)
        counted = sum(counts[name] for place, counts in seen.villages.items() if place not in profile.without_villages)
        if listed != counted:
            raise Refused(
                "does_not_balance",
                say(
                    "The ledger {name} lists {listed} people, but the summary counts {counted}: report this as a fault.",
                    name=name,
                    listed=listed,
                    counted=counted,
                ),
            )
    if sum(seen.counts[str(code)] for code in StandingCode) != seen.total:
        raise Refused(
            "does_not_balance", say("The seven standings do not add up to everybody: report this as a fault.")
        )


@needs(Right.EXPORT)
def submit(
    office: Office,
    week: str,
    on: date,
    folder: Path,
    password: str,
    progress: Progress | None = None,
    profile: Profile | None = None,
    answers: Answers | None = None,
    may_go_on: bool = False,
) -> Submitted:
    """Make the submission, freeze it in the register, and write its files into the folder; the answers are kept for next week.

    `may_go_on`: findings without a reason are printed as unexplained instead of refusing the submission.
    Raises Refused as `prepare` does, and `password_weak`, `reason_needed`, `why_replaced`, `file_not_written`, and those of
    fill.filled_workbook.
    """
    _check_password(password)
    sent, told = profile or read_profile(office), answers or Answers()
    prepared = prepare(office, week, on, progress, sent, told)
    _all_answered(prepared, told, may_go_on)
    inside = _files(office, prepared, sent, on)
    sealed = {each.name: encrypt_workbook(each.content, password) if each.sealed else each.content for each in inside}
    files = [file._replace(sha256=hashlib.sha256(sealed[file.name]).hexdigest()) for file in inside]
    manifest = manifest_of(office, prepared, sent, told, files, inside)
    folder.mkdir(parents=True, exist_ok=True)
    listing = f"{_stem(office, prepared)}.manifest.json"
    paths = [folder / name for name in (files[0].name, listing, *(file.name for file in files[1:]))]
    contents = {folder / name: content for name, content in sealed.items()}
    contents[folder / listing] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    with put_together(contents), office.db.atomic():
        snapshot = snapshots.freeze(office.db, snapshots.SUBMISSION, figures_now(office, on))
        kept = Kept(0, week, prepared.version, on, __version__, manifest, files[0].sha256, snapshot)
        submissions.keep(office.db, office.user, kept, files)
        if profile is not None:
            keep_profile(office, profile)
    changes = Changes("submit", submissions=True)
    return Submitted(tuple(paths), files[0].sha256, prepared.lines, prepared.bridge, prepared.findings, changes)


def _all_answered(prepared: Prepared, answers: Answers, may_go_on: bool) -> None:
    if prepared.unanswered and not may_go_on:
        raise Refused(
            "reason_needed",
            say(
                "The self-check asks for a reason: {finding} Mend the list, or say why it is so.",
                finding=prepared.unanswered[0].sentence,
            ),
        )
    replaced = prepared.replaces
    if replaced is not None and replaced.sent and not answers.why_replaced.strip():
        raise Refused(
            "why_replaced",
            say(
                "Version {version} of this week was sent: say what the new version corrects.", version=replaced.version
            ),
        )


def _stem(office: Office, prepared: Prepared) -> str:
    return f"{office.name}-{prepared.week}" + (f"-v{prepared.version}" if prepared.version > 1 else "")


def _files(office: Office, prepared: Prepared, profile: Profile, on: date) -> list[File]:
    """The files as they are inside: the workbook, the county's own workbooks, and the cover sheet, which names nobody."""
    stem = _stem(office, prepared)
    files = [_file(f"{stem}.xlsx", True, workbook(office, prepared, on))]
    for nth, template in enumerate(map(Path, profile.templates), 1):
        files.append(_file(f"{stem}-{nth}-{template.stem}.xlsx", True, filled_workbook(office, template, on)))
    drawn = BytesIO()
    inside = {file.name: file.sha256 for file in files}
    write_pdf([cover_sheet(office, prepared, profile, inside, left_out(office, profile), on)], drawn)
    return [*files, _file(f"{stem}-cover.pdf", False, drawn.getvalue())]


def _file(name: str, sealed: bool, content: bytes) -> File:
    return File(name, sealed, hashlib.sha256(content).hexdigest(), content)


@needs(Right.EXPORT)
def workbook(office: Office, prepared: Prepared, on: date) -> bytes:
    """The submission as a workbook without its password: contents first."""
    taken: set[str] = set()
    first = worksheet_name(PAPER_WORDS.say("Contents"), "contents", taken)
    names = [worksheet_name(_tab(sheet), sheet.name, taken) for sheet in prepared.sheets]
    plain = BytesIO()
    contents = contents_sheet(office, on, names, prepared.sheets)
    write_workbook([contents, *prepared.sheets], plain, names=[first, *names])
    return plain.getvalue()


def _tab(sheet: Sheet) -> str:
    """The name of a worksheet: the standing and the village of a ledger, else the title."""
    if not sheet.place:
        return sheet.title
    label = PAPER_WORDS(STANDING_LABELS[sheet.name]) if sheet.name in STANDING_LABELS else sheet.title
    return f"{label} {sheet.place}"


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(
            "password_weak",
            say(
                "The password of the submission is too short: use at least {count} characters.", count=SHORTEST_PASSWORD
            ),
        )


def _check_week(week: str, on: date) -> None:
    written = _WEEK.fullmatch(week)
    try:
        first = date.fromisocalendar(int(written[1]), int(written[2]), 1) if written else None
    except ValueError:
        first = None
    if first is None:
        raise Refused("week_invalid", say("{week} is no week: write it like 2021-W50.", week=week))
    if first > on:
        raise Refused(
            "week_in_future",
            say(
                "The week {week} begins after {day}: choose the week that is reported, or another working date.",
                week=week,
                day=on,
            ),
        )


def sent_line(kept: Kept) -> Message:
    """What became of a submission, in a sentence: sent and how, answered by the county, returned."""
    if not kept.events:
        return say("not sent yet")
    event = kept.events[-1]
    labels = {
        "sent": say("sent {at} to {party} ({medium})", at=event.at, party=event.party, medium=event.medium),
        "receipt": say("receipt of {party}, {at}", party=event.party, at=event.at),
        "returned": say("returned by {party}, {at}: {note}", party=event.party, at=event.at, note=event.note),
    }
    return labels[event.kind]


def moment(day: date, hour: str) -> datetime:
    """A day and an hour such as 15:00. Raises Refused `hour_invalid`."""
    try:
        return datetime.combine(day, datetime.strptime(hour.strip(), "%H:%M").time())
    except ValueError:
        raise Refused("hour_invalid", say("{hour} is no time of day: write it like 15:00.", hour=hour)) from None
