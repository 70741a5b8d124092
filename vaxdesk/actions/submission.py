"""The week's submission: summary, three ledgers and the form of people away, in one encrypted workbook with a manifest.

It is refused when it does not add up, and kept as sent: its rows, the rules that judged, and its hash.
The workbook carries full numbers because the county compares by them; it leaves the office encrypted only (notice 000),
and the password goes another way.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from vaxdesk import __version__
from vaxdesk.papers.saving import put
from vaxdesk.papers.sealed import encrypt_workbook
from vaxdesk.papers.sheet import Sheet
from vaxdesk.papers.workbook_out import write_workbook
from vaxdesk.register import standings, submissions
from vaxdesk.register.submissions import Frozen
from vaxdesk.rules import flows
from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.records import Progress, StandingCode

from .bridge import Bridge, bridge
from .ledgers import SUMMARY, make, people_away
from .office import Changes, Office
from .overview import Overview, overview

LEDGERS = ("completed", "incomplete", "unvaccinated")
SHORTEST_PASSWORD = 8
"""Characters."""

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission that adds up and waits to be sent."""

    week: str
    version: int
    overview: Overview
    sheets: Sequence[Sheet]
    rows: dict[int, str]
    bridge: Bridge


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission that was made: its files, the hash of the encrypted workbook, and how it differs from the last one."""

    files: tuple[Path, Path]
    sha256: str
    rows: int
    bridge: Bridge
    changes: Changes


def week_of(on: date) -> str:
    """The ISO week of a day, as 2021-W50."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def prepare(office: Office, week: str, on: date, progress: Progress | None = None) -> Prepared:
    """Make the sheets of a week's submission. Raises Refused: `week_invalid`, `register_empty`, `does_not_balance`."""
    _check_week(week)
    seen = overview(office, on, progress=progress)
    if not seen.total:
        raise Refused("register_empty", say("The register is empty: take in a roster before the submission."))
    sheets = [sheet for name in (SUMMARY, *LEDGERS) for sheet in make(office, name, on, mask="full", reason=week)]
    sheets.append(people_away(office, on, [flow.code for flow in flows.load().values() if flow.reported]))
    check_balance(seen, sheets)
    rows = standings.by_person(office.db)
    last = submissions.last_before(office.db, week) or ("", {})
    return Prepared(week, 1 + submissions.versions(office.db, week), seen, sheets, rows, bridge(*last, week, rows))


def check_balance(seen: Overview, sheets: Sequence[Sheet]) -> None:
    """Refuse (`does_not_balance`) unless every ledger has as many lines as the summary counts, and the seven make everybody."""
    for name in LEDGERS:
        listed = sum(len(sheet.rows) for sheet in sheets if sheet.name == name)
        if listed != seen.counts[name]:
            raise Refused(
                "does_not_balance",
                say(
                    "The ledger {name} lists {listed} people, but the summary counts {counted}: report this as a fault.",
                    name=name,
                    listed=listed,
                    counted=seen.counts[name],
                ),
            )
    if sum(seen.counts[str(code)] for code in StandingCode) != seen.total:
        raise Refused(
            "does_not_balance", say("The seven standings do not add up to everybody: report this as a fault.")
        )


def submit(
    office: Office, week: str, on: date, folder: Path, password: str, progress: Progress | None = None
) -> Submitted:
    """Make the submission, freeze it in the register, and write workbook and manifest into the folder.

    Raises Refused as `prepare` does, and `password_weak`, `file_not_written`.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Refused(
            "password_weak",
            say(
                "The password of the submission is too short: use at least {count} characters.", count=SHORTEST_PASSWORD
            ),
        )
    prepared = prepare(office, week, on, progress)
    plain = BytesIO()
    write_workbook(prepared.sheets, plain)
    sealed = encrypt_workbook(plain.getvalue(), password)
    digest = hashlib.sha256(sealed).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{office.name}-{week}" + (f"-v{prepared.version}" if prepared.version > 1 else "")
    files = (folder / f"{stem}.xlsx", folder / f"{stem}.manifest.json")
    manifest = _manifest(office, prepared, files[0].name, digest, hashlib.sha256(plain.getvalue()).hexdigest())
    put(sealed, files[0])
    put(json.dumps(manifest, ensure_ascii=False, indent=1).encode(), files[1])
    frozen = Frozen(week, prepared.version, on, __version__, manifest, prepared.rows, digest, plain.getvalue())
    submissions.freeze(office.db, office.user, frozen)
    rows = sum(len(sheet.rows) for sheet in prepared.sheets)
    return Submitted(files, digest, rows, prepared.bridge, Changes("submit", submissions=True))


def _manifest(office: Office, prepared: Prepared, file: str, sealed: str, plain: str) -> dict[str, object]:
    return {
        "format": 1,
        "office": office.name,
        "county": office.county,
        "week": prepared.week,
        "version": prepared.version,
        "judged_on": prepared.overview.on.isoformat(),
        "campaign": prepared.overview.campaign,
        "rules": __version__,
        "total": prepared.overview.total,
        "counts": dict(prepared.overview.counts),
        "villages": {name: dict(counts) for name, counts in prepared.overview.villages.items()},
        "sheets": [{"form": sheet.name, "place": sheet.place, "rows": len(sheet.rows)} for sheet in prepared.sheets],
        "bridge": prepared.bridge._asdict(),
        "file": file,
        "sha256": sealed,
        "sha256_inside": plain,
    }


def _check_week(week: str) -> None:
    written = _WEEK.fullmatch(week)
    try:
        valid = written is not None and bool(date.fromisocalendar(int(written[1]), int(written[2]), 1))
    except ValueError:
        valid = False
    if not valid:
        raise Refused("week_invalid", say("{week} is no week: write it like 2021-W50.", week=week))
