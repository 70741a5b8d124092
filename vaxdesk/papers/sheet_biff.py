"""What an old .xls (or WPS .et) workbook would cost, and which of its cells hold an error, seen from its records.

The stream is a run of records: two bytes of kind, two of length, then the content ([MS-XLS] 2.1.4). The reader builds
the whole rectangle of every sheet, copies shared texts into each cell, and reads an error value as an empty cell.
"""

import struct
from collections.abc import Iterator

from .raw import Budget, Place
from .unreadable import Damaged

HEAD = struct.Struct("<HH")
PLACE = struct.Struct("<HH")
START, END, SHEET, SHARED_TEXTS, CONTINUE = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C
FORMULA, BOOL_OR_ERROR, MANY_RK, SHARED_TEXT_CELL = 0x0006, 0x0205, 0x00BD, 0x00FD
FILLED = frozenset({FORMULA, BOOL_OR_ERROR, MANY_RK, SHARED_TEXT_CELL, 0x0203, 0x0204, 0x00D6, 0x027E})
RECORD_COST = 60
"""Bytes to pay at least for each record, so that a stream of empty ones ends too."""
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
WIDE, RICH, PHONETIC = 0x01, 0x08, 0x04


def measure_stream(stream: bytes, budget: Budget) -> list[dict[Place, str]]:
    """Spend what the stream's sheets would cost; return the error cells of each sheet, in the order of the sheets.

    Raises Damaged, TooLarge.
    """
    sheets: list[int] = []
    texts: list[bytes] = []
    try:
        for kind, start, length in records(stream, 0, budget):
            if kind == SHEET:
                sheets.append(int.from_bytes(stream[start : start + 4], "little"))
            elif kind == SHARED_TEXTS or (kind == CONTINUE and texts):
                texts.append(stream[start : start + length])
        sizes = _text_sizes(texts) if texts else []
        return [_measure_sheet(stream, sheet, sizes, budget) for sheet in sheets]
    except (struct.error, IndexError) as error:
        raise Damaged from error


def records(stream: bytes, position: int, budget: Budget) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and length of the records of one substream, without the charts embedded in it."""
    depth, last = 0, len(stream) - HEAD.size
    while position <= last:
        kind, length = HEAD.unpack_from(stream, position)
        budget.spend(unpacked=length + RECORD_COST)
        depth += (kind == START) - (kind == END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, position + HEAD.size, length
        position += HEAD.size + length


def _measure_sheet(stream: bytes, position: int, sizes: list[int], budget: Budget) -> dict[Place, str]:
    errors: dict[Place, str] = {}
    rows = columns = 0
    for kind, start, length in records(stream, position, budget):
        if kind not in FILLED:
            continue
        row, column = PLACE.unpack_from(stream, start)
        last = column + (length - 6) // 6 - 1 if kind == MANY_RK else column
        rows, columns = max(rows, row + 1), max(columns, last + 1)
        if kind == SHARED_TEXT_CELL:
            number = int.from_bytes(stream[start + 6 : start + 10], "little")
            budget.spend(text=sizes[number])
        elif kind == BOOL_OR_ERROR and stream[start + 7] == 1:
            errors[row, column] = ERRORS.get(stream[start + 6], ERRORS[0x2A])
        elif kind == FORMULA and stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
            errors[row, column] = ERRORS.get(stream[start + 8], ERRORS[0x2A])
    budget.spend(cells=rows * columns)
    return errors


def _text_sizes(blocks: list[bytes]) -> list[int]:
    """Measure the shared texts in bytes ([MS-XLS] 2.4.265); a text may go on in the next record, in another width."""
    count = int.from_bytes(blocks[0][4:8], "little")
    sizes: list[int] = []
    block, position = 0, 8
    while len(sizes) < count:
        if position >= len(blocks[block]):
            block, position = block + 1, position - len(blocks[block])
            continue
        data = blocks[block]
        characters, flags = int.from_bytes(data[position : position + 2], "little"), data[position + 2]
        position += 3
        extra = 0
        if flags & RICH:
            extra += 4 * int.from_bytes(data[position : position + 2], "little")
            position += 2
        if flags & PHONETIC:
            extra += int.from_bytes(data[position : position + 4], "little")
            position += 4
        sizes.append(3 * characters)
        while characters:
            width = 2 if flags & WIDE else 1
            here = min(characters, (len(blocks[block]) - position) // width)
            characters, position = characters - here, position + here * width
            if characters:
                block, position, flags = block + 1, 1, blocks[block + 1][0]
        position += extra
    return sizes
