"""The edge cases of the domain facts (C6) on COVID-19, by their numbers; for other diseases: test_schedules_other."""

# ruff: noqa: E501 (a case is one line, as in the table it comes from)

import pytest

CASES = """
 1  BIBP 2021-11-29 | 2021-12-19                             -> incomplete not_yet_due: 2 from 2021-12-20 to 2022-01-24
 2  BIBP 2021-11-28 | 2021-12-19                             -> incomplete due: 2 from 2021-12-19 to 2022-01-23
 3  BIBP 2021-10-24 | 2021-12-19                             -> incomplete due: 2 from 2021-11-14 to 2021-12-19
 3  BIBP 2021-10-24 | 2021-12-20                             -> incomplete overdue: 2 from 2021-11-14 to 2021-12-19
 4  BIBP 2021-03-01, BIBP 2021-03-15 | 2021-12-19            -> completed primary_complete 2021-03-15
 5  BIBP 2021-06-01, BIBP 2021-06-14 | 2021-12-19            -> incomplete early_dose: 3 from 2021-07-05 to 2021-08-09
 6  BIBP 2021-06-01, BIBP 2021-06-15 | 2021-12-19            -> completed primary_complete 2021-06-15
 7  BIBP 2021-06-01, BIBP 2021-06-11, BIBP 2021-07-11 | 2021-12-19 -> completed primary_complete 2021-07-11
 8  BIBP 2021-06-01, BIBP 2022-07-06 | 2022-08-01            -> completed primary_complete 2022-07-06
 9  BIBP 2021-06-01, SINOVAC 2021-07-01 | 2021-12-19         -> completed primary_complete 2021-07-01
10  BIBP 2021-06-01, ZF2001 2021-07-01 | 2021-12-19          -> incomplete mixed_products
11  BIBP 2021-06-01, BIBP 2021-07-01, ZF2001 2022-03-01 | 2022-03-02 -> completed boosted 2021-07-01
12  CANSINO 2021-06-26 | 2021-06-26                          -> completed primary_complete 2021-06-26
13  CANSINO 2021-04-15, CANSINO 2021-11-22 | 2021-12-19      -> completed boosted 2021-04-15
14  ZF2001 2021-05-10, ZF2001 2021-06-13 | 2021-12-19        -> incomplete overdue: 3 from 2021-07-11 to 2021-11-10
15  ZF2001 2021-08-31, ZF2001 2021-10-01 | 2021-12-19        -> incomplete due: 3 from 2021-10-29 to 2022-02-28
16  BIBP 2021-04-01, BIBP 2021-05-01, BIBP 2021-07-01 | 2021-12-19 -> completed extra_dose 2021-05-01
17  ? 2021-07-07, ? 2021-08-06 | 2021-12-19                  -> unverified product_missing
18  ? 2021-04-09, ? 2021-05-10, ? 2021-06-18 | 2021-12-19    -> completed any_product
19  BIBP 2021-06-28, BIBP 2021-06-28, WIBP 2021-06-28 | 2021-12-19 -> incomplete overdue: 2 from 2021-07-19 to 2021-08-23
21  BIBP 2021-10-30, BIBP 2021-11-30 | 2021-11-29            -> incomplete due: 2 from 2021-11-20 to 2021-12-25
22  BIBP ? | 2021-12-19                                      -> incomplete date_missing: 2
23  BIBP 2021-09-19, cert 3 2021-10-08 | 2021-12-19          -> incomplete should_not_continue
24  WIBP 2021-06-11, WIBP 2021-07-09, cert 3 2021-08-01 | 2021-12-19 -> completed primary_complete 2021-07-09
25  reason contraindicated | 2021-12-19                      -> unvaccinated certificate_missing
25  reason contraindicated, cert none | 2021-12-19           -> unvaccinated certificate_missing
26  reason contraindicated, cert 2 2021-06-01..2021-10-27 | 2021-12-19 -> unvaccinated certificate_expired
26  reason contraindicated, cert 2 2021-06-01..2021-12-19 | 2021-12-19 -> exempt certificate_valid
27  reason contraindicated, cert 0 2021-09-03 | 2021-12-19   -> unvaccinated certificate_low_level
28  reason deferred, defer 2021-11-01..2022-06-14 | 2021-12-19 -> deferred deferral_running
28  reason deferred, defer 2021-11-02..2021-12-19 | 2021-12-19 -> unvaccinated deferral_over
29  SINOVAC 2021-09-14, defer 2021-10-20..2022-02-24 | 2021-12-19 -> incomplete deferred: 2
30  reason declined, BIBP 2021-06-24, BIBP 2021-07-22 | 2021-12-19 -> completed primary_complete 2021-07-22
31  reason declined | 2021-12-19                             -> unvaccinated declined
32  | 2021-12-19                                             -> unverified never_asked
33  born 2009-12-19, reason not_stated | 2021-12-19          -> unvaccinated not_stated
33  born 2009-12-20, reason not_stated | 2021-12-19          -> out_of_scope under_age
34  born 2012-02-29, reason not_stated | 2024-02-28          -> out_of_scope under_age
34  born 2012-02-29, reason not_stated | 2025-02-28          -> unvaccinated not_stated
36  BIBP 2021-05-20, BIBP 2021-06-17, died 2021-12-16 | 2021-12-15 -> completed primary_complete 2021-06-17
36  BIBP 2021-05-20, BIBP 2021-06-17, died 2021-12-16 | 2021-12-16 -> out_of_scope deceased
37  BIBP 2021-04-30, left 2021-12-18 | 2021-12-18            -> out_of_scope moved_out
37  BIBP 2021-04-30, left 2021-12-18 | 2021-12-17            -> incomplete overdue: 2 from 2021-05-21 to 2021-06-25
38  lives registered_only, reason away | 2021-12-19          -> out_of_scope residence
39  lives incomer, reason booked | 2021-12-19                -> unvaccinated booked
49  infected 2022-12-20, BIBP 2023-04-15 | 2023-04-20        -> completed primary_complete 2023-04-15
50  born 1957-05-01, BIBP 2021-12-01, BIBP 2022-01-05, BIBP 2022-05-10 | 2022-06-01 -> completed extra_dose 2022-01-05
50  born 1957-05-01, BIBP 2022-08-01, BIBP 2022-09-01, BIBP 2023-01-05 | 2023-02-01 -> completed boosted 2022-09-01
"""


