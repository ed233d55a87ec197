"""Deciding about proposed measures: accept, edit, split, merge, reject, reconsider. Each decision once.

Called by the side-by-side page. The quotation stays as published; an accepted measure keeps it and its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.plans import add_measure, create_plan, refuse_dissolved
from youcheng.coordination.enums import ProposalState
from youcheng.coordination.errors import AlreadyDecided, Incomplete, NotNow
from youcheng.coordination.models import Measure, Plan, Proposal
from youcheng.coordination.policies import proposal_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, save_changes
from youcheng.network.models import City

EDITABLE = ("title", "lead_id", "zone", "fields")


@transaction.atomic
def accept_proposal(
    *, actor: Actor, now: datetime, proposal: Proposal, version: int | None = None
) -> Measure:
    """Make a measure of it in the plan of the bulletin's year, which is begun where there is none yet."""
    row = _open(actor, proposal, version)
    plan = Plan.objects.filter(year=row.bulletin.year).first()
    if plan is None:
        plan = create_plan(actor=actor, now=now, year=row.bulletin.year)
    measure = add_measure(
        actor=actor,
        now=now,
        plan=plan,
        title=row.title,
        lead=row.lead,
        cooperating=list(row.cooperating.all()),
        cities=list(row.cities.all()),
        zone=row.zone,
        fields=row.fields,
        bulletin=row.bulletin,
        quotation=row.quotation,
        heading=row.heading,
        page=row.page,
        column=row.column,
        line=row.line,
    )
    _decide(actor, now, row, ProposalState.ACCEPTED, measure=measure)
    return measure


@transaction.atomic
def accept_many(*, actor: Actor, now: datetime, proposals: Iterable[Proposal]) -> list[Measure]:
    """Accept several, in their order; what somebody else decided meanwhile refuses the whole."""
    return [accept_proposal(actor=actor, now=now, proposal=one) for one in proposals]


@transaction.atomic
def edit_proposal(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    version: int | None,
    cooperating: Iterable[Organisation],
    cities: Iterable[City],
    **changes: Any,
) -> bool:
    """Change the words, units, zone, cities or fields that are proposed; the quotation stays."""
    row = _open(actor, proposal, version)
    if unknown := set(changes) - set(EDITABLE):
        raise TypeError(f"not to be changed on a proposal: {', '.join(sorted(unknown))}")
    if not str(changes.get("title", row.title)).strip():
        raise Incomplete(_("A measure needs its words."))
    cooperating, cities = list(cooperating), list(cities)
    refuse_dissolved(cooperating, now)
    held = set(row.cooperating.all()), set(row.cities.all())
    linked = held != (set(cooperating), set(cities))
    row.cooperating.set(cooperating)
    row.cities.set(cities)
    changed = save_changes(
        actor=actor, now=now, action="coordination.proposal_edited", row=row, changes=changes
    )
    proposal.refresh_from_db()
    return changed or linked


@transaction.atomic
def split_proposal(
    *, actor: Actor, now: datetime, proposal: Proposal, parts: Sequence[str], version: int | None = None
) -> list[Proposal]:
    """Take one commitment for several: each part is words of the quotation, and becomes a proposal of its own."""
    row = _open(actor, proposal, version)
    pieces = [part.strip() for part in parts if part.strip()]
    if len(pieces) < 2:
        raise Incomplete(_("Write each part on a line of its own: at least two."))
    for piece in pieces:
        if piece not in row.quotation:
            raise Incomplete(
                _("“%(part)s” does not stand in the quotation. Copy the words as they were published.")
                % {"part": piece}
            )
    made = []
    for piece in pieces:
        part = Proposal.objects.create(
            bulletin=row.bulletin, order=row.order, title=piece[:300], quotation=piece, heading=row.heading,
            page=row.page, column=row.column, line=row.line, paragraph=row.paragraph,
            start=None if row.start is None else row.start + row.quotation.index(piece),
            lead=row.lead, zone=row.zone, fields=row.fields, parent=row,
        )  # fmt: skip
        part.cooperating.set(row.cooperating.all())
        part.cities.set(row.cities.all())
        made.append(part)
    _decide(actor, now, row, ProposalState.SPLIT)
    return made


