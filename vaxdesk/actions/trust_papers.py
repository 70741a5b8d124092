"""Papers of trust: who saw or changed a person, for that person; and the recovery sheet, to be locked away."""

from io import BytesIO
from pathlib import Path

from vaxdesk.papers.pdf import write_pdf
from vaxdesk.papers.sheet import Column, Lead, Sheet
from vaxdesk.rules.masks import MaskProfile
from vaxdesk.rules.messages import Message, say

from .language import PAPER, translator
from .office import Changes, Office
from .plans import found
from .printing import Terms, save
from .record import Deed, person_deeds
from .rights import Right, needs


def told_about(deed: Deed) -> str:
    """What a line says beside its deed: for what a whole number was asked; ids of people mean nothing to anybody."""
    words = [word for word in deed.about.split(" ") if not word.isdigit()]
    return " ".join(words)


@needs(Right.LOOK)
def history_sheet(office: Office, person: int) -> Sheet:
    """Who saw or changed a person, newest first, as a paper for that person: Personal Information Protection Law, article 45.

    It carries name and village, no number and no fact. Raises Refused `person_unknown`.
    """
    known = found(office, person)
    words = translator(PAPER)
    headings = (say("When"), 40.0), (say("Who"), 30.0), (say("What"), 52.0), (say("What for"), 48.0)
    rows = tuple(
        (f"{deed.at.astimezone():%Y-%m-%d %H:%M}", deed.by, words(deed.what), told_about(deed))
        for deed in person_deeds(office, person)
    )
    return Sheet(
        name="person-history",
        title=words(say("Who saw or changed a person's record")),
        place=known.village,
        on=office.today,
        columns=tuple(Column(words(title), width=width) for title, width in headings),
        rows=rows,
        caption=(words(say("{name}, {village}", name=known.name, village=known.village)), office.name),
        landscape=False,
        mask_note=words(say("For the person concerned. It carries no identity number and no dose.")),
    )


@needs(Right.PRINT)
def save_history(office: Office, person: int, out: Path) -> Changes:
    """Save a person's history as a numbered .pdf or .xlsx. Raises Refused as printing.save does."""
    reason = translator(PAPER)(say("a person's own history"))
    return save(office, [history_sheet(office, person)], out, Terms(MaskProfile.LIST, reason)).changes


@needs(Right.ADMINISTER)
def recovery_sheet(office: Office, code: str) -> bytes:
    """The recovery sheet as a PDF: the office, the day, the code, and what to do with it; made in memory, nothing of anybody."""
    words = translator(PAPER)
    lines: tuple[Message, ...] = (
        say(
            "1. Lock this sheet away, apart from the computer and from the backups. Whoever holds it opens the register."
        ),
        say("2. Where every passphrase is lost: open the register, and type this code in place of the passphrase."),
        say(
            "3. Then give the users new passphrases, and make a new sheet: this one opens nothing any more after that."
        ),
    )
    sheet = Sheet(
        name="recovery",
        title=words(say("Recovery sheet of the register")),
        place="",
        on=office.today,
        columns=(Column(words(say("Recovery code")), width=170.0, align="center"),),
        rows=((code,),),
        caption=(office.name, f"{office.today}"),
        lead=tuple(Lead((words(line),)) for line in lines),
        landscape=False,
        text_size=13.0,
    )
    drawn = BytesIO()
    write_pdf([sheet], drawn)
    return drawn.getvalue()
