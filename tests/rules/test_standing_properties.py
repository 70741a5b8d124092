"""What holds for everybody, in every campaign, on every day."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaxdesk.rules import catalogue as catalogue_file
from vaxdesk.rules.details import DETAILS
from vaxdesk.rules.explain import explain
from vaxdesk.rules.periods import FAR
from vaxdesk.rules.records import Certificate, Deferral, Departure, Dose, History, Residence, StandingCode
from vaxdesk.rules.standing import booster_due, judge

CATALOGUE = catalogue_file.load()

ON = {
    "covid-12": date(2022, 12, 1),
    "covid-3-11": date(2021, 12, 1),
    "influenza-children-2023": date(2023, 12, 1),
    "influenza-60-2023": date(2023, 12, 1),
    "hpv-13": date(2026, 6, 1),
    "ppv23-65": date(2026, 6, 1),
    "measles-sia-2010": date(2010, 9, 18),
    "measles-catch-up": date(2022, 6, 1),
}
AGES = {
    "covid-12": (10, 90),
    "covid-3-11": (2, 13),
    "influenza-60-2023": (58, 80),
    "hpv-13": (12, 15),
    "ppv23-65": (60, 80),
}


def one_of(luck, on, *choices):
    """One of the choices; a pair stands for a day up to so many days before and after `on`, half of them near it."""
    choice = luck.choice(choices)
    if isinstance(choice, tuple):
        back, ahead = choice if luck.random() < 0.5 else (min(choice[0], 60), min(choice[1], 60))
        return on + timedelta(luck.randint(-back, ahead))
    return choice


def a_history(code, seed):
    """A history with everything that bears on a standing; from a seed, as strategies for it are 30 times slower."""
    luck, on, campaign = Random(seed), ON[code], CATALOGUE.campaigns[code]
    products = [product for product, group in campaign.groups.items() if group]
    low, high = AGES.get(code, (0, 8))
    doses = [
        Dose(
            one_of(luck, on, None, (800, 200), (800, 200), (800, 200)),
            luck.choice([*products, *products[:3] * 3, None]),
        )
        for _ in range(luck.randint(0, 5))
    ]
    return History(
        birth=luck.choice([None, *[on - timedelta(luck.randint(365 * low, 366 * high))] * 9]),
        sex=luck.choice([campaign.sex or "m", campaign.sex, "f", ""]),
        residence=luck.choice([*map(str, Residence), *["resident"] * 8]),
        arrived_on=one_of(luck, on, *[None] * 5, (300, 100)),
        departure=luck.choice([*[None] * 9, *map(str, Departure)]),
        left_on=one_of(luck, on, None, (100, 100)),
        reason=luck.choice([*[None] * 9, *CATALOGUE.reasons]),
        reason_on=one_of(luck, on, None, (300, 100)),
        doses=tuple(sorted(doses, key=lambda dose: dose.on or date.min)),
        certificates=tuple(
            Certificate(
                one_of(luck, on, None, (400, 100)), one_of(luck, on, None, (400, 400)), luck.choice([3, 2, 0, None])
            )
            for _ in range(luck.choice([0, 0, 1, 2]))
        ),
        deferrals=tuple(
            Deferral(one_of(luck, on, None, (400, 100)), one_of(luck, on, None, (400, 400), (400, 400)))
            for _ in range(luck.choice([0, 0, 1, 2]))
        ),
        infections=tuple(sorted(one_of(luck, on, (400, 100)) for _ in range(luck.choice([0, 0, 0, 1, 2])))),
        included=luck.random() < 0.3,
    )


def every_campaign(test):
    """Run the property for many people of every kind of campaign."""
    judged = pytest.mark.parametrize("code", ON)
    return judged(settings(max_examples=200)(given(seed=st.integers(0, 2**32))(test)))


def drawn(code, seed):
    return a_history(code, seed), CATALOGUE.campaigns[code], ON[code]


@every_campaign
def test_the_seven_standings_partition_everybody(code, seed):
    history, campaign, on = drawn(code, seed)
    answer = judge(history, campaign, on)
    assert answer.detail in DETAILS[StandingCode(answer.standing)]
    assert (answer.completed_on is None) or (answer.standing == "completed" and answer.completed_on <= on)
    assert (answer.next is None) or answer.standing == "incomplete"


@every_campaign
def test_the_answer_depends_on_nothing_dated_after_it(code, seed):
    history, campaign, on = drawn(code, seed)
    later = history.left_on is not None and history.left_on > on
    forgotten = history.reason_on is not None and history.reason_on > on
    known = history._replace(
        departure=None if later else history.departure,
        left_on=None if later else history.left_on,
        reason=None if forgotten else history.reason,
        doses=tuple(dose for dose in history.doses if dose.on is None or dose.on <= on),
        certificates=tuple(paper for paper in history.certificates if paper.on is None or paper.on <= on),
        deferrals=tuple(paper for paper in history.deferrals if paper.on is None or paper.on <= on),
        infections=tuple(day for day in history.infections if day <= on),
    )
    assert judge(known, campaign, on)[:4] == judge(history, campaign, on)[:4]


@every_campaign
def test_an_answer_holds_until_the_day_it_names(code, seed):
    history, campaign, on = drawn(code, seed)
    answer = judge(history, campaign, on)
    until = answer.holds_until or FAR
    assert until > on
    for later in range(1, min((until - on).days, 1500)):
        assert judge(history, campaign, on + timedelta(later))[:4] == answer[:4]


@every_campaign
def test_a_valid_dose_never_moves_anybody_towards_the_unvaccinated(code, seed):
    history, campaign, on = drawn(code, seed)
    group = Random(seed).choice(sorted(campaign.plan.courses))
    product = next(product for product, its_group in campaign.groups.items() if its_group == group)
    long_ago = on - timedelta(190)
    earlier = tuple(dose for dose in history.doses if dose.on is None or dose.on <= long_ago)
    before = judge(history._replace(doses=earlier), campaign, on)
    after = judge(history._replace(doses=(*earlier, Dose(on, product))), campaign, on)
    assert rank(after) >= rank(before)


def rank(answer):
    """How far from the unvaccinated; who is out of scope stays so, and whose birth date is missing stays unverified."""
    order = ["unvaccinated", "exempt", "deferred", "unverified", "incomplete", "completed"]
    return -1 if answer.standing == "out_of_scope" else order.index(answer.standing)


@every_campaign
def test_a_dose_told_twice_counts_once(code, seed):
    history, campaign, on = drawn(code, seed)
    twice = tuple(dose for dose in history.doses for _ in range(1 if dose.on is None else 2))
    assert judge(history._replace(doses=twice), campaign, on) == judge(history, campaign, on)


@every_campaign
def test_everybody_can_be_explained(code, seed):
    history, campaign, on = drawn(code, seed)
    explained = explain(history, campaign, on)
    assert explained.standing == judge(history, campaign, on)
    assert str(explained.why).endswith(".")
    assert [verdict.dose for verdict in explained.doses] == list(history.doses)
    counted = [v for v in explained.doses if v.counts and v.kind in ("primary", "repeat", "late", "unknown")]
    assert counted or explained.standing.standing != "completed"
    booster = booster_due(history, campaign, on)
    assert booster is None or explained.standing.standing == "completed"
