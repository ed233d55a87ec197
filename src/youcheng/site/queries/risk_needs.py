"""What new figures of risk need from the office: partners they moved out of their bands, until somebody has looked.

Called by today's page. What moved is decided by strategy; this only says it in one line.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from youcheng.foundation import countries
from youcheng.foundation.actors import Actor
from youcheng.foundation.formatting import number
from youcheng.site.queries.needs import Need
from youcheng.strategy.policies import may_draft
from youcheng.strategy.queries.alerts import open_alerts

NAMED = 5


def risk_needs(actor: Actor) -> list[Need]:
    """One line for all open alerts, for those who may acknowledge them. Two queries."""
    if not may_draft(actor):
        return []
    codes = list(open_alerts(actor).values_list("iso3", flat=True))
    if not codes:
        return []
    text = ngettext(
        "New figures moved %(count)s risk score out of its band",
        "New figures moved %(count)s risk scores out of their bands",
        len(codes),
    )
    names = [countries.name(code, get_language() or "zh-hans") for code in sorted(set(codes))]
    named = _(", ").join(names[:NAMED])
    detail = _("%(names)s and others") % {"names": named} if len(names) > NAMED else named
    return [Need(text % {"count": number(len(codes))}, detail, "attention", reverse("strategy:risk_alerts"))]
