"""Section "proposed measures": what the figures suggest to do in the year, each with its reason and its figures.

Called by `drafting.document`. Every measure follows from a rule one can read here; no rule, no measure. An editor adds what
figures can't know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from youcheng.foundation.documents.model import Block, Emphasis, Figure, Gap, Heading, Runs
from youcheng.network.enums import Grade
from youcheng.strategy.drafting.complementarity import LOAD, Side, demand_figure, rca_figure
from youcheng.strategy.drafting.draft import Draft, gap
from youcheng.strategy.drafting.history import field_name
from youcheng.strategy.drafting.names import dimension_name
from youcheng.strategy.drafting.sentences import joined, listed, paragraph, sentence, words
from youcheng.strategy.facts.fields import Ranked
from youcheng.strategy.facts.trade import Pair, Way

WEAK = 50.0
"""A dimension whose 95 % bound lies below the middle of the scale asks for care."""
BRIEF = 4
"""How many measures the summary names."""
Rule = Callable[[Draft, list[Ranked]], Iterator[tuple[str, str, Runs]]]


def blocks(draft: Draft, ranked: list[Ranked]) -> list[Block]:
    """The section's blocks: one numbered paragraph a measure, then room for the office's own."""
    found: list[Block] = [
        Heading(1, _("Proposed measures"), key="measures"),
        paragraph(
            "measures.about",
            sentence(
                _(
                    "The measures below follow from the figures by fixed rules; each names its reason. The office decides."
                ),
            ),
        ),
    ]
    for code, title, reason in _proposed(draft, ranked):
        text = words(Emphasis(title), "" if draft.language == "zh-hans" else " ", reason)
        found.append(paragraph(f"measures.{code}", text))
    return [
        *found,
        paragraph("measures.own", sentence(_("The office's own measures: %(gap)s."), gap=gap(_("measures")))),
    ]


def in_brief(draft: Draft, ranked: list[Ranked]) -> list[Runs]:
    """The titles of the first measures proposed; nothing where the figures propose none."""
    titles = [title for _code, title, _reason in _proposed(draft, ranked)][:BRIEF]
    if not titles:
        return []
    joint = "；" if draft.language == "zh-hans" else "; "
    return [sentence(_("Measures proposed: %(titles)s."), titles=joint.join(t.rstrip("。.") for t in titles))]


def _proposed(draft: Draft, ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    for rule in RULES:
        yield from rule(draft, ranked)


def _renewal(draft: Draft, _ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    if draft.facts.tie.term_over:
        yield (
            "renewal",
            _("Settle the renewal."),
            sentence(_("Reason: the agreed term is over and neither a renewal nor an end is on record.")),
        )


def _archive(draft: Draft, _ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    unconfirmed = sum(event.grade != Grade.A for event in draft.facts.tie.events)
    if unconfirmed:
        figure = draft.figure(
            "history.unconfirmed", unconfirmed, _("facts of the tie still to be confirmed"), unit="count"
        )
        yield (
            "archive",
            _("Confirm the dates from the archive."),
            sentence(
                _("Reason: facts of the tie not yet seen in a published source: %(count)s."), count=figure
            ),
        )


def _records(draft: Draft, _ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    vitality = draft.facts.tie.vitality
    if not draft.facts.tie.exchanges:
        yield (
            "records",
            _("Enter the exchanges of past years."),
            sentence(_("Reason: none is on record, so neither vitality nor fields of work can be judged.")),
        )
    elif vitality is not None and vitality.silence.flagged and vitality.silence.probability is not None:
        chance = draft.figure(
            "vitality.silence", 100 * vitality.silence.probability, _("probability of so long a silence"),
            unit="%", decimals=1, result=vitality.silence,
        )  # fmt: skip
        yield (
            "contact",
            _("Take up contact again."),
            sentence(
                _("Reason: so long a silence is unusual for this tie (%(chance)s%% by chance alone)."),
                chance=chance,
            ),
        )


def _anniversary(draft: Draft, _ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    for each in draft.facts.anniversaries[:1]:
        years = draft.figure(
            "tie.anniversary", each.years, _("years of the tie"), unit=_("anniversary (years)"),
            formula=gettext_noop("day of the anniversary − day of signing"),
        )  # fmt: skip
        title = (
            _("Prepare the ten-year mark with events.")
            if each.is_decade
            else _("Prepare a congratulatory letter.")
        )
        yield (
            "anniversary",
            title,
            sentence(
                _("Reason: on %(day)s the tie is %(years)s years old."), day=draft.day(each.on), years=years
            ),
        )


def _sell(draft: Draft, _ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    pair = draft.facts.trade.pair
    if pair is None:
        return
    home, partner = draft.country(pair.forward.seller), draft.country(pair.forward.buyer)
    ways = (
        (pair.forward, Side("forward", home, partner), _("Bring our firms together with buyers there: %(good)s.")),
        (pair.backward, Side("backward", partner, home), _("Bring their firms together with buyers here: %(good)s.")),
    )  # fmt: skip
    found = [(way, side, title, _strongest(draft, way)) for way, side, title in ways]
    facts = {
        side.key: _specialised(draft, pair, way, side, code) for way, side, _title, code in found if code
    }
    codes = {code for *_rest, code in found}
    if len(facts) == 2 and len(codes) == 1:
        title = _("Bring the firms of both sides together: %(good)s.")
        found = [(way, side._replace(key="both"), title, code) for way, side, _title, code in found[:1]]
        facts = {"both": joined(*facts.values())}
    for _way, side, title, code in found:
        if code is not None:
            good = draft.good(code, pair.sheet.scheme)
            yield f"trade.{side.key}", title % {"good": good}, _trade_reason(facts[side.key])


def _strongest(draft: Draft, way: Way) -> str | None:
    """The code that carries most points among those the seller is specialised in and the buyer wants."""
    for code, _points in way.tci.top(len(way.tci.goods)):
        if code not in draft.rules.not_matched and way.rca.get(code, 0) >= 1 and way.demand.get(code, 0) >= 1:
            return code
    return None


def _specialised(draft: Draft, pair: Pair, way: Way, side: Side, code: str) -> Runs:
    return sentence(
        _("%(seller)s is specialised in it (%(rca)s times the world's average) and %(buyer)s buys more of it than the world does (%(demand)s times)."),
        seller=side.seller, buyer=side.buyer,
        rca=rca_figure(draft, pair, way, side.key, code), demand=demand_figure(draft, pair, way, side.key, code),
    )  # fmt: skip


def _trade_reason(facts: Runs) -> Runs:
    return sentence(
        _("Reason: %(facts)s These are countries' figures: check first that the city makes it."), facts=facts
    )


def _fields(draft: Draft, ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    first = [each for each in ranked if len(each.yes) > 1][:3]
    if first:
        names = listed([field_name(each.field.code) for each in first])
        yield (
            "fields",
            _("Agree on the year's fields with the partner."),
            sentence(_("Reason: most questions are answered yes for %(fields)s."), fields=names),
        )


def _care(draft: Draft, _ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    risk = draft.facts.risk
    weak = [code for code, found in risk.intervals.items() if found.p95 < WEAK]
    if weak:
        yield (
            "care",
            _("Have agreements with cost or staff checked first."),
            sentence(
                _("Reason: even the upper bounds of the risk scores lie below the middle of the scale, 50 of 100: %(bounds)s."),
                bounds=listed([words(f"{dimension_name(code)} ", _upper_bound(draft, code)) for code in weak]),
            ),
        )  # fmt: skip
    if risk.red_lines:
        yield (
            "red_lines",
            _("Ask the ministry before any new step."),
            sentence(_("Reason: a red line holds for %(country)s."), country=draft.country(risk.country)),
        )


def _upper_bound(draft: Draft, code: str) -> Figure | Gap:
    risk = draft.facts.risk
    return draft.figure(
        f"risk.{code}.p95", risk.intervals[code].p95,
        _("risk score, %(dimension)s, 95 %% bound") % {"dimension": dimension_name(code)},
        unit=_("points of 100"), result=risk.drawn,
    )  # fmt: skip


def _complete(draft: Draft, _ranked: list[Ranked]) -> Iterator[tuple[str, str, Runs]]:
    trade = draft.facts.trade
    if trade.pair is None and trade.lacking:
        yield (
            "data",
            _("Complete the trade figures."),
            sentence(
                _(
                    "Reason: “%(dataset)s” does not hold %(countries)s; %(command)s loads a table that holds them."
                ),
                dataset=draft.dataset(trade.lacking_from),
                countries=listed([draft.country(code) for code in trade.lacking]),
                command=LOAD,
            ),
        )
    if draft.facts.home_profile is None:
        yield (
            "profile",
            _("Import the city's industry table."),
            sentence(_("Reason: countries' figures say nothing about a city's own strengths.")),
        )


RULES: tuple[Rule, ...] = (
    _renewal, _records, _anniversary, _sell, _fields, _care, _archive, _complete,
)  # fmt: skip
