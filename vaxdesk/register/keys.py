"""The key of a register: random, sealed to each user's own key pair, whose private half the user's passphrase wraps.

It stands in a small file beside the database. Whoever opens a register goes through `unlock`; more users are more entries of the
file, and a recovery sheet is one of them. Because an entry is sealed to a public key, a new data key can be given to everybody
without their passphrases, and the old one opens none of it.
"""

import json
import secrets
from base64 import b32encode, b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.passphrases import SHORTEST, Strength, strength

FORMAT = 2
KEY_BYTES = 32
NONCE_BYTES = 12
ARGON2 = {"time_cost": 4, "memory_cost": 128 * 1024, "parallelism": 2}
"""argon2id (RFC 9106) with 128 MiB and 4 passes: 0.3 to 1 second on an office PC (`vaxdesk bench --only unlock`)."""

MOST = {"time_cost": 20, "memory_cost": 1024 * 1024, "parallelism": 16}
"""A key file that asks for more than this would stop the machine, and is damaged."""

RECOVERY = "recovery sheet"
"""The name under which the recovery sheet stands among the users."""
RECOVERY_BYTES = 20

Entry = dict[str, Any]


def refuse_weak(passphrase: str) -> None:
    """Raise Refused `passphrase_weak` for a passphrase that is short, tried first everywhere, or soon guessed."""
    match strength(passphrase):
        case Strength.SHORT:
            raise Refused(
                "passphrase_weak",
                say("The passphrase is too short: choose at least {count} characters.", count=SHORTEST),
            )
        case Strength.COMMON | Strength.WEAK:
            raise Refused(
                "passphrase_weak",
                say(
                    "The passphrase is soon guessed: choose a longer one, such as four words that nobody puts together."
                ),
            )


def new_key_file(passphrase: str, user: str) -> tuple[bytes, bytes]:
    """Make a random data key; return it and the key file that keeps it for its first user."""
    data_key = secrets.token_bytes(KEY_BYTES)
    return data_key, _written({"format": FORMAT, "users": [_entry(data_key, passphrase, user)]})


def names(key_file: bytes) -> list[str]:
    """Who may open the register, without the recovery sheet. Raises Refused `register_damaged`, `register_newer`."""
    return [entry["name"] for entry in _read(key_file)["users"] if entry["name"] != RECOVERY]


def unlock(key_file: bytes, passphrase: str, user: str | None = None) -> tuple[list[bytes], str]:
    """Return the data key and the name of the user whose passphrase this is.

    While the register is being encrypted anew there are two keys, the old one first. The code of the recovery sheet opens too.
    Raises Refused: `wrong_passphrase`, `register_newer` (key file of a newer program), `register_damaged`.
    """
    content = _read(key_file)
    try:
        for entry in content["users"]:
            if user not in (None, entry["name"]) and entry["name"] != RECOVERY:
                continue
            private = _private(entry, passphrase)
            if private is not None:
                coming = [each for each in content.get("next", ()) if each["name"] == entry["name"]]
                return [_unsealed(each, private) for each in (entry, *coming)], entry["name"]
    except (ValueError, KeyError, TypeError, InvalidTag) as error:
        raise damaged_key_file() from error
    raise Refused(
        "wrong_passphrase",
        say("The passphrase is not right: check Caps Lock and the input method, then type it again."),
    )


def with_user(key_file: bytes, data_key: bytes, passphrase: str, user: str) -> bytes:
    """The key file with a user more, or with another passphrase for one who is there."""
    content = _read(key_file)
    others = [entry for entry in content["users"] if entry["name"] != user]
    return _written({"format": FORMAT, "users": [*others, _entry(data_key, passphrase, user)]})


def without_user(key_file: bytes, user: str) -> bytes:
    """The key file without a user."""
    content = _read(key_file)
    return _written({**content, "users": [entry for entry in content["users"] if entry["name"] != user]})


def with_recovery(key_file: bytes, data_key: bytes) -> tuple[bytes, str]:
    """The key file with a new recovery sheet in place of an older one, and the code to print on it."""
    code = b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
    return with_user(key_file, data_key, code, RECOVERY), "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def has_recovery(key_file: bytes) -> bool:
    """Whether there is a recovery sheet."""
    return any(entry["name"] == RECOVERY for entry in _read(key_file)["users"])


