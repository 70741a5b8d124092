"""What is exported comes back through intake and changes nothing."""

import pytest

from vaxdesk.actions import intake, ledgers, printing
from vaxdesk.actions.printing import Terms
from vaxdesk.rules.problems import Outcome

from .conftest import ON

LISTS = (
    "completed",
    "incomplete",
    "unvaccinated",
    "exempt",
    "deferred",
    "unverified",
    "elderly",
    "overdue",
    "notify",
    "minors",
)


@pytest.mark.parametrize("name", LISTS)
def test_an_exported_ledger_comes_back_unchanged(township, name, tmp_path):
    path = tmp_path / f"{name}.xlsx"
    sheets = ledgers.make(township, name, ON, mask="full", reason="round trip")
    printing.save(township, sheets, path, Terms("full", "round trip"))
    review = intake.preview(township, [intake.Request(path)], ON)
    (taken,) = review.files
    changing = [
        entry for entry in taken.entries if entry.outcome not in (Outcome.UNCHANGED, Outcome.MATCHED) or entry.writes
    ]
    assert not [(entry.outcome, [p.problem.code for p in entry.problems], entry.changes) for entry in changing]
    assert len(taken.entries) == ledgers.rows_in(sheets) > 0
