"""Section "history and exchanges": the dated facts of the tie, what the two cities did, and whether the tie is alive.

Called by `drafting.document`. Only recorded facts are told; what nobody recorded is a gap, because a short record says as
much about record keeping as about the tie.
"""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from youcheng.engines.vitality import Vitality
from youcheng.foundation.documents.model import (
    Block,
    Column,
    Heading,
    Picture,
    Runs,
    Table,
    row,
)
from youcheng.foundation.documents.model import runs as as_runs
from youcheng.network.enums import EventType, ExchangeType, Field, Grade, Side
from youcheng.network.queries import Decline
from youcheng.strategy.drafting import pictures
from youcheng.strategy.drafting.draft import RECORDED, Draft, gap
from youcheng.strategy.drafting.sentences import listed, paragraph, sentence, words
from youcheng.strategy.facts.model import Event, Exchange

SHOWN = 8
"""Exchanges printed one by one; the rest are counted."""

_REGISTER = gettext_noop("count of the rows in the register on the day")


def blocks(draft: Draft) -> list[Block]:
    """The section's blocks."""
    found: list[Block] = [
        Heading(1, _("History and exchanges"), key="history"),
        Heading(2, _("How the tie came about"), key="history.tie"),
    ]
    if draft.facts.tie.events:
        found += [_events(draft)]
    else:
        found += [
            paragraph("history.events", sentence(_("Dated facts: %(gap)s."), gap=gap(_("events of the tie"))))
        ]
    unconfirmed = sum(event.grade != Grade.A for event in draft.facts.tie.events)
    if unconfirmed:
        found.append(paragraph("history.confirm", _unconfirmed(draft, unconfirmed)))
    found += [
        Heading(2, _("What the two cities did"), key="history.exchanges"),
        paragraph("history.count", _count(draft), _by_field(draft)),
    ]
    if draft.facts.tie.exchanges:
        found.append(_exchanges(draft))
    found += [
        paragraph(
            "history.outcome",
            sentence(_("Main results so far: %(gap)s."), gap=gap(_("results worth naming"))),
        ),
        Heading(2, _("How alive the tie is"), key="history.vitality"),
        paragraph("history.alive", *_vitality(draft, draft.facts.tie.vitality)),
    ]
    if draft.facts.tie.decline is not None:
        found.append(_curve(draft, draft.facts.tie.decline))
    return found


def _events(draft: Draft) -> Table:
    return Table(
        columns=(
            Column(_("Date"), share=1.3),
            Column(_("Fact"), share=1.7),
            Column(_("Said by"), share=0.8),
            Column(_("Source"), share=2),
            Column(_("Certainty"), share=1.2),
        ),
        rows=tuple(_event(draft, event) for event in draft.facts.tie.events),
        caption=_("Dated facts of the tie"),
        key="history.events",
    )


def _event(draft: Draft, event: Event) -> tuple[Runs, ...]:
    fact = words(str(EventType(event.type).label))
    if event.term_until is not None:
        fact = words(fact, _(" (term until %(date)s)") % {"date": draft.day(event.term_until)})
    certain = (
        _("confirmed")
        if event.grade == Grade.A
        else _("to be confirmed (%(grade)s)") % {"grade": event.grade}
    )
    return row(
        draft.when(event.when),
        fact,
        str(Side(event.side).label),
        event.source or gap(_("source")),
        certain,
    )


def _unconfirmed(draft: Draft, count: int) -> Runs:
    figure = draft.figure(
        "history.unconfirmed",
        count,
        _("facts of the tie still to be confirmed"),
        unit="count",
        formula=_REGISTER,
    )
    return sentence(
        _("Facts of the tie on record: %(all)s; still to be confirmed from the archive: %(count)s."),
        count=figure,
        all=draft.figure(
            "history.facts",
            len(draft.facts.tie.events),
            _("recorded facts of the tie"),
            unit="count",
            formula=_REGISTER,
        ),
    )


def _count(draft: Draft) -> Runs:
    exchanges = draft.facts.tie.exchanges
    if not exchanges:
        return sentence(
            _("No exchange with %(partner)s is on record as of %(day)s. %(gap)s"),
            partner=draft.partner,
            day=draft.day(draft.facts.as_of),
            gap=gap(_("exchanges since the tie was signed")),
        )
    return sentence(
        _("Exchanges with %(partner)s on record as of %(day)s: %(count)s; the last one: %(last)s."),
        day=draft.day(draft.facts.as_of),
        partner=draft.partner,
        last=draft.when(max(exchanges, key=lambda each: each.when.latest).when),
        count=draft.figure(
            "history.exchanges", len(exchanges), _("recorded exchanges"), unit="count", formula=_REGISTER
        ),
    )


