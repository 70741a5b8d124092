"""The small files beside the database: a line that was altered is known, and one that says what cannot be is not believed."""

from datetime import UTC, datetime

import pytest

from vaxdesk.register import attempts, latest, viewing
from vaxdesk.register.lines import LARGEST, read_lines, summed


def test_lines_come_back_as_they_were_written(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(summed("one line") + summed("二"))
    assert read_lines(path, str) == (["one line", "二"], 0)
    assert read_lines(tmp_path / "missing", str) == ([], 0)


@pytest.mark.parametrize("content", [b"\n", b"no sum\n", summed("one")[:-3], b"\xff\xfe\n", b"?" * (LARGEST + 1)])
def test_what_does_not_fit_its_sum_is_counted(tmp_path, content):
    path = tmp_path / "x"
    path.write_bytes(content)
    assert read_lines(path, str) == ([], 1)


@pytest.mark.parametrize(
    ("name", "read", "text"),
    [
        ("attempts", attempts.failures, "yesterday"),
        ("attempts", attempts.failures, "0001-01-01T00:00:00+14:00"),
        ("readings", viewing.readings, '["2021-12-19T08:00:00+00:00", "office", "purge", "7"]'),
        ("readings", viewing.readings, "7"),
        ("readings", viewing.readings, "[" * 100_000),
    ],
)
def test_a_line_that_somebody_made_up_is_damaged(tmp_path, name, read, text):
    (tmp_path / name).write_bytes(summed(text))
    assert read(tmp_path) == ([], 1)


@pytest.mark.parametrize("text", ["3", "-00000000003 a b", f"{10**30} {'a' * 64} 2021-12-19", "000000000003 a never"])
def test_a_made_up_note_of_the_last_change_is_damaged(tmp_path, text):
    (tmp_path / "latest").write_bytes(summed(text))
    assert latest.noted(tmp_path) == ([], 1)


def test_wrong_passphrases_are_counted_in_their_order(tmp_path):
    attempts.note_failure(tmp_path)
    attempts.note_failure(tmp_path)
    [first, second], damaged = attempts.failures(tmp_path)
    assert damaged == 0
    assert first <= second <= datetime.now(UTC)
