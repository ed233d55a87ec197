"""The candidates' criteria, rules and sentences in the active language: names, figures with their unit, how each is measured.

Called by the pages, exports and the command of candidates. Nothing is computed here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from youcheng.engines.framework import Direction
from youcheng.engines.ranking import Criterion, Scale
from youcheng.engines.stability import Stability
from youcheng.foundation import formatting
from youcheng.network.enums import CityLevel, Zone
from youcheng.network.models import City
from youcheng.strategy.criteria import Criteria
from youcheng.strategy.facts.candidates import Rule
from youcheng.strategy.facts.measures import REGISTER, Origin
from youcheng.strategy.facts.register import GAZETTEER
from youcheng.strategy.queries.candidate import Candidate


def criterion_name(code: str) -> str:
    """A criterion in words."""
    names = {
        "size": _("like size"),
        "sells": _("we sell what they buy"),
        "makes": _("our city makes what they buy"),
        "buys": _("they sell what we buy"),
        "relatedness": _("related production"),
        "risk": _("safety of the country"),
        "distance": _("nearness"),
        "flight": _("short flight"),
        "zone": _("zone of the layout"),
        "memberships": _("shared groups"),
        "coverage": _("gap in our network"),
        "national_ties": _("ties of our country there"),
    }
    return names.get(code, code)


def measured(code: str, criteria: Criteria) -> str:
    """How a criterion is measured, in a sentence."""
    flight = {
        "speed": formatting.number(criteria.flight.speed),
        "ground": formatting.number(criteria.flight.ground, 1),
    }
    sentences = {
        "size": _("The smaller number of inhabitants over the larger; 1 for equals."),
        "sells": _("Trade complementarity (TCI, 0–100): how far the make-up of our country's exports fits that of their imports."),
        "makes": _("The same index (TCI, 0–100) with what our city itself makes by its own industry table. Output is not exports: a hint where to look."),
        "buys": _("Trade complementarity (TCI, 0–100): how far the make-up of their country's exports fits that of our imports."),
        "relatedness": _("Mean density (0–1) of their country around the goods our country is specialised in: how much of what is near to them it makes."),
        "risk": _("Composite score of the country in four dimensions, median (100 = safest), with its interval of 5 to 95 %."),
        "distance": _("Great-circle distance between the two cities."),
        "flight": _("Hours of a direct flight as a proxy: distance at %(speed)s km/h and %(ground)s hours for climb and descent. No timetable is known here.") % flight,
        "zone": _("Points of the country's zone in the office's layout."),
        "memberships": _("Groups of countries to which both countries belong on the day."),
        "coverage": _("Partner cities of ours in the country on the day, this city left out."),
        "national_ties": _("Pairs of sister cities between our country and theirs in the loaded set."),
    }  # fmt: skip
    return sentences.get(code, "")


def figure(code: str, value: float | None, zone: str = "") -> str:
    """A criterion's figure with its unit; the zone by its name, a dash where nothing is known."""
    if value is None:
        return formatting.MISSING
    if code == "zone":
        points = ngettext("%(count)s point", "%(count)s points", int(value)) % {"count": f"{value:g}"}
        return f"{Zone(zone).label} · {points}" if zone in Zone.values else points
    if code in ("distance", "flight"):
        return formatting.kilometres(value) if code == "distance" else formatting.hours(round(value, 1))
    if code in ("memberships", "coverage", "national_ties"):
        return formatting.number(value)
    return formatting.number(value, 2 if code in ("size", "relatedness") else 1)


def goalposts(criterion: Criterion) -> str:
    """From which figure (0 points) to which (100 points) a criterion runs."""
    worst, best = criterion.low, criterion.high
    if criterion.direction is Direction.LOWER:
        worst, best = best, worst
    words = {"worst": f"{worst:g}", "best": f"{best:g}"}
    if criterion.target is not None:
        return _("%(target)s is best; 0 points at %(worst)s and %(best)s") % {
            **words,
            "target": f"{criterion.target:g}",
        }
    text = _("%(worst)s → %(best)s") % words
    return _("%(text)s, evenly in ratios") % {"text": text} if criterion.scale is Scale.LOG else text


def source(origin: Origin) -> str:
    """Where a criterion's figures come from."""
    if origin.missing and not origin.source:
        return _missing(origin.missing)
    names = {REGISTER: _("the register"), GAZETTEER: GAZETTEER}
    return " ".join(part for part in (names.get(origin.source, origin.source), origin.vintage) if part)