@transaction.atomic
def merge_proposals(*, actor: Actor, now: datetime, proposals: Sequence[Proposal]) -> Proposal:
    """Take several commitments of one document for one; its quotation is theirs, one a line."""
    rows = [_open(actor, one, None) for one in sorted(proposals, key=lambda one: (one.order, one.pk))]
    if len(rows) < 2:
        raise Incomplete(_("Choose at least two to merge."))
    first = rows[0]
    if any(row.bulletin_id != first.bulletin_id for row in rows):
        raise Incomplete(_("Only measures of one document can be merged."))
    whole = Proposal.objects.create(
        bulletin=first.bulletin, order=first.order, title=first.title,
        quotation="\n".join(row.quotation for row in rows), heading=first.heading, page=first.page,
        column=first.column, line=first.line, paragraph=first.paragraph, start=first.start,
        lead=next((row.lead for row in rows if row.lead), None),
        zone=first.zone if all(row.zone == first.zone for row in rows) else "",
        fields=list(dict.fromkeys(code for row in rows for code in row.fields)),
    )  # fmt: skip
    whole.cooperating.set({unit for row in rows for unit in row.cooperating.all() if unit != whole.lead})
    whole.cities.set({city for row in rows for city in row.cities.all()})
    for row in rows:
        _decide(actor, now, row, ProposalState.MERGED, merged_into=whole)
    return whole


@transaction.atomic
def reject_proposal(
    *, actor: Actor, now: datetime, proposal: Proposal, reason: str = "", version: int | None = None
) -> None:
    """Leave it out of the plan. It stays on the page, with the reason where one was given."""
    row = _open(actor, proposal, version)
    _decide(actor, now, row, ProposalState.REJECTED, reason=reason.strip())


@transaction.atomic
def reconsider(*, actor: Actor, now: datetime, proposal: Proposal) -> None:
    """Open a rejected or accepted proposal again; an accepted one only while its measure has no task."""
    proposal_policy.require(actor, "decide", proposal)
    row = Proposal.objects.select_for_update(of=("self",)).select_related("measure").get(pk=proposal.pk)
    if row.state not in {ProposalState.REJECTED, ProposalState.ACCEPTED}:
        raise NotNow(_("Only what was accepted or rejected can be opened again."))
    measure = row.measure
    if measure is not None and measure.tasks.exists():
        raise NotNow(_("“%s” has tasks, so it stays. Cancel the tasks instead.") % measure)
    _decide(actor, now, row, ProposalState.PROPOSED, reason="", measure=None)
    if measure is not None:
        before = {"number": measure.number, "title": measure.title}
        audit.record(actor=actor, now=now, action="coordination.measure_removed", row=measure, before=before)
        measure.delete()


def _open(actor: Actor, proposal: Proposal, version: int | None) -> Proposal:
    """The locked row, while nobody has decided about it."""
    proposal_policy.require(actor, "decide", proposal)
    row = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("bulletin", "lead", "decided_by")
        .get(pk=proposal.pk)
    )
    if row.state != ProposalState.PROPOSED:
        raise AlreadyDecided(
            _("“%(title)s” was decided already: %(state)s (%(who)s).")
            % {"title": row, "state": row.get_state_display(), "who": row.decided_by or _("the platform")}
        )
    require_version(row, version)
    return row


def _decide(actor: Actor, now: datetime, row: Proposal, state: ProposalState, **values: Any) -> None:
    before = row.state
    row.state, row.decided_by_id, row.decided_at = state.value, actor.person_id, now
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        now=now,
        action="coordination.proposal_decided",
        row=row,
        before={"state": before},
        after={"state": row.state},
    )
