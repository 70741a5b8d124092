"""Influenza, HPV, pneumococcus and measles: the same judge on other data (domain facts B9; C6 by number)."""

# ruff: noqa: E501 (a case is one line, as in the table it comes from)

import pytest

INFLUENZA_CHILDREN = """
never vaccinated, one dose                     born 2019-03-01, IIV4 2023-10-01 | 2023-10-20 -> incomplete not_yet_due: 2 from 2023-10-29
never vaccinated, four weeks later             born 2019-03-01, IIV4 2023-10-01 | 2023-10-29 -> incomplete due: 2 from 2023-10-29
never vaccinated, two doses                    born 2019-03-01, IIV4 2023-10-01, IIV3 2023-10-29 | 2023-11-01 -> completed primary_complete 2023-10-29
second dose too early: the clinic decides      born 2019-03-01, IIV4 2023-10-01, IIV4 2023-10-20 | 2023-11-01 -> incomplete early_dose
54 a dose in an earlier season: one completes  born 2018-03-01, IIV4 2021-11-01, IIV4 2023-10-01 | 2023-10-02 -> completed primary_complete 2023-10-01
55 the dose of 31 August is of the last season born 2019-03-01, IIV4 2023-08-31 | 2023-10-02 -> unvaccinated due_again
55 and shortens this one                       born 2019-03-01, IIV4 2023-08-31, IIV4 2023-10-01 | 2023-10-02 -> completed primary_complete 2023-10-01
live vaccine: one dose always                  born 2019-03-01, LAIV 2023-10-01 | 2023-10-02 -> completed primary_complete 2023-10-01
inactivated or live, nobody knows              born 2019-03-01, ? 2023-10-01 | 2023-10-02 -> unverified product_missing
a dose without a date: of which season?        born 2019-03-01, IIV4 ? | 2023-10-02 -> unverified date_missing
history unknown counts as unvaccinated         born 2019-03-01 | 2023-10-02 -> unvaccinated history_unknown
five months old                                born 2023-05-10 | 2023-11-09 -> out_of_scope under_age
six months old                                 born 2023-05-10 | 2023-11-10 -> unvaccinated history_unknown
grew too old after the first dose              born 2017-11-05, IIV4 2023-11-01 | 2023-11-20 -> incomplete not_yet_due: 2 from 2023-11-29
"""

INFLUENZA_60 = """
one dose                                       born 1950-03-01, IIV4 2023-10-01 | 2023-10-02 -> completed primary_complete 2023-10-01
nobody asked                                   born 1950-03-01 | 2023-10-02 -> unverified never_asked
only last season                               born 1950-03-01, IIV4 2022-10-01 | 2023-10-02 -> unvaccinated due_again
again next season                              born 1950-03-01, IIV4 2023-10-01, IIV4 2024-10-01 | 2024-10-02 -> completed primary_complete 2023-10-01
"""

HPV = """
one dose                                       girl, born 2012-03-01, CECOLIN 2025-12-01 | 2026-03-01 -> incomplete not_yet_due: 2 from 2026-06-01 to 2026-12-01
two doses, six months apart                    girl, born 2012-03-01, CECOLIN 2025-12-01, WALRINVAX 2026-06-01 | 2026-06-02 -> completed primary_complete 2026-06-01
five months apart: the clinic decides          girl, born 2012-03-01, CECOLIN 2025-12-01, CECOLIN 2026-05-01 | 2026-06-02 -> incomplete early_dose
52 born on 2011-11-10                          girl, born 2011-11-10, reason booked | 2025-11-10 -> out_of_scope over_age
52 born a day later                            girl, born 2011-11-11, reason booked | 2025-11-10 -> unvaccinated booked
53 turned 14 after the first dose              girl, born 2012-03-01, CECOLIN 2025-12-01 | 2026-07-01 -> incomplete due: 2 from 2026-06-01 to 2026-12-01
53 turned 14 without a dose                    girl, born 2012-03-01, reason booked | 2026-07-01 -> out_of_scope over_age
53 the day before she turns 14                 girl, born 2012-03-01, reason booked | 2026-02-28 -> unvaccinated booked
53 on the day                                  girl, born 2012-03-01, reason booked | 2026-03-01 -> out_of_scope over_age
53 the twelve months are over                  girl, born 2012-03-01, CECOLIN 2025-12-01 | 2026-12-02 -> incomplete overdue: 2 from 2026-06-01 to 2026-12-01
nine-valent at her own cost, two doses         girl, born 2012-03-01, GARDASIL9 2025-01-10, GARDASIL9 2025-07-10 | 2025-12-01 -> completed primary_complete 2025-07-10
nine-valent at her own cost, three doses       girl, born 2012-03-01, GARDASIL9 2025-01-10, GARDASIL9 2025-03-10, GARDASIL9 2025-07-10 | 2025-12-01 -> completed primary_complete 2025-07-10
one dose of another valency                    girl, born 2012-03-01, GARDASIL9 2025-01-10, CECOLIN 2025-12-01 | 2025-12-02 -> incomplete mixed_products
a boy                                          boy, born 2012-03-01, reason booked | 2025-12-01 -> out_of_scope other_sex
sex not known                                  born 2012-03-01, reason booked | 2025-12-01 -> unverified sex_missing
twelve                                         girl, born 2013-03-01, reason booked | 2025-12-01 -> out_of_scope under_age
"""

