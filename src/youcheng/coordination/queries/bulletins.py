"""Published plans an actor may see, their proposals, and the source beside them with the quotations marked.

Called by the side-by-side page. The source is shown as far as the page's proposals reach, so that a document of hundreds
of pages stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from youcheng.coordination.enums import ProposalState
from youcheng.coordination.models import Bulletin, Proposal
from youcheng.coordination.policies import bulletin_policy, proposal_policy
from youcheng.foundation.actors import Actor

AROUND = 2
"""Paragraphs shown before the first and after the last that a page's proposals quote."""


@dataclass(frozen=True)
class Segment:
    """Some words of a paragraph; `proposal` is the key of the proposal that quotes them, None for the rest."""

    text: str
    proposal: int | None = None


@dataclass(frozen=True)
class Passage:
    """One paragraph of the source: its words in segments, what it is, and where it stands."""

    number: int
    kind: str
    segments: tuple[Segment, ...]
    page: int
    is_cut: bool
    is_continued: bool


def bulletins_visible_to(actor: Actor) -> QuerySet[Bulletin]:
    """Published plans, newest first, with how many proposals there are and how many wait."""
    rows = bulletin_policy.filter(Bulletin.objects.defer("paragraphs", "outline", "removed"), actor)
    waiting = Q(proposals__state=ProposalState.PROPOSED)
    return rows.annotate(
        proposed=Count("proposals", distinct=True), waiting=Count("proposals", filter=waiting, distinct=True)
    ).order_by("-created_at", "-pk")


def bulletin_of(actor: Actor, pk: int) -> Bulletin:
    """One published plan with its reading; `DoesNotExist` whether it is absent or hidden."""
    return bulletin_policy.filter(Bulletin.objects.select_related("job"), actor).get(pk=pk)


def proposals_of(actor: Actor, bulletin: Bulletin) -> QuerySet[Proposal]:
    """The proposals in the order of the text, parts and wholes where they came from, with the column `can_decide`."""
    rows = Proposal.objects.filter(bulletin=bulletin).select_related("lead", "measure__plan", "decided_by")
    rows = rows.prefetch_related("cooperating", "cities").order_by("order", "start", "pk")
    return proposal_policy.annotate(proposal_policy.filter(rows, actor), actor, "decide")


def passages(bulletin: Bulletin, proposals: Sequence[Proposal]) -> list[Passage]:
    """The source from a little before the first of the proposals to a little after the last."""
    quoted = [one.paragraph for one in proposals if one.paragraph is not None]
    total = len(bulletin.paragraphs)
    first = max(0, min(quoted, default=0) - AROUND)
    last = min(total, max(quoted, default=total) + AROUND + 1)
    spans = _spans(proposals)
    return [
        _passage(number, bulletin.paragraphs[number], spans.get(number, [])) for number in range(first, last)
    ]


def _spans(proposals: Iterable[Proposal]) -> dict[int, list[tuple[int, int, int]]]:
    """Where each paragraph is quoted: (from, to, key). What was split or merged gives way to what came of it."""
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for one in proposals:
        if one.paragraph is None or one.start is None or one.state == ProposalState.SPLIT:
            continue
        end = one.start + len(one.quotation.split("\n", 1)[0])
        spans.setdefault(one.paragraph, []).append((one.start, end, one.merged_into_id or one.pk))
    return spans


def _passage(number: int, paragraph: dict[str, Any], spans: list[tuple[int, int, int]]) -> Passage:
    text: str = paragraph["text"]
    segments, at = [], 0
    for start, end, key in sorted(spans):
        if start < at:
            continue  # quotations may overlap; the first keeps its mark
        segments += [Segment(text[at:start]), Segment(text[start:end], key)]
        at = end
    segments.append(Segment(text[at:]))
    fragments = paragraph["fragments"]
    return Passage(
        number=number,
        kind=paragraph["kind"],
        segments=tuple(one for one in segments if one.text),
        page=fragments[0]["page"] if fragments else 0,
        is_cut=paragraph["cut"],
        is_continued=paragraph["continued"],
    )
