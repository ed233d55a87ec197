"""Who may see and change dossiers and what belongs to them.

A dossier is the office's own paper: it holds internal exchanges and judgements, so nobody outside the office sees it.
Called by queries and actions through `foundation.policies`.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.accounts.belonging import is_in_office, where_office
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import Policy, any_of
from youcheng.strategy.models import CityIndustry, Dossier, DossierEdit, DossierVersion, EngineRun


def office_member(actor: Actor) -> Q:
    """Any member of the foreign affairs office."""
    return where_office(actor)


def office_contributor(actor: Actor) -> Q:
    """Contributors and above in the foreign affairs office."""
    return where_office(actor, Role.CONTRIBUTOR)


def office_steward(actor: Actor) -> Q:
    """Stewards of the foreign affairs office."""
    return where_office(actor, Role.STEWARD)


def may_see_dossiers(actor: Actor) -> bool:
    """Members of the foreign affairs office."""
    return is_in_office(actor)


def may_draft(actor: Actor) -> bool:
    """Contributors and above in the foreign affairs office."""
    return is_in_office(actor, Role.CONTRIBUTOR)


class DossierPolicy(Policy):
    model = Dossier
    view = any_of(office_member)
    edit = any_of(office_contributor)
    rebuild = any_of(office_contributor)
    submit = any_of(office_contributor)
    approve = any_of(office_steward)
    reopen = any_of(office_steward)


class DossierVersionPolicy(Policy):
    model = DossierVersion
    view = any_of(office_member)


class DossierEditPolicy(Policy):
    model = DossierEdit
    view = any_of(office_member)
    edit = any_of(office_contributor)


class EngineRunPolicy(Policy):
    model = EngineRun
    view = any_of(office_member)


class CityIndustryPolicy(Policy):
    model = CityIndustry
    view = any_of(office_member)
    edit = any_of(office_contributor)


dossier_policy = DossierPolicy()
dossier_version_policy = DossierVersionPolicy()
dossier_edit_policy = DossierEditPolicy()
engine_run_policy = EngineRunPolicy()
city_industry_policy = CityIndustryPolicy()
