"""Rows of the research topics: calls and proposals, reviews, money, people, and what came of the advice.

Written only through `actions.topics`, read through `queries.topics`; no permission and no workflow here.
"""

from youcheng.strategy.models.topics.calls import Topic, TopicMove
from youcheng.strategy.models.topics.experts import Expert
from youcheng.strategy.models.topics.proposals import ProposalFile, TopicProposal
from youcheng.strategy.models.topics.reviews import Review, Reviewer, Score, TopicCriterion

__all__ = [
    "Expert",
    "ProposalFile",
    "Review",
    "Reviewer",
    "Score",
    "Topic",
    "TopicCriterion",
    "TopicMove",
    "TopicProposal",
]
