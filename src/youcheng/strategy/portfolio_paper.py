"""A solved portfolio as a paper for those who decide: what is proposed, what limits it, what more would buy, what was left out.

Called by the portfolio's download. What stands in it was solved before; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from youcheng.foundation.actors import Actor
from youcheng.foundation.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Language,
    Picture,
    Source,
    Table,
    bullets,
    paragraph,
    row,
)
from youcheng.foundation.exporting import notice
from youcheng.foundation.formatting import number, percent
from youcheng.network.enums import Zone
from youcheng.network.queries import home_city
from youcheng.strategy import portfolio_charts, portfolio_words
from youcheng.strategy.models import Portfolio, PortfolioItem
from youcheng.strategy.portfolio_words import Names
from youcheng.strategy.queries import portfolios as queries

LEFT_OUT = 10


def document_of(actor: Actor, portfolio: Portfolio, names: Names, language: Language) -> Document:
    """The paper in one language."""
    with translation.override(language):
        names = queries.names_for(actor, names.currency)
        home = home_city()
        blocks: list[Block] = [
            *_proposed(actor, portfolio, names),
            *_limits(portfolio, names),
            *_more(portfolio, names),
            *_left_out(actor, portfolio, names),
        ]
        return Document(
            title=_("Proposed portfolio of actions with friendship cities, %(name)s") % {"name": portfolio},
            language=language,
            blocks=tuple(blocks),
            issuer=str(home.office) if home and home.office else "",
            date=timezone.localdate(portfolio.solved_at),
            watermark=" · ".join(text for text in (notice(), str(_("Draft"))) if text),
            sources=(Source(_formula(portfolio)),),
        )


def _proposed(actor: Actor, portfolio: Portfolio, names: Names) -> list[Block]:
    answer, items = portfolio.answer, list(queries.chosen_items(actor, portfolio))
    about = {
        "count": number(len(items)),
        "money": names.money(answer["money"]),
        "days": number(answer["days"]),
        "value": number(answer["value"], 2),
        "gap": percent(answer["gap"], 2),
    }
    said = _(
        "%(count)s actions are proposed; together they cost %(money)s, take %(days)s staff days and are expected to add "
        "%(value)s to vitality, weighed by potential. No choice within the limits is better by more than %(gap)s."
    )
    columns = (
        Column(_("Partner"), share=1.6),
        Column(_("Action"), share=1.6),
        Column(_("Batch")),
        Column(_("Zone")),
        Column(_("Effect"), align="right", share=0.8),
        Column(_("Cost"), align="right"),
        Column(_("Staff days"), align="right", share=0.8),
    )
    rows = tuple(_item(item) for item in items)
    return [Heading(1, _("What is proposed")), paragraph(said % about), Table(columns, rows)]


def _item(item: PortfolioItem) -> tuple[Cell, ...]:
    return row(
        str(item.relationship.partner),
        str(item.action),
        item.get_batch_display(),
        str(Zone(item.zone).label) if item.zone else "—",
        number(item.value, 2),
        number(float(item.money)),
        number(float(item.days), 1),
    )


def _limits(portfolio: Portfolio, names: Names) -> list[Block]:
    rows = portfolio_words.limit_rows(portfolio, names)
    lines = [
        _("%(limit)s: without it the expected effect would be %(gain)s higher.")
        % {"limit": each.text, "gain": number(each.gain, 2)}
        for each in rows
        if each.binds
    ]
    free = [each.text for each in rows if not each.binds]
    blocks: list[Block] = [Heading(1, _("What limits it"))]
    blocks.append(bullets(*lines) if lines else paragraph(_("No limit binds: nothing more could be had.")))
    if free:
        blocks.append(paragraph(_("Not binding: %(limits)s.") % {"limits": "; ".join(free)}))
    return blocks


def _more(portfolio: Portfolio, names: Names) -> list[Block]:
    blocks: list[Block] = [Heading(1, _("What more would buy"))]
    blocks += [paragraph(text) for text in portfolio_words.more_said(portfolio, names)]
    for kind, curve in portfolio.answer.get("curves", {}).items():
        blocks.append(
            Picture(
                alt=portfolio_charts.curve_words(kind, curve),
                spec=portfolio_charts.curve_specification(kind, curve, names.currency),
                beside=_curve_table(kind, portfolio_words.curve_points(curve)),
            )
        )
    return blocks if len(blocks) > 1 else []


def _curve_table(kind: str, points: Sequence[portfolio_words.CurvePoint]) -> Table:
    title = _("Budget") if kind == "money" else _("Staff days")
    columns = tuple(Column(text, align="right") for text in (title, _("Expected effect"), _("Difference")))
    rows = tuple(
        row(
            number(point.level),
            "—" if point.value is None else number(point.value, 2),
            "—" if point.difference is None else number(point.difference, 2),
        )
        for point in points
    )
    return Table(columns, rows)


def _left_out(actor: Actor, portfolio: Portfolio, names: Names) -> list[Block]:
    items = queries.left_out(actor, portfolio)[:LEFT_OUT]
    columns = (
        Column(_("Partner"), share=2),
        Column(_("Action"), share=2),
        Column(_("Effect lost if it is taken"), align="right"),
    )
    rows = tuple(
        row(
            str(item.relationship.partner),
            str(item.action),
            portfolio_words.loss_said(item.loss, exact=item.loss_is_exact),
        )
        for item in items
    )
    lacking = portfolio_words.lacking_said(portfolio, names)
    blocks: list[Block] = [Heading(1, _("What was left out, and by how little"))]
    if rows:
        blocks.append(Table(columns, rows))
    return [*blocks, *([bullets(*lacking)] if lacking else [])]


def _formula(portfolio: Portfolio) -> str:
    settings = portfolio.answer.get("settings", {})
    return _(
        "Expected effect of an action: q · 2^(−%(years)s / h) · potential / 100 · weight of the batch; q and h are the worth "
        "and half-life of its type of exchange. Judgements of the office, grade C. Solved as a 0–1 program by HiGHS."
    ) % {"years": settings.get("years_left", "")}
