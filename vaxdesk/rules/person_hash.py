"""A person told by a keyed hash: the county finds somebody listed in two townships without being sent a number.

HMAC-SHA-256 of the number under a key that scrypt makes of a word all townships of a county share; 16 hexadecimal digits.
Whoever does not know the word cannot try all numbers; two of six million people share a hash by chance once in a million counties.
"""

import hashlib
import hmac
import re

DIGITS = 16
_HASH = re.compile(f"[0-9a-f]{{{DIGITS}}}")


def key_of(word: str) -> bytes:
    """The key of a county's word; takes 0.1 s, so make it once."""
    return hashlib.scrypt(word.strip().encode(), salt=b"vaxdesk county", n=2**14, r=8, p=1)


def hash_number(number: str, key: bytes) -> int:
    """The hash of an identity number, 64 bits."""
    return int.from_bytes(hmac.digest(key, number.encode(), "sha256")[:8])


def person_hash(number: str, key: bytes) -> str:
    """The same as it is written."""
    return f"{hash_number(number, key):0{DIGITS}x}"


def read_hash(text: str) -> int | None:
    """The hash as it was written; None where it is none."""
    return int(text, 16) if _HASH.fullmatch(text) else None
