"""The lists of the sample township, row by row, against everybody who lives in it: a second opinion on the rule's own pairs."""

import re
from collections import Counter
from datetime import date

import openpyxl
import pytest

from vaxdesk.register.pinyin import speller
from vaxdesk.rules import name_likeness, writing
from vaxdesk.rules.likeness import PersonLike, Verdict
from vaxdesk.rules.likeness_index import LikenessIndex

TODAY = date(2026, 11, 21)
SEX = {"男": "m", "女": "f"}


@pytest.fixture(scope="module")
def index(truth):
    forms = name_likeness.load(writing.load(), speller().spellings)
    index = LikenessIndex(forms, TODAY)
    for id, person in enumerate(truth["persons"]):
        index.put(id, PersonLike(
            person["name"], person["id_number"], date.fromisoformat(person["birth"]), SEX[person["sex"]], person["phone"],
            person["village"], person["address"],
        ))  # fmt: skip
    return index


def told(samples, truth, file, read):
    """Each row of a file as its truth, and the person it tells of."""
    sheets = openpyxl.load_workbook(samples / file)
    for row in truth["files"][file]["rows"]:
        yield row, read([cell.value for cell in sheets[row["sheet"]][row["row"]]])


def of_the_county(cells):
    address = re.sub("^长子县云岭镇", "", cells[5])
    village = writing.load().village_head.match(address)
    return PersonLike(
        cells[2], cells[3], phone=cells[4] or "", village=village.group() if village else "", address=address
    )


def of_the_checkpoint(cells):
    return PersonLike(cells[1], phone=cells[2] or "", village=cells[4] or "", address=cells[3] or "")


def test_the_list_of_the_county(samples, truth, index):
    found = Counter()
    for row, person in told(samples, truth, "county-list.xlsx", of_the_county):
        matches = index.matches(person)
        if row["person"] is None:
            assert matches == [], row
        else:
            assert truth["persons"][matches[0].id]["key"] == row["person"], row
            found[matches[0].likeness.verdict] += 1
    assert found == {Verdict.SAME: 115}


def test_the_form_without_numbers_leaves_it_to_a_person(samples, truth, index):
    for row, person in told(samples, truth, "checkpoint.xlsx", of_the_checkpoint):
        matches = index.matches(person)
        assert all(match.likeness.verdict is Verdict.DOUBTFUL for match in matches), row
        if row["outcome"] == "matched":
            assert truth["persons"][matches[0].id]["key"] == row["person"], row
