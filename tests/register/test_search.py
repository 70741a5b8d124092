"""Finding people by what somebody types, word by word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vaxdesk.register import search
from vaxdesk.register.database import Database
from vaxdesk.register.vault import create


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with create(tmp_path / "r.vaxdesk", "correct horse battery", "office") as vault:
        yield vault.db


def people_of_one_name(db: Database, count: int, phones: dict[int, str]) -> None:
    """So many people called 王小明, some of them with a phone."""
    everybody = [(id, "王小明", phones.get(id, "")) for id in range(1, count + 1)]
    db.conn.execute("INSERT INTO changes (id, at, by, verb) VALUES (1, '2021-12-19', 'office', 'intake')")
    db.conn.execute("INSERT INTO villages VALUES (1, '云岭村', 1)")
    db.conn.executemany(
        "INSERT INTO people (id, village_id, name, phone, residence, change_id) VALUES (?, 1, ?, ?, 'resident', 1)",
        everybody,
    )
    search.add_keys(db, [(id, name, [], phone) for id, name, phone in everybody])


def test_the_last_of_many_namesakes_is_found_by_a_second_word(db: Database) -> None:
    people_of_one_name(db, 3000, {3000: "13800001234"})
    assert search.find(db, "王小明 1234") == [3000]
    assert search.find(db, "138 wxm") == [3000]
    assert len(search.find(db, "王")) == 50


def test_an_end_is_no_beginning(db: Database) -> None:
    people_of_one_name(db, 2, {1: "13800001234", 2: "13800004321"})
    assert search.find(db, "1234") == [1]
    assert search.find(db, "1380") == [1, 2]


def test_nobody_is_left_out_where_many_match_each_word(db: Database) -> None:
    people_of_one_name(db, 3000, dict.fromkeys(range(1500, 3001), "13800001234"))
    assert search.find(db, "王 138") == list(range(1500, 1550))
    assert search.find(db, "138 wang", search.EVERYBODY) == list(range(1500, 3001))


def test_a_street_is_found_with_and_without_its_village(db: Database) -> None:
    db.conn.executescript(
        """
        INSERT INTO changes (id, at, by, verb) VALUES (1, '2021-12-19', 'office', 'intake');
        INSERT INTO villages VALUES (1, '云岭村', 1), (2, '石桥村', 1);
        INSERT INTO households (id, village_id, code, address, change_id) VALUES
            (1, 1, NULL, '云岭村北街3号', 1), (2, 2, NULL, '北街4号', 1), (3, 2, NULL, '石桥村南街1号', 1);
        INSERT INTO people (id, village_id, household_id, name, residence, change_id)
        VALUES (1, 1, 1, '张三', 'resident', 1), (2, 2, 2, '李四', 'resident', 1), (3, 2, 3, '王五', 'resident', 1);
        """
    )
    assert search.find(db, "北街") == [2, 1]
    assert search.find(db, "云岭村北街") == [1]
    assert search.find(db, "石桥村") == [3]


def test_many_new_keys_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SORTED_AT_ONCE", 3)
    keys = [
        "wangxiaoming",
        "wxm",
        "wxm",
        "wxm",
        "wxm",
        "wangxiaohong",
        "wangxiaomei",
        "wangx",
        "王小明",
        "1404",
        "140428",
    ]
    rows = [(key, id) for id, key in enumerate(keys)]
    assert list(search._in_order(rows)) == sorted(rows)
