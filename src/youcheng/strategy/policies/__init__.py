"""Who may see and change what of strategy. But for the topics all of it is the office's own: nobody outside sees it.

Each module holds the policies of one kind of paper; `office` says who may read and draft at all.
"""

from youcheng.strategy.policies.batches import batch_class_policy, batch_overrule_policy, batch_run_policy
from youcheng.strategy.policies.dossiers import (
    dossier_edit_policy,
    dossier_policy,
    dossier_version_policy,
    engine_run_policy,
)
from youcheng.strategy.policies.frameworks import (
    framework_file_policy,
    own_figure_policy,
    own_indicator_policy,
    risk_alert_policy,
    risk_snapshot_policy,
)
from youcheng.strategy.policies.industries import (
    city_industry_policy,
)
from youcheng.strategy.policies.office import (
    may_draft,
    may_see_dossiers,
)
from youcheng.strategy.policies.portfolios import (
    action_kind_policy,
    portfolio_item_policy,
    portfolio_policy,
    portfolio_wish_policy,
)
from youcheng.strategy.policies.topics import (
    deliverable_policy,
    expert_policy,
    grant_policy,
    instalment_policy,
    may_add_topics,
    may_direct_topics,
    may_keep_experts,
    may_propose,
    may_see_topics,
    recommendation_policy,
    review_policy,
    task_force_policy,
    topic_move_policy,
    topic_policy,
    topic_proposal_policy,
)

__all__ = [
    "action_kind_policy",
    "portfolio_item_policy",
    "portfolio_policy",
    "portfolio_wish_policy",
    "deliverable_policy",
    "grant_policy",
    "instalment_policy",
    "recommendation_policy",
    "task_force_policy",
    "batch_class_policy",
    "batch_overrule_policy",
    "batch_run_policy",
    "expert_policy",
    "may_keep_experts",
    "review_policy",
    "city_industry_policy",
    "dossier_edit_policy",
    "dossier_policy",
    "dossier_version_policy",
    "engine_run_policy",
    "may_add_topics",
    "may_direct_topics",
    "framework_file_policy",
    "may_draft",
    "may_propose",
    "may_see_dossiers",
    "may_see_topics",
    "topic_move_policy",
    "topic_policy",
    "topic_proposal_policy",
    "own_figure_policy",
    "own_indicator_policy",
    "risk_alert_policy",
    "risk_snapshot_policy",
]
