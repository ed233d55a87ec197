"""Writing, submitting and taking back a proposal, and its files.

Called by the pages of proposals. An organisation writes its own while the call is open; for one without an account the
office types in what came on paper, with the day it came.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import organisations_where
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import day
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes, snapshot
from youcheng.strategy.actions.topics.calls import check_money
from youcheng.strategy.actions.topics.reviews import complete
from youcheng.strategy.enums import ProposalState, TopicState
from youcheng.strategy.errors import Incomplete, NotNow
from youcheng.strategy.models import ProposalFile, Topic, TopicProposal
from youcheng.strategy.policies import topic_policy, topic_proposal_policy
from youcheng.strategy.topics import flow

KEPT = ("title", "people", "plan", "deliverables", "budget", "currency", "received_on")
AUDITED = ("title", "budget", "currency", "received_on")
"""People and plan stay out of the log: it is no place for an organisation's ideas and its people's names."""
MOST_FILES = 10


@transaction.atomic
def write_proposal(
    *, actor: Actor, now: datetime, topic: Topic, organisation: Organisation, **values: Any
) -> TopicProposal:
    """Begin a proposal: a draft of one's own organisation, or with `received_on` one that the office types in."""
    row = TopicProposal(topic=topic, organisation=organisation, created_at=now, **_known(values))
    _require_writer(actor, topic, organisation, row.received_on)
    _require_open(topic, now, row.received_on)
    if organisation.kind not in flow.PROPOSING:
        raise Incomplete(
            _("“%s” is no institute, university, enterprise or social organisation.") % organisation
        )
    if organisation.dissolved_on and organisation.dissolved_on <= timezone.localdate(now):
        raise Incomplete(_("“%s” is dissolved.") % organisation)
    check_proposal(row)
    row.save()
    after = {"topic": str(topic), "organisation": organisation.key} | snapshot(row, AUDITED)
    audit.record(actor=actor, now=now, action="strategy.proposal_written", row=row, after=after)
    return row


