"""The city profile: which industries are concentrated in the two cities, where their own tables are given.

Called by `complementarity`. Countries' figures say nothing about a city, so a city without a table is a gap; an editor's
estimate is marked as one wherever it stands.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from youcheng.foundation.documents.model import Block, Column, Gap, Heading, Runs, Table, row
from youcheng.strategy.drafting.draft import Draft, gap
from youcheng.strategy.drafting.sentences import paragraph, sentence, words
from youcheng.strategy.facts.model import Place, Profile, ProfileRow

SHOWN = 10


def blocks(draft: Draft) -> list[Block]:
    """Both cities' profiles under one heading."""
    facts = draft.facts
    return [
        Heading(2, _("The cities' own industries"), key="profile"),
        *_city(draft, facts.home, facts.home_profile, "home"),
        *_city(draft, facts.partner, facts.partner_profile, "partner"),
    ]


def _city(draft: Draft, place: Place, profile: Profile | None, side: str) -> list[Block]:
    city = draft.place(place)
    if profile is None:
        text = sentence(
            _("Industries of %(city)s: %(gap)s."), city=city, gap=gap(_("an industry table of the city"))
        )
        return [paragraph(f"profile.{side}.none", text)]
    found: list[Block] = []
    if profile.why:
        found.append(
            paragraph(
                f"profile.{side}.why",
                sentence(_("Location quotients of %(city)s: %(gap)s."), city=city, gap=gap(profile.why)),
            )
        )
    return [*found, _table(draft, city, profile, side)]


def _table(draft: Draft, city: str, profile: Profile, side: str) -> Table:
    ordered = sorted(
        profile.rows,
        key=lambda each: (-profile.quotients.get(each.industry, -1.0), -each.value, each.industry),
    )
    note = _("Source: %(source)s, %(year)s.") % {"source": profile.source, "year": profile.year}
    if any(each.is_estimate for each in profile.rows):
        note += " " + _("Figures marked “estimate” are an editor's estimate.")
    if profile.reference:
        note += " " + _("Compared with: %(reference)s.") % {"reference": profile.reference}
    return Table(
        columns=(
            Column(_("Industry"), share=2.4),
            Column(_("Value"), align="right"),
            Column(_("Location quotient"), align="right"),
        ),
        rows=tuple(_row(draft, city, profile, each, side) for each in ordered[:SHOWN]),
        caption=_("Industries of %(city)s and how concentrated they are") % {"city": city},
        note=note,
        key=f"profile.{side}.table",
    )


def _row(draft: Draft, city: str, profile: Profile, each: ProfileRow, side: str) -> tuple[Runs, ...]:
    name = each.name.shown(draft.language).text or each.industry
    about = {"city": city, "industry": name}
    value = draft.figure(
        f"profile.{side}.value.{each.industry}",
        each.value,
        _("%(industry)s in %(city)s") % about,
        unit=profile.unit,
        decimals=1,
        formula=profile.source,
        is_estimate=each.is_estimate,
    )
    quotient = draft.figure(
        f"profile.{side}.lq.{each.industry}",
        profile.quotients.get(each.industry),
        _("location quotient of %(industry)s in %(city)s") % about,
        unit=_("ratio, neutral 1"),
        decimals=2,
        result=profile.result,
        is_estimate=each.is_estimate,
    )
    mark = _(" (estimate)") if each.is_estimate else ""
    return row(name, words(value, mark), Gap() if isinstance(quotient, Gap) else words(quotient, mark))
