"""A paper shows enough of a person for its use and no more."""

from datetime import date

import pytest

from vaxdesk.rules.masks import (
    PROFILES,
    MaskProfile,
    birth_year,
    leaks,
    mask_id,
    mask_id_but_tail,
    mask_phone,
    mask_text,
    read_profiles,
)
from vaxdesk.rules.messages import Refused


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("610424196503071234", "610***********1234"),
        ("61042419650307123X", "610***********123X"),
        ("610424650307123", "610********7123"),  # fifteen digits keep their length
        ("H12345678", "*******78"),  # a permit too short to hide anything between both its ends
        ("7", "*"),
        ("", ""),
    ],
)
def test_an_identity_number_keeps_its_length_and_both_ends(number, shown):
    assert mask_id(number) == shown


def test_at_the_door_only_the_last_four_digits_show():
    assert mask_id_but_tail("610424196503071234") == "**************1234"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("0355-2054257", "035*****4257"),
        ("2054257", "*****57"),
        ("13812345678、13987654321", "138****5678、139****4321"),
        ("无", "无"),
    ],
)
def test_a_phone_number_is_masked_and_other_words_stay(number, shown):
    assert mask_phone(number) == shown


def test_a_masked_list_shows_the_year_of_birth_only():
    assert birth_year(date(1965, 3, 7)) == 1965
    assert PROFILES[MaskProfile.LIST].masks["birth"](date(1965, 3, 7)) == 1965
    assert PROFILES[MaskProfile.LIST].masks["birth"](None) is None


def test_every_profile_that_masks_the_number_masks_the_birth_date():
    for name, profile in PROFILES.items():
        assert ("id_number" in profile.masks) == ("birth" in profile.masks), name


def test_a_profile_for_everybody_has_no_rows_about_people_and_a_full_one_needs_a_reason():
    assert [name for name, profile in PROFILES.items() if not profile.people] == ["public"]
    assert [name for name, profile in PROFILES.items() if profile.needs_reason] == ["full"]


def test_a_profile_that_leaks_is_refused_with_its_key():
    table = {name: {} for name in MaskProfile} | {"door": {"fields": {"id_number": "tail"}}}
    with pytest.raises(Refused, match=r"masks.toml, door.fields: A whole birth date must not stand beside"):
        read_profiles(table)
    with pytest.raises(Refused, match=r"masks.toml, list.fields.phone: 'stars' is not known"):
        read_profiles(table | {"list": {"fields": {"phone": "stars"}}})


@pytest.mark.parametrize(
    ("numbers", "birth", "leak"),
    [
        (["610***********1234"], 1965, False),
        (["610***********1234"], date(1965, 3, 7), True),
        (["610***********1234", "610***********1234"], None, False),
        (["610***********1234", "**************1234"], None, True),
        (["610***********1234", "610424196503071234"], None, True),
        (["610424196503071234"], date(1965, 3, 7), False),
        ([], date(1965, 3, 7), False),
    ],
)
def test_a_masked_number_is_given_away_by_a_birth_date_or_by_another_column(numbers, birth, leak):
    assert leaks(numbers, birth) is leak


@pytest.mark.parametrize("born", ["1965-03-07", "1965年3月7日", "1965.3.7", "19650307"])
def test_what_is_masked_in_its_column_is_masked_in_a_free_text_too(born):
    told = f"身份证610424196503071234，{born}出生，电话13812345678"
    shown = mask_text(told, "610424196503071234", "13812345678", date(1965, 3, 7), PROFILES[MaskProfile.LIST].masks)
    assert shown == "身份证610***********1234，1965出生，电话138****5678"
    assert mask_text(told, "610424196503071234", "13812345678", date(1965, 3, 7), {}) == told
