"""Setting a deployment up, step by step: what is done already is left alone, what fails leaves nothing half-done.

Called by the commands `setup` and `demo`. Each step knows whether it is done, so running the whole again is quick and
never overwrites data; the work itself is the apps' own actions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation, Person
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.models import SupervisionRule
from youcheng.evidence import actions as evidence
from youcheng.evidence.models import Dataset
from youcheng.foundation import search
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import SearchEntry
from youcheng.foundation.translated import Translated
from youcheng.network import actions as network
from youcheng.network import queries as register
from youcheng.network.models import City, HomeCity, Relationship
from youcheng.site import first_people
from youcheng.strategy.actions import building as strategy
from youcheng.strategy.actions.action_kinds import lay_down_actions
from youcheng.strategy.actions.batches import sort_ties
from youcheng.strategy.models import ActionKind, BatchRun, Dossier

Progress = Callable[[int, int], None]
REFERENCE = "kunming"
FIRST_DOSSIERS = 100  # a training deployment of thousands of ties drafts the rest from its page


class AnotherDeployment(Refused):
    """The data home already belongs to another city or to a training deployment."""


class UnknownCity(Refused):
    """The home city asked for is not in the gazetteer."""


@dataclass(frozen=True)
class Plan:
    """What this data home is to become: a named deployment, an empty one for a city, or a training one."""

    deployment: str = REFERENCE
    home_city: int | None = None
    training_size: int | None = None
    training_seed: int = 1

    @property
    def is_demo(self) -> bool:
        return self.home_city is None


@dataclass(frozen=True)
class Step:
    """One step: what it is called, whether it is done already, and how it is done."""

    title: str
    is_done: Callable[[], bool]
    run: Callable[[Progress], object]


def prepare() -> None:
    """The database's tables, the cache table and the static files: first, always, and quick when nothing changed."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def steps(plan: Plan, *, actor: Actor, now: datetime) -> Iterator[Step]:
    """The steps in order. Each is complete or absent: the actions behind them are transactions."""
    yield Step(
        _("cities and countries"),
        lambda: City.objects.filter(geonames_id__isnull=False).exists(),
        lambda progress: network.load_gazetteer(actor=actor, now=now, progress=progress),
    )
    yield Step(
        _("starter evidence"),
        lambda: Dataset.objects.filter(is_starter=True).exists(),
        lambda progress: evidence.load_starter(
            actor=actor, now=now, progress=lambda done, total, _name: progress(done, total)
        ),
    )
    yield Step(
        _("first sign-ins"),
        lambda: Person.objects.exists(),
        lambda progress: first_people.create(actor=actor, now=now, demo=plan.is_demo),
    )
    yield Step(
        _("register"),
        lambda: register.home_city() is not None,
        lambda progress: load_register(plan, actor, now, progress),
    )
    yield Step(
        _("rules of supervision"),
        SupervisionRule.objects.exists,
        lambda progress: lay_down_rules(actor=actor, now=now),
    )
    yield Step(
        _("search index"),
        SearchEntry.objects.filter(kind="city").exists,
        lambda progress: search.rebuild(progress=progress),
    )
    yield Step(
        _("dossiers"),
        has_first_dossiers,
        lambda progress: strategy.build_all(
            actor=actor,
            now=now,
            year=timezone.localdate(now).year,
            only=list(ties_without_dossier().values_list("partner__slug", flat=True)[:FIRST_DOSSIERS]),
            progress=lambda done, total, _name: progress(done, total),
        ),
    )

    yield Step(
        _("catalogue of actions"),
        ActionKind.objects.exists,
        lambda progress: lay_down_actions(actor=actor, now=now),
    )
    yield Step(
        _("batches of the year"),
        lambda: BatchRun.objects.exists() or not Relationship.objects.exists(),
        lambda progress: sort_ties(actor=actor, now=now, year=timezone.localdate(now).year),
    )


def has_first_dossiers() -> bool:
    """Whether every tie has a dossier; a training deployment is content with its first hundred."""
    home = register.home_city()
    if home is not None and home.training_seed is not None and Dossier.objects.exists():
        return True
    return not ties_without_dossier().exists()


def ties_without_dossier() -> QuerySet[Relationship]:
    return Relationship.objects.exclude(pk__in=Dossier.objects.values("relationship")).order_by("pk")


def load_register(plan: Plan, actor: Actor, now: datetime, progress: Progress) -> None:
    if plan.training_size is not None:
        network.make_training(
            actor=actor,
            now=now,
            size=plan.training_size,
            seed=plan.training_seed,
            office=office(),
            progress=progress,
        )
    elif plan.home_city is not None:
        network.set_home_city(actor=actor, now=now, city=city_numbered(plan.home_city), office=office())
    else:
        network.load_deployment(plan.deployment, actor=actor, now=now, office=office(), progress=progress)


def office() -> Organisation:
    return Organisation.objects.get(key=first_people.OFFICE)


def city_numbered(geonames_id: int) -> City:
    """The city with this GeoNames number; refused with what to do where the gazetteer has none."""
    try:
        return City.objects.get(geonames_id=geonames_id)
    except City.DoesNotExist:
        raise UnknownCity(
            _(
                "No city has the GeoNames number %(number)s. It stands in the address of the city's page on geonames.org; "
                "cities from 15,000 inhabitants are known."
            )
            % {"number": geonames_id}
        ) from None


def refuse_another(plan: Plan) -> None:
    """Raise `AnotherDeployment` where the data home already holds something else than the plan asks for.

    Asked before the tables are brought up to date, so it names the few columns it needs and no others.
    """
    if "network_homecity" not in connection.introspection.table_names():
        return
    home = HomeCity.objects.values("training_seed", "city__geonames_id", "city__name").first()
    if home is None:
        return
    name = Translated(home["city__name"])
    if plan.training_size is not None and home["training_seed"] is None:
        raise AnotherDeployment(
            _(
                "This data home belongs to %(city)s; a training deployment needs its own: set YOUCHENG_HOME to another "
                "folder."
            )
            % {"city": name}
        )
    if plan.home_city is not None and plan.home_city != home["city__geonames_id"]:
        raise AnotherDeployment(
            _("This data home belongs to %(city)s; for another city set YOUCHENG_HOME to another folder.")
            % {"city": name}
        )
