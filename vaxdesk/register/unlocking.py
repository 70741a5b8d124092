"""Letting in by a passphrase, also where the keyboard was in the wrong mode; and saying what may be wrong with another one."""

from vaxdesk.rules.messages import Refused, say
from vaxdesk.rules.passphrases import as_meant

from . import keys

ASCII = 127


def unlocked(key_file: bytes, passphrase: str, user: str | None) -> tuple[list[bytes], str]:
    """The data keys and the user, as `keys.unlock` answers; each passphrase that may have been meant is tried.

    Raises Refused as `keys.unlock` does.
    """
    for typed in as_meant(passphrase):
        try:
            return keys.unlock(key_file, typed, user)
        except Refused as refused:
            if refused.code != "wrong_passphrase":
                raise
    if any(ord(sign) > ASCII for sign in passphrase):
        raise Refused(
            "wrong_passphrase",
            say(
                "The passphrase is not right, and it holds Chinese or full-width signs: if it is of letters and digits, "
                "switch the input method to English, then type it again."
            ),
        )
    raise Refused(
        "wrong_passphrase",
        say("The passphrase is not right, nor is it with Caps Lock the other way round: type it slowly once more."),
    )
