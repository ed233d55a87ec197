"""Who may see and change what of the research topics: the office, who proposes, who reviews, who does the work.

Each module holds the rules of one part; `belonging` says what ties a person to a topic.
"""

from youcheng.strategy.policies.topics.calls import (
    may_add_topics,
    may_direct_topics,
    may_see_topics,
    topic_move_policy,
    topic_policy,
)
from youcheng.strategy.policies.topics.experts import expert_policy, may_keep_experts
from youcheng.strategy.policies.topics.proposals import (
    may_propose,
    topic_proposal_policy,
)
from youcheng.strategy.policies.topics.reviews import review_policy
from youcheng.strategy.policies.topics.work import (
    deliverable_policy,
    grant_policy,
    instalment_policy,
    recommendation_policy,
    task_force_policy,
)

__all__ = [
    "deliverable_policy",
    "expert_policy",
    "grant_policy",
    "instalment_policy",
    "may_add_topics",
    "may_direct_topics",
    "may_keep_experts",
    "may_propose",
    "may_see_topics",
    "recommendation_policy",
    "review_policy",
    "task_force_policy",
    "topic_move_policy",
    "topic_policy",
    "topic_proposal_policy",
]
