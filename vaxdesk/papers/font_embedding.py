"""Fonts as reportlab embeds them, with one thing mended: text beyond U+FFFF can be searched and copied."""

import struct
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from .font_files import Face

Font = Any
"""A reportlab TTFont."""

_BLOCK = 100  # a bfchar block holds no more entries (Adobe Technical Note 5014)


def open_font(face: Face) -> Font | None:
    """Load a face and register it with reportlab; None when it is damaged or its licence forbids to embed a part."""
    from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    name = f"{face.path.name}#{face.number}"
    if name in getRegisteredFontNames():
        return getFont(name)
    try:
        font = TTFont(name, str(face.path), subfontIndex=face.number, shapable=False)
    except (TTFError, struct.error, OSError, LookupError, ValueError):
        return None
    font.addObjects = partial(_embed, font, font.addObjects)
    registerFont(font)
    return getFont(name)


def _embed(font: Font, embed: Any, document: Any) -> None:
    """Embed the font, then replace the tables that map its codes back to text: reportlab's end at U+FFFF."""
    state = font.state[document]
    embed(document)
    for number, subset in enumerate(state.subsets):
        written = document.idToObject["BasicFonts"].dict[f"{state.internalName}+{number}"]
        document.idToObject[written.ToUnicode.name].content = to_unicode(subset)


def to_unicode(subset: Sequence[int]) -> str:
    """The CMap that says which character each one-byte code stands for; `subset[code]` is a code point, 0 for none."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
        *_blocks([(code, point) for code, point in enumerate(subset) if point]),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines)


def _blocks(pairs: Sequence[tuple[int, int]]) -> Iterator[str]:
    for start in range(0, len(pairs), _BLOCK):
        block = pairs[start : start + _BLOCK]
        yield f"{len(block)} beginbfchar"
        yield from (f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in block)
        yield "endbfchar"
