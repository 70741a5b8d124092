"""Small files beside the database: lines of text that each end with their own sum, so that a byte that was changed is known.

The sum is no secret: whoever may write into the folder can write such a line too. So what a line says is read as strictly as
anything else that comes from outside.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

SIGNS = 16
"""Hexadecimal digits of a sum."""
LARGEST = 1 << 24
"""Bytes of a file that is read."""

Read = TypeVar("Read")


def summed(text: str) -> bytes:
    """A line as it is written: the text, its sum, and the end of the line."""
    return f"{text} {_sum(text)}\n".encode()


def read_lines(path: Path, read: Callable[[str], Read]) -> tuple[list[Read], int]:
    """What stands in such a file, in its order, and how many lines of it were altered, cut off, or say nothing that can be.

    `read` is given the text of a line, and raises ValueError for what cannot be. A file that is missing holds nothing; one
    that cannot be read, or is far too large, counts as one damaged line.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b"?"
    except FileNotFoundError:
        return [], 0
    except OSError:
        return [], 1
    lines = content.removesuffix(b"\n").split(b"\n") if content else []
    found = [each for line in lines for each in _read(line, read)]
    return found, len(lines) - len(found)


def _read(line: bytes, read: Callable[[str], Read]) -> list[Read]:
    try:
        text, _, told = line.decode().rpartition(" ")
        return [read(text)] if told == _sum(text) else []
    except (ValueError, TypeError, OverflowError, RecursionError):
        return []


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:SIGNS]
