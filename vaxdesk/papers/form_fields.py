"""The fields a form may ask for, each with its kind: the one place where they are named."""

from collections.abc import Mapping
from types import MappingProxyType

_TEXT = (
    "name sex village household address residence product dose1_product dose2_product dose3_product dose4_product "
    "dose5_product site1 site2 site3 site4 site5 standing detail state reason evidence explanation notified "
    "responsible note county category to_province to_city to_county to_address"
)
_ID = "id_number phone"
_DATE = (
    "birth dose1 dose2 dose3 dose4 dose5 last_dose completed_on next_earliest next_latest certificate_until "
    "deferred_until planned_on"
)
_NUMBER = "age doses_given next_number total completed incomplete unvaccinated exempt deferred unverified out_of_scope"

RUNNING = "number"
"""The running number 1..n that a form counts itself."""

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
    }
)
"""Field name to kind: text, id (digits that are text, never a number), date, or number."""
