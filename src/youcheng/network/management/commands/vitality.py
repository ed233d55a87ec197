"""`youcheng vitality CITY`: whether a tie is alive, with the number of records and the last date always beside it.

Parses and prints only; the reading is `queries.vitality_of`.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.engines.vitality import Vitality
from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.commands import day
from youcheng.network import queries


class Command(BaseCommand):
    help = "Say whether the tie with a city is alive, from its recorded exchanges."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "city", metavar="CITY", help="the city's address on the pages, such as chiang-mai"
        )
        parser.add_argument("--as-of", type=day, metavar="DATE", help="the day (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        as_of = options["as_of"] or self.today
        tie = queries.relationship_named(self.actor, options["city"])
        reading = queries.vitality_of(tie, as_of)
        data = {"city": tie.partner.slug, "as_of": as_of, **as_dict(reading)}
        self.answer(options, data, as_text(str(tie.partner), reading))


def as_dict(reading: Vitality) -> dict[str, Any]:
    """The answer with its stable keys; a value that can't be known is null, never zero."""
    return {
        "records": reading.records,
        "last": None if reading.last is None else str(reading.last),
        "decay": {
            "value": reading.decay.value if reading.records else None,
            "low": reading.decay.low if reading.records else None,
            **reading.decay.provenance(),
        },
        "p_alive": {"value": reading.alive.probability, **reading.alive.provenance()},
        "silence": {
            "probability": reading.silence.probability,
            "days": reading.silence.silent_days,
            "rate": reading.silence.rate,
            "flagged": reading.silence.flagged,
            **reading.silence.provenance(),
        },
    }


def as_text(name: str, reading: Vitality) -> str:
    if not reading.records:
        return _("%(city)s: no exchange is recorded, so nothing can be said about vitality.") % {"city": name}
    silence = reading.silence
    silent = _("silence of %(days)s days: probability %(probability)s") % {
        "days": silence.silent_days, "probability": probability(silence.probability),
    }  # fmt: skip
    return "\n".join(
        [
            _("%(city)s: %(records)s records, the last %(last)s")
            % {"city": name, "records": reading.records, "last": reading.last},
            _("decay curve: %(value)s") % {"value": f"{reading.decay.value:.2f}"},
            _("probability of being alive: %(value)s") % {"value": probability(reading.alive.probability)},
            silent + _(" (alarm)") if silence.flagged else silent,
        ]
    )


def probability(value: float | None) -> str:
    return _("not defined") if value is None else f"{value:.2f}"
