"""The fonts of this machine by role, character by character: every name prints as itself if any font here has it."""

import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from ..rules.messages import Refused, say
from .font_embedding import Font, open_font
from .font_files import Face, Range, coverage, covers, installed, wanted

_YEAR = 0x5E74  # a character that every Chinese font has
_BOX = "\N{WHITE SQUARE}"
_INVISIBLE = ("Cc", "Cf")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class FontShelf:
    """The font files of a machine, opened when first needed and then kept: make one and hand it to every print.

    `files` are the font files to choose from, None for all of the machine. `missing` collects the characters that no
    font here has and that were printed as a box. A shelf is for one thread at a time.
    """

    def __init__(self, files: Sequence[Path] | None = None) -> None:
        self._data = font_data()
        self.files = installed(self._data["folders"], sys.platform) if files is None else list(files)
        self._fonts: dict[Face, Font | None] = {}
        self._ranges: dict[Face, tuple[Range, ...]] = {}
        self._typefaces: dict[str, Typeface] = {}
        self.missing: set[str] = set()

    def typeface(self, role: str) -> "Typeface":
        """The typeface for a role of resources/fonts.toml (song, hei, xiaobiaosong, ...).

        Raises Refused("no_chinese_font") when no font of the machine has Chinese characters.
        """
        if role not in self._typefaces:
            self._typefaces[role] = Typeface(self, self._chain(role))
        return self._typefaces[role]

    def font_with(self, code: int, chain: Iterable[Face]) -> Font | None:
        """The first font of the chain that has the character, opened; None if none has it."""
        for face in chain:
            if not covers(self._coverage(face), code):
                continue
            font = self._open(face)
            if font is not None and font.face.charToGlyph.get(code):
                return font
        return None

    def missing_in(self, texts: Iterable[str], face: "Typeface") -> list[str]:
        """The characters of these texts that no font here has, in order."""
        characters = set().union(*texts)
        face.width("".join(sorted(characters)), 1)
        return sorted(characters & self.missing)

    def _chain(self, role: str) -> list[Face]:
        chosen = [
            *wanted(self.files, self._data["roles"][role]),
            *wanted(self.files, self._data["fallback"]["files"]),
            *(Face(path) for path in self.files),
        ]
        return list(dict.fromkeys(chosen))

    def _coverage(self, face: Face) -> tuple[Range, ...]:
        if face not in self._ranges:
            self._ranges[face] = coverage(face)
        return self._ranges[face]

    def _open(self, face: Face) -> Font | None:
        if face not in self._fonts:
            self._fonts[face] = open_font(face)
        return self._fonts[face]


class Typeface:
    """The letters of one role: a main font, and for each character it lacks the next font that has it."""

    def __init__(self, shelf: FontShelf, chain: Sequence[Face]) -> None:
        main = shelf.font_with(_YEAR, chain)
        if main is None:
            raise Refused(
                "no_chinese_font",
                say(
                    "No Chinese font was found on this machine, so nothing can be printed. Install one "
                    "(on Debian, UOS or Kylin the package fonts-wqy-microhei) and print again."
                ),
            )
        self.main: str = main.fontName
        self._shelf = shelf
        self._chain = chain
        self._plain: set[str] = set()
        self._drawn: dict[str, tuple[str, str]] = {}
        self._widths = _Widths(self._meet)

    def width(self, text: str, size: float) -> float:
        """How wide the text prints at this size, both in points."""
        return sum(map(self._widths.__getitem__, text)) * size / 1000

    def runs(self, text: str) -> list[tuple[str, str]]:
        """The text in pieces, each with the name of the font that draws it."""
        if self._plain.issuperset(text):
            return [(self.main, text)]
        self.width(text, 1)
        drawn = (self._drawn[char] for char in text)
        return [(font, "".join(char for _, char in run)) for font, run in groupby(drawn, key=lambda pair: pair[0])]

    def _meet(self, char: str) -> float:
        """Find the font for a character met for the first time; its width in thousandths of the size."""
        if _is_invisible(char):
            self._drawn[char] = (self.main, "")
            return 0.0
        font, shown = self._shelf.font_with(ord(char), self._chain), char
        if font is None:
            self._shelf.missing.add(char)
            shown = _BOX
            font = self._shelf.font_with(ord(_BOX), self._chain)
        if font is None:
            self._drawn[char] = (self.main, "?")
            return self._widths["?"]
        self._drawn[char] = (font.fontName, shown)
        if font.fontName == self.main and shown == char:
            self._plain.add(char)
        return float(font.face.getCharWidth(ord(shown)))


class _Widths(dict[str, float]):
    """Width per character, asked for once."""

    def __init__(self, meet: Any) -> None:
        super().__init__()
        self._meet = meet

    def __missing__(self, char: str) -> float:
        width: float = self._meet(char)
        self[char] = width
        return width


def font_data() -> Mapping[str, Any]:
    """What resources/fonts.toml says: folders by system, files by role, fallbacks, names in workbooks."""
    return tomllib.loads((files("vaxdesk.resources") / "fonts.toml").read_text(encoding="utf-8"))


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or any(ord(char) in selectors for selectors in _SELECTORS)
