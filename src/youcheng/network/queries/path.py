"""Where a tie stands on the path to a formal one, and what to mind on it. Warnings inform; nothing here blocks.

One-to-one is a preference, equal level and diplomatic relations are expected: each is said with its reason.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from youcheng.foundation import formatting
from youcheng.network.enums import CityLevel, Kind, Paper, Step
from youcheng.network.models import PathStep, Relationship
from youcheng.network.queries.places import home_city
from youcheng.network.queries.ties import standings

PAPERS = {
    Step.CITY_AGREES.value: (Paper.APPLICATION, Paper.PARTNER_FACTS, Paper.PROOF_OF_WILL),
    Step.AGREEMENT_SIGNED.value: (Paper.DRAFT_AGREEMENT,),
}
"""The papers a step asks for, and is shown as lacking."""


@dataclass(frozen=True)
class Caution:
    """Something to mind, never a ban: a stable code and a sentence."""

    code: str
    text: str


@dataclass(frozen=True)
class StepRow:
    """One step as the page shows it: its code, its row where one exists, and the papers it still lacks."""

    step: Step
    row: PathStep | None
    missing: list[Paper]


def path_of(relationship: Relationship) -> list[StepRow]:
    """All steps in order with what is recorded of them. Two queries."""
    rows = {r.step: r for r in PathStep.objects.filter(relationship=relationship).prefetch_related("papers")}
    return [_step_row(step, rows.get(step.value)) for step in Step]


def _step_row(step: Step, row: PathStep | None) -> StepRow:
    there = {paper.paper for paper in row.papers.all() if paper.is_checked} if row else set()
    return StepRow(step, row, [paper for paper in PAPERS.get(step.value, ()) if paper.value not in there])


def path_warnings(relationship: Relationship, as_of: dt.date) -> list[Caution]:
    """What to mind on the way to a formal tie with this partner."""
    partner = relationship.partner
    found = []
    if partner.country.has_diplomatic_relations is False:
        found.append(
            Caution(
                "diplomatic_relations", _("No diplomatic relations with %s are recorded.") % partner.country
            )
        )
    found += _level_warning(relationship)
    same = Relationship.objects.filter(partner__country=partner.country).exclude(pk=relationship.pk)
    standing_there = standings(as_of, same.select_related("partner"))
    sisters = [
        row for row in same.select_related("partner") if standing_there[row.pk].is_possibly(Kind.SISTER)
    ]
    if sisters:
        names = formatting.listed(sisters)
        text = _("One to one is preferred: there is already a sister city in this country (%s).") % names
        found.append(Caution("one_to_one", text))
    return found


def _level_warning(relationship: Relationship) -> list[Caution]:
    home = home_city()
    ours = home.city.level if home else ""
    theirs = relationship.partner.level
    if not ours or not theirs:
        return [Caution("level_unknown", _("The level of one of the two places is not recorded."))]
    if ours != theirs:
        text = _("Equal level is expected: %(ours)s and %(theirs)s.") % {
            "ours": CityLevel(ours).label,
            "theirs": CityLevel(theirs).label,
        }
        return [Caution("level", text)]
    return []
