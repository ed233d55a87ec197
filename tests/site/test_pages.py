"""Today, compass and statistics: what they say, to whom, and that a longer register costs no more queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import ClientOf, SameQueries
from tests.network.conftest import SYSTEM, MakeTie
from tests.world import NOW, World, actor_for
from youcheng.network import actions
from youcheng.network.models import GroupMembership, PublishedCount, RegionGroup, Relationship, ZoneRule
from youcheng.site.queries import statistics
from youcheng.site.queries.compass import point_of_the_compass
from youcheng.site.queries.today import today

DAY = dt.date(2026, 3, 2)


def test_the_counts_stand_beside_the_newest_published_ones(world: World, make_tie: MakeTie) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    make_tie("takayama", ("exchange_agreement_signed", "by 2014-04"), country="JP")
    PublishedCount.objects.create(
        earliest=dt.date(2014, 4, 1),
        latest=dt.date(2014, 4, 30),
        precision="month",
        sister=3,
        exchange=1,
        grade="B",
    )
    found = today(actor_for(world.officer), DAY)
    sister, exchange, intent = found.counts
    assert (sister.certain, sister.published, sister.difference) == (1, 3, 2)
    assert (exchange.certain, exchange.difference) == (1, 0)
    assert (intent.certain, intent.published, intent.difference) == (0, None, None)


def test_what_needs_somebody_is_shown_to_those_who_can_do_it(world: World, make_tie: MakeTie) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    assert today(actor_for(world.officer), DAY).needs
    assert today(actor_for(world.assistant), DAY).needs == ()
    assert today(actor_for(world.stranger), DAY).needs == ()


@pytest.mark.parametrize("page", ["today", "compass", "statistics"])
def test_a_longer_register_costs_no_more_queries(
    page: str, world: World, make_tie: MakeTie, client_of: ClientOf, assert_same_queries: SameQueries
) -> None:
    client, made = client_of(world.officer), iter(range(1_000))

    def make(count: int) -> None:
        for _ in range(count):
            make_tie(f"partner-{next(made)}", ("sister_signed", "1999-06-07"))

    assert_same_queries(make, lambda: client.get(reverse(page)))


@pytest.mark.parametrize("page", ["today", "compass", "statistics"])
def test_pages_work_before_a_home_city_was_chosen(page: str, world: World, client_of: ClientOf) -> None:
    assert client_of(world.officer).get(reverse(page)).status_code == 200


@pytest.mark.parametrize("wrong", ["yesterday", "2026-02-30", "1066-10-14"])
def test_a_wrong_day_is_said_and_today_is_shown(wrong: str, world: World, client_of: ClientOf) -> None:
    response = client_of(world.officer).get(reverse("compass"), {"as_of": wrong})
    assert response.status_code == 200
    assert "message error" in response.text


def test_statistics_by_country_zone_and_decade(world: World, make_tie: MakeTie) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    make_tie("phuket", ("letter_of_intent_signed", "2001-01-05"))
    make_tie("fujisawa", ("sister_signed", "before 2011"), country="JP")
    make_tie("osaka", ("sister_signed", "between 2025 and 2030"), country="JP")
    make_tie("kyoto", country="JP")
    with override("en"):
        country, zone, group, decade, field = statistics.tables(actor_for(world.officer), DAY)
    assert [(row.label, row.total) for row in country.rows] == [("Japan", 2), ("Thailand", 2)]
    assert country.totals == {"sister": 2, "exchange": 0, "letter_of_intent": 1, "uncertain": 1}
    assert zone.total == country.total == decade.total == 4
    assert [row.label for row in decade.rows][-1] == "decade uncertain"
    assert (field.rows, group.rows) == ((), ())


def _addresses(table: statistics.Table) -> Iterator[tuple[str, int, str]]:
    """Every number of a table that is shown as a link, with the address it opens."""
    for row in table.rows:
        yield from (
            (f"{row.label} {key}", number, row.urls[key]) for key, number in row.numbers.items() if number
        )
        if table.has_totals:
            yield f"{row.label} total", row.total, row.url
    if table.adds_up and table.total:
        yield from ((key, number, table.urls[key]) for key, number in table.totals.items() if number)
        yield "total", table.total, table.url


@pytest.mark.parametrize("walker", ["officer", "stranger"])
@pytest.mark.parametrize("day", ["1990-06-30", "2014-06-30", "2026-03-02"])
def test_every_number_opens_to_a_list_of_just_as_many(
    walker: str, day: str, world: World, make_tie: MakeTie, client_of: ClientOf
) -> None:
    make_tie("chiang-mai", ("sister_signed", "1988-06-07"))
    make_tie(
        "phuket", ("letter_of_intent_signed", "2001-01-05"), ("sister_signed", "between 2011 and 2014-04")
    )
    make_tie("nan", ("exchange_agreement_signed", "1985"), ("suspended", "2010"))
    make_tie("pai", ("sister_signed", "1999"), ("ended", "2012-01-01"), visibility="internal")
    make_tie("fujisawa", ("sister_signed", "before 2011"), country="JP", visibility="internal")
    make_tie("osaka", ("sister_signed", "between 2025 and 2030"), country="JP")
    make_tie("kyoto", country="JP")
    GroupMembership.objects.create(group="ASEAN", country_id="TH", since=dt.date(1995, 1, 1))
    RegionGroup.objects.create(code="ASEAN", name={"en": "ASEAN"})
    ZoneRule.objects.create(order=1, zone="main_front", groups=["ASEAN"])
    for slug, when, fields, visibility in [
        ("chiang-mai", "1989", ["trade", "sport"], "public"), ("chiang-mai", "2012", ["trade"], "public"),
        ("phuket", "2013-05", ["transport", "trade"], "public"), ("pai", "2000", ["trade"], "internal"),
        ("kyoto", "2015", ["sport"], "internal"),
    ]:  # fmt: skip
        actions.record_exchange(
            actor=SYSTEM, now=NOW, relationship=Relationship.objects.get(partner__slug=slug), type="visit",
            when=when, title={"en": f"Visit {when}"}, fields=fields, visibility=visibility,
        )  # fmt: skip
    person = getattr(world, walker)
    client, seen = client_of(person), 0
    for table in statistics.tables(actor_for(person), dt.date.fromisoformat(day)):
        for name, number, address in _addresses(table):
            response = client.get(f"{address}&format=csv")
            lines = b"".join(response).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
            assert len(lines) - 1 == number, (table.key, name, address)
            seen += 1
    assert seen


def test_each_statistic_has_its_sheet(world: World, make_tie: MakeTie, client_of: ClientOf) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    client = client_of(world.officer)
    page = client.get(reverse("statistics")).text
    for key in statistics.TITLES:
        for form in ("csv", "xlsx"):
            response = client.get(reverse("statistics_export", args=[key]), {"format": form})
            assert response.status_code == 200
        assert f'id="{key}"' in page
    assert client.get(reverse("statistics_export", args=["nothing"])).status_code == 404


def test_an_exported_table_has_the_rows_of_the_page(
    world: World, make_tie: MakeTie, client_of: ClientOf
) -> None:
    make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    response = client_of(world.officer).get(reverse("statistics_export", args=["country"]), {"format": "csv"})
    lines = b"".join(response).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert lines[1].split(",") == ["Thailand", "1", "0", "0", "0", "1"]


@pytest.mark.parametrize(
    ("degrees", "point"), [(0, "北"), (44, "东北"), (181, "南"), (359, "北"), (338, "北")]
)
def test_points_of_the_compass(degrees: float, point: str) -> None:
    with override("zh-hans"):
        assert point_of_the_compass(degrees) == point


def test_search_answers_a_page_and_suggestions(world: World, client_of: ClientOf) -> None:
    client = client_of(world.officer)
    page = client.get(reverse("search"), {"q": "<script>quiet", "kind": "nothing"})
    assert page.status_code == 200
    assert "<script>quiet" not in page.text
    fragment = client.get(reverse("search"), {"q": "zzz"}, headers={"HX-Request": "true"})
    assert "<html" not in fragment.text
    assert "<p>" in fragment.text
    assert client.get(reverse("search"), headers={"HX-Request": "true"}).text.strip() == ""
