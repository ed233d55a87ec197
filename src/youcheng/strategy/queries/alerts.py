"""Reads of alerts: which vintages moved which partners out of their bands, open ones first.

Called by the page of alerts, the opened cell, the dossier's page and the needs of today. Nothing is written here.
"""

from __future__ import annotations

from django.db.models import F, QuerySet

from youcheng.foundation.actors import Actor
from youcheng.strategy.models import RiskAlert
from youcheng.strategy.policies import risk_alert_policy


def alerts_visible_to(actor: Actor) -> QuerySet[RiskAlert]:
    """Alerts the actor may see, open ones first, then the newest."""
    rows = RiskAlert.objects.select_related("before", "after").order_by(
        F("seen_at").asc(nulls_first=True), "-raised_at", "iso3", "dimension"
    )
    return risk_alert_policy.filter(rows, actor)


def open_alerts(actor: Actor, iso3: str = "") -> QuerySet[RiskAlert]:
    """Alerts nobody has acknowledged yet, of one country where it is given."""
    rows = alerts_visible_to(actor).filter(seen_at__isnull=True)
    return rows.filter(iso3=iso3) if iso3 else rows
