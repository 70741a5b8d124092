"""A sheet on paper: what the eye sees and what a search finds."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from vaxdesk.papers.fonts import FontShelf
from vaxdesk.papers.forms import FormContext, fill, load
from vaxdesk.papers.pdf import _rules, write_pdf
from vaxdesk.papers.pdf_layout import Layout
from vaxdesk.rules.messages import Cancelled, Refused

GOLDEN = Path(__file__).parent / "golden"
VILLAGE = FormContext("云岭镇人民政府", "长子县", "石桥村", date(2021, 12, 19), "list", "李晓明")
LONG_NAME = "阿卜杜热依木·买买提吐尔逊·阿不都外力·喀迪尔江·艾合买提江"


def person(number=1, **more):
    return {
        "name": "王芳",
        "sex": "女",
        "id_number": f"140428196503{number % 10000:04d}34",
        "phone": "13812345678",
        "age": 56,
        "village": "石桥村",
        "household": f"{number}户",
        "address": f"云岭镇石桥村{number % 9 + 1}组{number}号",
        "product": "北京生物、科兴中维",
        "dose1": date(2021, 5, 3),
        "dose2": date(2021, 6, 1),
        "completed_on": date(2021, 6, 1),
    } | more


@pytest.fixture(scope="module")
def fonts():
    """One font that the project's own setup installs, so that the paper looks the same on every machine."""
    chosen = [path for path in FontShelf().files if path.name == "wqy-microhei.ttc"]
    if not chosen:
        pytest.skip("WenQuanYi Micro Hei is not installed")
    return FontShelf(chosen)


def printed(sheets, fonts):
    """The pages of the PDF, each as the lines of text that a search finds."""
    buffer = BytesIO()
    count = sum(write_pdf(sheets, buffer, fonts=fonts))
    with pypdfium2.PdfDocument(buffer.getvalue()) as document:
        pages = [page.get_textpage().get_text_range().split("\r\n") for page in document]
    assert len(pages) == count
    return pages


def found(pages):
    return "".join("".join(page) for page in pages)


def summary(layout):
    """Where everything stands, in points rounded to tenths."""
    pages = []
    for page in layout.pages:
        y = page.top + layout.heading.height
        words = [text for _, text in page.words] + page.grey + [page.number]
        words += [text._replace(y=text.y + page.top) for text in layout.heading.texts]
        for row in page.rows:
            words += [text._replace(y=text.y + y) for text in row.texts]
            y += row.height
        pages.append([f"{text.x:.1f} {text.y:.1f} {text.size:.1f} {text.text}" for text in words])
    return {"columns": [round(left, 1) for left in layout.table.lefts], "pages": pages}


@pytest.mark.parametrize(
    ("name", "people"),
    [
        (
            "completed",
            [person(1), person(2, name=LONG_NAME), person(3, dose3=date(2021, 12, 1), note="行动不便，需上门")],
        ),
        ("migrants", []),
        ("checkpoint", [person(1)]),
    ],
)
def test_a_form_looks_as_it_was_approved(name, people, fonts, tmp_path):
    sheet = fill(load(name), people, VILLAGE)
    layout = Layout(sheet, fonts, lambda: None)
    layout.count(0, len(layout.pages))
    seen = summary(layout) | {"found": printed([sheet], fonts)}
    fresh = tmp_path / f"{name}.json"
    fresh.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    approved = GOLDEN / fresh.name
    assert fresh.read_text(encoding="utf-8") == approved.read_text(encoding="utf-8"), (
        f"copy {fresh} there if it is meant"
    )


def test_the_same_sheets_give_the_same_bytes(fonts):
    sheets = [fill(load("completed"), [person(n) for n in range(40)], VILLAGE)]
    first, second = BytesIO(), BytesIO()
    write_pdf(sheets, first, fonts=fonts)
    write_pdf(sheets, second, fonts=fonts)
    assert first.getvalue() == second.getvalue()


def test_a_long_name_is_wrapped_and_never_cut(fonts):
    assert LONG_NAME in found(printed([fill(load("completed"), [person(name=LONG_NAME)], VILLAGE)], fonts))


def test_rare_names_can_be_found_in_the_text():
    machine = FontShelf()
    pages = printed([fill(load("completed"), [person(name="𠮷𬍛䶮")], VILLAGE)], machine)
    if machine.missing:
        pytest.skip("no font here has these characters")
    assert "𠮷𬍛䶮" in found(pages)


def test_the_heading_stands_on_every_page_and_the_signature_on_the_last(fonts):
    pages = printed([fill(load("completed"), [person(n) for n in range(100)], VILLAGE)], fonts)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "疫苗种类" in found([page])
        assert f"第 {number} 页 共 {len(pages)} 页" in found([page])
        assert "身份证号、联系电话已部分隐去" in found([page])
        assert ("审核人（签字）" in found([page])) == (number == len(pages))


