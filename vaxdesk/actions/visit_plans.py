"""Plans made from what was told at the door (see plans): all that a visit tells of one person, as one plan."""

from datetime import date
from functools import cache

from vaxdesk.register.contacts import NewContact, is_watched
from vaxdesk.register.dossier import Dossier, RecordedDose
from vaxdesk.register.facts import NewAbsence, NewDose
from vaxdesk.rules import divisions, keying
from vaxdesk.rules.canvass_rows import reasons_differ
from vaxdesk.rules.cohort import place
from vaxdesk.rules.contacts import Answer, Way
from vaxdesk.rules.dose_checks import Numbered, check_dose, number_among
from vaxdesk.rules.keying import Told
from vaxdesk.rules.matching import FieldChange, KnownDose, align_doses
from vaxdesk.rules.messages import Message, say
from vaxdesk.rules.problems import CODES
from vaxdesk.rules.records import Dose, History, Residence
from vaxdesk.rules.rows import NOT_STATED, UNKNOWN_FLOW, ReadDose

from .field_words import COLUMNS, shown
from .language import PAPER, translator
from .office import Office
from .plans import NOBODY, Plan, planned, read_field
from .rights import Right, needs

VERB = "canvass"
OWN_WORD = "own_word"
"""How a dose is known that somebody only told."""
AWAY = "away"
OF_BOTH = frozenset({"phone", "residence", "departure"})
"""What rosters and doors both tell, beside the reason."""
ANSWERS = {"declined": Answer.DECLINED, "hesitant": Answer.UNDECIDED}
"""Reasons that answer whoever asked: the contact log keeps them, and a refusal is respected. Who asked is told when saving."""


@needs(Right.KEY)
def member_plan(office: Office, before: Dossier, told: Told, visited_on: date, from_door: frozenset[str]) -> Plan:
    """What a visit tells of somebody the register knows; `from_door` are the fields that were told at a door before.

    Raises FieldRefused as plans.change_person and rules.dose_checks do.
    """
    values = dict(told.values)
    if told.destination and "reason" not in values and before.reason in (None, NOT_STATED):
        values["reason"] = AWAY
    if values.get("reason") not in (None, before.reason):
        values["reason_on"] = visited_on.isoformat()
    contradicted = "reason" not in from_door and reasons_differ(before.reason, values.get("reason"))
    plan = _with_words(office, _with_doses(office, planned(office, VERB, before, values), told), told, visited_on)
    if contradicted:
        doubt = say("The roster tells another reason; the one told at the door is taken when you save.")
        plan = _warned(plan, doubt)
    for edit in plan.writes.edits:
        if edit.field in OF_BOTH and edit.old not in (None, "") and edit.field not in from_door:
            plan = _warned(
                plan,
                say(
                    "{field}: the roster tells {old}; what was told at the door is taken when you save.",
                    field=COLUMNS[edit.field],
                    old=shown(office, edit.field, edit.old),
                ),
            )
    return plan


@needs(Right.KEY)
def newcomer_plan(office: Office, name: str, told: Told, village: str, address: str, visited_on: date) -> Plan:
    """Somebody the register does not know yet, met in this household. Raises FieldRefused as `member_plan`."""
    values = {"residence": str(Residence.RESIDENT), **told.values, "name": name, "village": village, "address": address}
    if told.destination:
        values.setdefault("reason", AWAY)
    if "reason" in values:
        values["reason_on"] = visited_on.isoformat()
    plan = planned(office, VERB, NOBODY, values)
    if not told.values.get("number") and not any(edit.field == "birth" for edit in plan.writes.edits):
        plan = _warned(plan, say("Without a number or a birth date nobody can tell whether {name} is due.", name=name))
    return _with_words(office, _with_doses(office, plan, told), told, visited_on)


@needs(Right.KEY)
def as_printed_plan(office: Office, before: Dossier, visited_on: date) -> Plan:
    """Somebody found as the sheet says: who has no dose and no reason recorded was asked now, and gave none."""
    in_cohort = place(History(before.birth, before.sex, before.residence), office.campaign, visited_on)[0] == ""
    if before.doses or before.reason or before.departure or not in_cohort:
        return Plan(VERB, before, planned(office, VERB, before, {}).writes)
    return planned(office, VERB, before, {"reason": NOT_STATED, "reason_on": visited_on.isoformat()})


