"""The sheet of a topic as a paper: the question, whom it concerns, who was chosen and why, the money, the advice used.

Called by the topic's download. What nobody wrote down is marked as to be supplied, never filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from youcheng.foundation.documents.model import (
    Block,
    Column,
    Document,
    Gap,
    Heading,
    Language,
    Run,
    Table,
    Text,
    paragraph,
    row,
)
from youcheng.foundation.exporting import notice
from youcheng.foundation.formatting import day, listed, number
from youcheng.network.models import Relationship
from youcheng.network.queries import home_city
from youcheng.strategy.models import Topic
from youcheng.strategy.queries.topics.advice import Advice
from youcheng.strategy.queries.topics.work import Force, Money


@dataclass(frozen=True)
class Whole:
    """Everything the paper says, read before it is written."""

    topic: Topic
    ties: Sequence[Relationship]
    money: Money | None
    force: Force | None
    advice: Sequence[Advice]


def topic_paper(whole: Whole, language: Language, on: dt.date) -> Document:
    """The paper in one language; the words people wrote stay in the language they wrote them in."""
    with translation.override(language):
        home = home_city()
        blocks = [
            *_question(whole),
            *_choice(whole.topic),
            *_money(whole.money),
            *_people(whole.force),
            *_advice(whole.advice),
        ]
        return Document(
            title=_("Research topic: %(title)s") % {"title": whole.topic.title.shown(language)},
            language=language,
            blocks=tuple(blocks),
            issuer=str(home.office) if home and home.office else "",
            date=on,
            watermark=notice(),
        )


def _question(whole: Whole) -> list[Block]:
    topic = whole.topic
    lines = [
        (_("Year"), str(topic.year)),
        (_("State"), str(topic.get_state_display())),
        (_("Zone"), str(topic.get_zone_display()) if topic.zone else _("no zone in particular")),
        (_("Ties it concerns"), listed(one.partner for one in whole.ties) or _("none in particular")),
        (_("Last day for proposals"), day(topic.call_until) if topic.call_until else ""),
        (_("Budget"), _amount(topic.budget, topic.currency)),
    ]
    return [
        Heading(1, _("The question")),
        *_paragraphs(topic.question),
        *([Heading(2, _("Why it matters")), *_paragraphs(topic.why)] if topic.why else []),
        *(paragraph(_("%(name)s: ") % {"name": name}, _said(text, name)) for name, text in lines),
    ]


def _choice(topic: Topic) -> list[Block]:
    heading = Heading(1, _("The chosen proposal"))
    if topic.chosen is None:
        return [heading, paragraph(_("No proposal has been chosen yet."))]
    one = topic.chosen
    return [
        heading,
        paragraph(
            _("“%(title)s”, %(organisation)s.") % {"title": one.title, "organisation": one.organisation}
        ),
        paragraph(_("Reason of the choice: "), _said(topic.choice_reason, _("Reason of the choice"))),
        Heading(2, _("Researchers")),
        *_paragraphs(one.people),
        Heading(2, _("Plan of work")),
        *_paragraphs(one.plan),
        Heading(2, _("What will be handed in")),
        *_paragraphs(one.deliverables),
    ]


def _money(money: Money | None) -> list[Block]:
    heading = Heading(1, _("Money"))
    if money is None:
        return [heading, paragraph(_("No money has been laid down yet."))]
    grant = money.grant
    sums = _(
        "Grant %(grant)s from “%(line)s”: paid %(paid)s, payable %(payable)s, planned %(planned)s, left to pay %(left)s."
    ) % {
        "grant": _amount(grant.amount, grant.currency), "line": grant.budget_line, "paid": _amount(money.paid, ""),
        "payable": _amount(money.payable, ""), "planned": _amount(money.planned, ""), "left": _amount(money.left, ""),
    }  # fmt: skip
    columns = (
        Column(_("Milestone"), share=3),
        Column(_("Day of the milestone"), share=1.8),
        Column(_("Amount"), align="right", share=1.6),
        Column(_("State"), share=1.2),
        Column(_("Paid on"), share=1.8),
        Column(_("Voucher no."), share=1.4),
    )
    rows = tuple(
        row(
            part.instalment.title, day(part.instalment.due_on), _amount(part.instalment.amount, ""),
            str(part.state.label), day(part.instalment.paid_on), part.instalment.voucher or "—",
        )
        for part in money.parts
    )  # fmt: skip
    return [heading, paragraph(sums), Table(columns, rows)]


def _people(force: Force | None) -> list[Block]:
    heading = Heading(1, _("Task force"))
    if force is None:
        return [heading, paragraph(_("No task force has been set up yet."))]
    columns = (
        Column(_("Member of the task force"), share=1.5), Column(_("Role in the task force"), share=1.2), Column(_("Organisation"), share=2.5),
        Column(_("Part in the work"), share=2.5),
    )  # fmt: skip
    rows = tuple(
        row(str(one), str(one.get_role_display()), one.where or "—", one.duty or "—") for one in force.members
    )
    return [heading, paragraph(force.force.name), *([Table(columns, rows)] if rows else [])]


def _advice(advice: Sequence[Advice]) -> list[Block]:
    heading = Heading(1, _("Use of the advice"))
    if not advice:
        return [heading, paragraph(_("No advice has been accepted yet."))]
    columns = (
        Column(_("No."), align="center", share=0.6),
        Column(_("Advice given"), share=3.6),
        Column(_("What became of it"), share=1.3),
        Column(_("Reason"), share=2.4),
        Column(_("Changed by it"), share=1.8),
    )
    rows = tuple(
        row(
            str(one.recommendation.number), one.recommendation.text,
            str(one.recommendation.get_state_display()), one.recommendation.reason or "—",
            str(one.paragraph.dossier) if one.paragraph else "—",
        )
        for one in advice
    )  # fmt: skip
    return [heading, Table(columns, rows)]


def _amount(value: Decimal | None, currency: str) -> str:
    return f"{number(float(value), 2)} {currency}".strip() if value is not None else ""


def _paragraphs(text: str) -> list[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [paragraph(line) for line in lines] or [paragraph(Gap())]


def _said(text: str, what: str) -> Run:
    """The text, or the mark of a gap."""
    return Text(text) if text.strip() else Gap(what)
