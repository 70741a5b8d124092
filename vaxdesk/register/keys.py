"""The key of a register: random, wrapped by a passphrase, kept in a small file beside the database.

Whoever opens a register goes through `unlock`; more users are more entries in the same file.
"""

import json
import secrets
from base64 import b64decode, b64encode
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vaxdesk.rules.messages import Refused, say

FORMAT = 1
KEY_BYTES = 32
MIN_PASSPHRASE = 8
"""Characters; a shorter passphrase is refused."""

ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 2}
"""RFC 9106, second recommended choice (64 MiB, 3 passes); two lanes for the two cores of an office PC."""


def new_key_file(passphrase: str, user: str) -> tuple[bytes, bytes]:
    """Make a random data key; return it and the key file that keeps it wrapped. Refuses a passphrase that is too short."""
    if len(passphrase.strip()) < MIN_PASSPHRASE:
        raise Refused(
            "passphrase_weak",
            say("The passphrase is too short: choose at least {count} characters.", count=MIN_PASSPHRASE),
        )
    data_key = secrets.token_bytes(KEY_BYTES)
    content = {"format": FORMAT, "users": [_wrap(data_key, passphrase, user)]}
    return data_key, json.dumps(content, indent=1, ensure_ascii=False).encode()


def unlock(key_file: bytes, passphrase: str, user: str | None = None) -> tuple[bytes, str]:
    """Return the data key and the name of the user whose passphrase this is.

    Raises Refused: `wrong_passphrase`, `register_newer` (key file of a newer program), `register_damaged`.
    """
    try:
        content = json.loads(key_file)
        if content["format"] > FORMAT:
            raise Refused(
                "register_newer", say("A newer VaxDesk made this register: update this program, then open it.")
            )
        entries = [entry for entry in content["users"] if user in (None, entry["name"])]
        for entry in entries:
            data_key = _unwrap(entry, passphrase)
            if data_key is not None:
                return data_key, entry["name"]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged_key_file() from error
    raise Refused(
        "wrong_passphrase",
        say("The passphrase is not right: check Caps Lock and the input method, then type it again."),
    )


def damaged_key_file() -> Refused:
    """The refusal for a key file that cannot be read or is missing."""
    return Refused(
        "register_damaged",
        say("The key file of this register is damaged or missing: restore the register from a backup."),
    )


def _derive(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=cost["time_cost"],
        memory_cost=cost["memory_cost"],
        parallelism=cost["parallelism"],
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _wrap(data_key: bytes, passphrase: str, user: str) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_derive(passphrase, salt, ARGON2)).encrypt(nonce, data_key, user.encode())
    texts = {
        name: b64encode(value).decode() for name, value in (("salt", salt), ("nonce", nonce), ("wrapped", wrapped))
    }
    return {"name": user, "kdf": "argon2id", **ARGON2, **texts}


def _unwrap(entry: dict[str, Any], passphrase: str) -> bytes | None:
    salt, nonce, wrapped = (b64decode(entry[name], validate=True) for name in ("salt", "nonce", "wrapped"))
    try:
        return AESGCM(_derive(passphrase, salt, entry)).decrypt(nonce, wrapped, entry["name"].encode())
    except InvalidTag:
        return None
