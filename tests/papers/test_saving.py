"""A finished paper takes its place whole or not at all."""

from io import BytesIO

import pytest

from vaxdesk.papers.saving import put
from vaxdesk.rules.messages import Refused


def test_a_file_is_replaced_and_nothing_else_stays_behind(tmp_path):
    target = tmp_path / "台账.pdf"
    target.write_bytes(b"old")
    put(b"new", target)
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_an_open_file_is_simply_written():
    buffer = BytesIO()
    put(b"new", buffer)
    assert buffer.getvalue() == b"new"


def test_a_missing_folder_is_refused_by_name(tmp_path):
    with pytest.raises(Refused, match=r"file_not_written: The folder .*nowhere does not exist"):
        put(b"new", tmp_path / "nowhere" / "台账.pdf")


def test_what_cannot_be_replaced_is_refused_and_no_half_file_stays(tmp_path):
    folder = tmp_path / "台账.pdf"
    folder.mkdir()
    with pytest.raises(Refused, match=r"file_not_written: 台账\.pdf could not be written"):
        put(b"new", folder)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("note", ["~$周报.xlsx", ".~周报.xlsx", ".~lock.周报.xlsx#"])
def test_a_file_that_is_open_in_an_office_program_is_not_replaced_under_its_hands(tmp_path, note):
    target = tmp_path / "周报.xlsx"
    target.write_bytes(b"old")
    (tmp_path / note).write_bytes(b"x")
    with pytest.raises(Refused, match=r"file_not_written: 周报\.xlsx is open in WPS, Excel or LibreOffice"):
        put(b"new", target)
    assert target.read_bytes() == b"old"
    (tmp_path / note).unlink()
    put(b"new", target)
    assert target.read_bytes() == b"new"