def test_no_page_holds_the_signature_alone(fonts):
    """Whatever the number of rows, the last page shows at least one of them."""
    for count in range(14, 24):
        layout = Layout(fill(load("completed"), [person(n) for n in range(count)], VILLAGE), fonts, lambda: None)
        assert layout.pages[-1].rows
        assert sum(len(page.rows) for page in layout.pages) == count


@pytest.mark.parametrize("members", [1, 2, 3])
def test_the_heading_of_a_group_never_stands_last_on_a_page(fonts, members):
    people = [person(n, household=f"{n // members + 1}号") for n in range(90)]
    layout = Layout(fill(load("household"), people, VILLAGE), fonts, lambda: None)
    assert len(layout.pages) > 3
    assert not any(page.rows[-1].spans for page in layout.pages)
    assert sum(not row.spans for page in layout.pages for row in page.rows) == len(people)


def test_nothing_leaves_the_frame_of_its_page(fonts):
    sheet = fill(load("unvaccinated"), [person(n, explanation="没有接种记录。" * n) for n in range(30)], VILLAGE)
    layout = Layout(sheet, fonts, lambda: None)
    for page in layout.pages:
        assert page.bottom + layout.heading.height <= layout.paper.frame.top + layout.paper.frame.height


def test_a_text_longer_than_a_page_goes_on_on_the_next(fonts):
    told = "".join(f"第{n}次上门未遇。" for n in range(400))
    pages = printed([fill(load("unvaccinated"), [person(explanation=told)], VILLAGE)], fonts)
    assert len(pages) > 1
    assert "第0次上门" in found(pages)
    assert "第399次上" in found(pages)


def test_an_empty_ledger_is_a_whole_page_that_says_none(fonts):
    (page,) = printed([fill(load("exempt"), [], VILLAGE)], fonts)
    assert "无" in page
    assert "接种禁忌人员说明表" in page


def test_each_sheet_begins_on_a_page_of_its_own_and_counts_its_own_pages(fonts):
    pages = printed([fill(load(name), [person()], VILLAGE) for name in ("completed", "checkpoint")], fonts)
    assert ["第 1 页 共 1 页" in found([page]) for page in pages] == [True, True]


def test_control_signs_in_a_name_do_no_harm(fonts):
    pages = printed([fill(load("completed"), [person(name="王\x00\t芳\ud800")], VILLAGE)], fonts)
    assert "王" in found(pages)


def test_a_cancelled_print_leaves_no_file(fonts, tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf([fill(load("completed"), [person(n) for n in range(200)], VILLAGE)], tmp_path / "a.pdf", stop, fonts)
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_the_whole(fonts):
    told = []
    sheet = fill(load("completed"), [person(n) for n in range(300)], VILLAGE)
    write_pdf([sheet], BytesIO(), lambda done, total: told.append((done, total)), fonts)
    assert told == sorted(told)
    assert told[-1] == (600, 600)


def test_a_file_in_a_missing_folder_is_refused(fonts, tmp_path):
    with pytest.raises(Refused, match="file_not_written"):
        write_pdf([fill(load("completed"), [], VILLAGE)], tmp_path / "no" / "a.pdf", fonts=fonts)


def test_a_very_long_title_still_fits(fonts):
    sheet = replace(fill(load("completed"), [], VILLAGE), title="关于" + "疫苗接种情况" * 20 + "的台账")
    assert sheet.title in found(printed([sheet], fonts))


def test_a_heading_across_the_table_interrupts_the_rules_between_columns_and_nothing_else(fonts):
    lines = [person(1, age=61, band="60至69岁"), person(2, age=62, band="60至69岁"), person(3, age=71, band="70至79岁")]
    sheet = fill(load("elderly"), lines, VILLAGE)
    layout = Layout(sheet, fonts, lambda: None)
    (page,) = layout.pages
    spans = [row for row in page.rows if row.spans]
    upright = [line for line in _rules(layout, page) if line[0] == line[2]]
    inside = [
        line
        for line in upright
        if layout.paper.frame.left < line[0] < layout.paper.frame.left + layout.paper.frame.width
    ]
    columns = len(layout.table.lefts) - 1
    assert len(spans) == 2
    assert len(inside) == columns + 2 * columns, "once through the heading, and through each of the two groups"


def test_a_character_that_no_font_has_is_spelled_under_the_table(fonts):
    sheet = fill(load("completed"), [person(name="王\U0010fffd芳")], VILLAGE)
    text = found(printed([sheet], fonts))
    assert "王□芳" in text
    assert "U+10FFFD" in text