def _by_field(draft: Draft) -> Runs:
    counted = Counter(field for each in draft.facts.tie.exchanges for field in each.fields)
    if not counted:
        return ()
    parts = [
        words(
            f"{field_name(code)} ",
            draft.figure(
                f"history.field.{code}",
                count,
                _("recorded exchanges in the field %(field)s") % {"field": field_name(code)},
                unit="count",
                formula=_REGISTER,
            ),
        )
        for code, count in counted.most_common()
    ]
    return sentence(_("By field: %(fields)s."), fields=listed(parts))


def field_name(code: str) -> str:
    """A field of cooperation in words; an unknown code is shown as it is."""
    return str(Field(code).label) if code in Field.values else code


def _exchanges(draft: Draft) -> Table:
    newest = sorted(draft.facts.tie.exchanges, key=lambda each: each.when.latest, reverse=True)
    return Table(
        columns=(
            Column(_("Date"), share=1.2),
            Column(_("What"), share=2.4),
            Column(_("Fields"), share=1.2),
            Column(_("Head count"), align="right", share=0.8),
            Column(_("Outcome"), share=2),
        ),
        rows=tuple(_exchange(draft, number, each) for number, each in enumerate(newest[:SHOWN])),
        caption=_("Latest exchanges on record"),
        key="history.exchanges.table",
    )


def _exchange(draft: Draft, number: int, each: Exchange) -> tuple[Runs, ...]:
    kind = str(ExchangeType(each.type).label) if each.type in ExchangeType.values else each.type
    return row(
        draft.when(each.when),
        as_runs(_("%(title)s (%(kind)s)") % {"title": each.title.shown(draft.language).text, "kind": kind}),
        listed([field_name(code) for code in each.fields] if each.fields else [gap()]),
        draft.figure(
            f"history.people.{number}",
            each.head_count,
            _("head count"),
            unit="persons",
            formula=RECORDED,
        ),
        each.outcome or gap(),
    )


def _vitality(draft: Draft, vitality: Vitality | None) -> list[Runs]:
    if vitality is None or not vitality.records:
        return [
            sentence(
                _(
                    "Nothing can be said about how alive the tie is: no exchange is recorded. This measures the record, not the tie."
                )
            )
        ]
    found = [_decay(draft, vitality)]
    alive = vitality.alive.probability
    if alive is not None:
        figure = draft.figure(
            "vitality.alive",
            100 * alive,
            _("probability that the tie is alive"),
            unit="%",
            decimals=0,
            result=vitality.alive,
        )
        found.append(
            sentence(_("The probability that the tie is alive is put at %(share)s%%."), share=figure)
        )
    found.append(_silence(draft, vitality))
    return found


def _decay(draft: Draft, vitality: Vitality) -> Runs:
    decay = vitality.decay
    return sentence(
        _(
            "Its vitality is %(value)s weighted exchanges, from so many records: %(records)s; the last one: %(last)s."
        ),
        value=draft.figure(
            "vitality.decay",
            decay.value,
            _("vitality by decay"),
            unit="weighted exchanges",
            decimals=2,
            low=decay.low,
            high=decay.high,
            result=decay,
        ),
        records=draft.figure(
            "vitality.records",
            decay.records,
            _("records vitality is made of"),
            unit="count",
            formula=_REGISTER,
        ),
        last=draft.when(decay.last) if decay.last else gap(_("last exchange")),
    )


def _curve(draft: Draft, decline: Decline) -> Picture:
    """The decay curve with its value on the same day of every year."""
    table = Table(
        columns=(Column(_("Day")), Column(_("Vitality"), align="right")),
        rows=tuple(
            row(
                draft.day(day),
                draft.figure(
                    f"vitality.{day.year}",
                    value,
                    _("vitality by decay on %(day)s") % {"day": draft.day(day)},
                    unit="weighted exchanges",
                    decimals=2,
                    result=decline.curve,
                ),
            )
            for day, value in decline.yearly
        ),
        caption=_("Vitality by year, in weighted exchanges"),
        key="history.vitality.table",
    )
    return pictures.decay(draft, decline, table)


def _silence(draft: Draft, vitality: Vitality) -> Runs:
    silence = vitality.silence
    if silence.probability is None:
        return sentence(
            _("There are too few dated exchanges to tell whether the present silence is unusual.")
        )
    chance = draft.figure(
        "vitality.silence",
        100 * silence.probability,
        _("probability of so long a silence"),
        unit="%",
        decimals=1,
        result=silence,
    )
    template = (
        _(
            "The silence since then is unusual for this tie: by chance alone its probability would be %(chance)s%%."
        )
        if silence.flagged
        else _(
            "The silence since then is not unusual for this tie: by chance alone its probability would be %(chance)s%%."
        )
    )
    return sentence(template, chance=chance)
