"""A new vintage that moves a partner out of its band raises an alert, once, and a person closes it with a note."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.strategy.conftest import SYSTEM
from tests.strategy.test_risk_pages import ClientOf, Ties, page
from tests.world import NOW, TODAY, World, actor_for
from youcheng.evidence import consequences
from youcheng.evidence.models import Dataset
from youcheng.foundation.policies import NotAllowed
from youcheng.site.queries.risk_needs import risk_needs
from youcheng.strategy.actions.vintages import NoteMissing, acknowledge, take_stock
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.models import RiskAlert, RiskSnapshot

COUNTRY = "THA"


def shift(settings: LazySettings, by: float, *, only: str = COUNTRY) -> None:
    """A vintage in which one country's political stability lies elsewhere, put in place of the default."""
    row = Dataset.objects.get(shape="governance", is_default=True)
    folder = Path(settings.YOUCHENG_HOME) / "evidence"
    table = pq.read_table(folder / row.file).to_pylist()
    for each in table:
        if each["iso3"] == only and each["indicator"] in {"pv", "va"} and each["estimate"] is not None:
            each["estimate"] += by
    import pyarrow as pa

    name = f"{row.name}-{by}.parquet"
    pq.write_table(pa.Table.from_pylist(table, schema=pq.read_schema(folder / row.file)), folder / name)
    Dataset.objects.filter(pk=row.pk).update(file=name, sha256=f"{by}".ljust(64, "0"), version=f"moved {by}")


@pytest.fixture
def stock(ties: Ties, starter_evidence: None) -> None:
    take_stock(SYSTEM, NOW)


def test_loading_the_figures_takes_stock_without_an_alert(ties: Ties, starter_evidence: None) -> None:
    assert RiskSnapshot.objects.count() == 1
    assert not RiskAlert.objects.exists()
    assert take_stock(SYSTEM, NOW) == []
    assert RiskSnapshot.objects.count() == 1


@pytest.mark.usefixtures("stock")
def test_a_partner_out_of_its_band_is_told_with_both_bands(settings: LazySettings) -> None:
    before = risk_book().interval(COUNTRY, "political")
    shift(settings, -1.0)
    alerts = take_stock(SYSTEM, NOW)
    after = risk_book().interval(COUNTRY, "political")
    assert before is not None
    assert after is not None
    political = next(each for each in alerts if each.dimension == "political")
    assert {each.iso3 for each in alerts} == {COUNTRY}
    assert (political.old_low, political.new_median) == pytest.approx((before.p05, after.median), abs=0.001)
    assert political.is_worse
    assert take_stock(SYSTEM, NOW) == []
    assert RiskAlert.objects.count() == len(alerts)


@pytest.mark.usefixtures("stock")
def test_figures_that_come_back_close_the_alert_and_one_that_moves_on_stays_one(
    settings: LazySettings,
) -> None:
    shift(settings, -1.0)
    first = {each.dimension: each for each in take_stock(SYSTEM, NOW)}
    shift(settings, -0.5)
    assert {each.pk for each in take_stock(SYSTEM, NOW)} == {each.pk for each in first.values()}
    moved_on = RiskAlert.objects.get(pk=first["political"].pk)
    assert moved_on.old_low == first["political"].old_low
    assert moved_on.new_median < first["political"].new_median
    shift(settings, 1.5)
    assert take_stock(SYSTEM, NOW) == []
    closed = RiskAlert.objects.get(pk=first["political"].pk)
    assert (closed.seen_at, closed.seen_by) == (NOW, "")


@pytest.mark.usefixtures("stock")
def test_a_move_within_the_band_and_a_country_without_a_partner_raise_nothing(
    settings: LazySettings,
) -> None:
    shift(settings, 0.01)
    assert take_stock(SYSTEM, NOW) == []
    shift(settings, -1.5, only="DEU")
    assert take_stock(SYSTEM, NOW) == []
    assert RiskSnapshot.objects.count() == 3


