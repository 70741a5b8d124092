"""Font files: where they lie on this machine, and which characters a file has, read without loading it.

Only TrueType outlines (table `glyf`) count; a file with other outlines, or one that is damaged, has no characters here.
Format of the tables: OpenType specification, chapters "Font file" and "cmap".
"""

import os
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO, NamedTuple

Range = tuple[int, int]
"""First and last code point of a run of characters that a font has."""

_SUFFIXES = (".ttf", ".ttc")
_UNICODE_PLATFORMS = (0, 3)
_SEGMENTS, _GROUPS = 4, 12  # the two cmap formats in use: 16-bit segments, 32-bit groups


class Face(NamedTuple):
    """A typeface in a file: a collection (.ttc) has several, counted from 0."""

    path: Path
    number: int = 0


def installed(folders: Mapping[str, Sequence[str]], platform: str) -> list[Path]:
    """All font files below the folders of this platform (`sys.platform`), by file name.

    Folder names may hold %NAME% and ~; a folder that does not exist counts as empty.
    """
    here = folders["windows" if platform == "win32" else "darwin" if platform == "darwin" else "linux"]
    found: dict[str, Path] = {}
    for folder in here:
        for root, _, names in os.walk(Path(os.path.expandvars(folder)).expanduser()):
            found |= {name: Path(root, name) for name in names if name.lower().endswith(_SUFFIXES)}
    return [found[name] for name in sorted(found)]


def wanted(files: Iterable[Path], patterns: Iterable[str]) -> Iterator[Face]:
    """The faces that the patterns name, in the order of the patterns; `#n` at the end names a face of a collection."""
    by_name = sorted((path.name.lower(), path) for path in files)
    for pattern in patterns:
        name, _, index = pattern.partition("#")
        yield from (Face(path, int(index or 0)) for file, path in by_name if fnmatch(file, name))


def coverage(face: Face) -> tuple[Range, ...]:
    """The characters a face has, as ranges in order; none if its outlines are not TrueType or the file is damaged."""
    try:
        with face.path.open("rb") as file:
            tables = _tables(file, face.number)
            if b"glyf" not in tables or b"cmap" not in tables:
                return ()
            offset, length = tables[b"cmap"]
            file.seek(offset)
            return tuple(sorted(_ranges(file.read(length))))
    except (OSError, struct.error, IndexError):
        return ()


def covers(ranges: Sequence[Range], code: int) -> bool:
    """Tell whether the ranges hold the code point."""
    place = bisect_right(ranges, (code, 0x110000))
    return place > 0 and ranges[place - 1][1] >= code


def _tables(file: BinaryIO, index: int) -> dict[bytes, tuple[int, int]]:
    """Table name to its offset and length, for one face of the file."""
    tag, _, count = struct.unpack(">4sII", file.read(12))
    start = struct.unpack(f">{count}I", file.read(4 * count))[index] if tag == b"ttcf" else 0
    file.seek(start + 4)
    (number,) = struct.unpack(">H6x", file.read(8))
    records = struct.iter_unpack(">4s4xII", file.read(16 * number))
    return {name: (offset, length) for name, offset, length in records}


def _ranges(cmap: bytes) -> list[Range]:
    (number,) = struct.unpack_from(">2xH", cmap)
    found: dict[int, int] = {}
    for platform, _, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * number]):
        if platform in _UNICODE_PLATFORMS:
            found[struct.unpack_from(">H", cmap, offset)[0]] = offset
    if _GROUPS in found:
        start = found[_GROUPS]
        (groups,) = struct.unpack_from(">12xI", cmap, start)
        return [
            (first, last) for first, last, _ in struct.iter_unpack(">III", cmap[start + 16 : start + 16 + 12 * groups])
        ]
    return _segments(cmap, found[_SEGMENTS]) if _SEGMENTS in found else []


def _segments(cmap: bytes, start: int) -> list[Range]:
    (size,) = struct.unpack_from(">6xH", cmap, start)
    lasts = struct.unpack_from(f">{size // 2}H", cmap, start + 14)
    firsts = struct.unpack_from(f">{size // 2}H", cmap, start + 16 + size)
    return list(zip(firsts, lasts, strict=True))
