"""An old workbook whose bytes were turned ends in a workbook or in a refusal, never in a fault."""

import random
from pathlib import Path

import pytest

from vaxdesk.actions.refusals import REFUSALS
from vaxdesk.papers.old_workbook import modernised
from vaxdesk.papers.unreadable import Unreadable
from vaxdesk.papers.workbook_in import read_bytes

OLD = Path(__file__).parents[1] / "actions" / "templates" / "old-three-levels.xls"


def outcome(data):
    """What becomes of an old workbook: the kind it is read as, or the code of its refusal."""
    try:
        read_bytes(data, "old.xls")
        return read_bytes(modernised(data).data, "new.xlsx").kind
    except Unreadable as refused:
        return refused.refused("old.xls").code


@pytest.mark.parametrize("seed", range(12))
def test_turned_bytes_are_read_or_refused(seed):
    rng = random.Random(seed)
    data = bytearray(OLD.read_bytes())
    for _ in range(1 + seed * 2):
        data[rng.randrange(512, len(data))] = rng.randrange(256)
    assert outcome(bytes(data)) in {"xlsx", *REFUSALS}


def test_an_old_workbook_of_a_village_keeps_values_and_merged_cells(samples):
    data = (samples / "canvass.xls").read_bytes()
    old, new = read_bytes(data, "canvass.xls"), read_bytes(modernised(data).data, "canvass.xlsx")
    for before, after in zip(old.sheets, new.sheets, strict=True):
        assert before.name == after.name
        assert [cell for row in before.rows for cell in row if cell is not None] == [
            cell for row in after.rows for cell in row if cell is not None
        ]
