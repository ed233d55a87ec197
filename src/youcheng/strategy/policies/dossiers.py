"""Who may see and change dossiers and what belongs to them.

A dossier is the office's own paper: it holds internal exchanges and judgements, so nobody outside the office sees it.
Called by queries and actions through `foundation.policies`.
"""

from __future__ import annotations

from youcheng.accounts.belonging import (
    office_contributor,
    office_member,
    office_steward,
)
from youcheng.foundation.policies import Policy, any_of
from youcheng.strategy.models import Dossier, DossierEdit, DossierVersion, EngineRun


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


dossier_policy = DossierPolicy()
dossier_version_policy = DossierVersionPolicy()
dossier_edit_policy = DossierEditPolicy()
engine_run_policy = EngineRunPolicy()
