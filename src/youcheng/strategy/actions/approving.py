"""The way of a dossier: draft → in review → approved and locked, and back with a reason.

Called by the dossier's pages. Approving makes a version that holds the edits, so that what was approved can be read for ever.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.strategy.actions.building import save_version
from youcheng.strategy.building import Drafted
from youcheng.strategy.enums import Made, State
from youcheng.strategy.errors import NotDrafted, ReasonMissing, WrongState
from youcheng.strategy.models import Dossier
from youcheng.strategy.policies import dossier_policy


def submit(*, actor: Actor, now: datetime, dossier: Dossier) -> Dossier:
    """Hand a draft in for review. Raises NotAllowed, NotDrafted and WrongState."""
    with transaction.atomic():
        held = _held(actor, dossier, "submit", State.DRAFT)
        if held.current is None:
            raise NotDrafted(_("This dossier has not been drafted yet."))
        return _moved(actor, now, held, State.IN_REVIEW, action="strategy.dossier_submitted")


def send_back(*, actor: Actor, now: datetime, dossier: Dossier) -> Dossier:
    """Return a dossier in review to its authors. Raises NotAllowed and WrongState."""
    with transaction.atomic():
        held = _held(actor, dossier, "approve", State.IN_REVIEW)
        return _moved(actor, now, held, State.DRAFT, action="strategy.dossier_sent_back")


def approve(*, actor: Actor, now: datetime, dossier: Dossier, revision: int) -> Dossier:
    """Approve and lock what the steward has read: `revision` is the one on their page.

    Raises NotAllowed, WrongState, and ChangedMeanwhile where the dossier changed since that page was opened.
    """
    with transaction.atomic():
        held = _held(actor, dossier, "approve", State.IN_REVIEW)
        if held.revision != revision:
            raise ChangedMeanwhile(
                _("The dossier changed since you opened it. Read it again before you approve.")
            )
        assert held.current is not None
        version = save_version(
            held,
            now=now,
            by="" if actor.is_system else actor.name,
            made=Made.APPROVED,
            drafted=Drafted(held.current.documents, held.current.figures),
            fingerprint=held.current.fingerprint,
            parameters=held.current.parameters,
        )
        held.approved_at, held.approved_by, held.reason = now, actor.name, ""
        return _moved(
            actor,
            now,
            held,
            State.APPROVED,
            action="strategy.dossier_approved",
            after={"version": version.number},
        )


def reopen(*, actor: Actor, now: datetime, dossier: Dossier, reason: str) -> Dossier:
    """Unlock an approved dossier; the approved version stays. Raises NotAllowed, WrongState and ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(_("Say why the approved dossier is opened again."))
    with transaction.atomic():
        held = _held(actor, dossier, "reopen", State.APPROVED)
        held.approved_at, held.approved_by, held.reason = None, "", reason.strip()
        return _moved(
            actor, now, held, State.DRAFT, action="strategy.dossier_reopened", after={"reason": held.reason}
        )


def _held(actor: Actor, dossier: Dossier, action: str, state: State) -> Dossier:
    """The dossier under lock, in the state the step begins from."""
    dossier_policy.require(actor, action, dossier)
    held = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if held.state != state:
        raise WrongState(
            _("The dossier is “%(is)s”; this step begins from “%(wanted)s”.")
            % {"is": held.get_state_display(), "wanted": state.label}
        )
    return held


def _moved(
    actor: Actor,
    now: datetime,
    held: Dossier,
    state: State,
    *,
    action: str,
    after: dict[str, object] | None = None,
) -> Dossier:
    before = {"state": held.state}
    held.state = state
    held.revision += 1
    held.save()
    audit.record(
        actor=actor, now=now, action=action, row=held, before=before, after={"state": state, **(after or {})}
    )
    return held
