"""How good a passphrase is, in words."""

import pytest

from vaxdesk.rules.passphrases import strength


@pytest.mark.parametrize(
    ("passphrase", "judged"),
    [
        ("", "short"),
        ("abc1234", "short"),
        ("   abc   ", "short"),
        ("12345678", "common"),
        ("87654321", "common"),
        ("aaaabbbb", "common"),
        ("PASSWORD", "common"),
        ("qwertyuiop", "common"),
        ("19880102", "weak"),
        ("13800138000", "common"),
        ("13912345678", "weak"),
        ("zhaolaoshi", "weak"),
        ("Zhao2021", "good"),
        ("zhao laoshi jia", "good"),
        ("Zhao-2021-laoshi", "strong"),
        ("correct horse battery staple", "strong"),
        ("村口老槐树下三块石头一口井", "strong"),
    ],
)
def test_strength(passphrase: str, judged: str) -> None:
    assert strength(passphrase) == judged
