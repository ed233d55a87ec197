"""The way of a run: check, judge pairs, take out what people settled, solve, share out fairly, give the reasons.

`match` is what `coordination` calls; everything it needs comes in as arguments and leaves in the result. Each step is a
module of its own beside this one.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from youcheng.engines.matching import reasons
from youcheng.engines.matching.building import Built, build
from youcheng.engines.matching.fairness import Fairness, Shared, by_blocks, reach_of, shared_fairly
from youcheng.engines.matching.filling import filled
from youcheng.engines.matching.ledger import Entry, Ledger
from youcheng.engines.matching.outcomes import DistrictOutcome, Match, Matching, NeedOutcome, OfferOutcome
from youcheng.engines.matching.pairs import Floats, Table, blocks_of, summed
from youcheng.engines.matching.settled import settle
from youcheng.engines.matching.solving import EXACT, Solution
from youcheng.engines.matching.terms import Accepted, Declined, Effort, Need, Offer, Weights, check_keys
from youcheng.engines.results import Caveat, Value, caveat

SMALL = 1e-6


def match(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    *,
    at: dt.date,
    accepted: Sequence[Accepted] = (),
    declined: Sequence[Declined] = (),
    weights: Weights | None = None,
    fairness: Fairness | None = None,
    effort: Effort | None = None,
) -> Matching:
    """Return the most valuable fair matching of all needs with all offers on day `at`.

    Accepted matches stay, declined ones are not proposed. Without `fairness` only the total counts. Errors: a key used
    twice (DuplicateCode), a pair of unknown entries (UnknownCode), accepted matches that can't all hold
    (ImpossiblePairs, which names them), too many pairs (OutOfRange).
    """
    weights, effort = weights or Weights(), effort or Effort()
    check_keys(needs, offers, accepted, declined)
    table = Table.of(needs, offers, at, weights)
    blocks = blocks_of(table, declined)
    settled = settle(table, accepted, declined)
    built = build(table, blocks, settled)
    plain, shared, built = _shared_out(built, fairness, effort)
    ledger = Ledger(
        table,
        blocks,
        settled,
        built.program,
        shared.solution.share,
        plain.share,
        {(pair.need, pair.offer): pair for pair in declined},
    )
    given = sum(entry.value for entry in ledger.entries if entry.accepted)
    value = sum(entry.value for entry in ledger.entries)
    result = Matching(
        method="matching",
        parameters=_parameters(weights, fairness, effort),
        at=at,
        matches=tuple(_match(ledger, entry) for entry in ledger.entries),
        needs=(),
        offers=tuple(_offer(ledger, place) for place in range(len(table.offers))),
        districts=_districts(ledger, built),
        value=value,
        bound=max(value, given + shared.solution.bound),
        value_without=max(value, given + plain.reached),
        floor=shared.floor,
        highest_level=shared.level,
    )
    raised = [d.key for d in result.districts if d.served > d.without + SMALL]
    outcomes = tuple(_need(ledger, place, raised) for place in range(len(table.needs)))
    return replace(result, needs=outcomes, caveats=tuple(_caveats(result)))


def _shared_out(built: Built, fairness: Fairness | None, effort: Effort) -> tuple[Solution, Shared, Built]:
    """Solve without fairness, and with it where it is asked and there are districts."""
    asked = fairness is not None and bool(built.districts)
    plain = by_blocks(built.program, built.borders, effort.part(0.25 if asked else 1.0))
    if fairness is None or not built.districts:
        return plain, Shared(plain, None, None), built
    program = replace(built.program, reach=reach_of(built.program, effort.part(0.15)))
    shared = shared_fairly(program, built.borders, plain, fairness, effort.part(0.6))
    share = filled(program, shared.solution.share)
    solution = Solution(share, float(program.value @ share), shared.solution.bound)
    return plain, replace(shared, solution=solution), replace(built, program=program)


def _match(ledger: Ledger, entry: Entry) -> Match:
    table = ledger.table
    need, offer = np.array([entry.need]), np.array([entry.offer])
    parts = table.parts(need, offer)
    return Match(
        need=table.needs[entry.need].key,
        offer=table.offers[entry.offer].key,
        quantity=entry.quantity,
        share=entry.share,
        value=entry.value,
        fit=float(parts.fit(table.weights)[0, 0]),
        fields_part=float(parts.fields[0, 0]),
        cities_part=float(parts.cities[0, 0]),
        time_part=float(parts.time[0, 0]),
        accepted=entry.accepted,
        reasons=reasons.of_match(ledger, entry),
    )


def _need(ledger: Ledger, place: int, raised: Sequence[str]) -> NeedOutcome:
    need = ledger.table.needs[place]
    served = sum(entry.quantity for entry in ledger.of_need.get(place, ()))
    if ledger.served[place] >= 1.0:
        served = need.quantity
    return NeedOutcome(need.key, need.quantity, served, need.unit, reasons.of_need(ledger, place, raised))


def _offer(ledger: Ledger, place: int) -> OfferOutcome:
    offer, entries = ledger.table.offers[place], ledger.of_offer.get(place, ())
    used = min(offer.capacity, sum(entry.quantity for entry in entries))
    return OfferOutcome(
        offer.key, offer.capacity, used, offer.unit, len(entries), reasons.of_offer(ledger, place)
    )


def _districts(ledger: Ledger, built: Built) -> tuple[DistrictOutcome, ...]:
    group, weight = built.program.group, built.program.weight

    def of_district(share: Floats) -> Floats:
        inside = group >= 0
        return summed(group[inside], (weight * share)[inside], len(built.districts))

    wanted = of_district(np.ones(len(weight)))
    served, without = of_district(ledger.served), of_district(ledger.served_plain)
    columns = (wanted, built.program.reach, served, without)
    return tuple(
        DistrictOutcome(key, *(float(number) for number in numbers))
        for key, *numbers in zip(built.districts, *columns, strict=True)
    )


def _parameters(weights: Weights, fairness: Fairness | None, effort: Effort) -> dict[str, Value]:
    return {
        **{f"weight_{name}": value for name, value in asdict(weights).items()},
        "fairness_slack": None if fairness is None else fairness.slack,
        **{f"effort_{name}": value for name, value in asdict(effort).items()},
    }


def _caveats(result: Matching) -> Iterator[Caveat]:
    if result.gap > EXACT:
        yield caveat("gap_left", gap=round(100 * result.gap, 2))
    short = [
        district.key
        for district in result.districts
        if result.floor is not None and district.level is not None and district.level < result.floor - SMALL
    ]
    if short:
        yield caveat("below_floor", districts=", ".join(short))