@pytest.mark.parametrize("case", [line for line in CASES.splitlines() if line])
def test_case(case, stands):
    question, answer = case[3:].split("->")
    assert stands(question) == answer.strip()


MORE = """
two mixed kinds, one complete: the other is extra    BIBP 2021-04-03, BIBP 2021-04-28, ZF2001 2021-06-20 | 2021-12-19 -> completed extra_dose 2021-04-28
one kind complete later than the other began         BIBP 2021-04-03, CANSINO 2021-06-20 | 2021-12-19 -> completed extra_dose 2021-06-20
an early dose begins no new course                   BIBP 2021-06-01, BIBP 2021-06-11, BIBP 2021-06-20 | 2021-12-19 -> incomplete early_dose: 4 from 2021-07-11 to 2021-08-15
early CHO dose: no rule, the clinic decides          ZF2001 2021-06-01, ZF2001 2021-06-20 | 2021-12-19 -> incomplete early_dose
a date is missing, but there are doses enough        BIBP ?, BIBP 2021-07-01 | 2021-12-19 -> completed primary_complete
product unknown beside a known kind                  BIBP 2021-06-01, ? 2021-07-01 | 2021-12-19 -> completed primary_complete 2021-07-01
product unknown: of the kind of the dose before      BIBP 2021-06-01, ? 2021-07-01, ZF2001 2022-03-01 | 2022-03-02 -> completed boosted 2021-07-01
product unknown at first: of the kind known first    ? 2021-06-01, BIBP 2021-07-01 | 2021-12-19 -> completed primary_complete 2021-07-01
a dose of unknown product after a complete course    BIBP 2021-04-01, BIBP 2021-05-01, ? 2021-11-20 | 2021-12-19 -> completed boosted 2021-05-01
the same, after one of another kind                  BIBP 2021-04-01, BIBP 2021-05-01, ZF2001 2021-06-20, ? 2021-11-20 | 2021-12-19 -> completed extra_dose 2021-05-01
a dose against something else counts for nothing     PPV23 2021-06-01, reason booked | 2021-12-19 -> unvaccinated booked
a product nobody knows counts as unknown             NEWVAX 2021-06-01 | 2021-12-19 -> unverified product_missing
no birth date                                        born ?, BIBP 2021-06-01 | 2021-12-19 -> unverified birth_missing
no birth date, but taken in by hand                  born ?, BIBP 2021-12-10, included | 2021-12-19 -> incomplete not_yet_due: 2 from 2021-12-31 to 2022-02-04
taken in by hand in spite of age                     born 2015-01-01, included, reason booked | 2021-12-19 -> unvaccinated booked
taken in by hand, then died                          born 2015-01-01, included, died 2021-12-01 | 2021-12-19 -> out_of_scope deceased
not arrived yet                                      arrived 2021-12-20, BIBP 2021-06-01 | 2021-12-19 -> out_of_scope not_arrived
gone on an unknown day                               left ?, BIBP 2021-06-01 | 2021-12-19 -> out_of_scope moved_out
reason given later                                   reason away 2021-12-20 | 2021-12-19 -> unverified never_asked
certificate shown later                              reason booked, cert 3 2021-12-20 | 2021-12-19 -> unvaccinated booked
a running deferral beats an expired certificate      cert 2 2021-01-01..2021-06-01, defer 2021-11-01..2022-06-01 | 2021-12-19 -> deferred deferral_running
a deferral without an end                            defer 2021-11-01 | 2031-12-19 -> deferred deferral_running
who declined stays declined                          reason declined, cert 0 2021-09-03 | 2021-12-19 -> unvaccinated declined
says to be vaccinated elsewhere                      reason vaccinated_elsewhere | 2021-12-19 -> unverified vaccinated_elsewhere
only an inhaled dose                                 CANSINO-INHALED 2022-10-01 | 2022-12-19 -> unverified schedule_missing
inhaled booster                                      BIBP 2021-06-01, BIBP 2021-07-01, CANSINO-INHALED 2022-10-01 | 2022-12-19 -> completed boosted 2021-07-01
infected, one dose before: one more is enough        BIBP 2021-06-01, infected 2022-12-20 | 2023-04-20 -> incomplete due: 2 from 2023-03-20
six months to the day: a booster                     BIBP 2021-05-01, BIBP 2021-05-31, BIBP 2021-11-30 | 2021-12-19 -> completed boosted 2021-05-31
six months less a day: none                          BIBP 2021-05-01, BIBP 2021-05-31, BIBP 2021-11-29 | 2021-12-19 -> completed extra_dose 2021-05-31
the old interval of fourteen days                    BIBP 2021-02-01 | 2021-02-16 -> incomplete due: 2 from 2021-02-15 to 2021-03-29
"""


@pytest.mark.parametrize("case", [line for line in MORE.splitlines() if line])
def test_more(case, stands):
    question, answer = case[53:].split("->")
    assert stands(question) == answer.strip()
