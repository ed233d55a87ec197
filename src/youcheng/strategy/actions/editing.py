"""People's words in place of drafted ones: saved apart from every version, guarded against two editors, never overwritten.

Called by the dossier's pages. How a text is laid over a draft is `strategy.editing`'s business.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.documents.codec import from_json
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.strategy.editing import texts
from youcheng.strategy.errors import Locked, NoSuchBlock, NotDrafted
from youcheng.strategy.models import Dossier, DossierEdit
from youcheng.strategy.policies import dossier_policy


def save_edit(
    *, actor: Actor, now: datetime, dossier: Dossier, block: str, language: str, text: str, version: int
) -> DossierEdit | None:
    """Put a person's text in place of a drafted block; an empty or unchanged text takes the edit away.

    `version` is the edit's version the person saw, 0 where there was none; another one raises ChangedMeanwhile. Raises
    NotAllowed, Locked and NoSuchBlock.
    """
    with transaction.atomic():
        held = _held(actor, dossier)
        drafted = _drafted(held, block, language)
        edit = held.edits.filter(block=block, language=language).first()
        if (edit.version if edit else 0) != version:
            raise ChangedMeanwhile(
                _(
                    "Somebody else saved this block first. Their text is shown above yours; yours was kept here."
                )
            )
        clean = " ".join(text.split())
        if not clean or clean == drafted:
            if edit is not None:
                _remove(actor, now, held, edit)
            return None
        before = {"text": edit.text} if edit else {}
        edit = edit or DossierEdit(dossier=held, block=block, language=language, created_at=now, version=0)
        edit.text, edit.base_text, edit.author = clean, drafted, "" if actor.is_system else actor.name
        edit.updated_at, edit.version = now, edit.version + 1
        edit.save()
        _changed(held)
        audit.record(
            actor=actor,
            now=now,
            action="strategy.block_edited",
            row=held,
            before=before,
            after={"block": block, "language": language, "text": clean},
        )
    return edit


def confirm_edit(*, actor: Actor, now: datetime, edit: DossierEdit) -> DossierEdit:
    """Say that an edit still stands although the draft below it has changed. Raises NotAllowed, Locked, NoSuchBlock."""
    with transaction.atomic():
        held = _held(actor, edit.dossier)
        drafted = _drafted(held, edit.block, edit.language)
        row = DossierEdit.objects.select_for_update().get(pk=edit.pk)
        before = row.base_text
        row.base_text, row.updated_at, row.version = drafted, now, row.version + 1
        row.save()
        _changed(held)
        audit.record(
            actor=actor,
            now=now,
            action="strategy.edit_confirmed",
            row=held,
            before={"base": before},
            after={"block": row.block, "language": row.language, "base": drafted},
        )
    return row


def withdraw_edit(*, actor: Actor, now: datetime, edit: DossierEdit) -> None:
    """Go back to the drafted text; what was written stays in the audit log and in the versions."""
    with transaction.atomic():
        held = _held(actor, edit.dossier)
        _remove(actor, now, held, edit)


def _held(actor: Actor, dossier: Dossier) -> Dossier:
    """The dossier under lock, once the actor may edit it and it is not locked."""
    dossier_policy.require(actor, "edit", dossier)
    held = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if held.is_locked:
        raise Locked(_("This dossier is approved and locked; a steward can reopen it."))
    return held


def _drafted(dossier: Dossier, block: str, language: str) -> str:
    """The drafted text of a block in the current version."""
    if dossier.current is None:
        raise NotDrafted(_("This dossier has not been drafted yet."))
    document = dossier.current.documents.get(language)
    drafted = texts(from_json(document)) if document else {}
    if block not in drafted:
        raise NoSuchBlock(_("This block can't be edited: the current version has no such paragraph."))
    return drafted[block]


def _remove(actor: Actor, now: datetime, dossier: Dossier, edit: DossierEdit) -> None:
    audit.record(
        actor=actor,
        now=now,
        action="strategy.edit_withdrawn",
        row=dossier,
        before={"block": edit.block, "language": edit.language, "text": edit.text},
    )
    edit.delete()
    _changed(dossier)


def _changed(dossier: Dossier) -> None:
    dossier.revision += 1
    dossier.save(update_fields=["revision"])
