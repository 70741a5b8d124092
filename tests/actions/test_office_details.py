"""The office's name and county are corrected in the register, or refused at their field."""

from datetime import date
from pathlib import Path

import pytest

from vaxdesk.actions.office import create_office
from vaxdesk.actions.office_details import correct_office, office_details
from vaxdesk.rules.messages import FieldRefused

ON = date(2021, 12, 19)


def test_a_name_is_corrected_and_stays(tmp_path: Path) -> None:
    with create_office(tmp_path / "office.vaxdesk", "correct horse", "云岭镇", "长子县", today=ON) as office:
        changes = correct_office(office, " 云岭镇人民政府 ", "长治市长子县", "云岭镇疫苗接种工作专班")
        assert changes.everything
        details = office_details(office)
        assert (details.name, details.county, details.villages) == ("云岭镇人民政府", "长治市长子县", ())
        assert details.letterhead == "云岭镇疫苗接种工作专班"


@pytest.mark.parametrize(
    ("name", "county", "field", "code"),
    [
        (" ", "长子县", "office", "needed"),
        ("云" * 61, "", "office", "too_long"),
        ("云岭镇", "长" * 61, "county", "too_long"),
    ],
)
def test_a_wrong_one_is_refused_at_its_field(tmp_path: Path, name: str, county: str, field: str, code: str) -> None:
    with create_office(tmp_path / "office.vaxdesk", "correct horse", "云岭镇", "长子县", today=ON) as office:
        with pytest.raises(FieldRefused) as refused:
            correct_office(office, name, county)
        assert (refused.value.field, refused.value.code) == (field, code)
        assert (office.name, office.county) == ("云岭镇", "长子县")
