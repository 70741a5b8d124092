"""House numbers in the order of a walk, and codes that are typed from paper."""

import pytest

from vaxdesk.rules.household_code import household_of, is_code, scanned_code, typed_code
from vaxdesk.rules.messages import Refused
from vaxdesk.rules.walking import moved, walking_order

MARK = "417"


def test_numbers_count_as_numbers_in_digits_and_in_characters():
    streets = ["前街10号", "前街2号", "前街2号附1号", "二组3号", "十二组1号", "二组12号"]
    order = walking_order(dict(enumerate(streets)), {})
    assert [streets[each] for each in order] == [
        "二组3号",
        "二组12号",
        "十二组1号",
        "前街2号",
        "前街2号附1号",
        "前街10号",
    ]


def test_an_arranged_order_stays_and_a_new_household_comes_behind_its_neighbour():
    streets = {1: "前街1号", 2: "前街2号", 3: "前街3号", 4: "后街1号"}
    places = {4: 0, 3: 1, 1: 2}
    assert walking_order(streets, places) == [4, 3, 1, 2]
    assert moved([4, 3, 1, 2], 2, before=3) == [4, 2, 3, 1]
    assert moved([4, 3, 1, 2], 4, before=None) == [3, 1, 2, 4]


def test_a_code_is_six_digits_and_comes_back_as_its_household():
    for household in (1, 99_999):
        code = typed_code(MARK, household)
        assert len(code) == 6
        assert household_of(code, MARK) == household_of(scanned_code(MARK, household), MARK) == household
    assert household_of(typed_code(MARK, 123_456), MARK) == 123_456


def test_every_wrong_digit_is_noticed():
    code = typed_code(MARK, 123)
    wrong = {code[:place] + digit + code[place + 1 :] for place in range(6) for digit in "0123456789"} - {code}
    for each in wrong:
        with pytest.raises(Refused):
            household_of(each, MARK)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (scanned_code(MARK, 5) + scanned_code(MARK, 6), "code_twice"),
        (scanned_code("418", 5), "code_elsewhere"),
        ("000000", "code_wrong"),
        ("H41700", "code_wrong"),
    ],
)
def test_a_code_that_is_none_is_refused(text, code):
    assert is_code(text)
    with pytest.raises(Refused) as refused:
        household_of(text, MARK)
    assert refused.value.code == code


def test_what_is_about_a_person_is_no_code():
    assert not any(map(is_code, ("3 *1", "2 1 210601 0625", "140428198208186170", "+H")))
