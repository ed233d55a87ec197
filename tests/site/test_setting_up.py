"""Setting up: each step once, nothing overwritten, another deployment refused."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.world import NOW
from youcheng.accounts.enums import Duty
from youcheng.accounts.models import Membership, Person
from youcheng.foundation.actors import Actor
from youcheng.network import actions as network
from youcheng.network.models import City, Country, HomeCity
from youcheng.site import first_people, setting_up, sign_ins
from youcheng.site.setting_up import AnotherDeployment, Plan, Step, UnknownCity

SETUP = Actor.system("setup")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path) -> object:
    with override_settings(YOUCHENG_HOME=tmp_path):
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def step(title: str, plan: Plan) -> Step:
    return next(s for s in setting_up.steps(plan, actor=SETUP, now=NOW) if s.title == title)


def ignore(_done: int, _total: int) -> None:
    """Progress nobody looks at."""


@pytest.fixture
def lake_city(db: None) -> City:
    country, _made = Country.objects.get_or_create(iso2="CH", defaults={"iso3": "CHE", "numeric": 756})
    return City.objects.create(
        slug="lake", name={"en": "Lake"}, country=country, geonames_id=42, time_zone="Europe/Zurich"
    )


def test_a_real_office_gets_its_steward_and_three_administrators(db: None) -> None:
    made = first_people.create(actor=SETUP, now=NOW, demo=False)
    assert [s.username for s in made] == ["steward", "system", "security", "audit"]
    assert set(Person.objects.values_list("must_change_password", flat=True)) == {True}
    assert {Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT} <= set(Person.objects.values_list("duty", flat=True))
    assert Membership.objects.count() == 1


def test_the_sign_ins_are_for_the_owner_only_and_work(db: None) -> None:
    made = first_people.create(actor=SETUP, now=NOW, demo=True)
    assert stat.S_IMODE(sign_ins.path().stat().st_mode) == 0o600
    assert len(sign_ins.lines()) == len(made)
    officer = next(s for s in made if s.username == "officer")
    assert Person.objects.get(username="officer").check_password(officer.password)


def test_an_empty_deployment_for_any_city(lake_city: City) -> None:
    plan = Plan(home_city=42)
    for title in ("first sign-ins", "register"):
        assert not step(title, plan).is_done()
        step(title, plan).run(ignore)
        assert step(title, plan).is_done()
    assert HomeCity.objects.get().city == lake_city


def test_an_unknown_city_is_refused_with_what_to_do(lake_city: City) -> None:
    with pytest.raises(UnknownCity, match="GeoNames number 43"):
        setting_up.city_numbered(43)


@pytest.mark.parametrize("plan", [Plan(home_city=43), Plan(training_size=5)])
def test_another_deployment_in_the_same_data_home_is_refused(lake_city: City, plan: Plan) -> None:
    network.set_home_city(actor=SETUP, now=NOW, city=lake_city)
    with pytest.raises(AnotherDeployment, match="YOUCHENG_HOME"):
        setting_up.refuse_another(plan)


@pytest.mark.parametrize("plan", [Plan(), Plan(home_city=42)])
def test_the_same_deployment_again_is_fine(lake_city: City, plan: Plan) -> None:
    network.set_home_city(actor=SETUP, now=NOW, city=lake_city)
    setting_up.refuse_another(plan)


def test_passwords_can_be_typed_and_differ() -> None:
    made = [sign_ins.new_password() for _ in range(200)]
    assert len(set(made)) == 200
    assert all(len(p) == 16 and not set(p) & set("ilo01IO") for p in made)


def test_another_deployment_is_looked_for_before_the_tables_are_brought_up_to_date(lake_city: City) -> None:
    """A data home of an older version lacks newer columns, so the question may name none but the old ones."""
    network.set_home_city(actor=SETUP, now=NOW, city=lake_city)
    with CaptureQueriesContext(connection) as asked:
        setting_up.refuse_another(Plan(home_city=lake_city.geonames_id))
    columns = " ".join(query["sql"] for query in asked if "network_homecity" in query["sql"])
    assert "accounts_organisation" not in columns
    assert "search_text" not in columns
