"""Facts → both languages → what a version stores, and the fingerprint that tells when it is stale.

Called by `actions` to make a version and by `queries` to preview one; nothing is written here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from youcheng.foundation.documents import charts
from youcheng.foundation.documents.codec import to_json
from youcheng.foundation.documents.model import LANGUAGES, Block, Document, Picture
from youcheng.network.models import City, HomeCity, Relationship
from youcheng.strategy.drafting.document import draft
from youcheng.strategy.facts import register, sources
from youcheng.strategy.facts.model import DossierFacts
from youcheng.strategy.figures import FigureBook
from youcheng.strategy.framework import FieldRules, field_rules, red_lines
from youcheng.strategy.in_force import framework_in_force
from youcheng.strategy.models import CityIndustry

Json = dict[str, Any]


@dataclass(frozen=True)
class Drafted:
    """One drafting: documents by language, figures by id, both as JSON."""

    documents: dict[str, Json]
    figures: dict[str, Json]


@dataclass(frozen=True)
class Run:
    """One method behind a drafting with everything that went into it, and the figures it gave."""

    method: str
    version: str
    parameters: Json
    datasets: list[str]
    caveats: list[Json]
    figures: list[str]


def draft_both(facts: DossierFacts, rules: FieldRules, *, with_pictures: bool = True) -> Drafted:
    """Draft in every language with one figure book.

    Pictures are drawn where they will be kept; a draft that is only compared leaves them as specifications.
    """
    book = FigureBook()
    documents = {language: draft(facts, book, rules, language) for language in LANGUAGES}
    if with_pictures:
        documents = {language: _drawn(document) for language, document in documents.items()}
    return Drafted({language: to_json(each) for language, each in documents.items()}, book.to_json())


def _drawn(document: Document) -> Document:
    def drawn(block: Block) -> Block:
        if isinstance(block, Picture) and block.spec is not None:
            return replace(block, svg=charts.to_svg(block.spec, document.language), spec=None)
        return block

    return replace(document, blocks=tuple(drawn(block) for block in document.blocks))


def runs_of(figures: Mapping[str, Json]) -> list[Run]:
    """The engine runs behind the figures: figures of one method with equal parameters share a run."""
    found: dict[str, Run] = {}
    for key, figure in figures.items():
        if not figure["method"] or not figure["version"]:
            continue
        same = json.dumps([figure["method"], figure["version"], figure["parameters"]], sort_keys=True)
        run = found.setdefault(
            same, Run(figure["method"], figure["version"], figure["parameters"], [], figure["caveats"], [])
        )
        run.figures.append(key)
        run.datasets.extend(name for name in figure["datasets"] if name not in run.datasets)
    return list(found.values())


class Fingerprints:
    """What dossiers would be made from now; shared facts are read once for a list of any length."""

    def __init__(self, home: HomeCity | None, relationships: Iterable[Relationship]) -> None:
        rows = list(relationships)
        self.home = home
        self.register = register.fingerprints(rows, home)
        self.data = sources.fingerprint()
        framework = framework_in_force()
        self.judgements = {
            "framework": framework.sha256,
            "red_lines": red_lines().sha256,
            "fields": field_rules().sha256,
            **sources.own_fingerprint(framework),
        }
        self.industries = _industries([*(row.partner for row in rows), *([home.city] if home else [])])

    def of(self, relationship: Relationship) -> Json:
        """The fingerprint of one tie's dossier; `relationship` is one of those given."""
        keys = [relationship.partner_id, *([self.home.city_id] if self.home else [])]
        profile = hashlib.sha256(json.dumps([self.industries.get(key) for key in keys]).encode()).hexdigest()
        return {
            "data": self.data,
            "register": self.register[relationship.pk],
            "profiles": profile,
            **self.judgements,
        }


def _industries(cities: Iterable[City]) -> dict[int, list[list[int]]]:
    """Key and version of every industry figure of some cities, by city."""
    wanted = {city.pk for city in cities}
    found: dict[int, list[list[int]]] = {}
    for key, city, version in CityIndustry.objects.order_by("pk").values_list("pk", "city_id", "version"):
        if city in wanted:
            found.setdefault(city, []).append([key, version])
    return found


def is_stale(stored: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether anything a version was made from has changed since."""
    return dict(stored) != dict(now)


def changed_sources(stored: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What has changed, by name: data sets as they are called, then register, profiles and judgements."""
    before, after = stored.get("data", {}), now.get("data", {})
    data = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
    rest = [key for key in now if key != "data" and stored.get(key) != now[key]]
    return [*data, *rest]
