"""The week's measurements: the wall's first sight, the bridge of two weeks, and the county's roll-up, each beside its limit."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ..actions import county
from ..actions.bridge import bridge, of_submission
from ..actions.county_deliveries import read_passwords
from ..actions.frozen_figures import keep_today, rates_now
from ..actions.judging import refresh
from ..actions.language import PAPER, translator
from ..actions.office import Office
from ..actions.progress import sight
from ..actions.submission_trail import history
from ..papers.limits import read_all_cells
from ..papers.sealed import decrypt_workbook, encrypt_workbook
from ..papers.sheet import Cell
from ..papers.workbook_out import write_grid
from ..register import snapshots, submissions
from ..register.submissions import Kept
from ..rules.identity import check_digit
from .day import Case, Timed
from .ground import Ground, copied, opened

AT_ONCE = 0.300
"""Seconds within which the wall shows its first sight."""
TOWNSHIPS, PASSWORD = 12, "benchmark 2021"
ALSO_ELSEWHERE = 50
"""Of so many people of a township one stands in its neighbour too."""


def first_sight(ground: Ground) -> Timed:
    """From a register that was opened to everything the wall shows at once."""
    words = translator(PAPER)
    with copied(ground) as office:
        office.today = ground.on
        keep_today(office)
        start = perf_counter()
        seen = sight(office, ground.on, words)
        return Timed(perf_counter() - start, {"villages": len(seen.villages.bars)})


def two_weeks(ground: Ground) -> Timed:
    """Read both records of a week and the next, compare, explain, and prove the sum."""
    with copied(ground) as office:
        kept = _frozen_week(office, ground)
        later = ground.on + timedelta(days=7)
        refresh(office, later)
        figures = rates_now(office, later, translator(PAPER))
        with office.db.atomic():
            snapshot = snapshots.freeze(office.db, snapshots.SUBMISSION, figures)
            next_week = Kept(0, "2021-W51", 1, later, "", {}, "", snapshot)
            submissions.keep(office.db, office.user, next_week, [])
        second = history(office)[0]
        start = perf_counter()
        found = bridge(office, of_submission(office, kept), of_submission(office, second))
        return Timed(perf_counter() - start, {"moves": len(found.moves)})


def read_two_weeks(ground: Ground) -> Timed:
    """Both records, read and dropped."""
    with copied(ground) as office:
        kept = _frozen_week(office, ground)
        start = perf_counter()
        for _ in range(2):
            for _person, _mark in snapshots.people(office.db, kept.snapshot).marked():
                pass
        return Timed(perf_counter() - start)


def _frozen_week(office: Office, ground: Ground) -> Kept:
    figures = rates_now(office, ground.on, translator(PAPER))
    with office.db.atomic():
        snapshot = snapshots.freeze(office.db, snapshots.SUBMISSION, figures)
        submissions.keep(office.db, office.user, Kept(0, "2021-W50", 1, ground.on, "", {}, "", snapshot), [])
    return history(office)[0]


def whole_county(ground: Ground) -> Timed:
    """Check, open, compare and add up the submissions of many townships, each half as large as the register."""
    people = _half(ground)
    with TemporaryDirectory(dir=ground.register.parent) as name:
        folder = Path(name)
        _deliver(folder, people)
        start = perf_counter()
        rolled = county.roll_up([folder], read_passwords(PASSWORD), ground.on)
        seconds = perf_counter() - start
        return Timed(
            seconds, {"people": rolled.people, "townships": len(rolled.townships), "doubles": len(rolled.doubles)}
        )


def read_county(ground: Ground) -> Timed:
    """The same files decrypted and read cell by cell."""
    people = _half(ground)
    with TemporaryDirectory(dir=ground.register.parent) as name:
        folder = Path(name)
        _deliver(folder, people)
        start = perf_counter()
        for path in sorted(folder.glob("*.xlsx")):
            read_all_cells(decrypt_workbook(path.read_bytes(), PASSWORD))
        return Timed(perf_counter() - start)


def _half(ground: Ground) -> int:
    with opened(ground) as office:
        return office.people // 2


def _deliver(folder: Path, people: int) -> None:
    """Submissions of invented townships, made without the register: contents, one ledger, the manifest."""
    for township in range(TOWNSHIPS):
        numbers = list(_numbers(township, people))
        sealed = encrypt_workbook(_workbook(numbers), PASSWORD)
        name = f"township-{township:03}"
        counts = dict.fromkeys(
            ("completed", "incomplete", "unvaccinated", "exempt", "deferred", "unverified", "out_of_scope"), 0
        )
        counts["completed"] = len(numbers)
        manifest = {
            "format": 2, "office": name, "week": "2021-W50", "version": 1, "judged_on": "2021-12-19", "total": len(numbers),
            "counts": counts, "villages": {"village": counts}, "file": f"{name}.xlsx",
            "sheets": [{"form": "completed", "place": "village", "rows": len(numbers)}],
            "sha256": hashlib.sha256(sealed).hexdigest(),
        }  # fmt: skip
        (folder / f"{name}.xlsx").write_bytes(sealed)
        (folder / f"{name}.manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _numbers(township: int, people: int) -> Iterator[str]:
    for nth in range(people):
        owner = township - township % 2 if nth % ALSO_ELSEWHERE == 0 else township
        body = f"140{100 + owner:03}19800101{nth % 1000:03}"
        body = f"{body[:6]}{1940 + nth // 1000 % 60}{body[10:]}"
        yield body + check_digit(body)


def _workbook(numbers: list[str]) -> bytes:
    contents: list[list[Cell]] = [
        ["ledger", "ledger", "village", len(numbers), "completed", 1, "name id_number phone address"]
    ]
    book = BytesIO()
    write_grid(
        book, {"contents": contents, "ledger": (["Wang Wu", each, "13800000000", "village 1"] for each in numbers)}
    )
    return book.getvalue()


WEEK_CASES = (
    Case("wall", first_sight, AT_ONCE, aim=1.0),
    Case("bridge", two_weeks, read_two_weeks, aim=3.0),
    Case("county", whole_county, read_county, aim=4.0, rounds=1),
)
"""Benchmarks of the week."""
