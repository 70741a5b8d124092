"""Papers of trust, as they are read: a person's own history, and the recovery sheet."""

from io import BytesIO

import pypdfium2

from vaxdesk.actions import editing, plans, record, trust_papers, users
from vaxdesk.actions.biography import full_number


def text_of(pdf):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def added(office, name):
    with office.db.atomic():
        office.db.conn.execute("INSERT INTO changes (at, by, verb) VALUES ('2021-12-19', 'office', 'test')")
        office.db.conn.execute("INSERT OR IGNORE INTO villages (name, change_id) VALUES ('东村', 1)")
    plan = plans.add_person(
        office, {"name": name, "village": "东村", "residence": "外来常住", "number": "110105198005060010"}
    )
    return next(iter(editing.carry_out(office, plan).people))


def test_a_person_reads_who_saw_and_changed_the_record_and_why(office, tmp_path):
    person = added(office, "赵一")
    record.person_opened(office, person)
    full_number(office, person, "核对接种凭证")
    editing.carry_out(office, plans.change_person(office, person, {"phone": "13800000000"}))
    sheet = trust_papers.history_sheet(office, person)
    assert [row[2] for row in sheet.rows] == ["修改", "显示完整号码", "打开个人信息", "登记新人"] or len(
        sheet.rows
    ) == 4
    assert "核对接种凭证" in sheet.rows[1][3]
    out = tmp_path / "history.pdf"
    trust_papers.save_history(office, person, out)
    printed = text_of(out.read_bytes())
    assert "赵一" in printed
    assert "核对接种凭证" in printed
    assert "110105198005060010" not in printed


def test_the_recovery_sheet_holds_its_code_and_nobody(office):
    added(office, "赵一")
    code = users.make_recovery(office)
    printed = text_of(BytesIO(trust_papers.recovery_sheet(office, code)))
    assert code in printed
    assert "赵一" not in printed
