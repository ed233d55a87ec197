"""Which actions with which cities are worth most within the year's money, staff days and rules?

Values are the caller's judgement in one unit and add up: two actions with one city count as the sum of both. Where they
would not, say so by an exclusive group. All answers about more or less money are found by solving anew, none by prices of
the relaxation. Called by `strategy`; Markowitz and Manne 1957, Econometrica 25:84.
"""

from collections.abc import Callable, Sequence

import numpy as np

from youcheng.engines.errors import OutOfRange
from youcheng.engines.portfolio.clashes import clash_of
from youcheng.engines.portfolio.outcomes import Clash, Curve, LeftOut, Point, Portfolio, Standing
from youcheng.engines.portfolio.program import Program, Row, program_of
from youcheng.engines.portfolio.solving import Found, OutOfTime, best, ceilings
from youcheng.engines.portfolio.terms import Effort, Item, Kind, Limit, Limits, check_items
from youcheng.engines.results import Caveat, Value, caveat

WORTH_SAYING = 1e-6
"""Differences of value below this share of the largest item are rounding."""


class NotFound(OutOfRange):
    """The search found no choice in its time, and none was proved impossible."""


def choose(
    items: Sequence[Item], limits: Limits, effort: Effort | None = None, closest: int = 10
) -> Portfolio | Clash:
    """Return the best choice, or which limits clash.

        max Σ v_i x_i,  x_i ∈ {0, 1}
        Σ money_i x_i ≤ budget,  Σ days_i x_i ≤ staff days,  Σ_{travels} x_i ≤ n
        per zone least ≤ Σ x_i ≤ most  or  share · Σ x ≤ Σ_zone x,  per city least ≤ Σ x_i ≤ most
        required x_i = 1,  forbidden x_i = 0,  of exclusive actions at most one a city

    Of the items left out, the `closest` by the relaxation's bound are solved with each forced in, so that their loss is
    exact. Raises an EngineError for a list or limits that mean nothing, NotFound where time ran out.
    """
    check_items(items, limits)
    effort = effort or Effort()
    program = program_of(items, limits)
    found = _found(program, effort)
    parameters = _described(limits, effort, len(items))
    if found is None:
        return Clash(method="portfolio", parameters=parameters, limits=clash_of(program))
    return Portfolio(
        method="portfolio",
        parameters=parameters,
        caveats=_reservations(found, effort),
        chosen=tuple(item for item, taken in zip(program.items, found.chosen, strict=True) if taken),
        value=found.value,
        bound=found.bound,
        gap=found.gap,
        standings=_standings(program, found, effort),
        left_out=_left_out(program, found, effort, closest),
    )


def curve(
    items: Sequence[Item],
    limits: Limits,
    resource: Kind,
    levels: Sequence[float],
    effort: Effort | None = None,
) -> Curve:
    """Return the best value at each level of money or staff days, the other limits as they are.

    A level for which time ran out is left out.
    """
    check_items(items, limits)
    effort = effort or Effort()
    if resource not in (Kind.MONEY, Kind.DAYS):
        raise OutOfRange(f"No curve over {resource}", where="curve", remedy="Ask for money or days.")
    asked = sorted(set(levels))
    points: dict[float, Point] = {}

    def solved(level: float) -> Point:
        if level not in points:
            program = program_of(items, limits.changed(**{resource.value: level}))
            try:
                found = best(program, effort.each, effort.gap)
            except OutOfTime:
                return Point(level, None, float(program.value.sum()))
            points[level] = (
                Point(level, None, None) if found is None else Point(level, found.value, found.bound)
            )
        return points[level]

    _fill(solved, points, asked)
    return Curve(
        method="portfolio",
        parameters=_described(limits, effort, len(items)),
        resource=resource.value,
        points=tuple(points[level] for level in asked if level in points),
    )


def _fill(solved: Callable[[float], Point], points: dict[float, Point], levels: Sequence[float]) -> None:
    """Solve the ends and, where they differ, the middle: more never harms, so between equal values all are equal."""
    if not levels:
        return
    low, high = solved(levels[0]), solved(levels[-1])
    between = levels[1:-1]
    if not between:
        return
    if low.value is not None and low.value == high.value and low.bound == low.value == high.bound:
        points.update({level: Point(level, low.value, low.bound) for level in between})
        return
    middle = len(levels) // 2
    _fill(solved, points, levels[: middle + 1])
    _fill(solved, points, levels[middle:])