def _missing(reason: str) -> str:
    reasons = {
        "trade": _("No trade table with imports that holds our country is loaded."),
        "profile": _("No industry table of our city that can be mapped to the trade table is on record."),
        "goods": _("No table of exports by product that holds our country is loaded."),
        "risk": _("No figures on risk are loaded."),
    }
    return reasons.get(reason, reason)


def rule_name(rule: Rule) -> str:
    """A rule in a word."""
    names = {
        Rule.HOME: _("the home city itself"),
        Rule.DOMESTIC: _("not a foreign city"),
        Rule.TIED: _("already on the register"),
        Rule.RELATIONS: _("no diplomatic relations"),
        Rule.RED_LINE: _("red line"),
        Rule.LEVEL: _("another level"),
    }
    return names.get(rule, "")


def rule_sentence(found: Candidate) -> str:
    """Why a city is left out, on whose word and of what day."""
    rule, whole = found.rule, found.field.whole
    if rule is Rule.RELATIONS and whole.relations is not None:
        listed = whole.relations
        return _("No diplomatic relations with our country. Source: %(source)s, as of %(day)s.") % {
            "source": listed.source.get(get_language() or "zh-hans") or str(listed.source),
            "day": formatting.day(listed.as_of),
        }
    if rule is Rule.RED_LINE:
        sources = formatting.listed(line.source for line in found.red_lines)
        return _("A red line holds for the country: %(sources)s. List as of %(day)s.") % {
            "sources": sources,
            "day": formatting.day(whole.lines.as_of),
        }
    if rule is Rule.LEVEL:
        return _("A formal tie needs equal level: ours is %(ours)s, theirs %(theirs)s.") % {
            "ours": CityLevel(whole.home.city.level).label,
            "theirs": CityLevel(found.city.level).label,
        }
    sentences = {
        Rule.HOME: _("This is the home city itself."),
        Rule.DOMESTIC: _("A friendship city is a foreign city; this one is not."),
        Rule.TIED: _("The city is already on the register."),
        Rule.RELATIONS: _("The register says that there are no diplomatic relations with our country."),
    }
    return sentences.get(rule, "")


def criteria_listed(codes: Iterable[str]) -> str:
    return formatting.listed(criterion_name(code) for code in codes)


def city_in_country(city: City) -> str:
    """A city with its country (region), for a column of its own."""
    return _("%(city)s (%(country)s)") % {"city": city, "country": city.country.name}


def places(count: int) -> str:
    """The first so many places."""
    if count == 1:
        return _("in first place")
    return _("among the first %(count)s") % {"count": formatting.number(count)}


def stability(span: Stability, city: str) -> str:
    """How far one weight may move, as a sentence."""
    words = {
        "city": city,
        "criterion": criterion_name(span.criterion),
        "places": places(span.k),
        "now": formatting.percent(span.now),
        "spans": _spans(span),
    }
    if not span.intervals:
        return _("%(city)s is %(places)s at no weight of “%(criterion)s”; it weighs %(now)s now.") % words
    if span.intervals == ((0.0, 1.0),):
        return _("%(city)s stays %(places)s whatever “%(criterion)s” weighs (now %(now)s).") % words
    if span.around is None:
        return _("%(city)s would be %(places)s if “%(criterion)s” weighed %(spans)s (now %(now)s).") % words
    return _("%(city)s stays %(places)s while “%(criterion)s” weighs %(spans)s (now %(now)s).") % words


def _spans(span: Stability) -> str:
    """The intervals as percentages, rounded inwards so that none promises more than holds; slivers of no tenth are left out."""
    rounded = [(_up(low), _down(high)) for low, high in span.intervals]
    shown = [(low, high) for low, high in rounded if low <= high] or [
        (round(100 * low, 3), round(100 * high, 3)) for low, high in span.intervals
    ]
    texts = [_("%(low)s–%(high)s %%") % {"low": f"{low:g}", "high": f"{high:g}"} for low, high in shown]
    return _(" or ").join(texts)


def _up(share: float) -> float:
    return math.ceil(share * 1000 - 1e-9) / 10


def _down(share: float) -> float:
    return math.floor(share * 1000 + 1e-9) / 10
