"""Who may see, load and choose risk frameworks, keep own indicators, and acknowledge alerts.

Called by queries and actions through `foundation.policies`. Which framework is in force changes every dossier, so a steward
chooses.
"""

from __future__ import annotations

from youcheng.accounts.belonging import is_in_office, office_contributor, office_member, office_steward
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import Policy, any_of
from youcheng.strategy.models import FrameworkFile, OwnFigure, OwnIndicator, RiskAlert, RiskSnapshot


class FrameworkFilePolicy(Policy):
    model = FrameworkFile
    view = any_of(office_member)
    choose = any_of(office_steward)
    remove = any_of(office_steward)


class OwnIndicatorPolicy(Policy):
    model = OwnIndicator
    view = any_of(office_member)
    edit = any_of(office_contributor)


class OwnFigurePolicy(Policy):
    model = OwnFigure
    view = any_of(office_member)
    edit = any_of(office_contributor)


class RiskSnapshotPolicy(Policy):
    model = RiskSnapshot
    view = any_of(office_member)


class RiskAlertPolicy(Policy):
    model = RiskAlert
    view = any_of(office_member)
    acknowledge = any_of(office_contributor)


framework_file_policy = FrameworkFilePolicy()
own_indicator_policy = OwnIndicatorPolicy()
own_figure_policy = OwnFigurePolicy()
risk_snapshot_policy = RiskSnapshotPolicy()
risk_alert_policy = RiskAlertPolicy()


def may_choose_framework(actor: Actor) -> bool:
    """Stewards of the foreign affairs office."""
    return is_in_office(actor, Role.STEWARD)
