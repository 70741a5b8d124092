"""Histories written in one line, so that a case reads like the table it comes from."""

from collections.abc import Callable
from datetime import date

import pytest

from vaxdesk.rules import catalogue as catalogue_file
from vaxdesk.rules.campaigns import Campaign
from vaxdesk.rules.catalogue import Catalogue
from vaxdesk.rules.records import Certificate, Deferral, Dose, History, Standing
from vaxdesk.rules.standing import judge

GROWN_UP = date(1980, 6, 15)

Asked = Callable[..., tuple[History, Campaign, date]]
Stands = Callable[..., str]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return catalogue_file.load()


@pytest.fixture(scope="session")
def asked(catalogue: Catalogue) -> Asked:
    """What a line asks: the history, the campaign and the day, ready to be judged or explained."""

    def question(line: str, campaign: str = "covid-12") -> tuple[History, Campaign, date]:
        facts, on = line.split("|")
        return history(facts), catalogue.campaigns[campaign], date.fromisoformat(on.strip())

    return question


@pytest.fixture(scope="session")
def stands(asked: Asked) -> Stands:
    """Judge a line such as "BIBP 2021-08-16 | 2021-12-19" (history, day) and say the answer in a line."""

    def answer(line: str, campaign: str = "covid-12") -> str:
        return written(judge(*asked(line, campaign)))

    return answer


def history(line: str) -> History:
    """A history from facts separated by commas. Without a birth date: born in 1980.

    Doses: BIBP 2021-03-01 · BIBP ? (no date) · ? 2021-03-01 (product unknown).
    Person: born 2009-12-19 · born ? · girl · lives registered_only · included · died 2021-12-01 · left ? ·
    arrived 2021-12-01 · infected 2022-12-20 · reason away [2021-09-01].
    Papers: cert 3 2021-06-01[..2021-10-27] (level, date, last day) · cert none · defer 2021-10-20..2022-02-24.
    """
    person = History(GROWN_UP)
    for fact in filter(None, map(str.strip, line.split(","))):
        word, *rest = fact.split()
        match word:
            case "born":
                person = person._replace(birth=day(rest[0]))
            case "girl" | "boy":
                person = person._replace(sex="f" if word == "girl" else "m")
            case "reason":
                person = person._replace(reason=rest[0], reason_on=day(rest[1]) if rest[1:] else None)
            case "cert":
                person = person._replace(certificates=(*person.certificates, certificate(*rest)))
            case "defer":
                person = person._replace(deferrals=(*person.deferrals, Deferral(*span(rest[0]))))
            case "infected":
                person = person._replace(infections=(*person.infections, date.fromisoformat(rest[0])))
            case "died" | "left":
                person = person._replace(
                    departure={"died": "deceased", "left": "moved_out"}[word], left_on=day(rest[0])
                )
            case "arrived":
                person = person._replace(arrived_on=day(rest[0]))
            case "lives":
                person = person._replace(residence=rest[0])
            case "included":
                person = person._replace(included=True)
            case _:
                dose = Dose(day(rest[0]), None if word == "?" else word)
                doses = sorted((*person.doses, dose), key=lambda one: one.on or date.min)
                person = person._replace(doses=tuple(doses))
    return person


def certificate(level: str, dated: str = "") -> Certificate:
    return Certificate(None, None, None) if level == "none" else Certificate(*span(dated), int(level))


def span(text: str) -> tuple[date | None, date | None]:
    first, _, last = text.partition("..")
    return day(first), day(last or "?")


def day(text: str) -> date | None:
    return None if text.strip() == "?" else date.fromisoformat(text.strip())


def written(answer: Standing) -> str:
    """Like: completed primary_complete 2021-03-15, or: incomplete due: 2 from 2021-11-14 to 2021-12-19."""
    words = f"{answer.standing} {answer.detail}"
    if answer.completed_on:
        words += f" {answer.completed_on}"
    if answer.next:
        words += f": {answer.next.number}"
        words += f" from {answer.next.earliest}" if answer.next.earliest else ""
        words += f" to {answer.next.latest}" if answer.next.latest else ""
    return words
