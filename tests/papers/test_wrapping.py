"""Text is broken where a reader expects it, and nothing is ever cut off."""

from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.papers.wrapping import balance, wrap


def width(text):
    return sum(2 if ord(char) > 0xFF else 1 for char in text)


def test_chinese_breaks_anywhere_but_a_number_stays_whole():
    assert wrap("云岭镇石桥村8组188号", 16, width) == ["云岭镇石桥村8组", "188号"]


def test_a_line_neither_begins_with_a_comma_nor_ends_with_an_opening_bracket():
    assert wrap("春节返乡后，再接种", 10, width) == ["春节返乡", "后，再接种"]
    assert wrap("住在这里（东边）", 10, width) == ["住在这里", "（东边）"]


def test_a_long_name_breaks_after_its_dots():
    assert wrap("买买提·吐尔逊·阿不都", 7, width) == ["买买提·", "吐尔逊·", "阿不都"]


def test_a_word_longer_than_the_line_is_broken_as_a_last_resort():
    assert wrap("x" * 10, 4, width) == ["xxxx", "xxxx", "xx"]


def test_line_ends_in_the_text_are_kept():
    assert wrap("甲\n乙", 10, width) == ["甲", "乙"]


def test_headings_break_at_slashes_and_brackets_else_in_the_middle():
    assert balance("户籍/常住/外出", 6, width) == ["户籍/", "常住/", "外出"]
    assert balance("佐证材料（机构/日期）", 15, width) == ["佐证材料", "（机构/日期）"]
    assert balance("末次接种日期", 10, width) == ["末次接", "种日期"]
    assert balance("姓名", 10, width) == ["姓名"]


@given(st.text(alphabet="甲乙，。（）·/ab1 \n", max_size=60), st.integers(min_value=2, max_value=30))
def test_no_character_is_lost_and_no_line_is_too_long(text, room):
    lines = wrap(text, room, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= room for line in lines)


@given(st.text(alphabet="甲乙/（）(,", max_size=20), st.integers(min_value=2, max_value=12))
def test_no_character_of_a_heading_is_lost(text, room):
    assert "".join(balance(text, room, width)) == text
