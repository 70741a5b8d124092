"""Whether two records speak of one person: examples of the rule, and 5,000 labelled pairs."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.rules import name_likeness, writing
from vaxdesk.rules.likeness import PersonLike, Verdict, compare_people, read_traits, verdict_on
from vaxdesk.rules.name_likeness import NAME_GROUNDS, NameForms, NameTie

from .pairs import CONFUSED, NAME_DAMAGE, NUMBER_DAMAGE, make_pairs

TODAY = date(2026, 11, 21)
SOUNDS = {"张小红": "zhang xiao hong", "张晓红": "zhang xiao hong"}
"""Stands for the dictionary where a test needs no other sounds."""

ZHANG = PersonLike(
    name="张小红",
    number="140428196507121220",
    birth=date(1965, 7, 12),
    sex="f",
    phone="13800138000",
    village="槐荫坪村",
    address="槐荫坪村东街3号",
)
"""Everything is known of her."""


@pytest.fixture(scope="module")
def forms() -> NameForms:
    return name_likeness.load(
        writing.load(), lambda name: frozenset({SOUNDS[name]} if name in SOUNDS else {" ".join(name)})
    )


@pytest.fixture
def told(forms):
    """What comes out when a list tells of Zhang with other cells: the verdict and the grounds."""

    def ask(**cells):
        likeness = compare_people(ZHANG, ZHANG._replace(**cells), forms, TODAY)
        assert likeness == compare_people(ZHANG._replace(**cells), ZHANG, forms, TODAY)._replace(
            grounds=likeness.grounds
        )
        return likeness.verdict, " ".join(map(str, likeness.grounds))

    return ask


@pytest.mark.parametrize(
    ("cells", "ground"),
    [
        ({}, "The identity numbers are the same."),
        ({"number": "１４０４２８１９６５０７１２１２２０"}, "The identity numbers are the same."),
        ({"number": "140428650712122"}, "one of them in its old form of 15 digits"),
        (
            {"number": 140428196507121000},
            "The first 15 digits of the identity numbers are the same; the rest was lost.",
        ),
        ({"number": 1.40428196507121e17}, "The first 15 digits"),
        ({"number": "1.40428196507121E+17"}, "The first 15 digits"),
        ({"number": "140428196507211220"}, "Two neighbouring digits of the identity numbers are swapped: 12 and 21."),
        ({"number": "140428196507121221"}, "differ in one digit: 0 and 1 in place 18"),
        ({"number": "14042819657121220"}, "One identity number lacks a digit of the other: 0 in place 11."),
        ({"name": "張小紅"}, "The names are the same, written in other forms of the characters."),
        ({"name": "张小□"}, "The names fit, but for a character that could not be typed."),
        ({"name": "张　小红"}, "The names are the same."),
        ({"name": "李梅", "former_names": ("张小红",)}, "One bears the name that the other bore before."),
        ({"number": ""}, "The birth date is the same. The phone is the same."),
        ({"phone": "", "village": "", "address": "", "birth": None, "sex": ""}, "The identity numbers are the same."),
    ],
)
def test_the_same_person(told, cells, ground):
    verdict, grounds = told(**cells)
    assert verdict is Verdict.SAME
    assert ground in grounds


@pytest.mark.parametrize(
    ("cells", "ground"),
    [
        ({"name": "李大山", "sex": "m"}, "The names differ."),
        ({"name": "张晓红"}, "The names sound the same but are written with other characters."),
        ({"number": "", "birth": None}, "The phone is the same."),
        ({"number": "", "birth": None, "phone": "", "address": ""}, "The village is the same."),
        ({"number": "", "phone": "", "address": "", "village": "青石岭村"}, "The birth date is the same."),
        ({"number": "", "birth": date(1965, 12, 7)}, "The birth dates differ by one slip of the pen."),
        ({"number": "140428196507121221", "phone": "", "address": "", "village": ""}, "differ in one digit"),
        ({"number": "140428196507121220", "name": "张小妹"}, "The names differ in one character."),
        ({"number": "140428196507123242"}, "Both identity numbers are right, and they differ."),
        ({"number": 140428196507121000, "name": "张□□"}, "The names fit, but for a character"),
    ],
)
def test_a_person_decides(told, cells, ground):
    verdict, grounds = told(**cells)
    assert verdict is Verdict.DOUBTFUL
    assert ground in grounds


@pytest.mark.parametrize(
    "cells",
    [
        {"number": "140428196507121300", "name": "张大红"},
        {"number": "140428196507121221", "name": "张建国", "sex": "m"},
        {"number": "", "name": "张建国", "birth": date(1940, 7, 12), "sex": "m"},
        {"number": "", "birth": date(1990, 1, 1), "phone": "", "address": ""},
        {"number": "", "birth": None, "phone": "", "address": "", "village": ""},
        {"number": "140428196507123242", "phone": "", "address": "", "village": "青石岭村"},
        {"number": 140428196507121000, "name": "张建国"},
    ],
    ids=[
        "twin with a number of her own", "sibling one digit apart", "father with her phone and door", "namesake of the village",
        "a name alone", "namesake with a number of her own", "twin with a number cut",
    ],
)  # fmt: skip
def test_somebody_else(told, cells):
    verdict, _ = told(**cells)
    assert verdict is Verdict.OTHER


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("阿卜力孜·依明", "阿卜力孜•依明", Verdict.SAME),
        ("阿卜力孜·依明", "阿卜力孜．依明", Verdict.SAME),
        ("阿卜力孜·依明", "阿卜力孜", Verdict.DOUBTFUL),
        ("王䶮", "王？", Verdict.SAME),
        ("王䶮", "王(上龙下天)", Verdict.SAME),
        ("王䶮", "王\ue863", Verdict.SAME),
    ],
)
def test_names_under_one_number(forms, one, other, verdict):
    known = PersonLike(one, "140428196507121220")
    assert compare_people(known, known._replace(name=other), forms, TODAY).verdict is verdict


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("槐荫坪村东街3号", "东街3号", True),
        ("长子县槐荫坪村东街3号", "槐荫坪村东街3号", True),
        ("槐荫坪村东街13号", "3号", False),
        ("槐荫坪村东街3号", "槐荫坪村东街13号", False),
    ],
)
def test_a_door(forms, one, other, same):
    neighbour = PersonLike("张小红", birth=date(1965, 7, 12), village="槐荫坪村")
    likeness = compare_people(neighbour._replace(address=one), neighbour._replace(address=other), forms, TODAY)
    assert (likeness.verdict is Verdict.SAME) is same


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=25),
    st.from_regex(r"[0-9]{14,19}[0-9X]", fullmatch=True),
)
NAMES = st.text(alphabet="张小红晓紅□·?(上)王 ", max_size=5)


@given(
    name=NAMES,
    number=CELLS,
    phone=st.text(alphabet="0138-", max_size=13),
    address=st.text(alphabet="东街3号", max_size=5),
)
def test_any_cells_are_judged_alike_from_both_sides(forms, name, number, phone, address):
    other = ZHANG._replace(name=name, number=number, phone=phone, address=address)
    there, back = compare_people(ZHANG, other, forms, TODAY), compare_people(other, ZHANG, forms, TODAY)
    assert (there.verdict, there.score) == (back.verdict, back.score)
    assert verdict_on(read_traits(ZHANG, forms, TODAY), read_traits(other, forms, TODAY)) is there.verdict
    assert 0 <= there.score <= 100
    assert there.verdict is not Verdict.SAME or there.grounds[0] is not NAME_GROUNDS[NameTie.OTHER]


@pytest.fixture(scope="module")
def measured():
    """The verdicts on the labelled pairs, by kind."""
    from vaxdesk.register.pinyin import speller

    forms = name_likeness.load(writing.load(), speller().spellings)
    found: dict[str, Counter[Verdict]] = {}
    for pair in make_pairs():
        verdict = compare_people(pair.known, pair.told, forms, TODAY).verdict
        found.setdefault(pair.kind, Counter())[verdict] += 1
    assert sum(map(Counter.total, found.values())) == 5000
    return found


@pytest.mark.parametrize("kind", CONFUSED)
def test_no_two_people_are_merged_by_themselves(measured, kind):
    assert measured[kind][Verdict.SAME] == 0


@pytest.mark.parametrize("kind", [*NUMBER_DAMAGE, *NAME_DAMAGE])
def test_98_of_100_damaged_records_are_found(measured, kind):
    found = measured[kind]
    assert found[Verdict.SAME] + found[Verdict.DOUBTFUL] >= 0.98 * found.total()


def test_most_damage_needs_no_person_to_decide(measured):
    same = sum(measured[kind][Verdict.SAME] for kind in (*NUMBER_DAMAGE, *NAME_DAMAGE))
    assert same >= 0.75 * 3000
