"""Who belongs to a campaign on a day (domain facts C3): gone, not here, not of the age, or in."""

from datetime import date

from .campaigns import Campaign
from .periods import FAR, after
from .records import History


def place(history: History, campaign: Campaign, on: date) -> tuple[str, date]:
    """Why the person is not to be judged on `on`, or "", and the first day on which that may change.

    Answers `moved_out`, `deceased`, `merged`, `not_arrived`, `residence`, `birth_missing`, `sex_missing`,
    `under_age`, `over_age`, `other_sex`; the first that fits. The day of the move or the death counts as gone; an age
    is reached on the birthday.
    """
    until = FAR
    if history.departure is not None:
        if history.left_on is None or history.left_on <= on:
            return str(history.departure), FAR
        until = history.left_on
    if history.arrived_on is not None and history.arrived_on > on:
        return "not_arrived", min(until, history.arrived_on)
    if history.included:
        return "", until
    if history.residence not in campaign.residences:
        return "residence", until
    return _of_the_age(history, campaign, on, until)


def _of_the_age(history: History, campaign: Campaign, on: date, until: date) -> tuple[str, date]:
    rule, birth = campaign.age, history.birth
    if birth is None:
        if rule.asks:
            return "birth_missing", until
    else:
        if rule.born_to is not None and birth > rule.born_to:
            return "under_age", until
        if rule.from_age is not None:
            reached = after(birth, rule.from_age)
            if reached > on:
                return "under_age", min(until, reached)
        if rule.born_from is not None and birth < rule.born_from:
            return "over_age", until
        if rule.below_age is not None:
            ends = after(birth, rule.below_age)
            if ends > on:
                until = min(until, ends)
            elif not (rule.started_stay and _started(history, campaign, ends)):
                return "over_age", until
    if campaign.sex and history.sex != campaign.sex:
        return ("other_sex" if history.sex else "sex_missing"), until
    return "", until


def _started(history: History, campaign: Campaign, before: date) -> bool:
    """Whether a dose against the campaign's disease, within its window, was given before that day."""
    first, _ = campaign.window(before)
    return any(
        campaign.groups.get(dose.product or "", "?") and (dose.on is None or first <= dose.on < before)
        for dose in history.doses
    )
