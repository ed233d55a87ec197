"""The reference deployment: every count the record allows, nothing invented, and a second load that changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import NOW
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import AuditEntry
from youcheng.network import actions, queries
from youcheng.network.models import (
    Alliance,
    City,
    Country,
    Exchange,
    PolicyTerm,
    PublishedCount,
    Relationship,
    RelationshipEvent,
)

SYSTEM = Actor.system("setup")


@pytest.fixture
def kunming(db: None) -> actions.LoadReport:
    actions.load_gazetteer(actor=SYSTEM, now=NOW)
    return actions.load_deployment("kunming", actor=SYSTEM, now=NOW)


def test_the_whole_record_is_there_and_counts_as_published(kunming: actions.LoadReport) -> None:
    assert kunming.ties == Relationship.objects.count() == 32
    certain = {
        day: queries.count(dt.date.fromisoformat(day)).sister.certain
        for day in ("2014-04-30", "2016-09-30", "2019-09-30", "2022-12-31")
    }
    assert certain == {"2014-04-30": 19, "2016-09-30": 21, "2019-09-30": 23, "2022-12-31": 24}
    early = queries.count(dt.date(2012, 12, 31)).sister
    assert early.certain < early.possible

    assert queries.count(dt.date(2014, 4, 30)).exchange.certain == 8
    assert queries.count(dt.date(2022, 12, 31)).letter_of_intent.certain == 2
    assert [
        (c.snapshot.on, c.difference("sister"), c.total_difference) for c in queries.compare_snapshots()
    ] == [
        (dt.date(2022, 11, 30), 0, None),
        (dt.date(2021, 1, 31), None, 16),
        (dt.date(2019, 9, 30), 0, None),
        (dt.date(2016, 9, 30), 0, None),
        (dt.date(2014, 4, 30), 0, None),
    ]
    assert Exchange.objects.count() == 0
    assert (PublishedCount.objects.count(), Alliance.objects.count(), PolicyTerm.objects.count()) == (5, 3, 9)


def test_zones_and_names(kunming: actions.LoadReport) -> None:
    zones = queries.zones_of_all(dt.date(2024, 1, 1))
    assert {iso2: zones[iso2] for iso2 in ("TH", "NP", "FR", "US", "UZ", "MA", "JP")} == {
        "TH": "main_front", "NP": "main_front", "FR": "key_target", "US": "key_target", "UZ": "supplement",
        "MA": "other", "JP": "other",
    }  # fmt: skip
    chiang_mai = City.objects.get(slug="chiang-mai")
    assert chiang_mai.name["zh-hans"] == "清迈"
    assert round(queries.distance_from_home(chiang_mai) or 0) == 794
    assert City.objects.count() > 34_000
    assert str(Country.objects.get(iso2="TW")) == "中国台湾"
    assert City.objects.get(geonames_id=1668341).slug.startswith("taipei")


def test_jyvaskyla_s_term_is_over_and_it_still_counts(kunming: actions.LoadReport) -> None:
    tie = Relationship.objects.get(partner__slug="jyvaskyla")
    standing = queries.standing_of(tie, dt.date(2024, 1, 1))
    assert standing.is_certainly("sister")
    assert standing.term_over


def test_a_second_load_changes_nothing_and_keeps_what_the_office_corrected(
    kunming: actions.LoadReport,
) -> None:
    event = RelationshipEvent.objects.get(relationship__partner__slug="pokhara")
    actions.correct_event(actor=SYSTEM, now=NOW, event=event, version=event.version, when="2013-05-01")
    entries = AuditEntry.objects.count()
    again = actions.load_deployment("kunming", actor=SYSTEM, now=NOW)
    assert again == actions.LoadReport(0, 0, 0, 0, 0)
    assert actions.load_gazetteer(actor=SYSTEM, now=NOW) == 0
    assert AuditEntry.objects.count() == entries
    event.refresh_from_db()
    assert str(event.span) == "2013-05-01"


def test_an_unknown_deployment_is_refused(db: None) -> None:
    with pytest.raises(Refused, match="atlantis"):
        actions.load_deployment("atlantis", actor=SYSTEM, now=NOW)
