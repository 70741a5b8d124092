"""The looks of a filled form in a workbook: each made once and shared by all cells that have it."""

from collections.abc import Mapping
from typing import Any

from .sheet import Column
from .workbook_cells import DATE_FORMAT, TEXT_FORMAT

Style = Any
"""A format of XlsxWriter."""

_FORMATS = {"text": TEXT_FORMAT, "id": TEXT_FORMAT, "date": DATE_FORMAT, "number": "General", "rate": "0.00%"}
_TITLE, _HEADING, _BODY, _NOTE = 20, 10.5, 10, 9
_GREY = "#737373"


class Styles:
    """The styles of one workbook. `names` are the font names by role: title, heading, body."""

    def __init__(self, book: Any, names: Mapping[str, str]) -> None:
        self._book = book
        body, note = {"font_name": names["body"], "font_size": _BODY}, {"font_name": names["body"], "font_size": _NOTE}
        self._body = body | {"border": 1}
        self.title = self._made({"font_name": names["title"], "font_size": _TITLE}, "center")
        self.heading = self._made(
            {"font_name": names["heading"], "font_size": _HEADING, "border": 1, "text_wrap": True}, "center"
        )
        self.left = self._made(body, "left")
        self.middle = self._made(body, "center")
        self.paragraph = self._made(body | {"text_wrap": True}, "left")
        self.right = self._made(body, "right")
        self.across = self._made(self._body, "center")
        self.note = self._made(note | {"text_wrap": True}, "left")
        self.grey = self._made(note | {"text_wrap": True, "font_color": _GREY}, "left")

    def column(self, column: Column, quoted: bool = False) -> Style:
        """The look of a column's cells; `quoted` for text that must not be read as a formula."""
        look: dict[str, object] = {"num_format": _FORMATS[column.kind], "text_wrap": column.kind == "text"}
        return self._made(
            self._body | look | {"quote_prefix": quoted, "indent": int(column.align == "right")}, column.align
        )

    def _made(self, look: Mapping[str, object], align: str) -> Style:
        return self._book.add_format({**look, "align": align, "valign": "vcenter"})
