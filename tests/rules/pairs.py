"""Labelled pairs of records: one person told twice, with one of twelve kinds of damage; and two people easily taken for one."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from vaxdesk.actions.township import Villager, make_township
from vaxdesk.rules.identity import check_digit
from vaxdesk.rules.likeness import PersonLike

PEOPLE = 6000
OF_A_KIND = 250
"""Pairs of each of the twelve kinds of damage."""
OF_A_CONFUSION = 250
"""Pairs of each of the eight kinds of two people."""

SOUNDS_LIKE = dict(
    zip(
        "福贵林全有成顺义秀英兰花香梅莲珍玉芝爱建军卫东红兵志民文明跃进永胜丽萍芳霞艳琴伟刚峰鹏飞波斌杰辉凯宁晓静娟慧洁雪晶琳云子轩浩宇豪俊泽一鸣辰睿晨涵欣怡雨诗佳琪思妍语诺国强",
        "富桂琳泉友诚舜毅绣瑛岚华湘玫连真钰枝艾健君伟冬宏冰智敏雯铭越晋勇圣莉平方侠燕勤玮钢锋朋菲博彬洁慧楷凝小婧涓惠杰学京林芸紫宣皓羽毫峻则依明晨瑞辰晗心宜语师嘉奇斯言雨懦帼蔷",
        strict=True,
    )
)
TRADITIONAL = dict(
    zip(
        "国强华军卫东红贵兰莲凤义来顺树变爱进胜丽艳云伟刚鹏飞杰辉凯宁晓静洁诗语诺鸣泽轩张刘陈杨赵马孙冯贾连车单",
        "國強華軍衛東紅貴蘭蓮鳳義來順樹變愛進勝麗艷雲偉剛鵬飛傑輝凱寧曉靜潔詩語諾鳴澤軒張劉陳楊趙馬孫馮賈連車單",
        strict=True,
    )
)
MINORITY = (
    "艾尔肯",
    "吐尔洪",
    "阿卜力孜",
    "依明",
    "古丽娜尔",
    "买合木提",
    "玉素甫江",
    "热依汗古丽",
    "艾山",
    "努尔买买提",
    "肉孜",
)
DOTS = "•‧・･∙⋅．.﹒"
WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


class Pair(NamedTuple):
    """Two records; `kind` names the damage of the second, or why two people might be taken for one."""

    kind: str
    known: PersonLike
    told: PersonLike
    one_person: bool


class Maker(NamedTuple):
    """Draws pairs from the people of a township."""

    rng: Random
    people: tuple[Villager, ...]

    def draw(self, fits: Callable[[PersonLike], bool]) -> PersonLike:
        """Somebody as the register knows them; residence permits among the numbers stay."""
        while True:
            who = self.rng.choice(self.people)
            person = PersonLike(
                who.name, who.id_number, who.birth, who.sex, who.phone, who.village, who.address, who.household
            )
            if fits(person):
                return person

    def phone(self) -> str:
        return f"139{self.rng.randrange(10**8):08}"

    def told(self, person: PersonLike) -> PersonLike:
        """The person as another list tells of them: without some columns, with a new phone, with another door."""
        rng = self.rng
        phone = rng.choices([person.phone, "", self.phone()], [70, 15, 15])[0]
        address = rng.choices([person.address, "", f"{person.village}上庄{rng.randrange(1, 90)}号"], [50, 40, 10])[0]
        birth = person.birth if rng.random() < 0.6 else None
        return person._replace(
            phone=phone,
            birth=birth,
            sex=person.sex if rng.random() < 0.8 else "",
            village=person.village if rng.random() < 0.85 else "",
            address=address,
            household="",
        )

    def number_of(self, birth: date, start: str) -> str:
        """Another right number of this birth date."""
        body = f"{start[:6]}{birth:%Y%m%d}{self.rng.randrange(1000):03}"
        return body + check_digit(body)

    def written(self, number: str) -> object:
        """A number as a list may have it: right, missing, cut, or with a slip."""
        return self.rng.choice([number, "", cut(self.rng, number), wrong_digit(self.rng, number)])


def cut(rng: Random, number: str) -> object:
    """What a spreadsheet leaves of a number; one that ends in X is text and stays whole there."""
    head = number[:15]
    left: list[object] = [int(head + "000"), f"{head[0]}.{head[1:]}E+17", f"{head}000", f"{head[0]}.{head[1:6]}E+17"]
    return rng.choice([*left, float(number)] if number.isdigit() else left)


def wrong_digit(rng: Random, number: str) -> str:
    place = rng.randrange(18)
    return (
        number[:place] + rng.choice([digit for digit in "0123456789" if digit != number[place]]) + number[place + 1 :]
    )


def lost_digit(rng: Random, number: str) -> str:
    place = rng.randrange(18)
    return number[:place] + number[place + 1 :]


def swapped_digits(rng: Random, number: str) -> str:
    place = rng.choice([place for place in range(17) if number[place] != number[place + 1]])
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def old_form(_: Random, number: str) -> str:
    return number[:6] + number[8:17]


def written_otherwise(rng: Random, number: str) -> str:
    gaps = f"{number[:6]} {number[6:14]}-{number[14:]}"
    return rng.choice([number.translate(WIDE), gaps, "'" + number, number.lower(), number.replace("X", "Х")])


def no_number(_: Random, __: str) -> str:
    return ""


NUMBER_DAMAGE = {
    "number cut by a spreadsheet": cut,
    "a digit lost": lost_digit,
    "a digit wrong": wrong_digit,
    "two digits swapped": swapped_digits,
    "old form of 15 digits": old_form,
    "number written otherwise": written_otherwise,
    "no number": no_number,
}


def swap_one(name: str, table: dict[str, str], rng: Random) -> str:
    """The name with one of its characters as the table has it, or as it was."""
    places = [place for place, sign in enumerate(name) if sign in table]
    if not places:
        return name
    place = rng.choice(places)
    return name[:place] + table[name[place]] + name[place + 1 :]


def other_signs(rng: Random, person: PersonLike) -> tuple[PersonLike, str]:
    """A name of a national minority with another dot, or a short name with a gap."""
    if rng.random() < 0.5:
        name = "·".join(rng.sample(MINORITY, 2))
        return person._replace(name=name), name.replace("·", rng.choice(DOTS))
    return person, f" {person.name[0]}\u3000{person.name[1:]} "


def former_name(rng: Random, person: PersonLike) -> tuple[PersonLike, str]:
    before = person.name[0] + rng.choice("狗石铁春秋冬") + rng.choice("娃蛋柱妮")
    return person._replace(former_names=(before,)), before


NAME_DAMAGE: dict[str, Callable[[Random, PersonLike], tuple[PersonLike, str]]] = {
    "other dots and gaps": other_signs,
    "former name": former_name,
    "name by its sound": lambda rng, person: (person, swap_one(person.name, SOUNDS_LIKE, rng)),
    "traditional characters": lambda rng, person: (person, swap_one(person.name, TRADITIONAL, rng)),
    "a character not typed": lambda rng, person: (person, person.name[:-1] + rng.choice("□？?■")),
}


def anybody(_: PersonLike) -> bool:
    return True


def born_last_century(person: PersonLike) -> bool:
    return str(person.number)[6:8] == "19"


def one_person(maker: Maker) -> Iterator[Pair]:
    """3,000 pairs: twelve kinds of damage, and beside it what another list leaves out or has renewed."""
    rng = maker.rng
    for kind, damage in NUMBER_DAMAGE.items():
        for _ in range(OF_A_KIND):
            known = maker.draw(born_last_century if damage is old_form else anybody)
            yield Pair(kind, known, maker.told(known)._replace(number=damage(rng, str(known.number))), True)
    for kind, spell in NAME_DAMAGE.items():
        for _ in range(OF_A_KIND):
            known, name = spell(rng, maker.draw(anybody))
            while name == known.name:
                known, name = spell(rng, maker.draw(anybody))
            number = known.number if rng.random() < 0.75 else ""
            yield Pair(kind, known, maker.told(known)._replace(name=name, number=number), True)


def relative(maker: Maker, one: PersonLike, birth: date, name: str) -> PersonLike:
    """Somebody of the same house and phone."""
    number = maker.number_of(birth, str(one.number))
    return one._replace(name=name, birth=birth, number=number, sex="m" if int(number[16]) % 2 else "f")


def other_given_name(maker: Maker, one: PersonLike) -> str:
    return one.name[0] + maker.draw(lambda person: person.name[1:] != one.name[1:]).name[1:]


def twins(maker: Maker, one: PersonLike) -> PersonLike:
    other = relative(maker, one, one.birth, other_given_name(maker, one))
    body = f"{str(one.number)[:14]}{(int(str(one.number)[14:17]) + maker.rng.choice((1, 2, 3))) % 1000:03}"
    return other._replace(number=maker.written(body + check_digit(body)))


def father_and_son(maker: Maker, one: PersonLike) -> PersonLike:
    other = relative(maker, one, one.birth - timedelta(days=9000), other_given_name(maker, one))
    return other._replace(number=maker.written(str(other.number)))


def siblings_one_digit_apart(maker: Maker, one: PersonLike) -> PersonLike:
    place = maker.rng.choice((9, 13, 15, 16))
    body = str(one.number)[:17]
    body = body[:place] + str((int(body[place]) + 1) % 10) + body[place + 1 :]
    number = body + maker.rng.choice((check_digit(body), str(one.number)[17]))
    return one._replace(name=other_given_name(maker, one), number=number, birth=None)


def siblings_who_sound_alike(maker: Maker, one: PersonLike) -> PersonLike:
    other = relative(maker, one, one.birth + timedelta(days=800), swap_one(one.name, SOUNDS_LIKE, maker.rng))
    return other._replace(
        name=other.name if other.name != one.name else one.name + "子", number=maker.written(str(other.number))
    )


def number_of_another(maker: Maker, one: PersonLike) -> PersonLike:
    return relative(maker, one, one.birth, other_given_name(maker, one))._replace(number=one.number)


def namesakes_born_the_same_day(maker: Maker, one: PersonLike) -> PersonLike:
    there = maker.draw(lambda person: person.village != one.village)
    number = maker.written(maker.number_of(one.birth, str(one.number)))
    return there._replace(name=one.name, birth=one.birth, sex=one.sex, number=number)


def namesakes_in_the_village(maker: Maker, one: PersonLike) -> PersonLike:
    there = maker.draw(lambda person: person.village == one.village and person.address != one.address)
    return there._replace(name=one.name, number=maker.rng.choice(["", maker.written(str(there.number))]))


def one_phone(maker: Maker, one: PersonLike) -> PersonLike:
    return maker.draw(lambda person: person.name != one.name)._replace(phone=one.phone)


CONFUSED = {
    "twins": twins,
    "father and son": father_and_son,
    "siblings one digit apart": siblings_one_digit_apart,
    "siblings who sound alike": siblings_who_sound_alike,
    "number of another": number_of_another,
    "namesakes born the same day elsewhere": namesakes_born_the_same_day,
    "namesakes in the village": namesakes_in_the_village,
    "one phone": one_phone,
}


def two_people(maker: Maker) -> Iterator[Pair]:
    """2,000 pairs of two people."""
    for kind, make in CONFUSED.items():
        for _ in range(OF_A_CONFUSION):
            one = maker.draw(anybody)
            other = make(maker, one)
            yield Pair(kind, one, maker.told(other) if maker.rng.random() < 0.5 else other, False)


def make_pairs(seed: int = 20211121) -> list[Pair]:
    """5,000 labelled pairs; the same seed makes the same pairs."""
    maker = Maker(Random(seed), make_township(people=PEOPLE, seed=seed).people)
    return [*one_person(maker), *two_people(maker)]
