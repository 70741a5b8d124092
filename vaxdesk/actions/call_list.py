"""The call list of a list sent down, on paper: whom only a conversation can settle, by household and phone."""

from collections.abc import Iterator

from vaxdesk.papers import forms
from vaxdesk.papers.forms import FormContext
from vaxdesk.papers.sheet import Sheet

from .codes import VERDICT_LABELS
from .language import PAPER, Translator, translator
from .office import Office
from .reconcile import Listing, Reconciled
from .rights import Right, needs

FORM = "calls"


@needs(Right.PRINT)
def call_sheet(office: Office, listing: Listing, mask: str = "list") -> Sheet:
    """The form with everybody who is still to be asked."""
    words = translator(PAPER)
    context = FormContext(office=office.name, county=office.county, place="", on=listing.on, mask=mask)
    return forms.fill(forms.load(FORM), _lines(listing, words), context)


def _lines(listing: Listing, words: Translator) -> Iterator[dict[str, object]]:
    return (_line(row, words) for row in listing.to_ask)


def _line(row: Reconciled, words: Translator) -> dict[str, object]:
    place = row.card.address or row.card.village if row.card else row.address
    return {
        "note": words.say("{sheet}, row {row}", sheet=row.sheet, row=row.row),
        "name": row.name,
        "id_number": row.card.number if row.card else row.number,
        "phone": " ".join(row.phones),
        "address": place,
        "detail": words(VERDICT_LABELS[row.verdict]),
    }
