"""Saying which places the ends of a list of pairs mean: all at once by the engine, one by one by a person.

Called by the command, the task and the review page. A matching replaces the last one of its list in one transaction; what people
decided is applied to every new one. How a name is told from another is `engines.placing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from youcheng.engines import geo, placing
from youcheng.engines.placing import Match, Written
from youcheng.evidence import queries as evidence
from youcheng.evidence.queries import End
from youcheng.foundation import audit, countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version
from youcheng.network import gazetteer
from youcheng.network.actions.writing import require_reference
from youcheng.network.enums import Found, Sureness
from youcheng.network.errors import UnknownCode
from youcheng.network.models import City, EndDecision, Matching, PairEnd, PairLink, WorldPlace

Progress = Callable[[int, int, str], None]
BATCH = 2_000
STEPS = 4
SAME_SPOT_KM = 15.0
"""A decision holds for a later list that writes the same name this close to where it was made."""


@dataclass(frozen=True)
class Matched:
    """What a matching found: ends of links by sureness, and the row itself."""

    matching: Matching
    links: int
    by_sureness: dict[str, int]

    @property
    def share(self) -> float:
        """Share of all ends that got a place, 0 to 1."""
        total = sum(self.by_sureness.values())
        return 1 - self.by_sureness.get(Sureness.REFUSED.value, 0) / total if total else 0.0


def match_pairs(
    *, actor: Actor, now: datetime, dataset: str | None = None, progress: Progress | None = None
) -> Matched:
    """Match every end of a list of pairs (the default one) to a place of GeoNames, or say why not.

    NoData where no list is loaded, NotAllowed for whoever may not keep the record.
    """
    require_reference(actor)
    say = progress or (lambda _done, _total, _text: None)
    say(0, STEPS, _("Reading the pairs"))
    read = evidence.pairs(dataset)
    counted = Counter(end for pair in read.rows for end in (pair.first, pair.second))
    ends = list(counted)
    say(1, STEPS, _("Reading the gazetteer"))
    wide = gazetteer.wide_gazetteer()
    say(2, STEPS, _("Matching %(count)s places") % {"count": f"{len(ends):,}"})
    matches = placing.place_all([_written(end) for end in ends], wide.places)
    say(3, STEPS, _("Storing the matches"))
    with transaction.atomic():
        matching = _matching(actor, now, read.provenance.dataset, read.provenance.sha256)
        _store_places(wide, {match.place for match in matches if match.place is not None})
        rows = _end_rows(matching, ends, counted, matches, wide.numbers)
        _store_links(matching, rows, read.rows)
        found = _summed(rows.values())
        audit.record(
            actor=actor, now=now, action="network.pairs_matched", row=matching,
            after={"sha256": matching.sha256, "links": len(read.rows), **found},
        )  # fmt: skip
    say(STEPS, STEPS, "")
    return Matched(matching, len(read.rows), found)


def _written(end: End) -> Written:
    return Written(
        end.name,
        countries.iso2(end.iso3) or "",
        float("nan") if end.latitude is None else end.latitude,
        float("nan") if end.longitude is None else end.longitude,
    )


def _matching(actor: Actor, now: datetime, dataset: str, sha256: str) -> Matching:
    """The row of a list's matching, emptied for the new one."""
    matching, is_new = Matching.objects.get_or_create(
        dataset=dataset, defaults={"sha256": sha256, "made_at": now, "made_by": actor.name}
    )
    if not is_new:
        PairLink.objects.filter(matching=matching).delete()
        PairEnd.objects.filter(matching=matching).delete()
        matching.sha256, matching.made_at, matching.made_by = sha256, now, actor.name
        matching.revision += 1
        matching.save()
    return matching


def _store_places(wide: gazetteer.WideGazetteer, positions: Iterable[int]) -> None:
    """Add the places that are not there yet."""
    held = set(WorldPlace.objects.values_list("number", flat=True))
    rows = [_place(wide, position) for position in positions if wide.numbers[position] not in held]
    WorldPlace.objects.bulk_create(rows, batch_size=BATCH)


def _place(wide: gazetteer.WideGazetteer, position: int) -> WorldPlace:
    return WorldPlace(
        number=wide.numbers[position],
        name=wide.name(position),
        country=wide.places.countries[position],
        latitude=float(wide.places.latitudes[position]),
        longitude=float(wide.places.longitudes[position]),
        population=int(wide.places.populations[position]) or None,
    )


