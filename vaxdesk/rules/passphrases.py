"""How good a passphrase is, in words: by its length, its kinds of signs, and whether everybody would try it first."""

from enum import StrEnum
from unicodedata import normalize

SHORTEST, LONG_ENOUGH, LONG = 8, 12, 20
"""Characters: fewer than the first are refused (register.keys); with the last, a plain sentence is strong."""
COMMON = frozenset(
    {
        "password",
        "passw0rd",
        "qwertyuiop",
        "qwertyui",
        "asdfghjk",
        "asdfghjkl",
        "iloveyou",
        "woaini1314",
        "woaini520",
        "admin123",
        "administrator",
        "abc12345",
        "a1234567",
        "a12345678",
        "a123456789",
        "1q2w3e4r",
        "1qaz2wsx",
        "qazwsxedc",
        "p@ssw0rd",
        "welcome123",
        "demo township",
    }
)
"""What is tried first everywhere, and in Chinese offices."""
RUNS = "01234567890123456789 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm"


class Strength(StrEnum):
    """How good a passphrase is: refused, guessed at once, guessed by a patient machine, good, or strong."""

    SHORT = "short"
    COMMON = "common"
    WEAK = "weak"
    GOOD = "good"
    STRONG = "strong"


def as_meant(typed: str) -> tuple[str, ...]:
    """The passphrases somebody may have meant: as it was typed first, then with the slips of a keyboard mended.

    1. full-width letters, digits and signs as half-width ones, blanks around them left out (NFKC);
    2. with Caps Lock the other way round.
    """
    plain = normalize("NFKC", typed).strip()
    return tuple(dict.fromkeys((typed, plain, plain.swapcase())))


def strength(passphrase: str) -> Strength:
    """Judge a passphrase.

    1. shorter than SHORTEST: short.
    2. in COMMON, up or down a row of the keyboard, or fewer than five different signs: common.
    3. digits alone (a birthday, a telephone), or shorter than LONG_ENOUGH with fewer than three kinds of signs: weak.
    4. at least LONG, or LONG_ENOUGH with three kinds or with signs outside ASCII: strong; the rest: good.
    """
    text = passphrase.strip()
    plain = text.casefold()
    if len(text) < SHORTEST:
        return Strength.SHORT
    if plain in COMMON or plain in RUNS or plain[::-1] in RUNS or len(set(plain)) < 5:
        return Strength.COMMON
    kinds = _kinds(text)
    if text.isdecimal() or (len(text) < LONG_ENOUGH and kinds < 3):
        return Strength.WEAK
    if len(text) >= LONG or (len(text) >= LONG_ENOUGH and (kinds >= 3 or not text.isascii())):
        return Strength.STRONG
    return Strength.GOOD


def _kinds(text: str) -> int:
    """How many of these it has: small letters, capitals, digits, signs, letters without case such as Chinese."""
    tests = (str.islower, str.isupper, str.isdecimal, lambda sign: not sign.isalnum(), lambda sign: not sign.isascii())
    return sum(any(test(sign) for sign in text) for test in tests)
