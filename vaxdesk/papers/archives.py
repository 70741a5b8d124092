"""Zip archives whose directory may lie.

A part is unpacked in small pieces and compared with what the directory says of it. The parts that passed are put into
a fresh archive, so that whoever opens that one meets exactly the bytes that were measured. Nothing is written to disk,
and the names of the parts are never used as paths.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from .unreadable import Damaged, TooLarge

PIECE = 2**20
PARTS_LIMIT = 5_000
RATIO_LIMIT = 200
RATIO_MATTERS_FROM = 20 * 2**20
UTF8_NAME = 0x800
NEW_YEAR_1980 = 0x21
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
DIRECTORY_ENTRY = struct.Struct("<4s6H3L5H2L")
DIRECTORY_END = struct.Struct("<4s4H2LH")


class Part(NamedTuple):
    """A part of an archive: name, packed bytes, method (0 stored, 8 deflated), and size and CRC-32 unpacked."""

    name: str
    packed: memoryview
    method: int
    size: int
    crc: int


def parts_of(data: bytes) -> list[Part]:
    """List the parts of an archive as its directory names them. Raises Damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, IndexError, struct.error, OverflowError) as error:
        raise Damaged from error
    if len(entries) > PARTS_LIMIT:
        raise TooLarge
    parts = [_part(data, entry) for entry in entries]
    if len({part.name.lower() for part in parts}) != len(parts):
        raise Damaged
    return parts


def _part(data: bytes, entry: zipfile.ZipInfo) -> Part:
    try:
        header = LOCAL_HEADER.unpack_from(data, entry.header_offset)
    except struct.error as error:
        raise Damaged from error
    start = entry.header_offset + LOCAL_HEADER.size + header[9] + header[10]
    packed = memoryview(data)[start : start + entry.compress_size]
    encrypted = entry.flag_bits & 1
    if header[0] != b"PK\3\4" or len(packed) != entry.compress_size or encrypted or entry.compress_type not in (0, 8):
        raise Damaged
    name = entry.filename.replace("\\", "/")
    return Part(name, packed, entry.compress_type, entry.file_size, entry.CRC)


def unpack(part: Part) -> Iterator[bytes]:
    """Yield a part in pieces of at most one MiB. Raises Damaged where the directory lied, TooLarge for a bomb."""
    if part.size > RATIO_MATTERS_FROM and part.size > RATIO_LIMIT * len(part.packed):
        raise TooLarge
    size = crc = 0
    for piece in _inflate(part.packed) if part.method else [bytes(part.packed)]:
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        if size > part.size:
            raise TooLarge
        yield piece
    if size != part.size or crc != part.crc:
        raise Damaged


def _inflate(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(rest, PIECE)
            rest = inflater.unconsumed_tail
            if not piece and not rest and not inflater.eof:
                raise Damaged
            yield piece
    except zlib.error as error:
        raise Damaged from error


def repack(parts: list[Part]) -> bytes:
    """Put parts, still packed, into a fresh archive with a true directory."""
    out = io.BytesIO()
    directory = io.BytesIO()
    for part in parts:
        name = part.name.encode()
        measures = (part.method, 0, NEW_YEAR_1980, part.crc, len(part.packed), part.size, len(name), 0)
        directory.write(DIRECTORY_ENTRY.pack(b"PK\1\2", 20, 20, UTF8_NAME, *measures, 0, 0, 0, 0, out.tell()))
        directory.write(name)
        out.write(LOCAL_HEADER.pack(b"PK\3\4", 20, UTF8_NAME, *measures))
        out.write(name)
        out.write(part.packed)
    start, listing = out.tell(), directory.getvalue()
    out.write(listing)
    out.write(DIRECTORY_END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(listing), start, 0))
    return out.getvalue()
