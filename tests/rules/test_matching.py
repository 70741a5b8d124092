"""What a row means for somebody the register knows, dose by dose."""

from datetime import date

import pytest

from vaxdesk.rules.matching import KnownDose, align_doses
from vaxdesk.rules.rows import ReadDose


def known(text: str) -> list[KnownDose]:
    """Doses of the register: "BIBP 2021-06-01, - 2021-07-01, BIBP -"."""
    return [KnownDose(10 + n, n, day, product) for n, product, day in _doses(text)]


def told(text: str) -> list[ReadDose]:
    """Doses of a row, written the same way."""
    return [ReadDose(n, day, product, "") for n, product, day in _doses(text)]


def _doses(text):
    for number, dose in enumerate(filter(None, text.split(", ")), 1):
        product, day = dose.split(" ")
        yield number, None if product == "-" else product, None if day == "-" else date.fromisoformat(day)


CASES = [
    # register | row | outcome | fields filled | new doses | problems
    ("BIBP 2021-06-01", "BIBP 2021-06-01", "unchanged", [], [], []),
    ("BIBP 2021-06-01", "BIBP 2021-06-01, BIBP 2021-06-25", "updated", [], [2], []),
    ("BIBP 2021-06-01, BIBP 2021-06-25", "BIBP 2021-06-01", "unchanged", [], [], []),
    (
        "BIBP 2021-06-01, BIBP 2021-06-25",
        "BIBP 2021-06-01, BIBP 2021-06-26",
        "conflict",
        ["given_on"],
        [],
        ["dose_date_conflict"],
    ),
    ("BIBP 2021-06-01, BIBP 2021-06-25", "BIBP 2021-06-25", "unchanged", [], [], []),
    ("BIBP 2021-06-01", "BIBP 2021-06-02", "conflict", ["given_on"], [], ["dose_date_conflict"]),
    ("BIBP 2021-06-01", "SINOVAC 2021-06-01", "conflict", ["product"], [], ["dose_product_conflict"]),
    ("- 2021-06-01", "BIBP 2021-06-01", "updated", ["product"], [], []),
    ("BIBP -", "BIBP 2021-06-01", "updated", ["given_on"], [], []),
    ("BIBP 2021-06-01", "BIBP -", "unchanged", [], [], []),
    ("", "BIBP 2021-06-01, BIBP 2021-06-25", "updated", [], [1, 2], []),
    ("BIBP 2021-06-25", "BIBP 2021-06-01, BIBP 2021-06-25", "updated", [], [1], []),
    ("BIBP 2021-06-01", "", "unchanged", [], [], []),
]


@pytest.mark.parametrize(("here", "there", "outcome", "filled", "new", "problems"), CASES)
def test_doses_are_laid_side_by_side(here, there, outcome, filled, new, problems):
    found = align_doses(known(here), told(there))
    assert found.outcome == outcome
    assert [change.field for change in found.changes] == filled
    assert [dose.number for dose in found.new_doses] == new
    assert [problem.code for problem in found.problems] == problems
