"""Taking in a published plan: keeping its file, reading it, and proposing measures from it.

Called by the pages, `youcheng plan import` and the background task. Reading proposes and imposes nothing: what becomes a
measure is decided in `proposals`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.coordination.actions.plans import YEARS
from youcheng.coordination.enums import ProposalState, ReadingState
from youcheng.coordination.errors import AlreadyThere, Incomplete, NotNow
from youcheng.coordination.models import Bulletin, Proposal
from youcheng.coordination.naming import Named, Register
from youcheng.coordination.policies import bulletin_policy, may_plan
from youcheng.coordination.reading import answers, documents, vocabulary
from youcheng.coordination.reading.errors import BadDocument
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed

Progress = Callable[[int, int], None]
LONGEST_TITLE = 300


@transaction.atomic
def add_bulletin(
    *, actor: Actor, now: datetime, data: bytes, file_name: str, year: int, title: str = ""
) -> Bulletin:
    """Keep a published plan's file for reading. The same file for the same year is refused: it is there already."""
    if not (actor.is_system or may_plan(actor)):
        raise NotAllowed(actor, "add", "published plans")
    if year not in YEARS:
        raise Incomplete(_("A plan is for a year from 2000 to 2100, not %(year)s.") % {"year": year})
    digest = hashlib.sha256(data).hexdigest()
    same = Bulletin.objects.filter(sha256=digest, year=year).first()
    if same is not None:
        raise AlreadyThere(
            _("This file was already taken in for %(year)s, as “%(title)s”.") % {"year": year, "title": same}
        )
    row = Bulletin(
        title=(title.strip() or file_name)[:LONGEST_TITLE],
        year=year,
        file_name=file_name[-200:],
        sha256=digest,
        added_by_id=actor.person_id,
        created_at=now,
    )
    suffix = file_name.rsplit(".", 1)[-1].lower() if "." in file_name else "txt"
    row.file.save(f"{digest[:16]}.{suffix}", ContentFile(data), save=False)
    row.save()
    audit.record(
        actor=actor,
        now=now,
        action="coordination.bulletin_added",
        row=row,
        after={"year": year, "file_name": row.file_name, "sha256": digest},
    )
    return row


def read_bulletin(
    *, actor: Actor, now: datetime, bulletin: Bulletin, progress: Progress | None = None
) -> int:
    """Read the file and propose its measures; returns how many. A file that can't be read is kept with the reason.

    Raises `BadDocument`. Reading again is possible until somebody has decided about a proposal.
    """
    bulletin_policy.require(actor, "edit", bulletin)
    with bulletin.file.open("rb") as file:
        data = file.read()
    try:
        document = documents.read(data, bulletin.file_name, progress=progress)
    except BadDocument as error:
        Bulletin.objects.filter(pk=bulletin.pk).update(state=ReadingState.FAILED, note=str(error))
        raise
    register = Register(vocabulary.words(), timezone.localdate(now))
    values = answers.as_values(document)
    named = [register.named_in(measure["quote"]) for measure in values["measures"]]
    return _keep(actor, now, bulletin, values, named, "\n".join(answers.unread_said(document)))


@transaction.atomic
def _keep(
    actor: Actor, now: datetime, bulletin: Bulletin, values: dict[str, Any], named: list[Named], note: str
) -> int:
    """Store the reading and its proposals, all or nothing."""
    row = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if row.proposals.exclude(state=ProposalState.PROPOSED).exists():
        raise NotNow(_("Measures of “%s” were decided already, so it is not read again.") % row)
    row.proposals.all().delete()
    row.paragraphs, row.outline, row.removed = values["paragraphs"], values["outline"], values["removed"]
    row.state, row.note = ReadingState.READ, note
    row.version += 1
    row.save()
    proposals = Proposal.objects.bulk_create(
        [
            _proposal(row, order, one, who)
            for order, (one, who) in enumerate(zip(values["measures"], named, strict=True), start=1)
        ]
    )
    _link(Proposal.cooperating.through, "organisation_id", proposals, [who.cooperating for who in named])
    _link(Proposal.cities.through, "city_id", proposals, [who.cities for who in named])
    after = {"proposals": len(proposals), "paragraphs": len(row.paragraphs), "removed": len(row.removed)}
    audit.record(actor=actor, now=now, action="coordination.bulletin_read", row=row, after=after)
    bulletin.refresh_from_db()
    return len(proposals)


def _link(
    through: type[models.Model],
    column: str,
    proposals: list[Proposal],
    rows: Sequence[Sequence[models.Model]],
) -> None:
    """Write the many-to-many rows of all proposals at once."""
    through._default_manager.bulk_create(
        [
            through(proposal_id=proposal.pk, **{column: one.pk})
            for proposal, theirs in zip(proposals, rows, strict=True)
            for one in theirs
        ]
    )


def _proposal(row: Bulletin, order: int, measure: dict[str, Any], who: Named) -> Proposal:
    return Proposal(
        bulletin=row,
        order=order,
        title=title_of(measure),
        quotation=measure["quote"],
        verb=measure["verb"][:60],
        object=measure["object"][:300],
        heading=measure["heading_text"][:300],
        page=measure["page"],
        column=measure["column"],
        line=measure["line"],
        paragraph=measure["paragraph"],
        start=measure["start"],
        lead=who.lead,
        zone=who.zone,
        fields=who.fields,
    )


def title_of(measure: dict[str, Any]) -> str:
    """A short name for a commitment: its verb and object, as they stand in the text."""
    verb, thing = measure["verb"], measure["object"]
    between = " " if verb[-1:].isascii() and thing[:1].isascii() and verb and thing else ""
    return (f"{verb}{between}{thing}".strip() or measure["quote"])[:LONGEST_TITLE]
