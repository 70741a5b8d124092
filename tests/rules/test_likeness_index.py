"""Finding those a record may speak of without comparing it with everybody."""

from datetime import date

import pytest

from vaxdesk.register.pinyin import speller
from vaxdesk.rules import name_likeness, writing
from vaxdesk.rules.likeness import PersonLike, Verdict, compare_people
from vaxdesk.rules.likeness_index import MOST, LikenessIndex

from .pairs import make_pairs

TODAY = date(2026, 11, 21)
WANG = PersonLike("王小明", "140428196507121220", date(1965, 7, 12), "f", "13800138000", "槐荫坪村", "东街3号")


@pytest.fixture(scope="module")
def forms():
    return name_likeness.load(writing.load(), speller().spellings)


def index_of(forms, *people):
    index = LikenessIndex(forms, TODAY)
    for id, person in enumerate(people, 1):
        index.put(id, person)
    return index


def test_everybody_damaged_is_found_among_all_others(forms):
    pairs = [pair for pair in make_pairs() if pair.one_person]
    index = index_of(forms, *(pair.known for pair in pairs))
    found = compared = 0
    for id, pair in enumerate(pairs, 1):
        candidates = index.candidates(pair.told)
        compared += len(candidates)
        found += id in candidates
        for match in index.matches(pair.told):
            if match.likeness.verdict is Verdict.SAME:
                assert pairs[match.id - 1].known.number == pair.known.number
    assert found >= 0.98 * len(pairs)
    assert compared <= 30 * len(pairs)


def test_whoever_is_like_somebody_shares_a_key(forms):
    for pair in make_pairs():
        if compare_people(pair.known, pair.told, forms, TODAY).verdict is not Verdict.OTHER:
            assert index_of(forms, pair.known).candidates(pair.told) == [1], pair


def test_the_most_certain_comes_first(forms):
    namesake = PersonLike("王小明", village="槐荫坪村")
    index = index_of(forms, namesake, WANG)
    matches = index.matches(WANG._replace(number=140428196507121000))
    assert [(match.id, match.likeness.verdict) for match in matches] == [(2, Verdict.SAME), (1, Verdict.DOUBTFUL)]


def test_where_two_fit_a_person_decides(forms):
    twice = index_of(forms, WANG._replace(number=""), WANG._replace(number="140428650712122"))
    matches = twice.matches(WANG)
    assert {match.likeness.verdict for match in matches} == {Verdict.DOUBTFUL}
    assert all("Others fit as well." in map(str, match.likeness.grounds) for match in matches)


def test_every_pair_is_told_once(forms):
    twin = WANG._replace(name="李大山", number="140428196507121300")
    index = index_of(forms, WANG, twin, WANG._replace(number=""))
    assert [(id, match.id, match.likeness.verdict) for id, match in index.pairs()] == [(1, 3, Verdict.SAME)]


def test_a_phone_of_everybody_tells_nothing(forms):
    crowd = [PersonLike(f"王{chr(0x4E00 + nth)}", phone="13800000000") for nth in range(MOST + 1)]
    index = index_of(forms, *crowd, WANG)
    assert index.candidates(PersonLike("李大山", phone="13800000000")) == []
    assert index.candidates(PersonLike("王一", phone="13800000000", birth=date(1990, 1, 1))) == [1]
