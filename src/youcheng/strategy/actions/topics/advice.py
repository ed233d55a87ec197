"""Deliverables and their advice: expecting one, handing it in, accepting or returning it, and deciding on each recommendation.

Called by the pages of deliverables. Which measure of the plan a recommendation changed is said in coordination.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import remove_row, require_version, save_changes
from youcheng.strategy.actions.topics.history import held, tell
from youcheng.strategy.enums import AdviceState, DeliverableState, TopicMoveKind, TopicState
from youcheng.strategy.errors import Incomplete, NoSuchBlock, NotNow, ReasonMissing
from youcheng.strategy.models import Deliverable, DeliverableVersion, Dossier, Recommendation, Topic
from youcheng.strategy.policies import deliverable_policy, dossier_policy, recommendation_policy
from youcheng.strategy.queries.topics.advice import paragraphs_of

WORKING = frozenset({TopicState.CHOSEN.value, TopicState.RUNNING.value})


@transaction.atomic
def expect(
    *, actor: Actor, now: datetime, topic: Topic, title: str, what: str = "", due_on: date | None = None
) -> Deliverable:
    """Say what the topic owes the office."""
    row = held(actor, topic, "edit")
    if row.state not in WORKING:
        raise NotNow(_("Deliverables are laid down once a proposal is chosen and until the topic is over."))
    if not title.strip():
        raise Incomplete(_("A deliverable needs a title."))
    last = row.deliverables.aggregate(last=Max("number"))["last"] or 0
    made = Deliverable.objects.create(
        topic=row, number=last + 1, title=title.strip(), what=what.strip(), due_on=due_on
    )
    audit.record(
        actor=actor, now=now, action="strategy.deliverable_added", row=made,
        after={"title": made.title, "due_on": due_on},
    )  # fmt: skip
    return made


@transaction.atomic
def edit_deliverable(
    *, actor: Actor, now: datetime, deliverable: Deliverable, version: int | None, **changes: Any
) -> bool:
    """Correct title, what it must hold, or its day, until it is accepted; False when nothing differs."""
    row = _held(actor, deliverable, "edit", version)
    if unknown := set(changes) - {"title", "what", "due_on"}:
        raise TypeError(f"not kept on a deliverable: {', '.join(sorted(unknown))}")
    if row.state == DeliverableState.ACCEPTED:
        raise NotNow(_("“%s” is accepted; it stays as it is.") % row)
    if not str(changes.get("title", row.title)).strip():
        raise Incomplete(_("A deliverable needs a title."))
    return save_changes(actor=actor, now=now, action="strategy.deliverable_edited", row=row, changes=changes)


@transaction.atomic
def hand_in(
    *,
    actor: Actor,
    now: datetime,
    deliverable: Deliverable,
    version: int | None = None,
    text: str = "",
    file: File[bytes] | None = None,
    note: str = "",
) -> DeliverableVersion:
    """Hand in a version: a file, a text, or both."""
    row = _held(actor, deliverable, "hand_in", version)
    if row.state == DeliverableState.ACCEPTED:
        raise NotNow(_("“%s” is accepted; it stays as it is.") % row)
    if row.topic.state not in WORKING:
        raise NotNow(_("Nothing is handed in for this topic now."))
    if not (text.strip() or file):
        raise Incomplete(_("Give a file or a text."))
    last = row.versions.aggregate(last=Max("number"))["last"] or 0
    name = (file.name or "").rsplit("/", 1)[-1] if file else ""
    made = DeliverableVersion.objects.create(
        deliverable=row, number=last + 1, text=text.strip(), file=file or "", file_name=name[-200:],
        note=note.strip(), person_id=actor.person_id, person_name=actor.name, handed_in_at=now,
    )  # fmt: skip
    changes = {"state": DeliverableState.SUBMITTED.value}
    if not save_changes(
        actor=actor, now=now, action="strategy.deliverable_handed_in", row=row, changes=changes
    ):
        audit.record(
            actor=actor,
            now=now,
            action="strategy.deliverable_handed_in",
            row=row,
            after={"version": last + 1},
        )
    deliverable.refresh_from_db()
    return made


@transaction.atomic
def decide_deliverable(
    *, actor: Actor, now: datetime, deliverable: Deliverable, version: int | None, accept: bool, comments: str
) -> None:
    """Accept what was handed in, or return it with comments. Accepting makes its instalment payable."""
    row = _held(actor, deliverable, "decide", version)
    if row.state != DeliverableState.SUBMITTED:
        raise NotNow(_("Nothing of “%s” waits for an answer.") % row)
    if not accept and not comments.strip():
        raise ReasonMissing(_("Say what is to be changed."))
    state = DeliverableState.ACCEPTED if accept else DeliverableState.RETURNED
    newest = row.versions.order_by("-number").first()
    assert newest is not None
    newest.outcome, newest.comments = state.value, comments.strip()
    newest.decided_by, newest.decided_at = actor.name, now
    newest.save(update_fields=["outcome", "comments", "decided_by", "decided_at"])
    changes = {"state": state.value, "accepted_at": now if accept else None}
    save_changes(actor=actor, now=now, action="strategy.deliverable_decided", row=row, changes=changes)
    kind = TopicMoveKind.ACCEPTED if accept else TopicMoveKind.RETURNED
    tell(actor, now, row.topic, kind, comment=comments.strip(), what=row.title)
    deliverable.refresh_from_db()


@transaction.atomic
def recommend(*, actor: Actor, now: datetime, deliverable: Deliverable, text: str) -> Recommendation:
    """Write a recommendation down; once the deliverable is accepted, only the office still does."""
    rule = "edit" if deliverable.state == DeliverableState.ACCEPTED else "hand_in"
    row = _held(actor, deliverable, rule, None)
    if not text.strip():
        raise Incomplete(_("Say what is recommended."))
    last = row.recommendations.aggregate(last=Max("number"))["last"] or 0
    made = Recommendation.objects.create(deliverable=row, number=last + 1, text=text.strip())
    audit.record(
        actor=actor, now=now, action="strategy.recommendation_added", row=made, after={"text": made.text}
    )
    return made


@transaction.atomic
def reword(
    *, actor: Actor, now: datetime, recommendation: Recommendation, version: int | None, text: str
) -> bool:
    """Correct the words of a recommendation that is not decided; False when nothing differs."""
    row = _held_advice(actor, recommendation, "edit", version)
    _require_open(actor, row)
    if not text.strip():
        raise Incomplete(_("Say what is recommended."))
    changes = {"text": text.strip()}
    return save_changes(
        actor=actor, now=now, action="strategy.recommendation_reworded", row=row, changes=changes
    )


@transaction.atomic
def take_out(*, actor: Actor, now: datetime, recommendation: Recommendation) -> None:
    """Take out one that was entered by mistake and is not decided; the others keep their numbers."""
    row = _held_advice(actor, recommendation, "edit", None)
    _require_open(actor, row)
    remove_row(
        actor=actor, now=now, action="strategy.recommendation_removed", row=row, names=("number", "text"),
        reason="",
    )  # fmt: skip


@transaction.atomic
def decide_advice(
    *,
    actor: Actor,
    now: datetime,
    recommendation: Recommendation,
    version: int | None,
    state: str,
    reason: str = "",
    dossier: Dossier | None = None,
    block: str = "",
) -> None:
    """Adopt, adapt or refuse; anything but adopting says why. `dossier` and `block` name the paragraph it changed.

    A decision may be changed later, with a new day; the history keeps both.
    """
    row = _held_advice(actor, recommendation, "decide", version)
    if row.deliverable.state != DeliverableState.ACCEPTED:
        raise NotNow(_("Accept the deliverable first; then its advice is decided on."))
    if state not in AdviceState.values or state == AdviceState.UNDECIDED:
        raise Incomplete(_("Say whether it is adopted, adopted with changes, or refused."))
    if state != AdviceState.ADOPTED and not reason.strip():
        raise ReasonMissing(_("Say why it is changed or refused; those who gave the advice will read it."))
    if state == AdviceState.REFUSED:
        dossier, block = None, ""
    check_paragraph(actor, dossier, block)
    changes = {
        "state": state, "reason": reason.strip(), "decided_on": timezone.localdate(now), "decided_by": actor.name,
        "dossier_id": dossier.pk if dossier else None, "block": block if dossier else "",
    }  # fmt: skip
    save_changes(actor=actor, now=now, action="strategy.advice_decided", row=row, changes=changes)
    tell(
        actor, now, row.deliverable.topic, TopicMoveKind.ADVISED, comment=reason.strip(),
        what=f"{row.deliverable.title} {row.number}", advice=state,
    )  # fmt: skip
    recommendation.refresh_from_db()


def check_paragraph(actor: Actor, dossier: Dossier | None, block: str) -> None:
    """Refuse a dossier the actor may not see, and a paragraph that is not in it."""
    if dossier is None:
        if block:
            raise Incomplete(_("Choose the dossier the paragraph stands in."))
        return
    dossier_policy.require(actor, "view", dossier)
    if block and block not in paragraphs_of(dossier, "zh-hans"):
        raise NoSuchBlock(_("There is no such paragraph in the dossier now."))


def _require_open(actor: Actor, row: Recommendation) -> None:
    if row.state != AdviceState.UNDECIDED:
        raise NotNow(_("It is decided already; its words stay."))
    if row.deliverable.state == DeliverableState.ACCEPTED:
        deliverable_policy.require(actor, "edit", row.deliverable)


def _held(actor: Actor, deliverable: Deliverable, rule: str, version: int | None) -> Deliverable:
    deliverable_policy.require(actor, rule, deliverable)
    row = Deliverable.objects.select_for_update(of=("self",)).select_related("topic").get(pk=deliverable.pk)
    require_version(row, version)
    return row


def _held_advice(
    actor: Actor, recommendation: Recommendation, rule: str, version: int | None
) -> Recommendation:
    recommendation_policy.require(actor, rule, recommendation)
    row = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("deliverable__topic")
        .get(pk=recommendation.pk)
    )
    require_version(row, version)
    return row
