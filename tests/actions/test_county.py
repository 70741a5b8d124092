"""The county's side: real submissions of two small townships, whole and broken, and what comes of them."""

import hashlib
import json
import shutil
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from vaxdesk.actions import county, county_papers, intake, reconcile, submission
from vaxdesk.actions.county_deliveries import Passwords, read_passwords
from vaxdesk.actions.office import create_office
from vaxdesk.actions.submission_profile import OFFERED, Profile
from vaxdesk.papers.sealed import decrypt_workbook, encrypt_workbook
from vaxdesk.papers.workbook_out import write_grid
from vaxdesk.rules.counties import Crossings, TownshipCount, places
from vaxdesk.rules.identity import check_digit
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.records import StandingCode

from .conftest import ON, PASSPHRASE

PASSWORD = "secret123456"
BOTH = "140428198001010012"
WORD = "长子县二〇二一"
NOBODY = dict.fromkeys(map(str, StandingCode), 0)


def people(office, first, count):
    """Invented people with right numbers, and the one who stands in both townships, from a roster."""
    bodies = [f"14042819{70 + nth}0203{first + nth:03}" for nth in range(count)]
    named = zip([*["赵一", "赵二", "赵三", "赵四", "赵五"][:count], "孙两处"], [*bodies, BOTH[:17]], strict=True)
    rows = [
        [name, body + check_digit(body), f"东村{nth}号", "13800000001"] for nth, (name, body) in enumerate(named, 1)
    ]
    path = office.folder.parent / f"{office.name}.xlsx"
    write_grid(path, {"东村": [["接种人员花名册"], ["姓名", "身份证号", "家庭住址", "联系电话"], *rows]})
    intake.commit(office, intake.preview(office, [intake.Request(path)], ON))


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A folder with the submissions of two townships: the first sends rows, the second hashes only."""
    folder = tmp_path_factory.mktemp("county")
    for first, name, profile in (
        (100, "甲镇", Profile(forms=OFFERED)),
        (300, "乙镇", Profile(rows=False, county_word=WORD)),
    ):
        with create_office(folder / f"{name}.vaxdesk", PASSPHRASE, name, "长子县", today=ON) as office:
            people(office, first, 5)
            submission.submit(office, "2021-W50", ON, folder / "in", PASSWORD, profile=profile, may_go_on=True)
    return folder / "in"


@pytest.fixture
def delivered(sent, tmp_path):
    """A copy of the folder, to be broken."""
    return shutil.copytree(sent, tmp_path / "in")


def rolled(folder, on=ON, week=None, passwords=PASSWORD, expected=()):
    return county.roll_up([folder], read_passwords(passwords), on, week, expected, WORD)


def codes(answer):
    return [problem.code for problem in answer.problems]


def manifest_of(folder, name):
    (path,) = folder.glob(f"{name}*.manifest.json")
    return path, json.loads(path.read_text(encoding="utf-8"))


def rewrite(folder, name, **changes):
    path, manifest = manifest_of(folder, name)
    path.write_text(json.dumps(manifest | changes, ensure_ascii=False), encoding="utf-8")


def test_townships_are_added_up_and_who_is_missing_is_said(sent):
    answer = rolled(sent, expected=["甲镇", "乙镇", "丙镇", ""])
    assert sorted(each.name for each in answer.townships) == ["乙镇", "甲镇"]
    assert answer.week == "2021-W50"
    assert answer.missing == ["丙镇"]
    assert not answer.problems
    assert county_papers.summed(answer).counts["unverified"] == 12
    assert answer.people == 12


def test_somebody_in_two_townships_is_found_though_one_sends_hashes_only(sent):
    (double,) = rolled(sent).doubles
    assert {each.township for each in double} == {"甲镇", "乙镇"}
    asked = county_papers.questions(rolled(sent))
    assert [person.name for person, _ in asked["甲镇"]] == ["孙两处"]
    assert [person.number for person, _ in asked["乙镇"]] == [BOTH], "the number comes from whoever sent it"


def test_each_township_gets_its_questions_in_the_layout_that_is_reconciled(sent, tmp_path):
    answer = rolled(sent)
    written = county_papers.write_all(answer, "长子县", tmp_path / "out", Passwords({"": PASSWORD}))
    assert [path.suffix for path in written] == [".pdf", ".xlsx", ".xlsx", ".xlsx"]
    (questions,) = (path for path in written if path.name.startswith("甲镇"))
    plain = tmp_path / "list.xlsx"
    plain.write_bytes(decrypt_workbook(questions.read_bytes(), PASSWORD))
    with create_office(tmp_path / "other.vaxdesk", PASSPHRASE, "甲镇", "长子县", today=ON) as office:
        people(office, 100, 5)
        reply = reconcile.reconcile(office, plain, ON, tmp_path / "reply.xlsx")
    assert len(reply.rows) == 1
    assert reply.rows[0].verdict == "unvaccinated" or reply.rows[0].verdict
    bulletin = load_workbook(written[1])
    text = str([row for sheet in bulletin for row in sheet.iter_rows(values_only=True)])
    assert "甲镇" in text
    assert "孙两处" not in text


def test_a_wrong_password_keeps_out_that_township_alone(sent):
    answer = rolled(sent, passwords="甲镇\tsecret123456\n乙镇\tanother one")
    assert [each.name for each in answer.townships] == ["甲镇"]
    assert codes(answer) == ["file_password"]


def test_a_changed_byte_is_noticed(delivered):
    (path,) = delivered.glob("甲镇*.xlsx")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    answer = rolled(delivered)
    assert codes(answer) == ["submission_changed"]
    assert len(answer.townships) == 1


def test_a_manifest_that_is_not_of_its_workbook_is_noticed(delivered):
    _, manifest = manifest_of(delivered, "甲镇")
    sheets = [
        {**sheet, "rows": sheet["rows"] + 1} if sheet["form"] == "unverified" else sheet for sheet in manifest["sheets"]
    ]
    rewrite(delivered, "甲镇", sheets=sheets)
    assert codes(rolled(delivered)) == ["manifest_differs"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"format": 3}, "manifest_format"),
        ({"week": "2021-W51"}, "week_in_future"),
        ({"week": "W1"}, "manifest_unreadable"),
        ({"total": 7}, "does_not_balance"),
        (
            {"total": 0, "counts": NOBODY, "villages": {}},
            "register_empty",
        ),
        ({"file": "other.xlsx"}, "submission_missing"),
        ({"week": "2021-W49"}, "other_week"),
    ],
)
def test_every_other_fault_has_its_sentence_and_nothing_is_half_done(delivered, changes, code):
    rewrite(delivered, "甲镇", **changes)
    answer = rolled(delivered)
    assert codes(answer) == [code]
    assert [each.name for each in answer.townships] == ["乙镇"]


def overwrite(sheet, column, text):
    for row in sheet.iter_rows(min_col=column, max_col=column):
        if isinstance(row[0], Cell) and row[0].value:
            row[0].value = text


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.remove(book["重复人员核对码"]),
        lambda book: overwrite(book["重复人员核对码"], 1, "no hash"),
        lambda book: overwrite(book.worksheets[0], 7, "village"),
    ],
    ids=["sheet-gone", "no-hash", "field-gone"],
)
def test_what_a_sender_wrote_by_hand_behind_the_right_password_is_refused(delivered, change):
    (path,) = delivered.glob("乙镇*.xlsx")
    book = load_workbook(BytesIO(decrypt_workbook(path.read_bytes(), PASSWORD)))
    change(book)
    plain = BytesIO()
    book.save(plain)
    path.write_bytes(encrypt_workbook(plain.getvalue(), PASSWORD))
    rewrite(delivered, "乙镇", sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    answer = rolled(delivered)
    assert "file_damaged" in codes(answer)
    assert [each.name for each in answer.townships] == ["甲镇"]


def test_a_later_version_replaces_an_earlier_one_and_twice_the_same_counts_once(delivered):
    _, manifest = manifest_of(delivered, "甲镇")
    (delivered / "again.manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    answer = rolled(delivered)
    assert codes(answer) == ["delivered_twice"]
    assert len(answer.townships) == 2
    (delivered / "again.manifest.json").write_text(json.dumps(manifest | {"version": 2}), encoding="utf-8")
    answer = rolled(delivered)
    assert codes(answer) == ["replaced"]
    assert {each.name: each.version for each in answer.townships}["甲镇"] == 2
    (delivered / "again.manifest.json").write_text(json.dumps(manifest | {"sha256": "0"}), encoding="utf-8")
    answer = rolled(delivered)
    assert codes(answer) == ["two_of_one_version"]
    assert [each.name for each in answer.townships] == ["乙镇"], "neither of them is counted"


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(Refused) as refused:
        rolled(tmp_path)
    assert refused.value.code == "nothing_delivered"


def test_places_are_exact_and_shared_and_nobody_has_none():
    def count(name, completed, due):
        counts = dict.fromkeys(("incomplete", "exempt", "deferred", "unverified", "out_of_scope"), 0)
        return TownshipCount(name, "2021-W50", 1, {**counts, "completed": completed, "unvaccinated": due - completed})

    found = places([count("甲", 1, 3), count("乙", 2, 6), count("丙", 1, 2), count("丁", 0, 0)])
    assert [found[name][0] for name in "甲乙丙丁"] == [2, 2, 1, None]


def test_crossings_tell_who_stands_in_several():
    crossings = Crossings()
    crossings.put(0, [1, 2**63, 7])
    crossings.put(1, [2**63, 9, 9])
    crossings.put(2, [7, 2**63])
    found = {hash: sorted(places) for hash, places in crossings.shared()}
    assert found == {2**63: [(0, 1), (1, 0), (2, 1)], 7: [(0, 2), (2, 0)]}
