"""Finding people by what somebody types, word by word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from vaxdesk.register import search
from vaxdesk.register.vault import create


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with create(tmp_path / "r.vaxdesk", "correct horse battery", "office") as vault:
        yield vault.db


def test_the_last_of_many_namesakes_is_found_by_a_second_word(db: Database) -> None:
    phone = "13800001234"
    search.add_keys(db, [(id, "王小明", [], "") for id in range(1, 3000)] + [(3000, "王小明", [], phone)])
    assert search.find(db, "王小明 1234") == [3000]
    assert search.find(db, "138 wxm") == [3000]
    assert len(search.find(db, "王")) == 50


def test_a_street_is_found_with_and_without_its_village(db: Database) -> None:
    db.executescript(
        """
        INSERT INTO changes (id, at, by, verb) VALUES (1, '2021-12-19', 'office', 'intake');
        INSERT INTO villages VALUES (1, '云岭村', 1), (2, '石桥村', 1);
        INSERT INTO households VALUES
            (1, 1, NULL, '云岭村北街3号', 1), (2, 2, NULL, '北街4号', 1), (3, 2, NULL, '石桥村南街1号', 1);
        INSERT INTO people (id, village_id, household_id, name, residence, change_id)
        VALUES (1, 1, 1, '张三', 'resident', 1), (2, 2, 2, '李四', 'resident', 1), (3, 2, 3, '王五', 'resident', 1);
        """
    )
    assert search.find(db, "北街") == [2, 1]
    assert search.find(db, "云岭村北街") == [1]
    assert search.find(db, "石桥村") == [3]
