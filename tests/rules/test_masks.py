"""A paper shows enough of a person for its use and no more."""

from datetime import date

import pytest

from vaxdesk.rules.masks import (
    PROFILES,
    MaskProfile,
    birth_year,
    gives_itself_away,
    mask_id,
    mask_id_but_tail,
    mask_phone,
)


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
    assert PROFILES[MaskProfile.LIST]["birth"](date(1965, 3, 7)) == 1965
    assert PROFILES[MaskProfile.LIST]["birth"](None) is None


def test_every_profile_that_masks_the_number_masks_the_birth_date():
    for profile, masks in PROFILES.items():
        assert ("id_number" in masks) == ("birth" in masks), profile


def test_a_whole_birth_date_beside_a_masked_number_gives_it_away():
    assert gives_itself_away(MaskProfile.LIST, frozenset({"birth"}))
    assert not gives_itself_away(MaskProfile.LIST, frozenset({"birth", "id_number"}))
    assert not gives_itself_away(MaskProfile.FULL, frozenset({"birth", "id_number"}))
