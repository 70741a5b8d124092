"""The oracle: every person of the sample township stands where the truth says, once everything is known."""

from datetime import date

from vaxdesk.rules.explain import explain
from vaxdesk.rules.records import Certificate, Deferral, Dose, History, NextDose
from vaxdesk.rules.standing import judge

ON = date(2021, 12, 19)

STATUS = {
    "resident": ("resident", None),
    "moved_in": ("incomer", None),
    "lives_elsewhere": ("registered_only", None),
    "moved_out": ("resident", "moved_out"),
    "deceased": ("resident", "deceased"),
}


def day(text):
    return date.fromisoformat(text) if text else None


def history_of(person):
    residence, departure = STATUS[person["status"]]
    exemption, deferral = person["exemption"], person["deferral"]
    return History(
        birth=day(person["birth"]),
        sex={"男": "m", "女": "f"}[person["sex"]],
        residence=residence,
        departure=departure,
        left_on=day(person["status_since"]),
        reason=person["reason"],
        doses=tuple(Dose(day(dose["date"]), dose["product"]) for dose in person["doses"]),
        certificates=(Certificate(day(exemption["on"]), day(exemption["until"]), exemption["level"]),)
        if exemption
        else (),
        deferrals=(Deferral(day(deferral["on"]), day(deferral["until"])),) if deferral else (),
    )


def answer_of(standing):
    dose = standing.next or NextDose(None)
    days = (standing.completed_on, dose.number, dose.earliest, dose.latest)
    return (standing.standing, standing.detail, *days)


def expected_of(person):
    expected = person["expected"]
    days = (expected["completed_on"], expected["next_number"], expected["next_earliest"], expected["next_latest"])
    return (expected["standing"], expected["detail"], day(days[0]), days[1], day(days[2]), day(days[3]))


def test_everybody_stands_where_the_truth_says(truth, catalogue):
    campaign = catalogue.campaigns["covid-12"]
    judged = {person["key"]: answer_of(judge(history_of(person), campaign, ON)) for person in truth["persons"]}
    assert judged == {person["key"]: expected_of(person) for person in truth["persons"]}


def test_everybody_gets_a_sentence_and_a_verdict_per_dose(truth, catalogue):
    campaign = catalogue.campaigns["covid-12"]
    for person in truth["persons"]:
        history = history_of(person)
        explained = explain(history, campaign, ON)
        assert explained.standing == judge(history, campaign, ON)
        assert str(explained.why).endswith(".")
        assert person["birth"] not in str(explained.why)
        assert [verdict.dose for verdict in explained.doses] == list(history.doses)
