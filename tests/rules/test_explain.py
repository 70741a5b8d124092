"""The sentence why, the verdict on each dose, and the booster to offer."""

from datetime import date

import pytest

from vaxdesk.rules.explain import explain
from vaxdesk.rules.standing import booster_due

# ruff: noqa: E501 (a case is one line)

WHY = """
BIBP 2021-05-01, SINOVAC 2021-06-01 | 2021-12-19                     -> 2 doses of 灭活疫苗 on 2021-05-01 and 2021-06-01. The course was complete on 2021-06-01.
ZF2001 2021-05-10, ZF2001 2021-06-13, ZF2001 2021-08-04 | 2021-12-19 -> 3 doses of 重组蛋白疫苗（CHO细胞） on 2021-05-10, 2021-06-13 and 2021-08-04. The course was complete on 2021-08-04.
CANSINO 2021-04-15, CANSINO 2021-11-22 | 2021-12-19                  -> One dose of 腺病毒载体疫苗 on 2021-04-15. The course was complete on 2021-04-15. Booster on 2021-11-22.
BIBP 2021-05-01, BIBP 2021-06-01, ZF2001 2021-08-01 | 2021-12-19     -> 2 doses of 灭活疫苗 on 2021-05-01 and 2021-06-01. The course was complete on 2021-06-01. The dose on 2021-08-01 came too soon or is of another kind: no booster.
BIBP ?, BIBP 2021-06-01 | 2021-12-19                                 -> 2 doses of 灭活疫苗 on an unknown day and 2021-06-01. The course is complete; on which day is not known, as a date is missing.
infected 2022-12-20, BIBP 2023-04-15 | 2023-04-20                    -> One dose of 灭活疫苗 on 2023-04-15. After an infection one dose is enough: complete on 2023-04-15.
BIBP 2021-12-10 | 2021-12-19                                         -> One dose of 灭活疫苗 on 2021-12-10. Dose 2 may be given from 2021-12-31 on.
BIBP 2021-11-28 | 2021-12-19                                         -> One dose of 灭活疫苗 on 2021-11-28. Dose 2 can be given since 2021-12-19, at best by 2022-01-23.
BIBP 2021-08-16 | 2021-12-19                                         -> One dose of 灭活疫苗 on 2021-08-16. Dose 2 was to be given by 2021-10-11; it can still be given, nothing starts again.
BIBP 2021-10-30, BIBP 2021-11-12 | 2021-12-19                        -> 2 doses of 灭活疫苗 on 2021-10-30 and 2021-11-12. The last one came too early: one more, from 2021-12-03 on.
ZF2001 2021-10-30, ZF2001 2021-11-12 | 2021-12-19                    -> 2 doses of 重组蛋白疫苗（CHO细胞） on 2021-10-30 and 2021-11-12. It came too early; there is no rule for this vaccine, the clinic decides.
BIBP 2021-06-01, ZF2001 2021-07-01 | 2021-12-19                      -> Vaccines of different kinds were given (灭活疫苗 and 重组蛋白疫苗（CHO细胞）): the clinic decides how to go on.
BIBP 2021-09-14, defer 2021-10-20..2022-02-24 | 2021-12-19           -> One dose of 灭活疫苗 on 2021-09-14. A deferral is running until 2022-02-24.
BIBP 2021-09-19, cert 3 2021-10-08 | 2021-12-19                      -> One dose of 灭活疫苗 on 2021-09-19. The certificate of 2021-10-08 holds without end. Do not call for the next dose.
cert 2 2021-09-09..2022-02-17 | 2021-12-19                           -> No dose was given. The certificate of 2021-09-09 holds until 2022-02-17.
cert 2 2021-06-01..2021-10-27 | 2021-12-19                           -> No dose was given. The certificate expired; its last day was 2021-10-27.
defer 2021-11-02..2021-12-19 | 2021-12-19                            -> No dose was given. The deferral was over on 2021-12-19.
reason declined | 2021-12-19                                         -> No dose was given. The person does not wish to be vaccinated.
BIBP 2021-04-30, left 2021-12-18 | 2021-12-18                        -> The person moved away on 2021-12-18.
? 2021-07-07 | 2021-12-19                                            -> The vaccine of a dose is not known, and the answer depends on it.
"""


@pytest.mark.parametrize("case", [line for line in WHY.splitlines() if line])
def test_why(case, asked):
    question, sentence = case.split("->")
    assert str(explain(*asked(question)).why) == sentence.strip()