def test_without_ties_or_figures_nothing_is_kept(ties: Ties) -> None:
    assert take_stock(SYSTEM, NOW) == []
    assert not RiskSnapshot.objects.exists()


@pytest.mark.usefixtures("stock")
def test_an_alert_is_closed_with_a_note_by_who_may(settings: LazySettings, world: World) -> None:
    shift(settings, -1.0)
    alert = take_stock(SYSTEM, NOW)[0]
    officer = actor_for(world.officer)
    with pytest.raises(NoteMissing):
        acknowledge(actor=officer, now=NOW, alert=alert, note="  ")
    with pytest.raises(NotAllowed):
        acknowledge(actor=actor_for(world.stranger), now=NOW, alert=alert, note="seen")
    closed = acknowledge(actor=officer, now=NOW, alert=alert, note="Visit put off.")
    assert (closed.seen_by, closed.note) == (officer.name, "Visit put off.")
    again = acknowledge(actor=officer, now=NOW, alert=alert, note="Another")
    assert again.note == "Visit put off."


@pytest.mark.usefixtures("stock")
def test_an_open_alert_stands_on_today_map_cell_and_dossier_until_it_is_closed(
    settings: LazySettings, world: World, client_of: ClientOf
) -> None:
    shift(settings, -1.0)
    alerts = take_stock(SYSTEM, NOW)
    client: Client = client_of(world.officer)
    officer = actor_for(world.officer)
    assert [need.url for need in risk_needs(officer)] == [reverse("strategy:risk_alerts")]
    assert risk_needs(officer)[0].detail in {"泰国", "Thailand"}
    assert "out of" in client.get(reverse("today")).content.decode()
    words = "Look and acknowledge"
    assert words in page(client, "risk")
    assert words in page(client, "risk_cell", COUNTRY, "political")
    assert words not in page(client, "risk_cell", "JPN", "political")
    assert "Thailand" in page(client, "risk_alerts")
    client.post(reverse("strategy:risk_alert_acknowledge", args=[alerts[0].pk]), {"note": "Seen."})
    assert len(risk_needs(officer)) == (len(alerts) > 1)
    client.post(reverse("strategy:risk_alerts_acknowledge"), {"note": "All seen."})
    assert risk_needs(officer) == []
    assert words not in page(client, "risk")
    assert "Seen." in page(client, "risk_alerts_export", format="csv")


def test_two_vintages_are_both_kept_and_read_by_name(
    ties: Ties, starter_evidence: None, settings: LazySettings, world: World, client_of: ClientOf
) -> None:
    default = Dataset.objects.get(shape="governance", is_default=True)
    before = risk_book().interval(COUNTRY, "political")
    shift(settings, -1.0)
    moved = Dataset.objects.get(pk=default.pk)
    other = Dataset.objects.get(pk=default.pk)
    other.pk, other.name, other.is_default, other.file, other.sha256 = (
        None, "wgi-before", False, default.file, default.sha256,
    )  # fmt: skip
    other.save()
    assert risk_book(datasets=["wgi-before"]).interval(COUNTRY, "political") == before
    assert risk_book().interval(COUNTRY, "political") != before
    assert risk_book(datasets=[moved.name]).interval(COUNTRY, "political") != before
    client: Client = client_of(world.officer)
    assert before is not None
    shown = f"<b>{before.median:.0f}</b> "
    assert shown not in page(client, "risk", text="thailand", dimension="political")
    html = page(client, "risk", text="thailand", dimension="political", vintage="wgi-before")
    assert shown in html
    assert f"{reverse('strategy:risk_cell', args=[COUNTRY, 'political'])}?vintage=wgi-before" in html
    assert "Scored from wgi-before" in page(client, "risk_cell", COUNTRY, "political", vintage="wgi-before")
    assert "doing-business-2020" not in html  # holds no series the framework reads


def test_what_fails_while_looking_never_undoes_a_load(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(consequences, "_WATCHING", [fail])
    done = []
    with consequences.watched(SYSTEM, NOW):
        done.append(TODAY)
    assert done == [TODAY]
    assert "looking at the changed figures failed" in caplog.text
