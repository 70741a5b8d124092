"""Workbooks as nobody would send them: damaged bytes, damaged parts, cells and headings that mean nothing or too much."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from vaxdesk.papers.workbook_out import write_grid

HEADINGS = (
    "序号",
    "姓名",
    "性别",
    "身份证号",
    "联系电话",
    "家庭住址",
    "居住状态",
    "变动日期",
    "第一剂接种日期",
    "第一剂疫苗企业",
    "第一剂接种单位",
    "第二剂接种日期",
    "第二剂疫苗企业",
    "未种原因",
    "所属村",
    "户号",
    "与户主关系",
    "出生日期",
)
NUMBERS = ("11010519491231002X", "140428195809303148", "140428196204061136", "14042819620209759X", "140428195610128258")
OTHER_HEADINGS = (
    "类别",
    "原因诊断",
    "证明机构",
    "机构级别",
    "证明日期",
    "有效期至",
    "接种剂次",
    "接种意愿",
    "户主",
    "省",
    "市",
    "县",
    "核查情况",
    "备注",
    "",
)
ODD: Sequence[Any] = (
    None,
    "",
    " ",
    "\u3000",
    "0",
    0,
    -1,
    1.5,
    10**15,
    140428195809303148,
    1.404281958093031e17,
    "1.40428E+17",
    True,
    False,
    "王小明",
    "阿卜力孜•依明",
    "王□",
    "=1+1",
    "@SUM(A1)",
    "-1",
    "<b>",
    "&amp;",
    "'",
    '"',
    "\\",
    "\x0b",
    "a" * 400,
    "王" * 60,
    "𠮷",
    "\ue863",
    "\u202e",
    "é",
    "🙂",
    "２０２１．８．３",
    "8月3日",
    "2021.10",
    "2021-02-30",
    "20210803",
    "2021年8月3日、2021年9月3日",
    "44411",
    44411,
    2.5e9,
    date(1900, 1, 1),
    date(9999, 12, 31),
    datetime(2021, 8, 3, 12, 30),
    date(2021, 8, 3),
    "北京生物",
    "科兴",
    "国产",
    "新冠疫苗",
    "常住",
    "死亡",
    "迁出",
    "火星",
    "不愿接种",
    "禁忌症",
    "男",
    "女",
    "中",
    "合计",
    "小计",
    "备注：",
    "填表人：",
    "说明",
    "未种",
    "三级甲等",
    "暂缓",
    "长期",
    "13800138000",
    "138-0013-8000",
    13800138000.0,
    "#N/A",
    "#REF!",
    *NUMBERS,
    "440524188001010014",
    "610104620927690",
    "ABC1234567",
)


def plain_rows(luck: Random) -> list[list[Any]]:
    """A few rows that are as they should be."""
    return [
        [
            nth,
            f"李{chr(0x4E00 + luck.randrange(999))}",
            luck.choice("男女"),
            luck.choice(NUMBERS),
            f"138{luck.randrange(10**8):08}",
            f"杏花村{nth}号",
            "常住",
            None,
            date(2021, luck.randrange(3, 9), 5),
            "北京生物",
            "镇卫生院",
            date(2021, 10, 5),
            "北京生物",
            None,
            "杏花村",
            f"H{nth}",
            "本人",
            None,
        ]
        for nth in range(1, luck.randrange(2, 12))
    ]


def odd_cells(luck: Random, folder: Path) -> Path:
    """Right headings over cells of every kind."""
    rows = plain_rows(luck)
    for row in rows:
        for _ in range(luck.choice([0, 1, 1, 3, 9])):
            row[luck.randrange(len(row))] = luck.choice(ODD)
    return _written(folder, [HEADINGS, *rows], luck)


def odd_shape(luck: Random, folder: Path) -> Path:
    """Headings shuffled, doubled, lost or of other forms; rows out of place, ragged or empty."""
    rows = plain_rows(luck)
    order = list(range(len(HEADINGS)))
    luck.shuffle(order)
    order = order[: luck.randrange(1, len(order) + 1)]
    headings = [luck.choice([HEADINGS[place], HEADINGS[place], luck.choice(OTHER_HEADINGS)]) for place in order]
    grid: list[Sequence[Any]] = [headings, *([row[place] for place in order] for row in rows)]
    for _ in range(luck.randrange(4)):
        grid.insert(
            luck.randrange(len(grid) + 1),
            luck.choice([(), ("合计",), headings, ("云岭镇花名册",), ("备注：1．",), (None, None)]),
        )
    if luck.random() < 0.3:
        luck.shuffle(grid)
    return _written(folder, [row[: luck.choice([99, 99, 3])] for row in grid], luck)


def odd_text(luck: Random, folder: Path) -> Path:
    """A text table in some encoding, with some separator, perhaps cut off."""
    separator = luck.choice([",", "\t", ";", "|"])
    lines = [
        separator.join(str(cell if cell is not None else "") for cell in row) for row in (HEADINGS, *plain_rows(luck))
    ]
    data = (
        luck.choice(["\n", "\r\n", "\r"]).join(lines).encode(luck.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    )
    path = folder / "text.csv"
    path.write_bytes(damaged(data, luck) if luck.random() < 0.5 else data)
    return path


def damaged(data: bytes, luck: Random) -> bytes:
    """A copy in which some bytes were changed, lost or put in, or the end is missing."""
    copy = bytearray(data)
    for _ in range(luck.choice([1, 3, 30])):
        place = luck.randrange(max(len(copy), 1))
        match luck.randrange(4):
            case 0:
                copy[place : place + 1] = luck.randbytes(1)
            case 1:
                del copy[place : place + luck.randrange(1, 40)]
            case 2:
                copy[place:place] = luck.randbytes(luck.randrange(1, 20))
            case 3 if luck.random() < 0.1:
                del copy[place:]
    return bytes(copy)


def damaged_file(data: bytes, luck: Random, folder: Path) -> Path:
    """A damaged copy under any name a workbook may have."""
    path = folder / f"damaged{luck.choice(['.xlsx', '.xls', '.et', '.csv', '.ods', ''])}"
    path.write_bytes(damaged(data, luck))
    return path


def damaged_part(data: bytes, luck: Random, folder: Path) -> Path:
    """A package whose archive is whole and one of whose parts is not: text changed, tags cut, digits turned."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = luck.choice([part for part in parts if part.endswith((".xml", ".rels"))])
    part = parts[name]
    match luck.randrange(4):
        case 0:
            parts[name] = damaged(part, luck)
        case 1:
            place = luck.randrange(max(len(part), 1))
            parts[name] = (
                part[:place]
                + luck.choice([b"&bomb;", b"<", b"</sheetData>", b'r="ZZZ1"', b"\x00", b"9" * 30])
                + part[place:]
            )
        case 2:
            old, new = luck.choice(
                [(b"<v>", b"<v>9"), (b't="s"', b't="n"'), (b' r="', b' r="X'), (b"</c>", b""), (b"row", b"raw")]
            )
            parts[name] = part.replace(old, new, luck.randrange(1, 9))
        case _:
            del parts[name]
    path = folder / "part.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part_name, content in parts.items():
            package.writestr(part_name, content)
    return path


def makers(bases: Sequence[bytes], packages: Sequence[bytes]) -> list[Callable[[Random, Path], Path]]:
    """Everything that makes a workbook nobody would send, from these good ones."""
    return [
        odd_cells,
        odd_cells,
        odd_shape,
        odd_shape,
        odd_text,
        lambda luck, folder: damaged_file(luck.choice(bases), luck, folder),
        lambda luck, folder: damaged_part(luck.choice(packages), luck, folder),
    ]


def _written(folder: Path, grid: Sequence[Sequence[Any]], luck: Random) -> Path:
    path = folder / "odd.xlsx"
    sheets = {"杏花村": grid} if luck.random() < 0.8 else {"杏花村": grid, "桃花村": grid[::-1], "Sheet3": []}
    write_grid(path, sheets)
    return path
