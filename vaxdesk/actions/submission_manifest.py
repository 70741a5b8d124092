"""The manifest beside a submission: counts, contents and hashes, by which the county checks it. It names nobody."""

from collections.abc import Sequence

from vaxdesk import __version__
from vaxdesk.papers.sheet import Sheet
from vaxdesk.register.submissions import File

from .bridge import Bridge
from .office import Office
from .rights import Right, needs
from .submission_prepared import Answers, Prepared
from .submission_profile import Profile
from .submission_sheets import PAPER_WORDS, left_out

FORMAT = 2
"""Of manifest and contents; a reader refuses what it does not know."""

Table = dict[str, object]


@needs(Right.EXPORT)
def manifest_of(
    office: Office,
    prepared: Prepared,
    profile: Profile,
    answers: Answers,
    files: Sequence[File],
    inside: Sequence[File],
) -> Table:
    """The manifest; `files` are hashed as they leave, `inside` as they are without their password."""
    return {
        "format": FORMAT,
        "office": office.name,
        "county": office.county,
        "week": prepared.week,
        "version": prepared.version,
        "replaces": _replaced(prepared, answers),
        **_counted(prepared),
        "left_out": {
            "villages": left_out(office, profile),
            "fields": list(profile.without_fields),
            "rows": not profile.rows,
        },
        "sheets": list(map(_sheet, prepared.sheets)),
        "bridge": _bridge(prepared.bridge),
        "self_check": [
            {"code": finding.code, "sentence": PAPER_WORDS(finding.sentence), "reason": reason}
            for finding, reason in prepared.findings
        ],
        "file": files[0].name,
        "sha256": files[0].sha256,
        "sha256_inside": inside[0].sha256,
        "files": [
            {"name": file.name, "sha256": file.sha256, "sha256_inside": plain.sha256, "encrypted": file.sealed}
            for file, plain in zip(files, inside, strict=True)
        ],
    }


def _replaced(prepared: Prepared, answers: Answers) -> Table | None:
    replaced = prepared.replaces
    if replaced is None:
        return None
    return {"version": replaced.version, "sha256": replaced.sha256, "why": answers.why_replaced.strip()}


def _counted(prepared: Prepared) -> Table:
    seen = prepared.overview
    return {
        "judged_on": seen.on.isoformat(),
        "campaign": seen.campaign,
        "rules": __version__,
        "total": seen.total,
        "counts": dict(seen.counts),
        "villages": {name: dict(counts) for name, counts in seen.villages.items()},
    }


def _sheet(sheet: Sheet) -> Table:
    return {"form": sheet.name, "place": sheet.place, "rows": len(sheet.rows)}


def _bridge(gap: Bridge) -> Table:
    return {
        "since": gap.since,
        "week": gap.until,
        "before": gap.before,
        "came": gap.came,
        "went": gap.went,
        "changed": gap.changed,
        "now": gap.now,
    }
