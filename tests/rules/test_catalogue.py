import tomllib
from datetime import date
from importlib.resources import files

import pytest

from vaxdesk.rules import catalogue as catalogue_file
from vaxdesk.rules.details import DETAILS
from vaxdesk.rules.messages import Refused


@pytest.fixture
def tables():
    folder = files("vaxdesk.resources")
    return {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in catalogue_file.FILES}


@pytest.mark.parametrize(
    ("written", "product"),
    [
        ("北京生物", "BIBP"),
        ("国药（北京）", "BIBP"),
        ("国药(北京)", "BIBP"),
        ("国药集团中国生物北京公司", "BIBP"),
        ("北京生物制品研究所", "BIBP"),
        ("兰州生物", "BIBP"),
        ("武汉所", "WIBP"),
        ("北京科兴中维", "SINOVAC"),
        ("科兴（大连）", "SINOVAC"),
        ("coronavac", "SINOVAC"),
        ("深圳康泰", "KANGTAI"),
        ("天津康希诺", "CANSINO"),
        ("腺病毒载体（康希诺）", "CANSINO"),
        ("重组蛋白（CHO细胞）", "ZF2001"),
        ("重组蛋白(ＣＨＯ)", "ZF2001"),
        (" 智飞\n龙科马 ", "ZF2001"),
        ("吸入用康希诺", "CANSINO-INHALED"),
        ("四价流感疫苗", "IIV4"),
        ("佳达修", "GARDASIL"),
        ("佳达修9", "GARDASIL9"),
        ("23价肺炎疫苗", "PPV23"),
        ("麻腮风", "MMR"),
        ("BIBP", "BIBP"),
    ],
)
def test_a_product_is_known_by_the_names_people_write(catalogue, written, product):
    assert catalogue.product_of(written) == product


@pytest.mark.parametrize(
    "written", ["两针苗", "三针苗", "新冠疫苗", "国产", "国药", "流感疫苗", "HPV疫苗", "北京", "", "生物"]
)
def test_a_name_that_could_mean_several_is_never_guessed(catalogue, written):
    assert catalogue.product_of(written) is None


def test_the_rosters_of_the_samples_name_products_only(catalogue, truth, samples):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(samples / "street-roster.xlsx")
    written = {
        row[column]
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)[4:]
        for column in (9, 12, 15)
        if row[column]
    }
    assert {text for text in written if catalogue.product_of(text) is None} == {"两针苗"}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("禁忌症", "contraindicated"),
        ("不愿接种", "declined"),
        ("外出务工", "away"),
        ("犹豫观望", "hesitant"),
        ("已预约", "booked"),
        ("行动不便，需上门", "home_visit"),
        ("行动不便,需上门", "home_visit"),
        ("暂缓", "deferred"),
        ("未接种", "not_stated"),
        ("不喜欢", None),
    ],
)
def test_a_reason_is_known_by_the_words_of_the_rosters(catalogue, written, reason):
    assert catalogue.reason_of(written) == reason


def test_every_reason_that_becomes_a_detail_has_its_sentence(catalogue):
    told = {code for details in DETAILS.values() for code in details}
    assert {r.code for r in catalogue.reasons.values() if not r.needs_evidence} <= told


def test_every_product_of_a_campaign_that_begins_a_course_has_one(catalogue):
    for campaign in catalogue.campaigns.values():
        assert set(campaign.plan.courses) <= set(campaign.groups.values())


GONE = object()
SECOND = "plans/covid/schedules/2/"


def change(table, path, value):
    """Set what stands at the path (lists counted from 1), or take it away if the value is GONE."""
    *way, last = (int(key) - 1 if key.isdigit() else key for key in path.split("/"))
    for key in way:
        table = table[key]
    if value is GONE:
        del table[last]
    else:
        table[last] = value


@pytest.mark.parametrize(
    ("file", "path", "value", "named"),
    [
        ("vaccines", "products/WIBP/aliases", ["北京所"], "vaccines.toml, products.WIBP.aliases"),
        ("vaccines", "products/WIBP/source", GONE, "vaccines.toml, products.WIBP.source"),
        ("vaccines", "products/WIBP/group", "COVID", "vaccines.toml, products.WIBP.group"),
        ("vaccines", "products/WIBP/alias", ["x"], "vaccines.toml, products.WIBP.alias"),
        ("vaccines", "diseases", 3, "vaccines.toml, diseases"),
        ("vaccines", "disease", {}, "vaccines.toml, disease"),
        ("schedules", SECOND + "steps/2/min", "21 moons", "covid.schedules[2].steps[2].min"),
        ("schedules", SECOND + "steps/2/min", GONE, "covid.schedules[2].steps[2].min"),
        ("schedules", SECOND + "steps/2/no", 3, "covid.schedules[2].steps[2].no"),
        ("schedules", SECOND + "steps", GONE, "covid.schedules[2].steps"),
        ("schedules", SECOND + "effective_from", GONE, "covid.schedules[2].effective_from"),
        ("schedules", SECOND + "effective_from", date(2021, 3, 30), "covid.schedules[1].effective_to"),
        ("schedules", SECOND + "effective_from", date(2020, 12, 15), "covid.schedules[2].effective_from"),
        ("schedules", "plans/covid/schedules/2", GONE, "covid.schedules[1].effective_to"),
        ("schedules", "plans/covid/boosters/1/rules/1/with", ["HPV2"], "covid.boosters[1].rules[1].with"),
        ("schedules", "plans/ppv23/prior_within", GONE, "plans.ppv23.prior_within"),
        ("schedules", "plans/covid/prior_rule", "sometimes", "plans.covid.prior_rule"),
        ("campaigns", "campaigns/covid-12/plan", "covid-19", "campaigns.toml, campaigns.covid-12.plan"),
        ("campaigns", "campaigns/covid-12/residences", ["here"], "campaigns.covid-12.residences"),
        ("campaigns", "campaigns/covid-12/from_age", 12, "campaigns.covid-12.from_age"),
        ("campaigns", "campaigns/influenza-60-2023/starts", GONE, "campaigns.influenza-60-2023.starts"),
        ("reasons", "reasons/away/kind", "gone", "reasons.toml, reasons.away.kind"),
        ("reasons", "reasons/away/aliases", ["拒绝"], "reasons.toml, reasons.declined.aliases"),
    ],
)
def test_an_error_in_the_data_names_the_file_and_the_key(tables, file, path, value, named):
    change(tables[file], path, value)
    with pytest.raises(Refused) as refused:
        catalogue_file.parse(tables)
    assert refused.value.code == "data_invalid"
    assert named + ":" in str(refused.value.message)
