"""The closed set of standings and their details, each with one sentence (`vaxdesk codes`)."""

from collections.abc import Mapping

from .messages import Message, say
from .records import StandingCode

STANDINGS: Mapping[str, Message] = {
    StandingCode.COMPLETED: say("The full course is done."),
    StandingCode.INCOMPLETE: say("At least one dose was given, the course is not complete."),
    StandingCode.UNVACCINATED: say("No dose was given, and nothing exempts."),
    StandingCode.EXEMPT: say("A valid certificate of a second-level or higher hospital was seen."),
    StandingCode.DEFERRED: say("A dated deferral is not over yet."),
    StandingCode.UNVERIFIED: say("Something is not known that the answer depends on."),
    StandingCode.OUT_OF_SCOPE: say("The person does not belong to this campaign."),
}

DETAILS: Mapping[str, Mapping[str, Message]] = {
    StandingCode.COMPLETED: {
        "primary_complete": say("The full course is done, without a booster."),
        "boosted": say("The full course is done, with a booster."),
        "extra_dose": say(
            "The full course is done; a further dose came too soon or is of another kind, so it is no booster."
        ),
        "any_product": say("The full course is done whichever vaccine it was; the day depends on the vaccine."),
    },
    StandingCode.INCOMPLETE: {
        "not_yet_due": say("The next dose may not be given yet."),
        "due": say("The next dose can be given now."),
        "overdue": say("The latest recommended day of the next dose has passed; it can still be given."),
        "early_dose": say("The last dose came too early: one more is needed."),
        "date_missing": say("A dose has no date: find it out, then the next day can be reckoned."),
        "mixed_products": say("Vaccines of different kinds were given: the clinic decides how to go on."),
        "deferred": say("A deferral is running: do not call for the next dose before it is over."),
        "should_not_continue": say("A valid certificate advises against going on: do not call for the next dose."),
    },
    StandingCode.UNVACCINATED: {
        "not_stated": say("No reason was given."),
        "declined": say("The person does not wish to be vaccinated."),
        "hesitant": say("The person is still considering."),
        "away": say("The person is away, for work or study."),
        "lost_contact": say("The person cannot be reached."),
        "no_time": say("The person has not found the time yet."),
        "booked": say("The person has an appointment."),
        "home_visit": say("The person can hardly leave the house: a visit is needed."),
        "no_vaccine": say("There was no vaccine when the person wanted it."),
        "not_informed": say("The person did not know of the vaccination."),
        "too_young": say("The roster says the person is too young; by the birth date that is not so."),
        "recently_infected": say("The person says to have been infected a short time ago."),
        "other": say("There is another reason; see the note."),
        "certificate_missing": say("A contraindication or deferral is claimed, but nothing was shown for it."),
        "certificate_low_level": say(
            "The certificate is not of a second-level or higher hospital, so it does not exempt."
        ),
        "certificate_expired": say("The certificate has expired, so it does not exempt any more."),
        "deferral_over": say("The deferral is over."),
        "due_again": say("Earlier doses do not count in this campaign; a new one is due."),
        "history_unknown": say("Nobody knows of a dose; in this campaign that counts as unvaccinated."),
    },
    StandingCode.EXEMPT: {
        "certificate_valid": say("The certificate is valid on this day."),
    },
    StandingCode.DEFERRED: {
        "deferral_running": say("The deferral is running on this day."),
    },
    StandingCode.UNVERIFIED: {
        "never_asked": say("Nobody has asked yet whether the person is vaccinated."),
        "birth_missing": say("The birth date is missing, so the age is not known."),
        "sex_missing": say("The sex is missing, and the campaign is for one sex only."),
        "product_missing": say("The vaccine of a dose is not known, and the answer depends on it."),
        "date_missing": say("A dose has no date, and only doses of certain days count in this campaign."),
        "schedule_missing": say("For a vaccine that was given this campaign has no course: the clinic decides."),
        "vaccinated_elsewhere": say("The person says to be vaccinated elsewhere; a proof is still to be seen."),
    },
    StandingCode.OUT_OF_SCOPE: {
        "under_age": say("The person is below the age of this campaign."),
        "over_age": say("The person is above the age of this campaign."),
        "other_sex": say("The campaign is for the other sex."),
        "residence": say("The person does not live here."),
        "not_arrived": say("The person had not moved here yet."),
        "moved_out": say("The person has moved away."),
        "deceased": say("The person has died."),
        "merged": say("The record was merged into another one of the same person."),
    },
}
"""The details by standing. In `unvaccinated` the reasons of resources/reasons.toml stand under their own code."""
