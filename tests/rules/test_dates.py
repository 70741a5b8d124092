"""Dates in every habit of writing, and what is not a day."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.rules.dates import read_date
from vaxdesk.rules.writing import load

WRITING = load()
DAY = date(2021, 8, 3)

READ = [
    (DAY, DAY, ()),
    (datetime(2021, 8, 3, 9, 30), DAY, ()),
    ("2021.8.3", DAY, ()),
    ("2021-08-03", DAY, ()),
    ("2021/8/3", DAY, ()),
    ("20210803", DAY, ()),
    (20210803.0, DAY, ()),
    (20210803, DAY, ()),
    ("2021年8月3日", DAY, ()),
    ("2021年8月3号", DAY, ()),
    (" 2021 年 8 月 3 日 ", DAY, ()),
    ("44411", DAY, ("date_serial_text",)),
    (44411, DAY, ()),
    ("２０２１．８．３", DAY, ("date_fullwidth",)),
    ("8月3日", None, ("date_yearless",)),
    ("8.3", None, ("date_yearless",)),
    (2021.1, None, ("date_year_month",)),  # typed 2021.10
    ("2021.10", None, ("date_year_month",)),
    ("2021年10月", None, ("date_year_month",)),
    ("2021.6.31", None, ("date_impossible",)),
    ("20210631", None, ("date_impossible",)),
    ("2021.6.1 2021.6.25", None, ("date_two_in_cell",)),
    ("2021.6.1、2021.6.25", None, ("date_two_in_cell",)),
    ("去年", None, ("date_not_read",)),
    ("", None, ()),
    (None, None, ()),
]


@pytest.mark.parametrize(("written", "day", "codes"), READ)
def test_a_written_date_is_read_or_refused(written, day, codes):
    assert read_date(written, WRITING) == (day, codes)


@given(st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_any_cell_is_answered(cell):
    found = read_date(cell, WRITING)
    assert found.day is not None or found.codes or not str(cell).strip()
