"""Rows of the research topics: calls and proposals, reviews, money, people, and what came of the advice.

Written only through `actions.topics`, read through `queries.topics`; no permission and no workflow here.
"""

from youcheng.strategy.models.topics.advice import Deliverable, DeliverableVersion, Recommendation
from youcheng.strategy.models.topics.calls import Topic, TopicMove
from youcheng.strategy.models.topics.experts import Expert
from youcheng.strategy.models.topics.money import Grant, Instalment
from youcheng.strategy.models.topics.proposals import ProposalFile, TopicProposal
from youcheng.strategy.models.topics.reviews import Review, Reviewer, Score, TopicCriterion
from youcheng.strategy.models.topics.task_forces import TaskForce, TaskForceMember

__all__ = [
    "Deliverable",
    "DeliverableVersion",
    "Expert",
    "Grant",
    "Instalment",
    "ProposalFile",
    "Recommendation",
    "Review",
    "Reviewer",
    "Score",
    "TaskForce",
    "TaskForceMember",
    "Topic",
    "TopicCriterion",
    "TopicMove",
    "TopicProposal",
]
