"""Why this match, why not that need, why an offer lies idle: the reasons, from the rules broken and the matches made.

Last step of `match`. A need that no offer could serve is told which rules stood against it and which offer came
nearest; one that some could serve is told who has those offers. Codes and values only, see `outcomes`; no wording.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from youcheng.engines.matching.ledger import Entry, Ledger
from youcheng.engines.matching.outcomes import Code, Reason
from youcheng.engines.matching.pairs import NEVER_ENDS, Bits, Floats, Ints, Rule
from youcheng.engines.matching.terms import Codes, Need, Offer

FEW = 3
"""Offers and needs named in one reason, at most; codes of cities and fields: ten times as many."""

SMALL = 1e-6


def _reason(code: Code, **values: object) -> Reason:
    return Reason(code, values)


def of_match(ledger: Ledger, entry: Entry) -> tuple[Reason, ...]:
    """Return why this offer serves this need."""
    return tuple(_of_match(ledger, entry))


def _of_match(ledger: Ledger, entry: Entry) -> Iterator[Reason]:
    table = ledger.table
    need, offer = table.needs[entry.need], table.offers[entry.offer]
    if entry.accepted:
        yield _reason(Code.ACCEPTED)
    yield from _agreeing(need.fields, offer.fields, Code.SHARED_FIELDS, Code.OPEN_FIELDS, "fields")
    yield from _agreeing(need.cities, offer.cities, Code.SHARED_CITIES, Code.OPEN_CITIES, "cities")
    yield from _in_time(ledger, entry)
    if not entry.accepted:
        yield from _rank(ledger, entry)
        yield from _for_fairness(ledger, need, entry)
    if entry.share < 1.0:
        yield _reason(Code.IN_PART, served=entry.quantity, wanted=need.quantity, unit=need.unit)


def _agreeing(ours: Codes, theirs: Codes, shared: Code, left_open: Code, name: str) -> Iterator[Reason]:
    if ours and theirs:
        if ours & theirs:
            yield Reason(shared, {name: _few_codes(ours & theirs)})
    else:
        side = "both" if not (ours or theirs) else "need" if not ours else "offer"
        yield _reason(left_open, side=side)


def _in_time(ledger: Ledger, entry: Entry) -> Iterator[Reason]:
    table = ledger.table
    today, last = table.at.toordinal(), int(table.by[entry.need])
    begin, end = max(today, int(table.start[entry.offer])), min(last, int(table.until[entry.offer]))
    if end >= begin:
        endless = last == NEVER_ENDS
        yield _reason(
            Code.IN_TIME,
            days=None if end == NEVER_ENDS else end - begin + 1,
            of=None if endless else last - today + 1,
        )


def _rank(ledger: Ledger, entry: Entry) -> Iterator[Reason]:
    offers, values = ledger.possible(entry.need)
    own = float(values[offers == entry.offer][0])
    if len(offers) == 1:
        yield _reason(Code.ONLY_OFFER)
    elif values[0] <= own + SMALL:
        yield _reason(Code.BEST_OFFER, of=len(offers))
    else:
        better = int(offers[0])
        yield _reason(
            Code.BETTER_TAKEN,
            offer=ledger.table.offers[better].key,
            value=float(values[0]),
            by=_holders(ledger, better, besides=entry.need),
        )


def _for_fairness(ledger: Ledger, need: Need, entry: Entry) -> Iterator[Reason]:
    more = ledger.served[entry.need] > ledger.served_plain[entry.need] + SMALL
    if more and need.district is not None:
        yield _reason(Code.FOR_FAIRNESS, district=need.district)


def of_need(ledger: Ledger, place: int, raised: Sequence[str]) -> tuple[Reason, ...]:
    """Return why a need is not served, or not wholly; empty where it is. `raised`: districts that fairness serves more."""
    if ledger.served[place] >= 1.0:
        return ()
    need = ledger.table.needs[place]
    if need.by is not None and need.by < ledger.table.at:
        return (_reason(Code.NEED_PAST, by=need.by, at=ledger.table.at),)
    if place not in ledger.row_of:
        same_kind = sorted({o.unit for o in ledger.table.offers if o.kind == need.kind})
        if same_kind:
            return (_reason(Code.OTHER_UNIT, unit=need.unit, units=same_kind),)
        return (_reason(Code.NO_OFFER_OF_KIND, kind=need.kind),)
    without = ledger.served_plain[place]
    fair = (
        [_reason(Code.FAIRNESS, share=float(without), districts=list(raised))]
        if without > ledger.served[place] + SMALL
        else []
    )
    offers, values = ledger.possible(place)
    if len(offers):
        return (*fair, *_taken(ledger, place, offers, values))
    block, row = ledger.row_of[place]
    needs = np.full(len(block.offers), place)
    pairs = _Pairs(ledger, needs, block.offers, others=ledger.table.offers)
    return tuple(_ruled_out(pairs, block.broken[row]))


def _taken(ledger: Ledger, place: int, offers: Ints, values: Floats) -> Iterator[Reason]:
    """Yield, of the best of the possible offers, who has them and what the need lacks there."""
    for at, worth in list(zip(offers.tolist(), values.tolist(), strict=True))[:FEW]:
        yield from _taken_at(ledger, place, at, worth)


def _taken_at(ledger: Ledger, place: int, at: int, worth: float) -> Iterator[Reason]:
    need, offer = ledger.table.needs[place], ledger.table.offers[at]
    holders = ledger.of_offer.get(at, ())
    others = [entry for entry in holders if entry.need != place]
    mine = [entry for entry in holders if entry.need == place]
    lacks = need.quantity * (1.0 - float(ledger.served[place])) - (offer.capacity - float(ledger.used[at]))
    by = _holders(ledger, at, besides=place)
    lacking = {"short_by": round(lacks, 6), "unit": need.unit}
    if any(entry.accepted for entry in mine):
        yield _reason(Code.SETTLED, offer=offer.key, quantity=mine[0].quantity)
    elif not mine and offer.most_needs is not None and len(others) >= offer.most_needs:
        yield _reason(Code.SLOTS_TAKEN, offer=offer.key, most=offer.most_needs, by=by)
    elif not others:
        yield _reason(Code.USED_UP, offer=offer.key, **lacking)
    elif all(entry.accepted for entry in others):
        yield _reason(Code.PROMISED, offer=offer.key, by=by, **lacking)
    else:
        higher = all(entry.value / entry.share >= worth - SMALL for entry in others)
        code = Code.TAKEN_BY_HIGHER if higher else Code.BETTER_TOGETHER
        yield _reason(code, offer=offer.key, value=worth, by=by, **lacking)


def _holders(ledger: Ledger, offer: int, besides: int) -> list[dict[str, object]]:
    entries = [entry for entry in ledger.of_offer.get(offer, ()) if entry.need != besides]
    entries.sort(key=lambda entry: -entry.value)
    return [
        {"need": ledger.table.needs[e.need].key, "quantity": e.quantity, "value": round(e.value, 6)}
        for e in entries[:FEW]
    ]


def of_offer(ledger: Ledger, place: int) -> tuple[Reason, ...]:
    """Return why an offer serves no need; empty where it serves one."""
    table, offer = ledger.table, ledger.table.offers[place]
    if place in ledger.of_offer:
        return ()
    if offer.capacity <= 0:
        return (_reason(Code.NOTHING_LEFT),)
    if offer.until is not None and offer.until < table.at:
        return (_reason(Code.OFFER_PAST, until=offer.until, at=table.at),)
    if place not in ledger.column_of:
        units = sorted({need.unit for need in table.needs if need.kind == offer.kind})
        if units:
            return (_reason(Code.OTHER_UNIT, unit=offer.unit, units=units),)
        return (_reason(Code.NO_NEED_OF_KIND, kind=offer.kind),)
    block, column = ledger.column_of[place]
    broken = block.broken[:, column]
    possible = int((broken == 0).sum())
    if possible:  # whatever is free is given out, so all these needs are served
        return (_reason(Code.SERVED_BY_OTHERS, count=possible, of=len(broken)),)
    needs, offers = block.needs, np.full(len(broken), place)
    return tuple(_ruled_out(_Pairs(ledger, needs, offers, others=table.needs), broken))


@dataclass(frozen=True, eq=False)
class _Pairs:
    """All pairs of one need (or one offer) in its block; `others` is the side that varies."""

    ledger: Ledger
    needs: Ints
    offers: Ints
    others: Sequence[Need] | Sequence[Offer]

    def pair(self, at: int) -> tuple[Need, Offer]:
        """Return need and offer of one pair."""
        table = self.ledger.table
        return table.needs[self.needs[at]], table.offers[self.offers[at]]

    def other(self, at: int) -> Need | Offer:
        """Return the side of one pair that varies."""
        return self.pair(at)[0 if self.others is self.ledger.table.needs else 1]

    def nearest(self, where: Ints) -> int | None:
        """Return which of some pairs would be worth most; None without any."""
        if not len(where):
            return None
        worth = self.ledger.table.values(np.unique(self.needs[where]), np.unique(self.offers[where]))
        return int(where[int(np.argmax(worth.ravel()))])


def _ruled_out(pairs: _Pairs, broken: Bits) -> Iterator[Reason]:
    """Yield a reason for each rule that some pair breaks; those that alone stand in the way come first."""
    alone = [rule for rule in Rule if (broken == rule).any()]
    for rule in [*alone, *(rule for rule in Rule if rule not in alone)]:
        breaking = np.flatnonzero(broken & rule)
        if len(breaking):
            near = pairs.nearest(np.flatnonzero(broken == rule))
            code, values = _VALUES[rule](pairs, breaking, near)
            named = (
                {}
                if code in {Code.OWN, Code.DECLINED_BEFORE}
                else {"near": None if near is None else pairs.other(near).key}
            )
            yield Reason(code, {"count": len(breaking), "of": len(broken), **named, **values})


Said = tuple[Code, dict[str, object]]


def _own(pairs: _Pairs, breaking: Ints, near: int | None) -> Said:
    return Code.OWN, {}


def _not_in_time(pairs: _Pairs, breaking: Ints, near: int | None) -> Said:
    """By how many days the nearest misses the time left; None without a nearest."""
    if near is None:
        return Code.NOT_IN_TIME, {"days": None}
    need, offer = pairs.pair(near)
    at = pairs.ledger.table.at
    late = (offer.start - need.by).days if offer.start and need.by else 0
    ended = (at - offer.until).days if offer.until else 0
    return Code.NOT_IN_TIME, {"days": max(late, ended)}


def _other_cities(pairs: _Pairs, breaking: Ints, near: int | None) -> Said:
    named: Codes = frozenset().union(*(pairs.other(int(at)).cities for at in breaking))
    return Code.OTHER_CITIES, {"cities": _few_codes(named)}


def _other_fields(pairs: _Pairs, breaking: Ints, near: int | None) -> Said:
    named: Codes = frozenset().union(*(pairs.other(int(at)).fields for at in breaking))
    return Code.OTHER_FIELDS, {"fields": _few_codes(named)}


def _declined(pairs: _Pairs, breaking: Ints, near: int | None) -> Said:
    keys = [(need.key, offer.key) for need, offer in (pairs.pair(int(at)) for at in breaking[:FEW])]
    found = [pairs.ledger.declined[key] for key in keys]
    return Code.DECLINED_BEFORE, {"pairs": [asdict(pair) for pair in found]}


def _too_small(pairs: _Pairs, breaking: Ints, near: int | None) -> Said:
    sized = [pairs.pair(int(at)) for at in breaking]
    need, offer = min(sized, key=lambda pair: pair[0].quantity - pair[1].capacity)
    short_by = round(need.quantity - offer.capacity, 6)
    return Code.TOO_SMALL, {"largest": offer.capacity, "short_by": short_by, "unit": need.unit}


_VALUES: dict[Rule, Callable[[_Pairs, Ints, int | None], Said]] = {
    Rule.OWNER: _own,
    Rule.TIME: _not_in_time,
    Rule.CITIES: _other_cities,
    Rule.FIELDS: _other_fields,
    Rule.DECLINED: _declined,
    Rule.SIZE: _too_small,
}


def _few_codes(codes: Codes) -> list[str]:
    return sorted(codes)[: 10 * FEW]
