"""The blank canvass workbook: handed to a village, filled there in any spreadsheet program, and taken in like any other canvass.

Every cell is text, so that no digit of an identity number is lost. The lists offer words and take others too; they stand in
resources/canvass.toml.
"""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from .saving import put
from .workbook_cells import OPTIONS, TEXT_FORMAT

TITLE_ROW, CAPTION_ROW, HEAD_ROW = 0, 1, 2


def write_blank_canvass(target: Path, village: str, lists: Mapping[str, Sequence[str]]) -> None:
    """Write the workbook of a village; `lists` are the words of the columns `relations` and `reasons`.

    Raises Refused("file_not_written"); then nothing is written.
    """
    from xlsxwriter import Workbook

    table: dict[str, Any] = tomllib.loads((files("vaxdesk.resources") / "canvass.toml").read_text(encoding="utf-8"))
    plan = table["workbook"]
    offered = {"doses": plan["doses"], "willing": plan["willing"], **lists}
    buffer = BytesIO()
    book = Workbook(buffer, OPTIONS)
    sheet = book.add_worksheet()
    cell = book.add_format({"num_format": TEXT_FORMAT, "border": 1})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#E7ECF1", "text_wrap": True})
    sheet.merge_range(
        TITLE_ROW, 0, TITLE_ROW, len(plan["columns"]) - 1, plan["title"].format(village=village),
        book.add_format({"bold": True, "font_size": 16, "align": "center"}),
    )  # fmt: skip
    sheet.write_string(CAPTION_ROW, 0, plan["caption"].format(village=village))
    last = HEAD_ROW + plan["rows"]
    for nth, column in enumerate(plan["columns"]):
        sheet.set_column(nth, nth, column["width"])
        sheet.write_string(HEAD_ROW, nth, column["title"], head)
        for row in range(HEAD_ROW + 1, last + 1):
            sheet.write_blank(row, nth, None, cell)
        if "list" in column:
            choice = {
                "validate": "list", "source": list(offered[column["list"]]), "error_type": "information",
                "input_message": plan["hint"], "show_error": False,
            }  # fmt: skip
            sheet.data_validation(HEAD_ROW + 1, nth, last, nth, choice)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    book.close()
    put(buffer.getvalue(), target)
