"""The catalogue: vaccines, schedules, campaigns and reasons, read from the data files and checked together."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from .campaigns import Campaign, read_campaigns
from .entries import Entry
from .reasons import Reason, read_reasons
from .schedules import Plan, read_plans
from .vaccines import Disease, Group, Product, alias_key, index_aliases, read_diseases, read_groups, read_products

FILES = ("vaccines", "schedules", "campaigns", "reasons")
"""The data files, as named in vaxdesk.resources without their ending."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the rules know about vaccination, by code."""

    diseases: Mapping[str, Disease]
    groups: Mapping[str, Group]
    products: Mapping[str, Product]
    plans: Mapping[str, Plan]
    campaigns: Mapping[str, Campaign]
    reasons: Mapping[str, Reason]
    product_names: Mapping[str, str]
    reason_names: Mapping[str, str]

    def product_of(self, text: str) -> str | None:
        """The code of the product people call so; None where the text names no product, or would have to be guessed."""
        return self.product_names.get(alias_key(text))

    def reason_of(self, text: str) -> str | None:
        """The code of the reason people call so, or None."""
        return self.reason_names.get(alias_key(text))


def load() -> Catalogue:
    """The catalogue that ships with the program."""
    folder = files("vaxdesk.resources")
    return parse({name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in FILES})


def parse(tables: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    """Make a catalogue from the parsed files (by name, see FILES).

    Raises Refused("data_invalid") naming the file and the key: for a key that is missing, unknown or of the wrong
    kind, a code that exists nowhere, and a name that could mean two things.
    """
    vaccines, schedules, campaigns, reason_file = (Entry(f"{name}.toml", "", tables.get(name, {})) for name in FILES)
    diseases = read_diseases(vaccines)
    groups = read_groups(vaccines, diseases)
    products = read_products(vaccines, groups)
    reasons = read_reasons(reason_file)
    plans = read_plans(schedules, diseases, groups)
    catalogue = Catalogue(
        diseases=diseases,
        groups=groups,
        products=products,
        plans=plans,
        campaigns=read_campaigns(campaigns, plans, products, reasons),
        reasons=reasons,
        product_names=index_aliases(
            vaccines, "products", ((p.code, (p.code, p.name, p.short, *p.aliases)) for p in products.values())
        ),
        reason_names=index_aliases(
            reason_file, "reasons", ((r.code, (r.code, r.text, *r.aliases)) for r in reasons.values())
        ),
    )
    for file in (vaccines, schedules, campaigns, reason_file):
        file.end()
    return catalogue