VERDICTS = """
BIBP 2021-03-30, BIBP 2021-04-14 | 2021-12-19                                     -> primary 1, primary 2
BIBP 2021-04-01, BIBP 2021-09-01 | 2021-12-19                                     -> primary 1, late 2
BIBP 2021-06-16, BIBP 2021-06-28, BIBP 2021-07-25 | 2021-12-19                    -> primary 1, early, repeat 2
BIBP 2021-06-16, BIBP 2021-06-16, BIBP 2021-07-25 | 2021-12-19                    -> primary 1, duplicate, primary 2
BIBP 2021-05-01, BIBP 2021-06-01, BIBP 2021-08-01, BIBP 2021-12-18 | 2021-12-19   -> primary 1, primary 2, extra, booster 1
BIBP 2021-05-01, BIBP 2021-06-01, BIBP 2021-12-18, CANSINO 2022-12-20 | 2023-01-01 -> primary 1, primary 2, booster 1, second_booster 2
BIBP 2021-05-01, PPV23 2021-05-20, BIBP 2022-01-01 | 2021-12-19                   -> primary 1, other_product, future
? 2021-05-01, ? 2021-06-01 | 2021-12-19                                           -> unknown, unknown
BIBP 2021-05-01, ? 2021-06-01 | 2021-12-19                                        -> primary 1, primary 2
BIBP ?, BIBP 2021-06-01 | 2021-12-19                                              -> primary, primary 2
"""


@pytest.mark.parametrize("case", [line for line in VERDICTS.splitlines() if line])
def test_a_verdict_for_every_dose(case, asked):
    question, expected = case.split("->")
    verdicts = explain(*asked(question)).doses
    assert ", ".join(f"{v.kind} {v.number or ''}".strip() for v in verdicts) == expected.strip()
    assert {v.kind for v in verdicts if not v.counts} <= {
        "early",
        "duplicate",
        "extra",
        "other_product",
        "future",
        "unknown",
    }


def test_a_short_interval_that_needs_no_repeat_is_told(asked):
    """Domain facts C6 4: two inactivated doses 14 days apart count, with a note."""
    _, second = explain(*asked("BIBP 2021-04-01, BIBP 2021-04-15 | 2021-12-19")).doses
    assert "not repeated" in str(second.reason)


def test_the_schedule_that_judged_is_named(asked):
    assert explain(*asked("BIBP 2021-02-01, BIBP 2021-02-20 | 2021-12-19")).schedule == "COVID-INACT 2020-12"
    assert explain(*asked("BIBP 2021-02-01 | 2023-04-09")).schedule == "COVID-INACT 2021-03-29"
    assert explain(*asked("BIBP 2021-02-01 | 2023-04-10")).schedule == "COVID-INACT 2023-04-10"
    assert explain(*asked("reason declined | 2021-12-19")).schedule == ""


@pytest.mark.parametrize(
    ("line", "number", "earliest"),
    [
        # Domain facts C6 51: complete on 31 May, six months: from 30 November.
        ("BIBP 2021-05-01, BIBP 2021-05-31 | 2021-11-01", 1, date(2021, 11, 30)),
        ("CANSINO 2021-05-01 | 2021-12-19", 1, date(2021, 11, 1)),
        ("born 1950-01-01, BIBP 2022-08-01, BIBP 2022-09-01 | 2022-11-29", 1, date(2022, 12, 1)),
        ("BIBP 2022-08-01, BIBP 2022-09-01 | 2022-11-29", 1, date(2023, 3, 1)),
        ("BIBP 2021-05-01, BIBP 2021-06-01, BIBP 2021-12-18 | 2023-01-01", 2, date(2022, 6, 18)),
    ],
)
def test_the_next_booster(asked, line, number, earliest):
    booster = booster_due(*asked(line))
    assert (booster.number, booster.earliest) == (number, earliest)


@pytest.mark.parametrize(
    "line",
    [
        "BIBP 2021-05-01 | 2021-12-19",
        "born 2006-01-01, BIBP 2021-08-01, BIBP 2021-09-01 | 2022-04-01",
        "ZF2001 2021-05-10, ZF2001 2021-06-13, ZF2001 2021-08-04 | 2022-12-19",
        "BIBP 2021-05-01, BIBP 2021-06-01 | 2021-09-30",
        "BIBP 2021-05-01, BIBP 2021-06-01, cert 3 2021-07-01 | 2021-12-19",
        "BIBP 2021-05-01, BIBP 2021-06-01, died 2021-07-01 | 2021-12-19",
        "? 2021-04-09, ? 2021-05-10, ? 2021-06-18 | 2021-12-19",
    ],
)
def test_no_booster_to_offer(asked, line):
    assert booster_due(*asked(line)) is None
