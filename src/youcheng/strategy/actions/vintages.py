"""Takes stock of risk at each vintage of the figures, and raises an alert where a new one moves a partner out of its band.

Called by evidence through `consequences` before and after figures change, when a framework is chosen, and by
`youcheng risk check`. An alert stays open until a person has acknowledged it with a note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.network.models import Relationship
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.models import RiskAlert, RiskSnapshot
from youcheng.strategy.policies import risk_alert_policy
from youcheng.strategy.queries.risk import dimensions_of, partners_by_country

Band = Sequence[float]
LOW, MEDIAN, HIGH = range(3)


class NoteMissing(Refused):
    """An alert is acknowledged with a note on what follows from it."""


def take_stock(actor: Actor, now: datetime) -> list[RiskAlert]:
    """Compare today's scores with those of the vintage before, once; return the alerts raised.

    Nothing is done without ties or figures, or where the figures are those of the last stock-taking. Frameworks are not
    compared with each other: only figures that changed under the same framework can move a partner.
    """
    if not Relationship.objects.exists():
        return []
    book = risk_book()
    if book.drawn is None:
        return []
    framework, figures = book.framework, _figures_sha(book)
    last = RiskSnapshot.objects.filter(framework_sha=framework.sha256).first()
    if last is not None and last.figures_sha == figures:
        return []
    system = Actor.system("risk")
    partners = partners_by_country(system, timezone.localdate(now))
    with transaction.atomic():
        snapshot, _made = RiskSnapshot.objects.update_or_create(
            framework_sha=framework.sha256,
            figures_sha=figures,
            defaults={
                "framework_code": framework.engine.code,
                "framework_edition": framework.engine.version,
                "datasets": _datasets(book),
                "bands": bands_of(book),
                "taken_at": now,
            },
        )
        alerts = _moved(last, snapshot, sorted(partners), now) if last else []
        audit.record(
            actor=actor, now=now, action="strategy.risk_stock_taken", row=snapshot,
            after={"datasets": snapshot.datasets, "alerts": len(alerts)},
        )  # fmt: skip
    return alerts


def acknowledge(*, actor: Actor, now: datetime, alert: RiskAlert, note: str) -> RiskAlert:
    """Close an alert with a note on what follows from it. Raises NotAllowed and NoteMissing; a second time changes nothing."""
    risk_alert_policy.require(actor, "acknowledge", alert)
    if not note.strip():
        raise NoteMissing(_("Say in a note what follows from it, even if nothing does."))
    with transaction.atomic():
        held = RiskAlert.objects.select_for_update().get(pk=alert.pk)
        if held.seen_at is not None:
            return held
        held.seen_at, held.seen_by, held.note = now, actor.name, note.strip()
        held.save(update_fields=["seen_at", "seen_by", "note"])
        audit.record(
            actor=actor, now=now, action="strategy.risk_alert_seen", row=held, after={"note": held.note}
        )
    return held


def bands_of(book: RiskBook) -> dict[str, dict[str, Band]]:
    """The band of every country in every dimension that is scored: 5 %, median, 95 %."""
    found: dict[str, dict[str, Band]] = {}
    for country in sorted(book.observations):
        for dimension in dimensions_of(book):
            interval = book.interval(country, dimension)
            if interval is not None:
                band = [round(each, 3) for each in (interval.p05, interval.median, interval.p95)]
                found.setdefault(country, {})[dimension] = band
    return found


def _moved(
    before: RiskSnapshot, after: RiskSnapshot, countries: Sequence[str], now: datetime
) -> list[RiskAlert]:
    """Alerts for the countries whose new median lies outside the band somebody last knew of.

    That is the band before, or, where an alert is still open, the band that alert began from: a country has one open alert
    a dimension, and figures that bring it back close it by themselves.
    """
    waiting = {(row.iso3, row.dimension): row for row in RiskAlert.objects.filter(seen_at__isnull=True)}
    found = []
    for country in countries:
        new: Mapping[str, Band] = after.bands.get(country, {})
        for dimension, old in before.bands.get(country, {}).items():
            alert = waiting.get((country, dimension))
            known = [alert.old_low, alert.old_median, alert.old_high] if alert else old
            band = new.get(dimension)
            if band is None:
                continue
            if known[LOW] <= band[MEDIAN] <= known[HIGH]:
                if alert is not None:
                    _returned(alert, after, band, now)
                continue
            found.append(
                _raised(
                    alert or RiskAlert(iso3=country, dimension=dimension, before=before),
                    after,
                    known,
                    band,
                    now,
                )
            )
    return found


def _raised(alert: RiskAlert, after: RiskSnapshot, old: Band, new: Band, now: datetime) -> RiskAlert:
    alert.old_low, alert.old_median, alert.old_high = old
    alert.new_low, alert.new_median, alert.new_high = new
    alert.after, alert.raised_at = after, now
    alert.save()
    return alert


def _returned(alert: RiskAlert, after: RiskSnapshot, new: Band, now: datetime) -> None:
    """Close an alert whose country came back into the band; nobody's name stands under it."""
    _raised(alert, after, [alert.old_low, alert.old_median, alert.old_high], new, alert.raised_at)
    alert.seen_at = now
    alert.save(update_fields=["seen_at"])


def _figures_sha(book: RiskBook) -> str:
    """What tells two sets of figures apart: the checksums of all that was read, red lines and framework left out."""
    sums = {shape: source.provenance.sha256 for shape, source in book.sources.items()}
    return hashlib.sha256(json.dumps(sums, sort_keys=True).encode()).hexdigest()


def _datasets(book: RiskBook) -> dict[str, dict[str, str]]:
    return {
        shape: {
            "name": source.provenance.dataset,
            "version": source.provenance.version,
            "sha256": source.provenance.sha256,
        }
        for shape, source in book.sources.items()
    }
