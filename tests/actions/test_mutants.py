"""Mutated workbooks: each is refused in a sentence, or reviewed with counts that add up and taken back without a trace."""

import json
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from vaxdesk.actions import intake
from vaxdesk.bench.memory import peak_mb
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.messages import Refused

from .conftest import ON, make_office
from .mutants import HEADINGS, makers, plain_rows

SMALL = (
    "exemptions.xlsx",
    "checkpoint.xlsx",
    "migrants.xlsx",
    "canvass.xls",
    "second-roster.xls",
    "garbage/roster.ods",
)
LONGEST = 20.0
"""Seconds that no file may take."""
MOST_MB = 1000
TABLES = ("people", "doses", "documents", "households", "exemptions", "absences", "notes")


@pytest.fixture
def office(tmp_path):
    """An office that has taken a roster in."""
    with make_office(tmp_path) as opened:
        write_grid(tmp_path / "first.xlsx", {"杏花村": [HEADINGS, *plain_rows(Random(0))]})
        intake.commit(opened, intake.preview(opened, [intake.Request(tmp_path / "first.xlsx")], ON))
        yield opened


def there(office):
    """Everything of the register that an intake may touch, as it stands."""
    return {table: sorted(map(repr, office.db.conn.execute(f"SELECT * FROM {table}"))) for table in TABLES}


def taken_and_taken_back(office, path):
    """Preview, commit and undo one file; whether it was taken."""
    change_set = intake.preview(office, [intake.Request(path)], ON)
    for review in change_set.files:
        places = [(entry.sheet, entry.row) for entry in review.entries] + [
            (row.sheet, row.row) for row in review.skipped
        ]
        assert len(set(places)) == len(places), "a row stands in one place"
    before = office.people
    change, _ = intake.commit(office, change_set)
    assert office.people == before + change_set.counts()["added"] - sum(
        entry.paper is not None for _, entry in change_set.rows()
    )
    intake.undo(office, change)


def test_mutated_workbooks_are_refused_or_taken_whole(office, tmp_path, request):
    count = request.config.getoption("--mutants")
    samples = Path(__file__).parents[3] / "shared" / "samples"
    bases = [(tmp_path / "first.xlsx").read_bytes()]
    bases += [(samples / name).read_bytes() for name in SMALL if (samples / name).is_file()]
    making = makers(bases, [data for data in bases if data.startswith(b"PK") and b"mimetype" not in data[:60]])
    folder = tmp_path / "mutants"
    folder.mkdir()
    before = there(office)
    outcomes = {"taken": 0, "refused": 0}
    slowest = 0.0
    for seed in range(count):
        luck = Random(seed)
        path = luck.choice(making)(luck, folder)
        start = perf_counter()
        try:
            taken_and_taken_back(office, path)
            outcomes["taken"] += 1
        except Refused:
            outcomes["refused"] += 1
        except BaseException as error:
            error.add_note(f"seed {seed}: {path.name}")
            raise
        slowest = max(slowest, perf_counter() - start)
        assert there(office) == before, f"seed {seed} left something behind"
        path.unlink()
    assert slowest < LONGEST
    assert (peak_mb() or 0) < MOST_MB
    assert min(outcomes.values()) > count // 10, "both must happen, or nothing is tried"
    print(json.dumps({**outcomes, "slowest": round(slowest, 2), "peak_mb": peak_mb()}))
