"""The picture of a tie's decay curve: the engine's values, a jump at every exchange, and how many records it is made of."""

from __future__ import annotations

import datetime as dt

import altair
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import ClientOf
from tests.network.conftest import SYSTEM, MakeTie
from tests.world import NOW, World
from youcheng.engines.timespans import Span
from youcheng.engines.vitality import Contact
from youcheng.network import actions, charts, queries

AS_OF = dt.date(2026, 3, 2)
CONTACTS = [
    Contact(Span.parse(text), "visit") for text in ("2012-05", "2020-03-02", "2024-06-15", "2027-01-01")
]


def test_the_curve_jumps_on_the_day_of_an_exchange_and_counts_what_had_happened() -> None:
    decline = queries.decline(CONTACTS, AS_OF)
    assert decline is not None
    worth = dict(zip(decline.curve.days, map(float, decline.curve.values), strict=True))
    assert worth[dt.date(2024, 6, 15)] - worth[dt.date(2024, 6, 14)] > 0.99
    assert decline.contacts == (dt.date(2020, 3, 2), dt.date(2024, 6, 15))
    assert (decline.curve.records, str(decline.curve.last)) == (3, "2024-06-15")
    assert [day.isoformat() for day, _value in decline.yearly][::5] == [
        "2016-03-02",
        "2021-03-02",
        "2026-03-02",
    ]
    assert decline.yearly[-1][1] == worth[AS_OF]
    assert queries.decline(CONTACTS[3:], AS_OF) is None
    assert queries.decline([], AS_OF) is None


def test_the_specification_is_valid_and_says_how_many_records() -> None:
    decline = queries.decline(CONTACTS, AS_OF)
    assert decline is not None
    altair.Chart.from_dict(charts.decline_specification(decline))
    with override("en"):
        picture = charts.decline_picture(decline)
        assert picture is not None
        assert picture.svg.startswith("<svg")
        assert picture.records == "Made of 3 records, the last of 15 June 2024."
        assert picture.words.endswith(picture.records)
        only = queries.decline(CONTACTS[2:3], AS_OF)
        assert only is not None
        assert charts.records_line(only) == "Made of 1 record, of 15 June 2024."


def test_the_page_shows_the_curve_with_its_table_and_says_when_there_is_none(
    make_tie: MakeTie, world: World, client_of: ClientOf
) -> None:
    tie = make_tie("chiang-mai")
    officer: Client = client_of(world.officer)
    address = reverse("network:vitality", args=["chiang-mai"])
    empty = officer.get(address).content.decode()
    assert "No exchange is recorded up to this day" in empty
    assert "<svg viewBox" not in empty.split('id="curve"')[1].split("</section>")[0]
    assert reverse("network:exchange_add", args=["chiang-mai"]) in empty
    assert "Record an exchange" not in client_of(world.stranger).get(address).content.decode()

    actions.record_exchange(
        actor=SYSTEM, now=NOW, relationship=tie, type="visit", when="2024-06-15", title={"en": "Visit"}
    )
    page = officer.get(address, {"as_of": "2026-03-02"}).content.decode()
    section = page.split('id="curve"')[1].split("</section>")[0]
    assert "Made of 1 record, of 15 June 2024." in section
    assert section.count("<tr>") == 12
    assert "No exchange is recorded" in officer.get(address, {"as_of": "2024-01-01"}).content.decode()
