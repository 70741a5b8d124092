"""The looks of cells of an old .xls workbook, as those of a new one: fonts, borders, fills, alignment, formats, sizes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

BORDERS = (
    None, "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot", "mediumDashDot",
    "dashDotDot", "mediumDashDotDot", "slantDashDot",
)  # fmt: skip
ACROSS = (None, "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
UPRIGHT = ("top", "center", "bottom", "justify", "distributed")
FILLS = (
    None, "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical", "darkDown", "darkUp", "darkGrid",
    "darkTrellis", "lightHorizontal", "lightVertical", "lightDown", "lightUp", "lightGrid", "lightTrellis", "gray125", "gray0625",
)  # fmt: skip
"""In the order of their numbers in a cell's look ([MS-XLS] 2.5.11 BorderStyle, 2.5.159 FillPattern, 2.5.8 HorizAlign)."""
UNDERLINES: Mapping[int, str] = {1: "single", 2: "double", 33: "singleAccounting", 34: "doubleAccounting"}
TWIPS = 20
WHITE, BOLD, STEEPEST, UPRIGHT_LETTERS = "FFFFFFFF", 500, 180, 255
WIDTH = 256
"""Column widths are told in parts of a character, heights and sizes of fonts in parts of a point."""


class Looks:
    """Dresses cells; each look of the old workbook is translated once."""

    def __init__(self, old: Any) -> None:
        self._old = old
        self._made: dict[int, dict[str, Any]] = {}

    def dress(self, cell: "Cell", number: int) -> None:
        """Give a cell the look of this number."""
        if number not in self._made:
            self._made[number] = self._look(self._old.xf_list[number])
        for part, look in self._made[number].items():
            setattr(cell, part, look)

    def measure(self, sheet: Any, new: "Worksheet") -> None:
        """Widths of columns, heights of rows, what is hidden, and what stays when one scrolls."""
        from openpyxl.utils import get_column_letter

        for column, about in sheet.colinfo_map.items():
            made = new.column_dimensions[get_column_letter(column + 1)]
            made.width, made.hidden = about.width / WIDTH, bool(about.hidden)
        for row, about in sheet.rowinfo_map.items():
            if about.height_mismatch or about.hidden:
                new.row_dimensions[row + 1].height = about.height / TWIPS
                new.row_dimensions[row + 1].hidden = bool(about.hidden)
        if sheet.panes_are_frozen:
            new.freeze_panes = new.cell(sheet.horz_split_pos + 1, sheet.vert_split_pos + 1)

    def _look(self, look: Any) -> dict[str, Any]:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        font, edges, align, fill = self._old.font_list[look.font_index], look.border, look.alignment, look.background
        sides = {
            side: Side(
                style=BORDERS[getattr(edges, f"{side}_line_style")],
                color=self._colour(getattr(edges, f"{side}_colour_index")),
            )
            for side in ("left", "right", "top", "bottom")
        }
        pattern = FILLS[fill.fill_pattern] if fill.fill_pattern < len(FILLS) else None
        colours = [self._colour(each) or WHITE for each in (fill.pattern_colour_index, fill.background_colour_index)]
        return {
            "font": Font(
                name=font.name, size=font.height / TWIPS, bold=font.weight > BOLD, italic=bool(font.italic),
                strike=bool(font.struck_out), underline=UNDERLINES.get(font.underline_type),
                color=self._colour(font.colour_index),
            ),
            "border": Border(**sides),
            "fill": PatternFill(pattern, *colours) if pattern else PatternFill(),
            "alignment": Alignment(
                horizontal=ACROSS[align.hor_align], vertical=UPRIGHT[min(align.vert_align, 4)],
                wrap_text=bool(align.text_wrapped), shrink_to_fit=bool(align.shrink_to_fit), indent=align.indent_level,
                text_rotation=align.rotation if align.rotation <= STEEPEST else UPRIGHT_LETTERS,
            ),
            "number_format": self._old.format_map[look.format_key].format_str,
            "protection": Protection(
                locked=bool(look.protection.cell_locked), hidden=bool(look.protection.formula_hidden)
            ),
        }  # fmt: skip

    def _colour(self, number: int) -> str | None:
        """A colour of the workbook's palette as ARGB; None for the usual one."""
        colour = self._old.colour_map.get(number)
        return "FF{:02X}{:02X}{:02X}".format(*colour) if colour else None
