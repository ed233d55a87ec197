"""`youcheng candidates`: the first cities of the ranking, with what speaks for and against each.

Ranking is `queries.candidates`; the keys of the answer are public: add, never rename. This only prints.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.errors import Refused
from youcheng.network.enums import Zone
from youcheng.strategy import candidate_words as words
from youcheng.strategy.queries.candidate import first_of, tightest
from youcheng.strategy.queries.candidates import Field, Filters, Row, field, listed, rows_of


class Command(BaseCommand):
    help = "Rank the cities of the world as partners and print the first of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--zone", choices=Zone.values, default="", help="only a zone of the layout")
        parser.add_argument("--country", metavar="CODE", default="", help="only a country (region), alpha-2")
        parser.add_argument(
            "--group", metavar="CODE", default="", help="only a group of countries, such as ASEAN"
        )
        parser.add_argument("--smallest", type=int, metavar="N", help="only cities of at least N inhabitants")
        parser.add_argument("--top", type=int, default=20, metavar="N", help="how many cities (default 20)")
        parser.add_argument(
            "--weight",
            action="append",
            default=[],
            metavar="CRITERION=NUMBER",
            help="another weight; repeatable",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        filters = Filters(
            zone=options["zone"],
            country=options["country"].upper(),
            group=options["group"],
            smallest=options["smallest"],
        )
        day = timezone.localdate()
        weights = _weights(options["weight"], field(filters, None, day)) if options["weight"] else None
        found = field(filters, weights, day)
        actor = Actor.system("candidates")
        rows = rows_of(actor, found, [int(row) for row in listed(actor, found)[: max(options["top"], 0)]])
        answer = _answer(found, rows)
        self.answer(options, answer, _text(answer))


def _weights(given: list[str], found: Field) -> list[float]:
    """The office's weights with those given in their place. Refuses an unknown criterion and what is no number."""
    chosen = dict(zip(found.whole.criteria.codes, found.whole.criteria.weights, strict=True))
    for entry in given:
        code, _equals, number = entry.partition("=")
        try:
            weight = float(number)
        except ValueError:
            weight = -1.0
        if code not in chosen or not weight >= 0:
            raise Refused(
                _("“%(entry)s” is no weight: write CRITERION=NUMBER of 0 or more; criteria are %(known)s.")
                % {"entry": entry, "known": ", ".join(chosen)}
            )
        chosen[code] = weight
    if not any(chosen.values()):
        raise Refused(_("All weights are zero, so nothing can be ranked. Raise at least one of them."))
    return list(chosen.values())


def _answer(found: Field, rows: list[Row]) -> dict[str, Any]:
    best = first_of(found)
    closest = tightest(best.stability(1)) if best else None
    total = float(found.weights.sum())
    return {
        "as_of": found.whole.home.as_of.isoformat(),
        "candidates": found.size,
        "weights": {
            code: weight / total
            for code, weight in zip(found.whole.criteria.codes, found.weights.tolist(), strict=True)
        },
        "cities": [_city(row) for row in rows],
        "stability": words.stability(closest, str(best.city)) if best and closest else None,
        "criteria": {"version": found.whole.criteria.version, "sha256": found.whole.criteria.sha256},
    }


def _city(row: Row) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "slug": row.city.slug,
        "geonames": row.city.geonames_id,
        "name": str(row.city),
        "country": row.city.country.iso3,
        "score": row.scored.score,
        "low": row.scored.low,
        "high": row.scored.high,
        "known": row.scored.known,
        "topsis": row.by_topsis,
        "promethee": row.by_promethee,
        "parts": {
            part.code: {"figure": part.figure, "points": part.normalised, "adds": part.contribution}
            for part in row.scored.parts
        },
        "strong": list(row.strong),
        "weak": list(row.weak),
    }


def _text(answer: dict[str, Any]) -> str:
    lines = [
        f"{city['rank']:>4}  {city['score']:5.1f} ({city['low']:.1f}–{city['high']:.1f})  {city['name']} ({city['country']})"
        f"  ＋ {words.criteria_listed(city['strong'])}" + (f"  － {words.criteria_listed(city['weak'])}" if city["weak"] else "")
        for city in answer["cities"]
    ]  # fmt: skip
    head = _("%(count)s candidates as of %(day)s") % {"count": answer["candidates"], "day": answer["as_of"]}
    return "\n".join([head, *lines, *([answer["stability"]] if answer["stability"] else [])])
