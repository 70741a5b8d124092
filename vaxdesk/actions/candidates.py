"""Pick lists that answer while somebody types: vaccines, reasons, places of vaccination."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from vaxdesk.register.facts import sites
from vaxdesk.register.pinyin import Speller, speller
from vaxdesk.rules.reasons import Reason
from vaxdesk.rules.vaccines import Product, alias_key

from .office import Office
from .rights import Right, needs

T = TypeVar("T")


@needs(Right.LOOK)
def product_candidates(office: Office, typed: str) -> list[Product]:
    """The vaccines that what was typed may mean, by name, alias, pinyin or initials; best first, the campaign's own before others.

    Nothing typed: all of the campaign's disease.
    """
    products = office.catalogue.products.values()
    own = [product for product in products if product.disease == office.campaign.disease]
    if not typed.strip():
        return own
    others = [product for product in products if product.disease != office.campaign.disease]
    return [*_fitting(typed, map(_named_product, own)), *_fitting(typed, map(_named_product, others))]


@needs(Right.LOOK)
def reason_candidates(office: Office, typed: str) -> list[Reason]:
    """The reasons that what was typed may mean, by text, alias, pinyin or initials, best first. Nothing typed: all of them."""
    reasons = office.catalogue.reasons.values()
    if not typed.strip():
        return list(reasons)
    return list(_fitting(typed, ((reason, (reason.code, reason.text, *reason.aliases)) for reason in reasons)))


@needs(Right.LOOK)
def known_sites(office: Office) -> list[str]:
    """The places of vaccination that are in use, the most used first."""
    return sites(office.db)


def _named_product(product: Product) -> tuple[Product, Sequence[str]]:
    return product, (product.code, product.short, product.name, *product.aliases)


def _fitting(typed: str, named: Iterable[tuple[T, Sequence[str]]]) -> Iterator[T]:
    """Those of which a name fits, best first; the order they come in decides between equals."""
    key, spell = alias_key(typed), speller()
    ranked = [(min(_rank(key, name, spell) for name in names), thing) for thing, names in named]
    return (thing for rank, thing in sorted(ranked, key=lambda pair: pair[0]) if rank < _NOT)


_NOT = 4


def _rank(key: str, name: str, spell: Speller) -> int:
    """0: it is the name; 1: the name begins so; 2: so do its pinyin or initials; 3: it stands inside the name."""
    plain = alias_key(name)
    if key == plain:
        return 0
    if plain.startswith(key):
        return 1
    if key.isascii() and any(spelling.startswith(key) for spelling in spell.keys(plain, (), "")):
        return 2
    return 3 if key in plain else _NOT
