"""What changes the register: who may, what is refused, and that the second of two people is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.network.conftest import SYSTEM, MakeTie
from tests.world import NOW, TODAY, World
from youcheng.accounts.models import Person
from youcheng.foundation.actors import Actor
from youcheng.foundation.audit import entries_of
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions, queries
from youcheng.network.errors import AlreadyThere, ImpossibleDate, ImpossibleFigure, NotSetUp, UnknownCode
from youcheng.network.models import City, HomeCity, RelationshipEvent


def as_actor(person: Person) -> Actor:
    return Actor(person.pk, str(person), on=TODAY)


def test_the_office_records_and_others_do_not(make_tie: MakeTie, world: World) -> None:
    tie = make_tie("chiang-mai")
    claim = {"now": NOW, "relationship": tie, "type": "sister_signed", "when": "1999-06-07"}
    for person in (world.stranger, world.assistant, world.system):
        with pytest.raises(NotAllowed):
            actions.record_event(actor=as_actor(person), **claim)
    event = actions.record_event(actor=as_actor(world.officer), **claim)
    (entry,) = entries_of(event)
    assert (entry.actor_name, entry.action) == (str(world.officer), "network.event_recorded")


@pytest.mark.parametrize(
    "when", ["1999-02-30", "soon", "2999", "0206-01-01", "between 2011 and 2009", "", "2026-03-09"]
)
def test_dates_that_cannot_be_are_refused_and_nothing_is_written(make_tie: MakeTie, when: str) -> None:
    tie = make_tie("chiang-mai")
    with pytest.raises(ImpossibleDate):
        actions.record_event(actor=SYSTEM, now=NOW, relationship=tie, type="sister_signed", when=when)
    assert not tie.events.exists()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2014年4月", "2014-04"),
        ("1999年6月7日", "1999-06-07"),
        ("2011年前", "before 2011"),
        ("截至2019年9月", "by 2019-09"),
        ("2011年至2014年4月之间", "between 2011 and 2014-04"),
        ("２００８", "2008"),
        ("2014/4/7", "2014-04-07"),
    ],
)
def test_dates_as_people_write_them(make_tie: MakeTie, written: str, meant: str) -> None:
    event = actions.record_event(
        actor=SYSTEM, now=NOW, relationship=make_tie("chiang-mai"), type="sister_signed", when=written
    )
    assert str(event.span) == meant


def test_codes_that_mean_nothing_are_refused(make_tie: MakeTie) -> None:
    tie = make_tie("chiang-mai")
    for wrong in ({"type": "wedding"}, {"type": "ended", "side": "left"}, {"type": "ended", "grade": "Z"}):
        with pytest.raises(UnknownCode):
            actions.record_event(actor=SYSTEM, now=NOW, relationship=tie, when="2001", **wrong)
    with pytest.raises(ImpossibleDate):
        actions.renew_relationship(
            actor=SYSTEM, now=NOW, relationship=tie, when="2010", term_until=dt.date(2009, 1, 1)
        )


def test_the_second_of_two_people_is_told_and_the_first_stays(make_tie: MakeTie) -> None:
    tie = make_tie("chiang-mai", ("sister_signed", "1999"))
    event = tie.events.get()
    read_by_both = event.version
    assert actions.correct_event(actor=SYSTEM, now=NOW, event=event, version=read_by_both, when="1999-06-07")
    with pytest.raises(ChangedMeanwhile):
        actions.correct_event(actor=SYSTEM, now=NOW, event=event, version=read_by_both, when="1998")
    assert str(RelationshipEvent.objects.get().span) == "1999-06-07"
    assert not actions.correct_event(actor=SYSTEM, now=NOW, event=event, version=None, when="1999-06-07")


def test_a_claim_of_the_other_side_is_another_reading_and_an_end_is_another_event(make_tie: MakeTie) -> None:
    tie = make_tie(
        "denver", ("sister_signed", "1986-05-15"), ("ended", "2001-01-01"), ("ended", "2010-01-01")
    )
    other = actions.record_event(
        actor=SYSTEM, now=NOW, relationship=tie, type="sister_signed", when="1985", side="partner"
    )
    assert other.occurrence == 1
    assert sorted(tie.events.filter(type="ended").values_list("occurrence", flat=True)) == [1, 2]
    with pytest.raises(AlreadyThere):
        actions.record_event(
            actor=SYSTEM, now=NOW, relationship=tie, type="sister_signed", when="1985", side="partner"
        )


def test_every_change_makes_the_revision_grow(make_tie: MakeTie) -> None:
    tie = make_tie("chiang-mai", ("sister_signed", "1999"))
    seen = [tie.revision]
    event = tie.events.get()
    actions.correct_event(actor=SYSTEM, now=NOW, event=event, version=None, when="1999-06-07")
    tie.refresh_from_db()
    seen.append(tie.revision)
    actions.suspend_relationship(actor=SYSTEM, now=NOW, relationship=tie, when="2020", reason="pandemic")
    seen.append(tie.revision)
    actions.remove_event(actor=SYSTEM, now=NOW, event=event, version=None, reason="typing error")
    tie.refresh_from_db()
    seen.append(tie.revision)
    assert seen == sorted(set(seen))


def test_a_city_stands_on_the_register_once_and_never_the_home_city(
    make_tie: MakeTie, home: HomeCity
) -> None:
    tie = make_tie("chiang-mai")
    for city in (tie.partner, home.city):
        with pytest.raises(AlreadyThere):
            actions.add_relationship(actor=SYSTEM, now=NOW, partner=city)
    other = City.objects.create(slug="pai", name={"en": "Pai"}, country_id="TH")
    with pytest.raises(AlreadyThere):
        actions.add_relationship(actor=SYSTEM, now=NOW, partner=other, key=tie.key)


def test_nothing_is_tied_before_there_is_a_home_city(world: World) -> None:
    with pytest.raises(NotSetUp):
        actions.add_relationship(actor=SYSTEM, now=NOW, partner=City(slug="x", name={"en": "X"}))


def test_the_home_city_does_not_change_once_it_has_ties(make_tie: MakeTie) -> None:
    tie = make_tie("chiang-mai")
    with pytest.raises(AlreadyThere):
        actions.set_home_city(actor=SYSTEM, now=NOW, city=tie.partner)
    with pytest.raises(UnknownCode):
        actions.set_home_city(actor=SYSTEM, now=NOW, geonames_id=1)


def test_an_exchange_keeps_what_is_unknown_unknown(make_tie: MakeTie, world: World) -> None:
    tie = make_tie("chiang-mai")
    row = actions.record_exchange(
        actor=as_actor(world.officer),
        now=NOW,
        relationship=tie,
        type="visit",
        when="2024-05",
        title={"en": "Visit"},
    )
    assert (row.head_count, row.cost, row.fields, row.direction, row.visibility) == (
        None,
        None,
        [],
        "",
        "internal",
    )
    assert actions.correct_exchange(
        actor=SYSTEM, now=NOW, exchange=row, version=1, cost=Decimal("1200.50"), currency="CNY"
    )
    with pytest.raises(ChangedMeanwhile):
        actions.correct_exchange(actor=SYSTEM, now=NOW, exchange=row, version=1, place="Kunming")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"type": "picnic"}, UnknownCode),
        ({"fields": ["trade", "magic"]}, UnknownCode),
        ({"cost": Decimal("-1"), "currency": "CNY"}, ImpossibleFigure),
        ({"cost": Decimal("1")}, ImpossibleFigure),
        ({"ends_on": dt.date(2024, 4, 1)}, ImpossibleDate),
        ({"when": "2999"}, ImpossibleDate),
    ],
)
def test_exchanges_that_cannot_be_are_refused(
    make_tie: MakeTie, wrong: dict[str, object], error: type
) -> None:
    given = {"type": "visit", "when": "2024-05", "title": {"en": "Visit"}} | wrong
    with pytest.raises(error):
        actions.record_exchange(actor=SYSTEM, now=NOW, relationship=make_tie("chiang-mai"), **given)  # type: ignore[arg-type]


def test_a_decision_of_this_morning_is_not_in_the_future(make_tie: MakeTie) -> None:
    """At one in the morning in Kunming the world's clock is still on the day before."""
    night = dt.datetime(2026, 2, 28, 17, 0, tzinfo=dt.UTC)
    step, _cautions = actions.take_path_step(
        actor=SYSTEM, now=night, relationship=make_tie("chiang-mai"), step="agreement_signed", state="done",
        decided_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    assert step.decided_on == dt.date(2026, 3, 1)


def test_the_path_warns_and_never_blocks(make_tie: MakeTie) -> None:
    make_tie("bangkok", ("sister_signed", "2001"))
    tie = make_tie("chiang-mai")
    tie.partner.country.has_diplomatic_relations = False
    tie.partner.country.save()
    tie.partner.level = "county"
    tie.partner.save()
    tie = queries.relationship_of(SYSTEM, "chiang-mai")
    step, warnings = actions.take_path_step(
        actor=SYSTEM,
        now=NOW,
        relationship=tie,
        step="city_agrees",
        state="done",
        decided_by="市政府",
        decided_on=TODAY,
    )
    assert step.state == "done"
    assert {warning.code for warning in warnings} == {"diplomatic_relations", "level", "one_to_one"}
    lacking = {row.step.value: row.missing for row in queries.path_of(tie)}
    assert len(lacking["city_agrees"]) == 3
    actions.add_paper(actor=SYSTEM, now=NOW, path_step=step, paper="application", is_checked=True)
    assert len({row.step.value: row.missing for row in queries.path_of(tie)}["city_agrees"]) == 2
    with pytest.raises(ImpossibleDate):
        actions.take_path_step(
            actor=SYSTEM, now=NOW, relationship=tie, step="city_agrees", state="done",
            begun_on=TODAY, decided_on=dt.date(2020, 1, 1),
        )  # fmt: skip


def test_places_of_our_own(home: HomeCity) -> None:
    first = actions.add_city(
        actor=SYSTEM, now=NOW, name={"en": "Pai"}, country="THA", latitude=19.4, longitude=98.4
    )
    second = actions.add_city(actor=SYSTEM, now=NOW, name={"zh-hans": "拜县", "en": "Pai"}, country="TH")
    assert (first.slug, second.slug) == ("pai", "pai-th")
    assert queries.cities_named("拜") == [second]
    with pytest.raises(UnknownCode):
        actions.add_city(actor=SYSTEM, now=NOW, name={"en": "X"}, country="ATLANTIS")
    with pytest.raises(ImpossibleFigure):
        actions.add_city(actor=SYSTEM, now=NOW, name={"en": "X"}, country="TH", latitude=95.0, longitude=0.0)
    with pytest.raises(ImpossibleFigure):
        actions.correct_city(actor=SYSTEM, now=NOW, city=first, longitude=None)
    assert actions.correct_city(actor=SYSTEM, now=NOW, city=first, name={"en": "Pai town", "zh-hans": "拜镇"})
    assert queries.cities_named("拜镇") == [first]


def test_published_counts_and_gaps(home: HomeCity) -> None:
    row = actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11", sister=23)
    assert (row.on, row.exchange) == (dt.date(2022, 11, 30), None)
    with pytest.raises(ImpossibleFigure):
        actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11")
    with pytest.raises(ImpossibleFigure):
        actions.record_published_count(actor=SYSTEM, now=NOW, when="2022-11", total=-1)