PPV23 = """
56 four years ago                              born 1950-03-01, PPV23 2022-05-20 | 2026-05-20 -> completed primary_complete 2022-05-20
56 the day before five years are over          born 1950-03-01, PPV23 2022-05-20 | 2027-05-19 -> completed primary_complete 2022-05-20
56 five years ago                              born 1950-03-01, PPV23 2022-05-20 | 2027-05-20 -> unvaccinated due_again
56 and again                                   born 1950-03-01, PPV23 2022-05-20, PPV23 2027-06-01 | 2027-06-01 -> completed primary_complete 2027-06-01
sixty-four                                     born 1962-05-21, PPV23 2022-05-20 | 2026-05-20 -> out_of_scope under_age
"""

SIA = """
57 two doses in the past: still due            born 2005-03-01, MR 2005-11-01, MMR 2006-09-01 | 2010-09-12 -> unvaccinated due_again
57 and the dose of the round                   born 2005-03-01, MR 2005-11-01, MMR 2006-09-01, MEASLES 2010-09-12 | 2010-09-12 -> completed primary_complete 2010-09-12
a dose after the round                         born 2005-03-01, MEASLES 2010-09-25 | 2010-10-01 -> unvaccinated history_unknown
seven months old                               born 2010-01-13 | 2010-09-12 -> out_of_scope under_age
"""

CATCH_UP = """
58 no certificate: counts as unvaccinated      born 2020-06-01 | 2022-01-01 -> unvaccinated history_unknown
nine months, no dose, nobody was home          born 2021-04-01, reason away | 2022-01-01 -> unvaccinated away
nine months, one dose                          born 2021-04-01, MR 2021-12-05 | 2022-01-01 -> completed primary_complete 2021-12-05
the same child at eighteen months              born 2021-04-01, MR 2021-12-05 | 2022-10-01 -> incomplete due: 2 from 2022-10-01
two years, one dose a week ago                 born 2020-01-01, MR 2022-01-01 | 2022-01-08 -> incomplete not_yet_due: 2 from 2022-02-01
two years, two doses a month apart             born 2020-01-01, MR 2022-01-01, MMR 2022-02-01 | 2022-02-08 -> completed primary_complete 2022-02-01
a dose at six months does not count            born 2021-04-01, MR 2021-10-01 | 2022-01-01 -> incomplete early_dose
"""


def cases(text):
    return [line for line in text.splitlines() if line]


def check(stands, case, campaign):
    question, answer = case[47:].split("->")
    assert stands(question, campaign) == answer.strip()


@pytest.mark.parametrize("case", cases(INFLUENZA_CHILDREN))
def test_influenza_of_children(case, stands):
    check(stands, case, "influenza-children-2023")


@pytest.mark.parametrize("case", cases(INFLUENZA_60))
def test_influenza_of_the_old(case, stands):
    check(stands, case, "influenza-60-2023")


@pytest.mark.parametrize("case", cases(HPV))
def test_hpv(case, stands):
    check(stands, case, "hpv-13")


@pytest.mark.parametrize("case", cases(PPV23))
def test_pneumococcus(case, stands):
    check(stands, case, "ppv23-65")


@pytest.mark.parametrize("case", cases(SIA))
def test_measles_round_in_which_history_is_irrelevant(case, stands):
    check(stands, case, "measles-sia-2010")


@pytest.mark.parametrize("case", cases(CATCH_UP))
def test_measles_catch_up_by_history(case, stands):
    check(stands, case, "measles-catch-up")
