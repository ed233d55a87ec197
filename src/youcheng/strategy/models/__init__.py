"""Rows of strategy: dossiers, cities' industry tables, research topics, risk frameworks with own indicators and alerts.

Written only through `strategy.actions`, read through `strategy.queries`; no permission and no workflow here.
"""

from youcheng.strategy.models.batches import BatchClass, BatchOverrule, BatchRun
from youcheng.strategy.models.dossiers import (
    Dossier,
    DossierEdit,
    DossierVersion,
    EngineRun,
)
from youcheng.strategy.models.frameworks import (
    FrameworkFile,
    OwnFigure,
    OwnIndicator,
    RiskAlert,
    RiskSnapshot,
)
from youcheng.strategy.models.industries import (
    CityIndustry,
)
from youcheng.strategy.models.portfolios import ActionKind, Portfolio, PortfolioItem, PortfolioWish
from youcheng.strategy.models.topics import (
    Deliverable,
    DeliverableVersion,
    Expert,
    Grant,
    Instalment,
    ProposalFile,
    Recommendation,
    Review,
    Reviewer,
    Score,
    TaskForce,
    TaskForceMember,
    Topic,
    TopicCriterion,
    TopicMove,
    TopicProposal,
)

__all__ = [
    "ActionKind",
    "Portfolio",
    "PortfolioItem",
    "PortfolioWish",
    "Deliverable",
    "DeliverableVersion",
    "Grant",
    "Instalment",
    "Recommendation",
    "TaskForce",
    "TaskForceMember",
    "BatchClass",
    "BatchOverrule",
    "BatchRun",
    "TopicCriterion",
    "Score",
    "Reviewer",
    "Review",
    "Expert",
    "CityIndustry",
    "Dossier",
    "DossierEdit",
    "DossierVersion",
    "EngineRun",
    "ProposalFile",
    "Topic",
    "TopicMove",
    "TopicProposal",
    "FrameworkFile",
    "OwnFigure",
    "OwnIndicator",
    "RiskAlert",
    "RiskSnapshot",
]
