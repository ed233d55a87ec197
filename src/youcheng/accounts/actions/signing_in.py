"""What signing in leaves behind: the audit entries, and the lock-out after too many failures.

Called by the sign-in adapter and its receivers; checking the password itself is the sign-in library's work.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from youcheng.accounts.models import Person, SignInGuard
from youcheng.accounts.policies import person_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor


def locked_until(*, username: str, now: datetime) -> datetime | None:
    """The end of the lock-out of this name, None when it is free."""
    guard = SignInGuard.objects.filter(username=_plain(username), locked_until__gt=now).first()
    return guard.locked_until if guard else None


def note_failure(*, username: str, now: datetime, address: str) -> None:
    """Count a failed attempt, for unknown names too, so that nobody learns which names exist.

    The setting's number of failures within the lock time locks the name for the lock time.
    """
    plain, lock = _plain(username), timedelta(minutes=settings.YOUCHENG_LOCK_MINUTES)
    with transaction.atomic():
        _forget_old(now - lock, now)
        guard, _made = SignInGuard.objects.select_for_update().get_or_create(
            username=plain, defaults={"last_failure_at": now}
        )
        guard.failures += 1
        guard.last_failure_at = now
        is_locked = guard.failures >= settings.YOUCHENG_LOGIN_FAILURES
        if is_locked:
            guard.failures, guard.locked_until = 0, now + lock
        guard.save()
        actor = Actor.visitor(address)
        # A password typed into the wrong field must not end in the log, so unknown names are not written down.
        known = Person.objects.filter(username__iexact=plain).exists()
        about = plain if known else "?"
        audit.record_event(actor=actor, now=now, action="sign_in.failed", about=about)
        if is_locked:
            audit.record_event(
                actor=actor,
                now=now,
                action="sign_in.locked",
                about=about,
                after={"until": guard.locked_until},
            )


def note_sign_in(*, actor: Actor, now: datetime, person: Person) -> None:
    """Record a completed sign-in and forget the failures before it."""
    with transaction.atomic():
        SignInGuard.objects.filter(username=_plain(person.username)).delete()
        audit.record(actor=actor, now=now, action="sign_in", row=person)


def note_event(
    *, actor: Actor, now: datetime, person: Person, action: str, after: dict[str, str] | None = None
) -> None:
    """Record a sign-out, a failed second factor, or a factor that was added or removed."""
    audit.record(actor=actor, now=now, action=action, row=person, after=after)


def unlock(*, actor: Actor, now: datetime, person: Person) -> None:
    """Let a locked-out person try again at once."""
    person_policy.require(actor, "administer", person)
    with transaction.atomic():
        SignInGuard.objects.filter(username=_plain(person.username)).delete()
        audit.record(actor=actor, now=now, action="sign_in.unlocked", row=person)


def _forget_old(older_than: datetime, now: datetime) -> None:
    """Names tried long ago are dropped, so that guessing names doesn't fill the table."""
    unlocked = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    SignInGuard.objects.filter(unlocked, last_failure_at__lt=older_than).delete()


def _plain(username: str) -> str:
    return username.strip().lower()[:80]
