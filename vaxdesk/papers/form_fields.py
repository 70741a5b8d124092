"""The fields a form may ask for, each with its kind: the one place where they are named."""

from collections.abc import Mapping
from types import MappingProxyType

_TEXT = (
    "name sex village household address residence relation unit guardian product dose1_product dose2_product dose3_product "
    "dose4_product dose5_product site1 site2 site3 site4 site5 standing detail state reason evidence explanation notified "
    "responsible note county category to_province to_city to_county to_address band dose_product dose_site "
    "dose_evidence form institution level"
)
_ID = "id_number phone"
_DATE = (
    "birth dose1 dose2 dose3 dose4 dose5 last_dose completed_on next_earliest next_latest certificate_until "
    "deferred_until planned_on dose_on issued_on consent_on"
)
_NUMBER = (
    "age doses_given next_number days_overdue dose_number total completed incomplete unvaccinated exempt deferred unverified "
    "out_of_scope due registered ascertained first_dose boosted overdue given_week rank_completed rank_ascertained"
)
_RATE = "ascertained_rate first_dose_rate full_course_rate unverified_rate"

RUNNING = "number"
"""The running number 1..n that a form counts itself."""

WHO = "id"
"""Whose line it is: no column of a form, it goes with the row for the screen."""

BLANK = "blank"
"""A column that stays empty, to be written by hand."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        RUNNING: "number",
        BLANK: "text",
        **dict.fromkeys(_TEXT.split(), "text"),
        **dict.fromkeys(_ID.split(), "id"),
        **dict.fromkeys(_DATE.split(), "date"),
        **dict.fromkeys(_NUMBER.split(), "number"),
        **dict.fromkeys(_RATE.split(), "rate"),
    }
)
"""Field name to kind: text, id (digits that are text, never a number), date, number, or rate (a share, printed in per cent)."""

PLACES = frozenset(
    f"village {_RATE} total completed incomplete unvaccinated exempt deferred unverified out_of_scope due registered ascertained "
    f"first_dose boosted overdue given_week rank_completed rank_ascertained form {RUNNING} {BLANK}".split()
)
"""The fields that a village or a bound set has; all others say something of a person."""
