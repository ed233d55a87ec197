"""What a new task begins with, from the thing it is to serve: a measure, a tie, a dossier's recommendation.

Called by the page that writes a task down. Only what the actor may see begins anything; nothing is invented.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from youcheng.coordination.models import Plan, Task
from youcheng.coordination.queries.plans import measures_visible_to
from youcheng.coordination.queries.tasks import tasks_counted_for
from youcheng.foundation.actors import Actor
from youcheng.foundation.documents.model import Emphasis, Language, Paragraph
from youcheng.network.queries import relationships_visible_to
from youcheng.strategy.editing import text_of
from youcheng.strategy.errors import NotDrafted
from youcheng.strategy.models import Dossier
from youcheng.strategy.queries import document_of, dossiers_visible_to

RECOMMENDED = "measures."
"""How the keys of a dossier's recommendations begin."""
NO_RECOMMENDATION = frozenset({"measures.about", "measures.own"})
TITLE = 300


def from_measure(actor: Actor, plan: Plan, key: str) -> dict[str, Any]:
    """A task carries the measure out: with its units, cities and fields, unless somebody says otherwise."""
    measure = measures_visible_to(actor).filter(plan=plan, pk=_number(key)).first()
    if measure is None:
        return {}
    return {
        "measure": measure.pk,
        "lead": measure.lead,
        "cooperating": list(measure.cooperating.all()),
        "cities": list(measure.cities.all()),
        "fields_": measure.fields,
    }


def from_tie(actor: Actor, slug: str) -> dict[str, Any]:
    """A task of the tie with this partner."""
    tie = relationships_visible_to(actor).filter(partner__slug=slug).first()
    return {"relationship": tie} if tie else {}


def from_dossier(actor: Actor, key: str, block: str) -> dict[str, Any]:
    """A recommendation of a dossier as a task: its heading the title, its words with their reason below."""
    dossier = dossiers_visible_to(actor).filter(pk=_number(key), current__isnull=False).first()
    if dossier is None:
        return {}
    found = recommendation(dossier, block)
    if found is None:
        return {}
    title, words = found
    return {
        "title": title[:TITLE],
        "description": words,
        "dossier": dossier.pk,
        "dossier_block": block,
        "relationship": dossier.relationship,
    }


def recommendation(dossier: Dossier, block: str) -> tuple[str, str] | None:
    """Title and whole words of a recommendation as the dossier reads now; None where it has none of this name."""
    if not is_recommendation(block):
        return None
    language: Language = "en" if (get_language() or "").startswith("en") else "zh-hans"
    try:
        document = document_of(dossier, language)
    except NotDrafted:
        return None
    for each in document.blocks:
        if isinstance(each, Paragraph) and each.key == block:
            words = text_of(each.runs, language)
            titles = [run.text for run in each.runs if isinstance(run, Emphasis)]
            return (titles[0] if titles else words).strip().rstrip("。."), words
    return None


def is_recommendation(block: str) -> bool:
    return block.startswith(RECOMMENDED) and block not in NO_RECOMMENDATION


def tasks_of_dossier(actor: Actor, dossier: Dossier) -> dict[str, Task]:
    """The first task of each recommendation that already has one, as far as the actor sees it. One query."""
    rows = tasks_counted_for(actor).filter(dossier=dossier).select_related("plan")
    return {task.dossier_block: task for task in rows.order_by("-plan__year", "-number")}


def _number(text: str) -> int:
    """A key from an address; one that is no number names nothing."""
    return int(text) if text.isdigit() and len(text) < 10 else 0
