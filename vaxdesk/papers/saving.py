"""A finished paper is put in its place whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..rules.messages import Message, Refused, say


def put(data: bytes, target: Path | BinaryIO) -> None:
    """Write `data` to `target`: an open file, or a path, where a sibling is written first and then takes its place.

    The sibling holds personal data too: it lies in the same folder and is removed when anything fails.
    Raises Refused("file_not_written") when the folder is missing, the disk is full, or the file is open elsewhere, which the
    note of an office program beside it says too where the system would let it be replaced under that program's hands.
    """
    if not isinstance(target, Path):
        target.write(data)
        return
    if target.exists() and (note := next(filter(Path.exists, _notes(target)), None)):
        raise Refused("file_not_written", _open_elsewhere(target, note))
    try:
        _replace(target, data)
    except OSError as error:
        raise Refused("file_not_written", _advice(target, error)) from error


@contextmanager
def put_together(contents: Mapping[Path, bytes]) -> Iterator[None]:
    """Files that belong together, there until the end of the block and after it; none of them stays where anything in it fails.

    Raises Refused as `put` does.
    """
    placed: list[Path] = []
    try:
        for path, content in contents.items():
            put(content, path)
            placed.append(path)
        yield
    except BaseException:
        for path in placed:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _notes(target: Path) -> list[Path]:
    """Where Excel and WPS, WPS on Linux, and LibreOffice note that a file is open."""
    return [target.with_name(name.format(target.name)) for name in ("~${}", ".~{}", ".~lock.{}#")]


def _open_elsewhere(target: Path, note: Path) -> Message:
    return say(
        "{file} is open in WPS, Excel or LibreOffice: close it there and try again, or choose another name. If it is open "
        "nowhere, delete {note} beside it.",
        file=target.name,
        note=note.name,
    )


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    sibling = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        sibling.replace(target)
    except BaseException:
        sibling.unlink(missing_ok=True)
        raise


def _advice(target: Path, error: OSError) -> Message:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return say("The folder {folder} does not exist. Choose another folder.", folder=str(target.parent))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("The disk is full; {file} was not written. Free some space and try again.", file=target.name)
    return say(
        "{file} could not be written. If it is open in another program, close it there; or choose another folder.",
        file=target.name,
    )
