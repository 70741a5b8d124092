"""Sentences said in Chinese and in English."""

from datetime import date, datetime

import pytest

from vaxdesk.actions.language import languages, translator
from vaxdesk.rules import grades, keying
from vaxdesk.rules.catalogue import load
from vaxdesk.rules.messages import Message, Refused, say

UNKNOWN_LANGUAGE = "There is no translation into “{language}”. Choose one of: {known}."


def test_chinese_and_english_are_spoken() -> None:
    assert languages() == ("en", "zh_CN")


def test_a_sentence_is_said_in_the_language_chosen() -> None:
    message = say(UNKNOWN_LANGUAGE, language="fr", known="en, zh_CN")
    assert translator("en")(message) == "There is no translation into “fr”. Choose one of: en, zh_CN."
    assert translator("zh_CN")(message) == "没有“fr”这种语言的译文，请从这些语言中选择：en, zh_CN。"


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [("zh_CN", "2021年8月3日", "2021年8月3日 09:05"), ("en", "2021-08-03", "2021-08-03 09:05")],
)
def test_days_are_written_as_the_language_writes_them(language: str, day: str, moment: str) -> None:
    translate = translator(language)
    assert translate.day(date(2021, 8, 3)) == day
    assert translate(say("{on}", on=date(2021, 8, 3))) == day
    assert translate(say("{at}", at=datetime(2021, 8, 3, 9, 5))) == moment


def test_a_sentence_inside_a_sentence_is_said_first() -> None:
    inner = say(UNKNOWN_LANGUAGE, language="fr", known="en")
    assert translator("zh_CN")(say("[{why}]", why=inner)) == "[没有“fr”这种语言的译文，请从这些语言中选择：en。]"


def test_every_word_of_our_lists_has_its_english_for_an_english_screen() -> None:
    lists = keying.load()
    reasons = [reason.text for reason in load().reasons.values()]
    vaccines = [group.name for group in load().groups.values()]
    campaigns = [campaign.title for campaign in load().campaigns.values()]
    evidence = [grade.text for grade in grades.load().values()]
    for label in (
        *reasons,
        lists.willing,
        *lists.situations.values(),
        *lists.outcomes.values(),
        *lists.helps,
        *lists.relations,
        *evidence,
        *vaccines,
        *campaigns,
    ):
        assert translator("en")(label).isascii(), label
        assert translator("zh_CN")(label) == label


def test_numbers_and_texts_stay_plain() -> None:
    translate = translator("zh_CN")
    assert translate(say("{count} · {rate:.1%} · {name}", count=12345, rate=0.985, name="{x}")) == "12345 · 98.5% · {x}"
    assert translate.say("{count}", count=3) == "3"


def test_what_no_catalogue_knows_stays_as_it_is() -> None:
    translate = translator("zh_CN")
    assert translate("云岭镇 {not a gap}") == "云岭镇 {not a gap}"
    assert translate("") == ""
    assert translate(Message("")) == ""


def test_a_language_nobody_translated_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        translator("../fr")
    assert refused.value.code == "language_unknown"
    assert str(refused.value.message) == "There is no translation into “../fr”. Choose one of: en, zh_CN."
