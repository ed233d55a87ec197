"""Deliverables and recommendations an actor may see, the dossier paragraphs they changed, and how much advice was used.

Called by the pages of topics and dossiers, by exports, and by coordination, which links measures. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from youcheng.foundation.actors import Actor
from youcheng.foundation.documents.model import Language
from youcheng.strategy import editing
from youcheng.strategy.enums import AdviceState, DeliverableState
from youcheng.strategy.models import Deliverable, Dossier, Recommendation, Topic
from youcheng.strategy.policies import deliverable_policy, recommendation_policy
from youcheng.strategy.queries.dossiers import document_of, dossiers_visible_to
from youcheng.strategy.topics import preferences


@dataclass(frozen=True)
class Paragraph:
    """The place of a dossier that a recommendation changed, with its words now; None where the paragraph is gone."""

    dossier: Dossier
    block: str
    words: str | None


@dataclass(frozen=True)
class Advice:
    """A recommendation with the paragraph it changed, if it names one and the reader may see it."""

    recommendation: Recommendation
    paragraph: Paragraph | None


@dataclass(frozen=True)
class Used:
    """What became of the advice of one topic: how many of each state."""

    topic: Topic
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class AdviceFilter:
    """What the list of advice is narrowed to."""

    year: int | None = None
    topic: int | None = None
    state: str = ""
    dossier: int | None = None


def deliverables_visible_to(actor: Actor) -> QuerySet[Deliverable]:
    """Deliverables with `can_edit`, `can_hand_in` and `can_decide`."""
    rows = deliverable_policy.filter(Deliverable.objects.select_related("topic"), actor)
    return deliverable_policy.annotate(rows, actor, "edit", "hand_in", "decide")


def deliverables_of(actor: Actor, topic: Topic) -> QuerySet[Deliverable]:
    """A topic's deliverables with `advice` and `undecided`, the numbers of their recommendations."""
    undecided = Q(recommendations__state=AdviceState.UNDECIDED)
    return deliverables_visible_to(actor).filter(topic=topic).annotate(
        advice=Count("recommendations", distinct=True),
        undecided=Count("recommendations", filter=undecided, distinct=True),
    )  # fmt: skip


def recommendations_visible_to(actor: Actor) -> QuerySet[Recommendation]:
    """Recommendations with their topic, and `can_edit` and `can_decide`."""
    rows = Recommendation.objects.select_related(
        "deliverable__topic", "dossier__relationship__partner", "dossier__current"
    )
    return recommendation_policy.annotate(recommendation_policy.filter(rows, actor), actor, "edit", "decide")


def advice_of_topic(actor: Actor, topic: Topic) -> QuerySet[Recommendation]:
    """Every recommendation of a topic's accepted deliverables, in their order."""
    return advice_listed(actor, AdviceFilter(topic=topic.pk))


def advice_shown(actor: Actor, rows: Iterable[Recommendation], language: Language) -> list[Advice]:
    """Recommendations with their paragraphs' words. Each dossier is read once."""
    found = list(rows)
    named = {row.dossier_id for row in found if row.dossier_id}
    visible = {one.pk: one for one in dossiers_visible_to(actor).filter(pk__in=named)} if named else {}
    words = {key: paragraphs_of(one, language) for key, one in visible.items()}
    shown = []
    for row in found:
        dossier = visible.get(row.dossier_id or 0)
        place = Paragraph(dossier, row.block, words[dossier.pk].get(row.block)) if dossier else None
        shown.append(Advice(row, place))
    return shown


def paragraphs_of(dossier: Dossier, language: Language) -> dict[str, str]:
    """The paragraphs of a dossier's current version that have a name, with their words as they are read."""
    return {} if dossier.current is None else editing.texts(document_of(dossier, language))


def dossiers_to_name(actor: Actor, topic: Topic) -> list[Dossier]:
    """The dossiers in which advice of a topic may have changed something: those of its ties, else all, newest year first."""
    rows = dossiers_visible_to(actor).filter(current__isnull=False)
    ties = topic.relationships.values("pk")
    if topic.relationships.exists():
        rows = rows.filter(relationship__in=ties)
    return list(rows.order_by("-year", "relationship__partner__slug")[:60])


def advice_listed(actor: Actor, by: AdviceFilter) -> QuerySet[Recommendation]:
    """Recommendations of accepted deliverables, narrowed."""
    rows = recommendations_visible_to(actor).filter(deliverable__state=DeliverableState.ACCEPTED)
    if by.year:
        rows = rows.filter(deliverable__topic__year=by.year)
    if by.topic:
        rows = rows.filter(deliverable__topic=by.topic)
    if by.state:
        rows = rows.filter(state=by.state)
    if by.dossier:
        rows = rows.filter(dossier=by.dossier)
    return rows.order_by("-deliverable__topic__year", "deliverable__topic", "deliverable__number", "number")


def advice_used(actor: Actor, year: int | None = None) -> list[Used]:
    """Of each topic with accepted advice: how much was adopted, adapted, refused, and is not decided. Two queries."""
    rows = advice_listed(actor, AdviceFilter(year=year)).order_by()
    counted = rows.values("deliverable__topic", "state").annotate(count=Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for line in counted:
        of_topic = counts.setdefault(line["deliverable__topic"], dict.fromkeys(AdviceState.values, 0))
        of_topic[line["state"]] += line["count"]
    topics = Topic.objects.in_bulk(counts)
    return sorted(
        (Used(topics[key], by_state) for key, by_state in counts.items()),
        key=lambda one: (-one.topic.year, one.topic.pk),
    )


def totals(rows: Iterable[Used]) -> dict[str, int]:
    """The sum of all topics, by state."""
    found = dict.fromkeys(AdviceState.values, 0)
    for row in rows:
        for state, count in row.counts.items():
            found[state] += count
    return found


def overdue_advice(actor: Actor, now: dt.datetime) -> QuerySet[Recommendation]:
    """Advice that has waited for a decision longer than the setting allows, for those who decide."""
    since = now - dt.timedelta(days=preferences.decide_within_days())
    rows = Recommendation.objects.filter(
        state=AdviceState.UNDECIDED, deliverable__state=DeliverableState.ACCEPTED,
        deliverable__accepted_at__lt=since,
    )  # fmt: skip
    return recommendation_policy.filter(rows, actor, "decide")
