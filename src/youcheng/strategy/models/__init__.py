"""Rows of strategy: dossiers with their versions and edits, and cities' industry tables.

Written only through `strategy.actions`, read through `strategy.queries`; no permission and no workflow here.
"""

from youcheng.strategy.models.dossiers import (
    Dossier,
    DossierEdit,
    DossierVersion,
    EngineRun,
)
from youcheng.strategy.models.industries import (
    CityIndustry,
)

__all__ = [
    "CityIndustry",
    "Dossier",
    "DossierEdit",
    "DossierVersion",
    "EngineRun",
]
