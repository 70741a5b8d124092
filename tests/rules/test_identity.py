"""Identity numbers as they stand in cells, and what is said of each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.rules.identity import check_digit, read_number

TODAY = date(2021, 12, 19)

READ = [
    ("11010519491231002X", "11010519491231002X", ()),
    ("440524188001010014", "", ("id_impossible_date",)),  # 141 years old
    ("810000199408230021", "810000199408230021", ()),  # residence permit of Hong Kong residents
    ("830000199201300022", "830000199201300022", ()),
    ("932682198501010017", "932682198501010017", ()),  # permanent residence card of 2023
    ("610104620927690", "610104196209276908", ("id_15_digits",)),
    ("14042819760726790x", "14042819760726790X", ("id_lowercase_x",)),
    ("14042819490717594Х", "14042819490717594X", ("id_lookalike_x",)),  # Cyrillic
    ("１４０４２８１９４７１１０６５４０７", "140428194711065407", ("id_fullwidth",)),
    ("140428 19700209 6255", "140428197002096255", ("id_spaces",)),
    ("'410522196410092446", "410522196410092446", ("id_apostrophe",)),
    ("140428196809096393", "", ("id_check_digit",)),
    ("14042819901183637", "", ("id_length",)),
    ("140428199013018363", "", ("id_impossible_date",)),
    ("990428199001018363", "", None),
    (1.40428196305185e17, "", ("id_numeric_damaged",)),
    (140428196305185000, "", ("id_numeric_damaged",)),
    ("1.40428E+17", "", ("id_numeric_damaged",)),
    ("KAZ110090123105", "KAZ110090123105", ("id_not_checkable",)),
    ("H12345678", "H12345678", ("id_not_checkable",)),
    ("", "", ("id_missing",)),
    (None, "", ("id_missing",)),
    ("  ", "", ("id_missing",)),
]


@pytest.mark.parametrize(("written", "number", "codes"), READ)
def test_a_written_number_is_read_or_refused(written, number, codes):
    identity = read_number(written, TODAY)
    assert identity.number == number
    assert codes is None or identity.codes == codes


def test_birth_and_sex_are_read_from_the_number():
    identity = read_number("11010519491231002X", TODAY)
    assert (identity.birth, identity.sex) == (date(1949, 12, 31), "f")


def test_a_number_stored_as_a_number_is_damaged_even_when_the_check_digit_passes():
    body = next(f"14042819630518{n:03}" for n in range(1000) if check_digit(f"14042819630518{n:03}") == "0")
    assert read_number(body + "0", TODAY).number
    assert read_number(int(body + "0"), TODAY).codes == ("id_numeric_damaged",)


@given(place=st.integers(0, 16), change=st.integers(1, 9))
def test_one_wrong_digit_never_passes(place, change):
    right = "11010519491231002X"
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
    assert not read_number(wrong, TODAY).number


@given(st.text())
def test_any_text_is_answered(text):
    identity = read_number(text, TODAY)
    assert identity.number or identity.codes
