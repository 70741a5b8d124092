"""The looks of a filled form in a workbook: each made once and shared by all cells that have it."""

from collections.abc import Mapping
from typing import Any

from .sheet import Column
from .workbook_cells import DATE_FORMAT, TEXT_FORMAT

Style = Any
"""What openpyxl keeps of a cell's look; never changed once made."""

_FORMATS = {"text": TEXT_FORMAT, "id": TEXT_FORMAT, "date": DATE_FORMAT, "number": "General"}
_TITLE, _HEADING, _BODY, _NOTE = 20, 10.5, 10, 9
_GREY = "FF737373"


class Styles:
    """The styles of one worksheet. `names` are the font names by role: title, heading, body."""

    def __init__(self, worksheet: Any, names: Mapping[str, str]) -> None:
        from openpyxl.styles import Border, Font, Side

        side = Side(style="thin")
        self._worksheet = worksheet
        self._ruled = Border(left=side, right=side, top=side, bottom=side)
        self._body = Font(name=names["body"], size=_BODY)
        self.title = self._made(Font(name=names["title"], size=_TITLE), "center", ruled=False)
        self.heading = self._made(Font(name=names["heading"], size=_HEADING), "center", wraps=True)
        self.left = self._made(self._body, "left", ruled=False)
        self.right = self._made(self._body, "right", ruled=False)
        self.across = self._made(self._body, "center")
        self.note = self._made(Font(name=names["body"], size=_NOTE), "left", ruled=False, wraps=True)
        self.grey = self._made(Font(name=names["body"], size=_NOTE, color=_GREY), "left", ruled=False, wraps=True)

    def column(self, column: Column, quoted: bool = False) -> Style:
        """The look of a column's cells; `quoted` for text that must not be read as a formula."""
        wraps = column.kind == "text"
        return self._made(self._body, column.align, wraps=wraps, shown=_FORMATS[column.kind], quoted=quoted)

    def _made(
        self,
        font: Any,
        align: str,
        *,
        ruled: bool = True,
        wraps: bool = False,
        shown: str = "General",
        quoted: bool = False,
    ) -> Style:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        pattern = WriteOnlyCell(self._worksheet)
        pattern.font = font
        pattern.alignment = Alignment(
            horizontal=align, vertical="center", wrap_text=wraps, indent=ruled and align == "right"
        )
        if ruled:
            pattern.border = self._ruled
        pattern.number_format = shown
        pattern.quotePrefix = quoted
        return pattern._style
