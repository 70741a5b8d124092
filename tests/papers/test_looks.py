"""Rendered pages are those that somebody has looked at: golden pictures at 60 dpi, with a small tolerance for other renderers."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from vaxdesk.papers.fonts import FontShelf
from vaxdesk.papers.forms import FormContext, fill, load
from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.sheet import Share

GOLDEN = Path(__file__).parent / "golden"
DPI = 60
TOLERANCE = 0.6
"""Mean difference of grey levels (of 255) after a slight blur; a page that moved by one dot differs by 0.9 or more."""
ON = FormContext(
    "云岭镇人民政府", "长子县", "石桥村", date(2021, 12, 19), "list", "李晓明", campaign="新冠病毒疫苗接种"
)


def person(number):
    return {
        "name": "阿卜杜热依木·买买提吐尔逊·阿不都外力·喀迪尔江" if number == 3 else "王芳",
        "sex": "女", "age": 60 + number, "id_number": f"140428196503{number:04d}34", "phone": "13812345678",
        "address": f"云岭镇石桥村{number}组{number}号", "household": f"{number}户", "product": "北京生物", "doses_given": 1,
        "last_dose": date(2021, 6, 1), "next_number": 2, "next_earliest": date(2021, 6, 22), "next_latest": date(2021, 7, 27),
        "standing": "未完成全程接种", "state": "逾期", "band": "60至69岁" if number < 5 else "70至79岁", "dose1": date(2021, 6, 1),
        "birth": date(1965, 3, 7), "village": "石桥村",
    }  # fmt: skip


def village(number):
    return {
        "village": f"石桥{number}村", "total": 400, "due": 380, "completed": 300, "incomplete": 40, "unvaccinated": 30,
        "exempt": 10, "deferred": 10, "unverified": 10, "out_of_scope": 0, "overdue": 5, "given_week": 12 * number,
        "ascertained_rate": Share(0.975), "first_dose_rate": Share(0.91), "full_course_rate": Share(0.8 + number / 100),
        "rank_completed": 9 - number, "rank_ascertained": number,
    }  # fmt: skip


PAGES = {
    "completed": ([person(n) for n in range(1, 30)], "list"),
    "elderly": ([person(n) for n in range(1, 9)], "door"),
    "household": ([person(n) for n in (1, 2, 2, 3)], "list"),
    "household_card": ([person(n) for n in (1, 2, 3)], "door"),
    "bulletin": ([village(n) for n in range(1, 8)], "public"),
    "wallchart": ([village(n) for n in range(1, 8)], "public"),
    "record": ([{"dose_number": 1, "dose_on": date(2021, 6, 1), "dose_product": "北京生物"}], "full"),
    "notice": ([], "public"),
    "cover": ([{"form": "已完成接种人员台账", "total": 300}], "public"),
}


@pytest.fixture(scope="module")
def fonts():
    """One font that the project's own setup installs, so that the paper looks the same on every machine."""
    chosen = [path for path in FontShelf().files if path.name == "wqy-microhei.ttc"]
    if not chosen:
        pytest.skip("WenQuanYi Micro Hei is not installed")
    return FontShelf(chosen)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_approved(name, fonts, tmp_path):
    lines, mask = PAGES[name]
    facts = person(1) if name in ("record", "household_card") else village(1) if name == "cover" else None
    sheet = replace(
        fill(load(name), lines, replace(ON, mask=mask), facts), print_note="打印编号 000123", letterhead="云岭镇专班"
    )
    drawn = BytesIO()
    write_pdf([sheet], drawn, fonts=fonts)
    document = pypdfium2.PdfDocument(drawn.getvalue())
    last = document[len(document) - 1]
    fresh = tmp_path / f"{name}.png"
    last.render(scale=DPI / 72, grayscale=True).to_pil().convert("L").save(fresh, optimize=True)
    with Image.open(fresh) as seen, Image.open(GOLDEN / fresh.name) as approved:
        assert seen.size == approved.size
        softly = [picture.convert("L").filter(ImageFilter.GaussianBlur(1)) for picture in (seen, approved)]
        difference = ImageStat.Stat(ImageChops.difference(*softly)).mean[0]
    assert difference < TOLERANCE, f"copy {fresh} to {GOLDEN} if it is meant"
