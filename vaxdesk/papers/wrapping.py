"""Breaking text into lines that fit: between any two Chinese characters, but not inside a number or a foreign word.

No line begins with a closing mark or ends with an opening one (GB/T 15834-2011, 5.1), unless nothing else fits.
"""

import re
import unicodedata
from collections.abc import Callable

Width = Callable[[str], float]
"""How wide a text prints, in the unit of the room it has to fit."""

_WORD = re.compile(r"[!-~]+ *|.", re.DOTALL)
_BRACKETS = "(\N{FULLWIDTH LEFT PARENTHESIS}"
_PHRASES = (re.compile(f"[{_BRACKETS}]?[^{_BRACKETS}]+"), re.compile(f"[{_BRACKETS}]?[^/{_BRACKETS}]+/?"))
_CLOSING = ("Pe", "Pf", "Po")
_OPENING = ("Ps", "Pi")


def wrap(text: str, room: float, width: Width) -> list[str]:
    """Break `text` at its own line ends and wherever it would be wider than `room`; nothing is ever cut off."""
    return [line for paragraph in text.splitlines() or [""] for line in _fill(paragraph, room, width)]


def balance(text: str, room: float, width: Width) -> list[str]:
    """Break a heading before a bracket or after a slash if that costs at most one line more, else into even lines."""
    fewest = wrap(text, room, width)
    if len(fewest) == 1:
        return fewest
    for phrases in _PHRASES:
        lines = _packed(phrases.findall(text), room, width)
        fits = len(lines) <= len(fewest) + 1 and all(width(line) <= room for line in lines)
        if fits and "".join(lines) == text:
            return lines
    narrow = width(text) / len(fewest)
    while narrow < room:
        lines = wrap(text, narrow, width)
        if len(lines) == len(fewest):
            return lines
        narrow += room / 40
    return fewest


def _packed(parts: list[str], room: float, width: Width) -> list[str]:
    """The parts joined as long as they fit on a line together; a part is never broken."""
    lines = parts[:1]
    for part in parts[1:]:
        if width(lines[-1] + part) <= room:
            lines[-1] += part
        else:
            lines.append(part)
    return lines


def _fill(text: str, room: float, width: Width) -> list[str]:
    if width(text) <= room:
        return [text]
    lines: list[str] = []
    line = ""
    for unit in _units(text):
        if width(line + unit.rstrip()) <= room:
            line += unit
            continue
        if line:
            lines.append(line.rstrip())
        *whole, line = _pieces(unit, room, width)
        lines.extend(whole)
    return [*lines, line.rstrip()]


def _units(text: str) -> list[str]:
    """The text in pieces that stay together: words and numbers, characters with the marks that belong to them."""
    units: list[str] = []
    for word in _WORD.findall(text):
        closes = unicodedata.category(word[0]) in _CLOSING
        joined = bool(units) and (closes or unicodedata.category(units[-1][-1]) in _OPENING)
        if joined:
            units[-1] += word
        else:
            units.append(word)
    return units


def _pieces(unit: str, room: float, width: Width) -> list[str]:
    """A unit too wide for a line, broken wherever it must be; at least one character stands on each line."""
    pieces = [unit[0]]
    for char in unit[1:]:
        if width(pieces[-1] + char.rstrip()) <= room:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
