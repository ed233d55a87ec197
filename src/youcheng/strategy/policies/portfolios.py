"""Who may see and change portfolios and the catalogue of actions. What goes into the plan is coordination's to decide.

Called by queries and actions through `foundation.policies`.
"""

from __future__ import annotations

from youcheng.accounts.belonging import office_contributor, office_coordinator, office_member
from youcheng.foundation.policies import Policy, any_of
from youcheng.strategy.models import ActionKind, Portfolio, PortfolioItem, PortfolioWish


class ActionKindPolicy(Policy):
    model = ActionKind
    view = any_of(office_member)
    edit = any_of(office_contributor)


class PortfolioPolicy(Policy):
    model = Portfolio
    view = any_of(office_member)
    edit = any_of(office_contributor)
    accept = any_of(office_coordinator)


class PortfolioWishPolicy(Policy):
    model = PortfolioWish
    view = any_of(office_member)


class PortfolioItemPolicy(Policy):
    model = PortfolioItem
    view = any_of(office_member)


action_kind_policy = ActionKindPolicy()
portfolio_policy = PortfolioPolicy()
portfolio_wish_policy = PortfolioWishPolicy()
portfolio_item_policy = PortfolioItemPolicy()
