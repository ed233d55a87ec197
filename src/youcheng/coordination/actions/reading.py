"""What a person does with their own notices: reads them, and chooses how they want to be told.

Called by the pages of notices. Reading is nobody else's business: it is written on the notice and not in the audit log.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from youcheng.accounts.models import Person
from youcheng.coordination.enums import MailMode
from youcheng.coordination.models import Notice, NoticeChoice
from youcheng.coordination.policies import notice_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.foundation.saving import require_version, save_changes


def mark_read(*, actor: Actor, now: datetime, notice: Notice) -> None:
    """The person has read this one; a second reading changes nothing."""
    notice_policy.require(actor, "view", notice)
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now)


def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """The person has read all of theirs; returns how many were new."""
    if actor.person_id is None:
        return 0
    rows = Notice.objects.order_by().filter(person_id=actor.person_id, read_at__isnull=True)
    return notice_policy.filter(rows, actor).update(read_at=now)


@transaction.atomic
def choose_mail(*, actor: Actor, now: datetime, mail: str, version: int | None) -> bool:
    """The person chooses a digest, each notice at once, or no e-mail; False when it is as before."""
    if actor.person_id is None:
        raise NotAllowed(actor, "choose", "notices")
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    row = NoticeChoice.objects.filter(person=person).first()
    if row is None:
        if mail == MailMode.DIGEST:
            return False
        row = NoticeChoice.objects.create(person=person, mail=mail)
        audit.record(actor=actor, now=now, action="coordination.mail_chosen", row=row, after={"mail": mail})
        return True
    require_version(row, version)
    return save_changes(
        actor=actor, now=now, action="coordination.mail_chosen", row=row, changes={"mail": mail}
    )
