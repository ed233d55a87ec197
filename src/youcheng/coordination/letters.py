"""The message that a delivery becomes at the moment it leaves: subject and text in the language of who gets it.

Called by `actions.deliveries`. What was read in the meantime is left out; a message with nothing left to say is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.coordination.enums import NoticeKind
from youcheng.coordination.models import Delivery, Notice
from youcheng.coordination.wording import Moves, moves_of, words
from youcheng.foundation.exporting import notice as training_notice
from youcheng.foundation.formatting import day, number
from youcheng.network.queries import home_city

ORDER = [kind.value for kind in (
    NoticeKind.WEEKLY, NoticeKind.PROPOSED, NoticeKind.SUPERVISED, NoticeKind.ESCALATED, NoticeKind.LATE,
    NoticeKind.DUE_TODAY, NoticeKind.DUE_SOON,
)]  # fmt: skip
"""What a message begins with; everything else follows in the order in which it happened."""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def letter_of(delivery: Delivery) -> Letter | None:
    """The message, or None where nothing is left to say: all of it was read, or the person may no longer sign in."""
    if delivery.room is not None:
        notices = _told_once(delivery.notices.all())
        language = delivery.room.language
    else:
        person = delivery.person
        if person is None or not (person.is_active and person.email):
            return None
        notices, language = list(delivery.notices.filter(read_at__isnull=True)), person.language
    if not notices:
        return None
    with translation.override(language):
        return _written(
            notices, is_personal=delivery.room is None, on=timezone.localdate(delivery.created_at)
        )


def trial_letter(language: str) -> Letter:
    """What a room gets when somebody tries its address."""
    with translation.override(language):
        text = _("This room will be told what is due and what is late.")
        return Letter(_platform(), text)


def _told_once(notices: Iterable[Notice]) -> list[Notice]:
    """A room hears once what several people were told."""
    return list({(one.kind, one.task_id, one.due_on): one for one in notices}.values())


def _written(notices: Sequence[Notice], *, is_personal: bool, on: dt.date) -> Letter:
    ordered = sorted(notices, key=lambda one: (_rank(one.kind), one.due_on or dt.date.max, one.pk))
    moves = moves_of(ordered)
    subject = ngettext("%(count)s notice", "%(count)s notices", len(ordered)) % {
        "count": number(len(ordered))
    }
    if len(ordered) == 1:
        subject = ordered[0].get_kind_display()
    lines = [training_notice()] if training_notice() else []
    lines += [line for one in ordered for line in _lines(one, moves)]
    if is_personal and settings.YOUCHENG_ADDRESS:
        choice = settings.YOUCHENG_ADDRESS + reverse("coordination:notice_choice")
        lines += ["", _("How you want to be told is your choice: %(url)s") % {"url": choice}]
    return Letter(f"{_platform()} · {subject} · {day(on)}", "\n".join(lines) + "\n")


def _rank(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _lines(notice: Notice, moves: Moves) -> list[str]:
    said = f"· {words(notice, moves)}"
    return [said, f"  {settings.YOUCHENG_ADDRESS}{notice.url}"] if settings.YOUCHENG_ADDRESS else [said]


def _platform() -> str:
    home = home_city()
    return _("Youcheng %(city)s") % {"city": home.city} if home else _("Youcheng")
