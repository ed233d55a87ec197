"""Today's page: what needs the actor, the counts beside the published ones, what comes next, which ties are silent.

Called by the page of today only. Every part comes from the queries of the app it belongs to, for the ties the actor may
see; what needs somebody is shown to those who can do it. The number of queries is constant.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import number
from youcheng.network import queries as network
from youcheng.network.enums import Grade, Kind, State
from youcheng.network.models import PublishedCount, Relationship, RelationshipEvent
from youcheng.network.policies import relationship_policy
from youcheng.network.preferences import silence_threshold
from youcheng.network.queries.counts import tally
from youcheng.network.standing import Standing
from youcheng.site.queries import compass
from youcheng.site.queries.coordination_needs import coordination_needs
from youcheng.site.queries.dossier_needs import dossier_needs
from youcheng.site.queries.needs import Need, some_names
from youcheng.site.queries.risk_needs import risk_needs
from youcheng.site.queries.topic_needs import topic_needs

NEXT_ANNIVERSARIES = 6
SHOWN_SILENT = 6
SHOWN_CELEBRATIONS = 3
COUNTED = (Kind.SISTER, Kind.EXCHANGE, Kind.LETTER_OF_INTENT)


@dataclass(frozen=True)
class Counted:
    """One kind: certain and possible today, and the newest published number with the day it was published for."""

    kind: str
    label: str
    certain: int
    possible: int
    published: int | None
    difference: int | None


@dataclass(frozen=True)
class Today:
    """Everything on the page. `published` is the newest published count, None where none is on record."""

    as_of: dt.date
    needs: tuple[Need, ...]
    counts: tuple[Counted, ...]
    published: PublishedCount | None
    picture: compass.Picture | None
    anniversaries: tuple[network.Anniversary, ...]
    silent: tuple[network.Silent, ...]
    silence_threshold: float
    unrecorded: int
    total: int


def today(actor: Actor, as_of: dt.date) -> Today:
    """The page of a day for one actor."""
    rows = list(network.relationships_visible_to(actor))
    standings = network.standings(as_of, rows)
    standing_rows = [row for row in rows if standings[row.pk].states != {State.ENDED.value}]
    coming = network.anniversaries(standing_rows, as_of, known=standings)
    recorded = network.exchanges_visible_to(actor).order_by().values("relationship").distinct().count()
    counts, published = _counts(actor, as_of, standings)
    return Today(
        as_of=as_of,
        needs=tuple(_needs(actor, as_of, rows, standings, coming)),
        counts=counts,
        published=published,
        picture=compass.picture(actor, as_of, rows, standings),
        anniversaries=tuple(coming[:NEXT_ANNIVERSARIES]),
        silent=tuple(network.silent_ties(standing_rows, as_of)[:SHOWN_SILENT]),
        silence_threshold=silence_threshold(),
        unrecorded=max(0, len(standing_rows) - recorded),
        total=len(standing_rows),
    )


def _counts(
    actor: Actor, as_of: dt.date, standings: dict[int, Standing]
) -> tuple[tuple[Counted, ...], PublishedCount | None]:
    """The counts of the day; the difference is that of the newest published count on its own day, not today's."""
    count = tally(as_of, standings.values())
    compared = network.compare_snapshots(network.relationships_visible_to(actor))
    newest = next((c for c in compared if c.snapshot.on <= as_of), None)
    found = []
    for kind in COUNTED:
        pair = getattr(count, kind.value)
        published = getattr(newest.snapshot, kind.value) if newest else None
        difference = newest.difference(kind.value) if newest else None
        found.append(Counted(kind.value, str(kind.label), pair.certain, pair.possible, published, difference))
    return tuple(found), newest.snapshot if newest else None


def _needs(
    actor: Actor,
    as_of: dt.date,
    rows: list[Relationship],
    standings: dict[int, Standing],
    coming: list[network.Anniversary],
) -> list[Need]:
    """What the actor can do something about, the most pressing first."""
    editable = set(
        relationship_policy.filter(Relationship.objects.order_by(), actor, "edit").values_list(
            "pk", flat=True
        )
    )
    mine = [row for row in rows if row.pk in editable]
    return [
        *coordination_needs(actor, as_of),
        *topic_needs(actor, as_of),
        *dossier_needs(actor, as_of.year, mine),
        *risk_needs(actor),
        *_preparations(as_of, [one for one in coming if one.relationship.pk in editable]),
        *_terms_over([row for row in mine if standings[row.pk].term_over]),
        *_unconfirmed(mine),
        *_uncertain([row for row in mine if not standings[row.pk].is_certain]),
    ]


def _preparations(as_of: dt.date, coming: list[network.Anniversary]) -> list[Need]:
    """Ten-year marks whose preparation should have begun; other years only need a letter in time."""
    due = [one for one in coming if one.mark is network.Mark.TEN_YEAR and one.prepare_from <= as_of]
    needs = [
        Need(
            _("%(city)s: %(years)s years, prepare the celebration")
            % {"city": one.relationship, "years": one.years},
            "",
            "attention",
            reverse("network:relationship", args=[one.relationship.partner.slug]),
        )
        for one in due[:SHOWN_CELEBRATIONS]
    ]
    rest = due[SHOWN_CELEBRATIONS:]
    if rest:
        text = ngettext(
            "%(count)s more ten-year mark to prepare", "%(count)s more ten-year marks to prepare", len(rest)
        )
        names = some_names([one.relationship for one in rest])
        url = reverse("network:anniversaries")
        needs.append(Need(text % {"count": number(len(rest))}, names, "attention", url))
    return needs


def _terms_over(rows: list[Relationship]) -> list[Need]:
    if not rows:
        return []
    text = ngettext(
        "%(count)s agreement's term is over, renewal unknown",
        "%(count)s agreements' terms are over, renewal unknown",
        len(rows),
    ) % {"count": number(len(rows))}
    url = f"{reverse('network:relationships')}?state=term_over"
    return [Need(text, some_names(rows), "attention", url)]


def _unconfirmed(rows: list[Relationship]) -> list[Need]:
    if not rows:
        return []
    events = RelationshipEvent.objects.order_by().filter(relationship__in=[row.pk for row in rows])
    count = events.exclude(grade=Grade.A).count()
    if not count:
        return []
    text = ngettext("%(count)s date is to be confirmed", "%(count)s dates are to be confirmed", count) % {
        "count": number(count)
    }
    detail = _("Confirm them from the agreements on file; until then every page says so.")
    return [Need(text, detail, "info", reverse("network:relationships"))]


def _uncertain(rows: list[Relationship]) -> list[Need]:
    if not rows:
        return []
    text = ngettext(
        "%(count)s tie may or may not have begun", "%(count)s ties may or may not have begun", len(rows)
    ) % {"count": number(len(rows))}
    return [Need(text, some_names(rows), "info", reverse("network:relationships"))]
