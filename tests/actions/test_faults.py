"""A report of a fault of ours tells where it happened, and nothing of whom it happened to."""

import pytest

from vaxdesk.actions import editing, faults, plans
from vaxdesk.register import facts
from vaxdesk.rules.names import read_name
from vaxdesk.rules.writing import load

NAME, PHONE, NUMBER = "欧阳赵一", "13812345678", "140428195809303121"


def test_a_crash_with_a_person_in_hand_names_nobody(office, monkeypatch):
    office.db.conn.execute("INSERT INTO villages (name, change_id) VALUES ('东村', 1)")
    told = {"name": NAME, "village": "东村", "residence": "外来常住", "phone": PHONE, "number": NUMBER}
    plan = plans.add_person(office, told)

    def breaks(_db, _change, writes):
        raise KeyError(f"{plan.writes} {writes} {NAME} {PHONE} {NUMBER}")

    monkeypatch.setattr(editing, "write", breaks)
    with pytest.raises(KeyError) as error:
        editing.carry_out(office, plan)
    report = faults.report_of(error.value)
    assert "KeyError" in report
    assert "editing.py" in report
    assert not [each for each in (NAME, PHONE, NUMBER, "东村", "欧阳") if each in report]
    assert facts.holder_of(office.db, NUMBER) is None


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_a_sign_that_turns_the_writing_round_goes_out_of_a_name(sign):
    assert read_name(f"赵{sign}一", load()) == ("赵一", ("name_spaces",))
