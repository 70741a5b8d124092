"""Damaged copies of real workbooks: whatever happens to the bytes, the answer is a workbook or a refusal."""

import random
from contextlib import suppress

import pytest

from vaxdesk.papers.layouts import load_layouts
from vaxdesk.papers.tables import recognise
from vaxdesk.papers.workbook_in import read_workbook
from vaxdesk.rules.messages import Refused

FILES = ["exemptions.xlsx", "canvass.xls", "garbage/roster.et", "garbage/roster.ods", "garbage/html.xls"]
FILES += ["garbage/roster-gb18030.csv", "garbage/password.xlsx"]
COPIES = 30


def damaged(data: bytes, luck: random.Random) -> bytes:
    """A copy in which some bytes were changed, lost or put in, as bad sticks and broken transfers do."""
    copy = bytearray(data)
    for _ in range(luck.choice([1, 3, 30])):
        place = luck.randrange(len(copy))
        match luck.randrange(3):
            case 0:
                copy[place] = luck.randrange(256)
            case 1:
                del copy[place : place + luck.randrange(1, 40)]
            case 2:
                copy[place:place] = luck.randbytes(luck.randrange(1, 20))
    return bytes(copy)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_copy_is_read_or_refused(samples, tmp_path, name):
    luck = random.Random(name)
    data = (samples / name).read_bytes()
    layouts = load_layouts()
    for number in range(COPIES):
        path = tmp_path / f"{number}"
        path.write_bytes(damaged(data, luck))
        with suppress(Refused):
            recognise(read_workbook(path, "长子2021"), layouts)
