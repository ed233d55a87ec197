"""Section "key fields": the fields to look into first, each with the questions answered yes and the figures behind them.

Called by `drafting.document`. The rule is printed with the table, so that anyone can argue with it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from youcheng.foundation.documents.model import Block, Column, Heading, Run, Runs, Table, row
from youcheng.strategy.drafting.complementarity import demand_figure, rca_figure
from youcheng.strategy.drafting.draft import Draft, gap
from youcheng.strategy.drafting.history import field_name
from youcheng.strategy.drafting.names import question_name
from youcheng.strategy.drafting.sentences import listed, paragraph, sentence, words
from youcheng.strategy.facts.fields import Answer, Ranked
from youcheng.strategy.framework import QUESTIONS

NAMED = 2


def blocks(draft: Draft, ranked: list[Ranked], shown: int) -> list[Block]:
    """The section's blocks; fields without a single yes are named but not ranked."""
    found: list[Block] = [
        Heading(1, _("Key fields"), key="key_fields"),
        paragraph("key_fields.rule", _rule()),
    ]
    listed_first = [each for each in ranked if each.yes][:shown]
    if not listed_first:
        text = sentence(
            _("No question could be answered yes with the figures loaded: %(gap)s."),
            gap=gap(_("exchanges on record, a trade table that holds both countries, a city profile")),
        )
        return [*found, paragraph("key_fields.none", text)]
    found.append(_table(draft, listed_first))
    silent = [field_name(each.field.code) for each in ranked if not each.yes]
    if silent:
        found.append(
            paragraph(
                "key_fields.silent",
                sentence(
                    _(
                        "For %(fields)s no figure speaks for or against; that is want of figures, not of interest."
                    ),
                    fields=listed(silent),
                ),
            )
        )
    return found


def in_brief(_draft: Draft, ranked: list[Ranked], shown: int) -> list[Runs]:
    """The fields that the figures speak for, the first ones first; nothing where they speak for none."""
    first = [field_name(each.field.code) for each in ranked if each.yes][:shown]
    return [sentence(_("Fields to look into first: %(fields)s."), fields=listed(first))] if first else []


def _rule() -> Runs:
    return sentence(
        _("Each field is asked the same questions (%(questions)s). More answers yes stand higher; equal ones keep the office's order of interest. Nothing is added up, and unknown is not no."),
        questions=listed([question_name(code) for code in QUESTIONS]),
    )  # fmt: skip


def _table(draft: Draft, ranked: list[Ranked]) -> Table:
    return Table(
        columns=(
            Column(_("Rank"), align="right", share=0.6),
            Column(_("Field"), share=1.3),
            Column(_("Reasons"), share=4.5),
            Column(_("Unknown"), share=1.6),
        ),
        rows=tuple(_field(draft, each) for each in ranked),
        caption=_("Fields to look into first, with reasons"),
        key="key_fields.table",
    )


def _field(draft: Draft, each: Ranked) -> tuple[Runs, ...]:
    reasons = [_reason(draft, each.field.code, answer) for answer in each.yes]
    unknown = [question_name(answer.question) for answer in each.answers if answer.yes is None]
    joined: list[Run] = []
    for number, reason in enumerate(reasons):
        joined += [*words("；" if draft.language == "zh-hans" else "; ")] if number else []
        joined += list(reason)
    return row(
        str(each.place), field_name(each.field.code), tuple(joined), listed(unknown) if unknown else "—"
    )


def _reason(draft: Draft, field: str, answer: Answer) -> Runs:
    name = question_name(answer.question)
    if answer.question == "worked":
        figure = draft.figure(
            f"history.field.{field}", answer.count,
            _("recorded exchanges in the field %(field)s") % {"field": field_name(field)}, unit="count",
        )  # fmt: skip
        return sentence(_("%(question)s (%(count)s exchanges)"), question=name, count=figure)
    if answer.question == "city":
        return sentence(
            _("%(question)s (%(industries)s)"),
            question=name,
            industries=listed([_quotient(draft, answer, code) for code in answer.codes[:NAMED]]),
        )
    return sentence(
        _("%(question)s (%(goods)s)"),
        question=name,
        goods=listed([_good(draft, answer.question, code) for code in answer.codes[:NAMED]]),
    )


def _good(draft: Draft, question: str, code: str) -> Runs:
    pair = draft.facts.trade.pair
    assert pair is not None
    key, way = ("forward", pair.forward) if question == "home_sells" else ("backward", pair.backward)
    return sentence(
        _("%(good)s: specialisation %(rca)s, demand %(demand)s"),
        good=draft.good(code, pair.sheet.scheme),
        rca=rca_figure(draft, pair, way, key, code),
        demand=demand_figure(draft, pair, way, key, code),
    )


def _quotient(draft: Draft, answer: Answer, code: str) -> Runs:
    profile = draft.facts.home_profile if answer.side == "home" else draft.facts.partner_profile
    assert profile is not None
    name = next(
        (each.name.shown(draft.language).text for each in profile.rows if each.industry == code), code
    )
    figure = draft.figure(
        f"profile.{answer.side}.lq.{code}", profile.quotients[code],
        _("location quotient of %(industry)s") % {"industry": name},
        unit=_("ratio, neutral 1"), decimals=2, result=profile.result,
    )  # fmt: skip
    return words(name, " ", figure)
