"""The campaign in words, as its rules stand on a day."""

from datetime import date
from pathlib import Path

from vaxdesk.actions.campaign_summary import campaign_summary
from vaxdesk.actions.language import translator
from vaxdesk.actions.office import create_office

WORDS = translator("zh_CN")


def test_who_is_called_by_which_schedule_and_on_what_ground(tmp_path: Path) -> None:
    with create_office(tmp_path / "office.vaxdesk", "correct horse", "云岭镇") as office:
        told = campaign_summary(office, date(2021, 12, 19), WORDS)
    assert told.called.splitlines() == ["12岁及以上", "常住", "外来常住"]
    assert told.doses.splitlines()[0] == "灭活疫苗：2剂；第2剂与上一剂间隔3周及以上，8周内完成"
    assert "距第1剂6个月内" in told.doses
    assert told.boosters.splitlines()[0] == "完成灭活疫苗后：与上一剂间隔6个月，满18岁"
    assert told.until == "开始：2020年12月15日"
    assert told.documents.splitlines()[0].startswith("乌杨街道〔2021〕59号")


def test_the_schedule_is_that_of_the_day(tmp_path: Path) -> None:
    with create_office(tmp_path / "office.vaxdesk", "correct horse", "云岭镇") as office:
        early, late = (campaign_summary(office, day, WORDS) for day in (date(2021, 1, 5), date(2021, 12, 19)))
    assert ("间隔2周及以上" in early.doses, "间隔3周及以上" in late.doses) == (True, True)
    assert early.boosters == "—"


def test_every_campaign_can_be_told(tmp_path: Path) -> None:
    with create_office(tmp_path / "first.vaxdesk", "correct horse", "云岭镇") as office:
        codes = list(office.catalogue.campaigns)
    for code in codes:
        with create_office(tmp_path / f"{code}.vaxdesk", "correct horse", "云岭镇", campaign=code) as office:
            told = campaign_summary(office, date(2024, 1, 10), WORDS)
        assert all((told.title, told.called, told.doses)), code
        assert all(not any("a" <= sign <= "z" for sign in text) for text in told[1:4]), told