def _with_doses(office: Office, plan: Plan, told: Told) -> Plan:
    """The plan with the doses told: those the register has already are laid beside them, one that differs stays as it is."""
    if not told.doses:
        return plan
    before = plan.before
    known = [KnownDose(dose.id, dose.number, dose.given_on, dose.product) for dose in before.doses]
    site = told.site and str(read_field(office, "site", told.site))
    aligned = align_doses(known, [ReadDose(dose.number, dose.on, dose.product, site) for dose in told.doses])
    warnings = [CODES[found.code][1] for found in aligned.problems]
    numbered = [Numbered(dose.id, dose.number, dose.given_on) for dose in before.doses]
    new: list[NewDose] = []
    for nth, dose in enumerate(sorted(aligned.new_doses, key=lambda dose: dose.on or date.max)):
        warnings += _checked(office, plan, new, dose)
        number, moved = number_among(numbered, dose.on)
        rooms = {each.id: into for each, into in moved}
        numbered = [each._replace(number=rooms.get(each.id, each.number)) for each in numbered]
        numbered.append(Numbered(-1 - nth, number, dose.on))
        new.append(NewDose(number, dose.on, dose.product, dose.site, told.evidence or OWN_WORD))
    numbers = {each.id: each.number for each in numbered}
    shifted = [_shifted(dose, numbers[dose.id]) for dose in before.doses if numbers[dose.id] != dose.number]
    final = tuple(dose._replace(number=numbers[-1 - nth]) for nth, dose in enumerate(new))
    filled = [change for change in aligned.changes if change.old is None]
    writes = plan.writes._replace(edits=(*plan.writes.edits, *filled, *shifted), doses=final)
    return plan._replace(writes=writes, warnings=(*plan.warnings, *warnings))


def _checked(office: Office, plan: Plan, new: list[NewDose], dose: ReadDose) -> list[Message]:
    told = {edit.field: edit.new for edit in plan.writes.edits if edit.record == "person"}
    birth = told.get("birth", plan.before.birth)
    others = [Dose(each.given_on, each.product) for each in plan.before.doses]
    others += [Dose(each.given_on, each.product) for each in new]
    person = History(
        birth if isinstance(birth, date) else None,
        departure=plan.before.departure,
        left_on=plan.before.left_on,
        doses=tuple(others),
    )
    since = office.vocabulary.in_use_since(dose.product) if dose.product else None
    return check_dose(Dose(dose.on, dose.product), person, since)


def _shifted(dose: RecordedDose, number: int) -> FieldChange:
    return FieldChange("dose", dose.id, "number", dose.number, number)


def _with_words(office: Office, plan: Plan, told: Told, visited_on: date) -> Plan:
    """The plan with what was said in words, as a note, with the answer as a contact, and with the place somebody has gone to."""
    paper = translator(PAPER)
    words = []
    followup = keying.load().followup.help
    helps = [each for each in told.helps if each != followup]
    if helps:
        words.append(paper.say("Help needed: {text}", text=", ".join(helps)))
    if told.note:
        words.append(paper.say("Remark: {text}", text=told.note))
    note = str(read_field(office, "note", " ".join(words))) if words else ""
    answer = Answer.WILLING if told.willing else ANSWERS.get(told.values.get("reason", ""))
    contact = NewContact(visited_on, Way.DOOR, answer, "", None) if answer else None
    watch = followup in told.helps and not is_watched(office.db, plan.before.id)
    plan = plan._replace(writes=plan.writes._replace(note=note, contact=contact, watch=watch))
    return _gone_to(office, plan, told.destination) if told.destination else plan


def _gone_to(office: Office, plan: Plan, destination: str) -> Plan:
    """The plan with a destination: its class follows from where it lies (annex table 1 of notice 000, footnote 1)."""
    text = str(read_field(office, "address", destination))
    named = divisions.place_named(text, _divisions())
    there, rest = named if named else (divisions.Division("", "", "", ""), text)
    home = divisions.home_of(office.county, _divisions())
    category = divisions.flow_between(home, there.province, there.city, there.county) if home else None
    absence = NewAbsence(category or UNKNOWN_FLOW, there.province, there.city, there.county, rest)
    plan = plan._replace(writes=plan.writes._replace(absence=absence))
    if not office.writing.destination.search(rest):
        plan = _warned(plan, CODES["destination_vague"][1])
    return plan if category else _warned(plan, CODES["category_missing"][1])


@cache
def _divisions() -> list[divisions.Division]:
    return divisions.load()


def _warned(plan: Plan, warning: Message) -> Plan:
    return plan._replace(warnings=(*plan.warnings, warning))