def _end_rows(
    matching: Matching, ends: list[End], counted: Counter[End], matches: list[Match], numbers: list[int]
) -> dict[End, PairEnd]:
    decided: dict[tuple[str, str], list[EndDecision]] = {}
    for decision in EndDecision.objects.all():
        decided.setdefault((decision.name, decision.country), []).append(decision)
    rows = {}
    for end, match in zip(ends, matches, strict=True):
        row = PairEnd(
            matching=matching, name=end.name, country=countries.iso2(end.iso3) or "", latitude=end.latitude,
            longitude=end.longitude, links=counted[end], how=match.how.value, sureness=_sureness(match).value, km=match.km,
            place_id=None if match.place is None else numbers[match.place],
        )  # fmt: skip
        for decision in decided.get((row.name, row.country), ()):
            if _is_same_spot(row, decision):
                _take_over(row, decision)
        rows[end] = row
    PairEnd.objects.bulk_create(rows.values(), batch_size=BATCH)
    return rows


def _sureness(match: Match) -> Sureness:
    if match.how in placing.REFUSED:
        return Sureness.REFUSED
    if match.how in placing.CERTAIN:
        return Sureness.CERTAIN
    return Sureness.LIKELY if match.how in placing.LIKELY else Sureness.LOW


def _is_same_spot(row: PairEnd, decision: EndDecision) -> bool:
    if (
        row.latitude is None
        or row.longitude is None
        or decision.latitude is None
        or decision.longitude is None
    ):
        return row.latitude == decision.latitude and row.longitude == decision.longitude
    spots = geo.distance_km(row.latitude, row.longitude, decision.latitude, decision.longitude)
    return float(spots) <= SAME_SPOT_KM


def _take_over(row: PairEnd, decision: EndDecision) -> None:
    row.place_id, row.how, row.km = decision.place_id, Found.DECIDED.value, None
    row.sureness = Sureness.CONFIRMED if decision.place_id else Sureness.REFUSED


def _store_links(matching: Matching, rows: dict[End, PairEnd], pairs: Iterable[evidence.Pair]) -> None:
    PairLink.objects.bulk_create(
        (
            PairLink(matching=matching, first=rows[pair.first], second=rows[pair.second], year=pair.year)
            for pair in pairs
        ),
        batch_size=BATCH,
    )


def _summed(rows: Iterable[PairEnd]) -> dict[str, int]:
    """Ends of links by sureness, every sureness named."""
    found = Counter({sureness.value: 0 for sureness in Sureness})
    for row in rows:
        found[str(row.sureness)] += row.links
    return dict(found)


@transaction.atomic
def decide_end(
    *,
    actor: Actor,
    now: datetime,
    end: PairEnd,
    number: int | None,
    note: str = "",
    version: int | None = None,
) -> bool:
    """Say which place a written place is, by its GeoNames number, or that it is none (`number` None); False where nothing differs.

    The decision is kept and applied whenever a list is matched again. UnknownCode for a number GeoNames lacks.
    """
    require_reference(actor)
    row = PairEnd.objects.select_for_update().get(pk=end.pk)
    require_version(row, version)
    place = None if number is None else _place_numbered(number)
    if row.how == Found.DECIDED and row.place_id == number and not note:
        return False
    before = {"place": row.place_id, "how": row.how}
    decision = next((one for one in _decisions_of(row) if _is_same_spot(row, one)), None)
    decision = decision or EndDecision(
        name=row.name, country=row.country, latitude=row.latitude, longitude=row.longitude
    )
    decision.place, decision.note, decision.decided_at, decision.decided_by = place, note, now, actor.name
    decision.save()
    _take_over(row, decision)
    row.version += 1
    row.save(update_fields=["place", "how", "km", "sureness", "version"])
    Matching.objects.filter(pk=row.matching_id).update(revision=F("revision") + 1)
    after = {"place": row.place_id, "how": row.how, "note": note}
    audit.record(actor=actor, now=now, action="network.end_decided", row=row, before=before, after=after)
    end.refresh_from_db()
    return True


def _decisions_of(row: PairEnd) -> list[EndDecision]:
    return list(EndDecision.objects.filter(name=row.name, country=row.country))


def _place_numbered(number: int) -> WorldPlace:
    """The place with a GeoNames number: known from a matching, a city of the gazetteer, or of the wide gazetteer."""
    known = WorldPlace.objects.filter(pk=number).first()
    if known is not None:
        return known
    city = City.objects.filter(geonames_id=number).first()
    if city is not None and city.latitude is not None and city.longitude is not None:
        return WorldPlace.objects.create(
            number=number, name=city.name, country=city.country_id, latitude=city.latitude, longitude=city.longitude,
            population=city.population,
        )  # fmt: skip
    wide = gazetteer.wide_gazetteer()
    if number not in wide.numbers:
        raise UnknownCode(_("GeoNames has no place of at least 500 people with the number %s.") % number)
    place = _place(wide, wide.numbers.index(number))
    place.save(force_insert=True)
    return place


def store_figures(*, matching: Matching, figures: dict[str, object]) -> None:
    """Keep beside a matching what took long to work out from it; no new fact, so no entry in the log."""
    Matching.objects.filter(pk=matching.pk).update(figures=figures)
    matching.figures = figures
