"""What of the register a published plan names: units, cities, fields, zones. Proposals for who, where and what.

Called by the reading of bulletins. The names are the register's own and data/naming.toml's; finding them is
`engines.bulletin`. Only units that exist are proposed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from youcheng.accounts.enums import OrganisationKind
from youcheng.accounts.models import Organisation
from youcheng.engines.bulletin import Name, Names, Words
from youcheng.foundation.errors import Refused
from youcheng.network.enums import Field, Zone
from youcheng.network.models import City

MOST_OF_A_KIND = 12
"""Beyond this many, "all counties" is left to the person who decides: a list of fifty names is no proposal."""


@dataclass
class Named:
    """What one quotation names. `zone` is empty where none or more than one is named."""

    lead: Organisation | None = None
    cooperating: list[Organisation] = field(default_factory=list)
    cities: list[City] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    zone: str = ""


class Register:
    """The names of the register on one day, indexed once for a whole document."""

    def __init__(self, words: Words, today: date) -> None:
        living = Organisation.objects.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=today))
        self._units = {unit.key: unit for unit in living.order_by("key")}
        self._cities = {city.slug: city for city in City.objects.filter(relationship__isnull=False)}
        self._names = Names([*self._of_register(), *_of_vocabulary()], words.variants)

    def named_in(self, quotation: str) -> Named:
        """What a quotation names, each once, in the order of the text; the first unit named by name leads."""
        found = Named()
        zones: set[str] = set()
        for mention in self._names.find(quotation):
            if mention.kind == "unit":
                self._take_unit(found, self._units[mention.key])
            elif mention.kind == "kind":
                self._take_kind(found, mention.key)
            elif mention.kind == "city":
                _once(found.cities, self._cities[mention.key])
            elif mention.kind == "field":
                _once(found.fields, mention.key)
            else:
                zones.add(mention.key)
        found.zone = zones.pop() if len(zones) == 1 else ""
        return found

    def _take_unit(self, found: Named, unit: Organisation) -> None:
        if found.lead is None:
            found.lead = unit
            if unit in found.cooperating:
                found.cooperating.remove(unit)
        elif unit != found.lead:
            _once(found.cooperating, unit)

    def _take_kind(self, found: Named, kind: str) -> None:
        units = [unit for unit in self._units.values() if unit.kind == kind and unit != found.lead]
        if len(units) <= MOST_OF_A_KIND:
            for unit in units:
                _once(found.cooperating, unit)

    def _of_register(self) -> Iterator[Name]:
        for unit in self._units.values():
            yield Name("unit", unit.key, tuple(text for text in unit.name.values() if text))
        for city in self._cities.values():
            yield Name("city", city.slug, tuple(text for text in city.name.values() if text))


def _once(rows: list[Any], row: Any) -> None:
    if row not in rows:
        rows.append(row)


def _of_vocabulary() -> Iterator[Name]:
    """Fields, zones and kinds of units by the words of the file. Labels would name too much: 环境 also in 营商环境."""
    for kind, section, known in (
        ("field", "fields", Field.values),
        ("zone", "zones", Zone.values),
        ("kind", "kinds", OrganisationKind.values),
    ):
        for code, words in _vocabulary().get(section, {}).items():
            if code in known:
                yield Name(kind, code, tuple(words))


def _vocabulary() -> dict[str, Any]:
    """The package's own words, and the office's beside them. Raises `Refused` where the office's can't be read."""
    own = resources.files("youcheng.coordination").joinpath("data/naming.toml").read_text(encoding="utf-8")
    words = tomllib.loads(own)
    path = settings.YOUCHENG_HOME / "coordination" / "naming.toml"
    if path.exists():
        try:
            theirs = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Refused(_("%(path)s can't be read: %(error)s") % {"path": path, "error": error}) from error
        for section, lists in theirs.items():
            for code, more in lists.items():
                words.setdefault(section, {}).setdefault(code, []).extend(more)
    return words
