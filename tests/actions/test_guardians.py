"""For a child under 14 a guardian answers, and consents on a day; who turns 14 is not asked about any more."""

from datetime import date

import pytest

from vaxdesk.actions import editing, ledgers, plans, self_check
from vaxdesk.actions.biography import biography
from vaxdesk.actions.demo import PASSPHRASE, make_demo
from vaxdesk.actions.office import open_office
from vaxdesk.actions.township import AS_OF
from vaxdesk.rules.messages import FieldRefused


@pytest.fixture
def office(tmp_path):
    made = make_demo(tmp_path / "town.vaxdesk", people=30)
    with open_office(made.register, PASSPHRASE, today=AS_OF) as office:
        yield office


def child(office, birth):
    values = {"name": "赵小一", "village": plans.found(office, 1).village, "birth": birth}
    (person,) = editing.carry_out(office, plans.add_person(office, values)).people
    return person


def asked_about(office, on=AS_OF):
    return {
        person for each in self_check.check_now(office, on) if each.code == "consent_missing" for person in each.people
    }


def test_a_child_without_consent_is_asked_about_until_it_is_on_record(office):
    person = child(office, "2009-01-01")
    assert person in asked_about(office)
    told = {"guardian": "赵父", "guardian_phone": "138 0000 0009", "consent_on": "2021-12-01"}
    editing.carry_out(office, plans.change_person(office, person, told))
    known = plans.found(office, person)
    assert (known.guardian, known.guardian_phone, known.consent_on) == ("赵父", "13800000009", date(2021, 12, 1))
    assert person not in asked_about(office)
    assert "13800000009" not in str(biography(office, person))
    sheet, *_ = ledgers.make(office, "minors", AS_OF)
    heads = [column.title for column in sheet.columns]
    (row,) = [row for row in sheet.rows if "赵父" in row]
    assert row[heads.index("监护人同意日期")] == date(2021, 12, 1)
    assert "赵父" in str(ledgers.record(office, person, AS_OF, "asked in person"))


def test_on_the_fourteenth_birthday_nobody_asks_any_more(office):
    person = child(office, "2007-12-19")
    assert person not in asked_about(office, date(2021, 12, 19))
    assert person in asked_about(office, date(2021, 12, 18))


def test_consent_on_a_day_to_come_is_refused_at_its_field(office):
    with pytest.raises(FieldRefused) as refused:
        plans.change_person(office, child(office, "2009-01-01"), {"consent_on": "2030-01-01"})
    assert refused.value.field == "consent_on"
