"""Doors of risk: the heat map, frameworks, own indicators and alerts are the office's own judgement; nobody outside sees them.

The thing behind the map is Chiang Mai in the row of Thailand; no figures are loaded, so the row says that too little is known.
"""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.doors.door import REFUSED, Door, Kind
from tests.doors.strategy import SECRET, SYSTEM, _listed
from tests.world import NOW, World
from youcheng.strategy.actions import frameworks, own_indicators
from youcheng.strategy.judgements import SHIPPED
from youcheng.strategy.models import FrameworkFile, OwnIndicator, RiskAlert, RiskSnapshot

OURS = "ours-for-kunming"


def _cell(world: World) -> tuple[str, str]:
    _listed(world)
    return "THA", "political"


def _country(world: World) -> tuple[str]:
    return (_cell(world)[0],)


def _text() -> bytes:
    shipped = (SHIPPED / "framework.toml").read_text(encoding="utf-8")
    return shipped.replace('code = "four-dimensions"', f'code = "{OURS}"').encode()


def _framework(world: World) -> FrameworkFile:
    held = FrameworkFile.objects.filter(code=OURS).first()
    return held or frameworks.load_framework(
        actor=SYSTEM, now=NOW, raw=_text(), file_name="ours.toml", note=OURS
    )


def _key(world: World) -> str:
    return str(_framework(world).pk)


def _pk(world: World) -> int:
    return _framework(world).pk


def _compared(world: World) -> tuple[()]:
    _framework(world)
    return _listed(world)


def _indicator(world: World) -> str:
    row: OwnIndicator = own_indicators.save_indicator(
        actor=SYSTEM, now=NOW, code="ease", name={"en": OURS}, unit="points", source="the office"
    )
    return row.code


def _indicators(world: World) -> tuple[()]:
    _indicator(world)
    return ()


def _alert(world: World) -> int:
    before, after = (
        RiskSnapshot.objects.create(framework_sha="f", figures_sha=sha, taken_at=NOW) for sha in "ab"
    )
    band = {"old_low": 1, "old_median": 2, "old_high": 3, "new_low": 4, "new_median": 5, "new_high": 6}
    row = RiskAlert.objects.create(
        iso3="THA", dimension="legal", before=before, after=after, raised_at=NOW, **band
    )
    return row.pk


def _alerts(world: World) -> tuple[()]:
    _alert(world)
    return ()


INDICATOR = {"code": "ease", "name_zh": "便利度", "unit": "points", "source": "the office"}

DOORS = {
    "strategy:risk": [
        Door(Kind.LIST, args=_listed),
        Door(Kind.SEARCH, args=_listed, query="?text=chiang"),
    ],
    "strategy:risk_export": [
        Door(Kind.EXPORT, args=_listed, query="?format=csv", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?format=xlsx", secret=SECRET),
    ],
    "strategy:risk_country": Door(Kind.DETAIL, args=_country, secret=SECRET),
    "strategy:risk_cell": Door(Kind.DETAIL, args=_cell, secret=SECRET),
    "strategy:risk_choices": Door(Kind.REPORT, args=_listed),
    "strategy:risk_choices_export": Door(Kind.EXPORT, args=_listed, query="?format=csv"),
    "strategy:frameworks": Door(Kind.LIST, args=_compared, secret=OURS),
    "strategy:framework_load": [
        Door(Kind.DETAIL),
        Door(
            Kind.CHANGE,
            data=lambda _world: {"file": SimpleUploadedFile("ours.toml", _text()), "note": ""},
        ),
    ],
    "strategy:framework": Door(Kind.DETAIL, args=_key, secret=OURS),
    "strategy:framework_text": Door(Kind.DOWNLOAD, args=_key, secret=OURS),
    "strategy:framework_choose": [
        Door(Kind.CHANGE, args=_key, data=lambda _world: {}, officer="director"),
        Door(Kind.CHANGE, args=_key, data=lambda _world: {}, office=REFUSED),
    ],
    "strategy:framework_remove": [
        Door(Kind.CHANGE, args=_pk, data=lambda _world: {}, officer="director"),
        Door(Kind.CHANGE, args=_pk, data=lambda _world: {}, office=REFUSED),
    ],
    "strategy:frameworks_compared": Door(Kind.REPORT, args=_compared, secret=OURS),
    "strategy:frameworks_compared_export": Door(
        Kind.EXPORT, args=_compared, query="?format=csv", secret=OURS
    ),
    "strategy:own_indicators": Door(Kind.LIST, args=_indicators, secret=OURS),
    "strategy:own_indicator_new": [
        Door(Kind.DETAIL),
        Door(Kind.CHANGE, data=lambda _world: INDICATOR),
    ],
    "strategy:own_indicator": Door(Kind.DETAIL, args=_indicator, secret=OURS),
    "strategy:own_indicator_edit": [
        Door(Kind.DETAIL, args=_indicator, secret=OURS),
        Door(Kind.CHANGE, args=_indicator, data=lambda _world: INDICATOR),
    ],
    "strategy:risk_alerts": Door(Kind.LIST, args=_alerts, secret="Thailand"),
    "strategy:risk_alerts_export": Door(Kind.EXPORT, args=_alerts, query="?format=csv", secret="Thailand"),
    "strategy:risk_alerts_acknowledge": [
        Door(Kind.CHANGE, args=_alerts, data=lambda _world: {"note": "seen"}),
        Door(
            Kind.CHANGE,
            args=_alerts,
            data=lambda _world: {"note": "seen"},
            officer="assistant",
            office=REFUSED,
        ),
    ],
    "strategy:risk_alert_acknowledge": [
        Door(Kind.CHANGE, args=_alert, data=lambda _world: {"note": "seen"}),
        Door(
            Kind.CHANGE,
            args=_alert,
            data=lambda _world: {"note": "seen"},
            officer="assistant",
            office=REFUSED,
        ),
    ],
}
