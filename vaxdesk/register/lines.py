"""Small files beside the database: lines of text that each end with their own sum, so that a byte that was changed is known."""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

SIGNS = 16
"""Hexadecimal digits of a sum."""


class Lines(NamedTuple):
    """What stands in such a file, in its order, and how many lines of it were altered or cut off."""

    whole: tuple[str, ...] = ()
    damaged: int = 0


def summed(text: str) -> bytes:
    """A line as it is written: the text, its sum, and the end of the line."""
    return f"{text} {_sum(text)}\n".encode()


def read_lines(path: Path) -> Lines:
    """Read such a file; one that is missing holds nothing, one that cannot be read is one damaged line."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Lines()
    except OSError:
        return Lines((), 1)
    texts = [_text(line) for line in content.removesuffix(b"\n").split(b"\n")] if content else []
    whole = tuple(text for text in texts if text is not None)
    return Lines(whole, len(texts) - len(whole))


def _text(line: bytes) -> str | None:
    try:
        text, _, told = line.decode().rpartition(" ")
    except UnicodeDecodeError:
        return None
    return text if told == _sum(text) else None


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:SIGNS]