def _found(program: Program, effort: Effort) -> Found | None:
    try:
        return best(program, effort.seconds, effort.gap)
    except OutOfTime as stopped:
        raise NotFound(
            f"No choice was found in {effort.seconds:g} seconds",
            where="portfolio",
            remedy="Allow more time, or fewer items.",
        ) from stopped


def _standings(program: Program, found: Found, effort: Effort) -> tuple[Standing, ...]:
    """Each limit once, in its order; one that holds in every city is shown where it is tightest."""
    return tuple(_standing(program, limit, found, effort) for limit in program.limits)


def _standing(program: Program, limit: Limit, found: Found, effort: Effort) -> Standing:
    rows = [row for row in program.rows if row.limit == limit]
    slack, used = min((_slack(row, found), float(row.weight[found.chosen].sum())) for row in rows)
    try:
        freed = best(program.without(limit), effort.each, effort.gap)
    except OutOfTime:
        freed = None
    gain = None if freed is None else _gain(program, found, freed)
    if limit.kind in (Kind.ZONE_LEAST_SHARE, Kind.ZONE_MOST_SHARE):
        inside = rows[0].weight > 0
        count = int(found.chosen.sum())
        used = float(found.chosen[inside].sum()) / count if count else 0.0
    has_amount = limit.kind not in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.EXCLUSIVE)
    return Standing(limit, used, slack if has_amount else None, gain)


def _gain(program: Program, found: Found, freed: Found) -> float | None:
    """What lifting a limit gains: at least so much where time ran out, and None where nothing was found or ruled out."""
    gain = _told(program, max(0.0, freed.value - found.value))
    could_be_more = _told(program, max(0.0, freed.bound - found.value))
    return gain if gain or not could_be_more else None


def _slack(row: Row, found: Found) -> float:
    used = float(row.weight[found.chosen].sum())
    return max(0.0, min(row.high - used, used - row.low))


def _left_out(program: Program, found: Found, effort: Effort, closest: int) -> tuple[LeftOut, ...]:
    """The items left out, those that would cost least first, and those that cannot be had last."""
    ceiling, out_of_reach = ceilings(program), program.out_of_reach()
    rows = [
        (int(place), None if out_of_reach[place] else _told(program, max(0.0, found.value - ceiling[place])))
        for place in np.flatnonzero(~found.chosen)
    ]
    rows.sort(key=lambda row: (row[1] is None, row[1] or 0.0, -program.value[row[0]], row[0]))
    told = [_exactly(program, found, effort, place, loss) for place, loss in rows[:closest]]
    told += [LeftOut(program.items[place], loss, loss is None) for place, loss in rows[closest:]]
    return tuple(
        sorted(told, key=lambda each: (each.loss is None, not each.exact, each.loss or 0.0, each.item.key))
    )


def _exactly(program: Program, found: Found, effort: Effort, place: int, loss: float | None) -> LeftOut:
    item = program.items[place]
    if loss is None:
        return LeftOut(item, None, exact=True)
    try:
        forced = best(program, effort.each, effort.gap, place)
    except OutOfTime:
        return LeftOut(item, loss, exact=False)
    if forced is None:
        return LeftOut(item, None, exact=True)
    # Where time ran out only the bound is proved, and the loss is at least what it leaves.
    is_proved = forced.gap <= effort.gap
    reached = forced.value if is_proved else forced.bound
    return LeftOut(item, _told(program, max(0.0, found.value - reached)), exact=is_proved)


def _told(program: Program, difference: float) -> float:
    """A difference of two values, 0 where it is no more than rounding."""
    least = WORTH_SAYING * float(program.value.max())
    return 0.0 if abs(difference) <= least else difference


def _reservations(found: Found, effort: Effort) -> tuple[Caveat, ...]:
    notes = [caveat("values_add_up")]
    if found.gap > effort.gap:
        notes.append(caveat("gap_left", gap=f"{100 * found.gap:.3g}"))
    return tuple(notes)


def _described(limits: Limits, effort: Effort, items: int) -> dict[str, Value]:
    return {
        "items": items,
        "money": limits.money,
        "days": limits.days,
        "abroad": limits.abroad,
        "most_a_city": limits.most_a_city,
        "seconds": effort.seconds,
        "gap": effort.gap,
    }