@transaction.atomic
def edit_proposal(
    *, actor: Actor, now: datetime, proposal: TopicProposal, version: int | None, **changes: Any
) -> bool:
    """Change a draft; False when nothing differs."""
    row = _held(actor, proposal, version)
    _require_draft(row, now)
    before = snapshot(row, _known(changes))
    for name, value in changes.items():
        setattr(row, name, value)
    _require_open(row.topic, now, row.received_on)
    check_proposal(row)
    for name, value in before.items():
        setattr(row, name, value)
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if not changed:
        return False
    said = {name: changed[name] for name in AUDITED if name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    audit.record(
        actor=actor, now=now, action="strategy.proposal_edited", row=row,
        before={name: before[name] for name in said}, after=said | {"fields": sorted(changed)},
    )  # fmt: skip
    proposal.refresh_from_db()
    return True


@transaction.atomic
def submit_proposal(
    *, actor: Actor, now: datetime, proposal: TopicProposal, version: int | None = None
) -> None:
    """Hand a draft in. What is needed to judge it must be there; until the last day it may be taken back."""
    row = _held(actor, proposal, version)
    _require_draft(row, now)
    _require_open(row.topic, now, row.received_on)
    named = {
        "people": _("researchers"),
        "plan": _("plan of work"),
        "deliverables": _("what will be handed in"),
    }
    missing = [label for name, label in named.items() if not getattr(row, name).strip()]
    if row.budget is None:
        missing.append(_("budget asked for"))
    if missing:
        raise Incomplete(_("Before it can be submitted, say: %s.") % _(", ").join(missing))
    changes = {"state": ProposalState.SUBMITTED.value, "submitted_at": now}
    save_changes(actor=actor, now=now, action="strategy.proposal_submitted", row=row, changes=changes)
    if row.topic.state == TopicState.UNDER_REVIEW:  # typed in late: the reviewers get it, too
        complete(row.topic, now)
    proposal.refresh_from_db()


@transaction.atomic
def take_back(*, actor: Actor, now: datetime, proposal: TopicProposal, version: int | None = None) -> None:
    """Make a submitted proposal a draft again while one may still submit; after the last day, withdraw it."""
    row = _held(actor, proposal, version)
    if row.state != ProposalState.SUBMITTED:
        raise NotNow(_("“%(proposal)s” is %(state)s.") % {"proposal": row, "state": row.get_state_display()})
    may_submit_again = row.topic.takes_proposals_on(timezone.localdate(now)) or row.is_typed_in
    changes: dict[str, Any] = (
        {"state": ProposalState.DRAFT.value, "submitted_at": None}
        if may_submit_again
        else {"state": ProposalState.WITHDRAWN.value}
    )
    save_changes(actor=actor, now=now, action="strategy.proposal_taken_back", row=row, changes=changes)
    proposal.refresh_from_db()


@transaction.atomic
def discard(*, actor: Actor, now: datetime, proposal: TopicProposal) -> None:
    """Throw a draft away with its files; the log keeps that there was one."""
    row = _held(actor, proposal, None)
    _require_draft(row, now)
    audit.record(
        actor=actor, now=now, action="strategy.proposal_discarded", row=row, before=snapshot(row, AUDITED)
    )
    row.delete()


@transaction.atomic
def add_file(
    *, actor: Actor, now: datetime, proposal: TopicProposal, title: str, file: File[bytes]
) -> ProposalFile:
    """Add a paper to a draft. Its type was checked by the form."""
    row = _held(actor, proposal, None)
    _require_draft(row, now)
    if row.files.count() >= MOST_FILES:
        raise Incomplete(_("A proposal takes at most %s files.") % MOST_FILES)
    name = (file.name or "").rsplit("/", 1)[-1]
    added = ProposalFile.objects.create(
        proposal=row, title=title.strip() or name, file=file, file_name=name[-200:], added_at=now
    )
    audit.record(actor=actor, now=now, action="strategy.proposal_file_added", row=row, after={"file": name})
    return added


@transaction.atomic
def remove_file(*, actor: Actor, now: datetime, file: ProposalFile) -> None:
    """Take a paper out of a draft."""
    row = _held(actor, file.proposal, None)
    _require_draft(row, now)
    audit.record(
        actor=actor,
        now=now,
        action="strategy.proposal_file_removed",
        row=row,
        before={"file": file.file_name},
    )
    file.delete()


def check_proposal(row: TopicProposal) -> None:
    """Refuse one without a title, and money that is none."""
    if not row.title.strip():
        raise Incomplete(_("A proposal needs a title."))
    check_money(row.budget, row.currency)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(KEPT):
        raise TypeError(f"not kept on a proposal: {', '.join(sorted(unknown))}")
    return values


def _require_writer(actor: Actor, topic: Topic, organisation: Organisation, received: date | None) -> None:
    """The office where it types one in; else contributors of the very organisation."""
    if received is not None:
        topic_policy.require(actor, "type_proposal_in", topic)
        return
    topic_policy.require(actor, "add_proposal", topic)
    own = organisations_where(actor, Role.CONTRIBUTOR).filter(organisation=organisation)
    if not (actor.is_system or own.exists()):
        raise NotAllowed(actor, "propose for", str(organisation))


def _require_open(topic: Topic, now: datetime, received: date | None) -> None:
    """One may submit up to the last day; what came on paper counts by the day it came."""
    today = timezone.localdate(now)
    if received is None:
        if not topic.takes_proposals_on(today):
            raise NotNow(
                _("The call of “%(topic)s” is not open. Its last day was %(day)s.")
                % {"topic": topic, "day": day(topic.call_until)}
                if topic.call_until
                else _("The call of “%(topic)s” is not open.") % {"topic": topic}
            )
        return
    if topic.state not in {TopicState.CALL_OPEN, TopicState.UNDER_REVIEW}:
        raise NotNow(_("Proposals are taken down while the call is open or under review."))
    if received > today:
        raise Incomplete(_("It can't have come in on a day that is still ahead."))
    if topic.call_until is not None and received > topic.call_until:
        raise NotNow(
            _("It came in after the last day for proposals (%(day)s).") % {"day": day(topic.call_until)}
        )


def _require_draft(row: TopicProposal, now: datetime) -> None:
    if row.state != ProposalState.DRAFT:
        raise NotNow(
            _("“%(proposal)s” is %(state)s; take it back before you change it.")
            % {"proposal": row, "state": row.get_state_display()}
        )


def _held(actor: Actor, proposal: TopicProposal, version: int | None) -> TopicProposal:
    topic_proposal_policy.require(actor, "edit", proposal)
    row = (
        TopicProposal.objects.select_for_update(of=("self",))
        .select_related("topic", "organisation")
        .get(pk=proposal.pk)
    )
    require_version(row, version)
    return row