def renewed(key_file: bytes) -> tuple[bytes, bytes]:
    """A new data key, and the key file that keeps the old one and the new one for everybody. `settled` drops the old one.

    Raises Refused `sign_in_first` while somebody's entry was made by an older program.
    """
    content = _read(key_file)
    old = [entry["name"] for entry in content["users"] if "public" not in entry]
    if old:
        raise Refused(
            "sign_in_first",
            say("{names} must change the passphrase once before the key can be renewed.", names=", ".join(old)),
        )
    data_key = secrets.token_bytes(KEY_BYTES)
    coming = [{**entry, "sealed": _sealed(data_key, entry["public"], entry["name"])} for entry in content["users"]]
    return data_key, _written({"format": FORMAT, "users": content["users"], "next": coming})


def settled(key_file: bytes) -> bytes:
    """The key file with the new data key alone."""
    return _written({"format": FORMAT, "users": _read(key_file)["next"]})


def damaged_key_file() -> Refused:
    """The refusal for a key file that cannot be read or is missing."""
    return Refused(
        "register_damaged",
        say("The key file of this register is damaged or missing: restore the register from a backup."),
    )


def _read(key_file: bytes) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(key_file)
        if content["format"] > FORMAT:
            raise Refused(
                "register_newer", say("A newer VaxDesk made this register: update this program, then open it.")
            )
        if not all(isinstance(entry["name"], str) for entry in content["users"]):
            raise damaged_key_file()
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged_key_file() from error
    return content


def _written(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=1, ensure_ascii=False).encode()


def _plain(passphrase: str, user: str) -> bytes:
    """What is typed from a recovery sheet may have spaces or small letters."""
    if user == RECOVERY:
        passphrase = "".join(passphrase.split()).replace("-", "").upper()
    return passphrase.encode()


def _derive(passphrase: bytes, salt: bytes, cost: Mapping[str, int]) -> bytes:
    if any(not 1 <= cost[name] <= most for name, most in MOST.items()):
        raise damaged_key_file()
    return hash_secret_raw(
        passphrase,
        salt,
        time_cost=cost["time_cost"],
        memory_cost=cost["memory_cost"],
        parallelism=cost["parallelism"],
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _entry(data_key: bytes, passphrase: str, user: str) -> Entry:
    private = X25519PrivateKey.generate()
    public = _text(private.public_key().public_bytes_raw())
    salt = secrets.token_bytes(16)
    wrapped = _encrypt(_derive(_plain(passphrase, user), salt, ARGON2), private.private_bytes_raw(), user)
    sealed = _sealed(data_key, public, user)
    return {
        "name": user,
        "kdf": "argon2id",
        **ARGON2,
        "salt": _text(salt),
        "private": wrapped,
        "public": public,
        "sealed": sealed,
    }


def _private(entry: Entry, passphrase: str) -> bytes | None:
    """What the passphrase opens of an entry: the private key, or of a file of format 1 the data key; None if it does not fit."""
    key = _derive(_plain(passphrase, entry["name"]), _bytes(entry["salt"]), entry)
    wrapped = entry["private"] if "private" in entry else _text(_bytes(entry["nonce"]) + _bytes(entry["wrapped"]))
    try:
        return _decrypt(key, wrapped, entry["name"])
    except InvalidTag:
        return None


def _sealed(data_key: bytes, public: str, user: str) -> str:
    once = X25519PrivateKey.generate()
    shared = _shared(once, X25519PublicKey.from_public_bytes(_bytes(public)))
    return _text(once.public_key().public_bytes_raw()) + "." + _encrypt(shared, data_key, user)


def _unsealed(entry: Entry, private: bytes) -> bytes:
    if "sealed" not in entry:
        return private
    once, _, box = entry["sealed"].partition(".")
    own = X25519PrivateKey.from_private_bytes(private)
    return _decrypt(_shared(own, X25519PublicKey.from_public_bytes(_bytes(once))), box, entry["name"])


def _shared(private: X25519PrivateKey, public: X25519PublicKey) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"vaxdesk data key").derive(private.exchange(public))


def _encrypt(key: bytes, content: bytes, user: str) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return _text(nonce + AESGCM(key).encrypt(nonce, content, user.encode()))


def _decrypt(key: bytes, box: str, user: str) -> bytes:
    raw = _bytes(box)
    return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], user.encode())


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
