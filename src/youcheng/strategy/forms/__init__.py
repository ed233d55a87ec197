"""The forms of strategy's pages. What may be saved is decided by the actions.

Each module holds the forms of one kind of paper.
"""

from youcheng.strategy.forms.complementarity import BasisForm, PairForm, PartnersForm
from youcheng.strategy.forms.dossiers import (
    BlockForm,
    DossierFilter,
    ReasonForm,
    RevisionForm,
)

__all__ = [
    "BasisForm",
    "PairForm",
    "PartnersForm",
    "BlockForm",
    "DossierFilter",
    "ReasonForm",
    "RevisionForm",
]
