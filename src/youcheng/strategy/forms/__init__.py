"""The forms of strategy's pages. What may be saved is decided by the actions.

Each module holds the forms of one kind of paper.
"""

from youcheng.strategy.forms.complementarity import BasisForm, PartnersForm
from youcheng.strategy.forms.dossiers import (
    BlockForm,
    DossierFilter,
    ReasonForm,
    RevisionForm,
)

__all__ = [
    "BasisForm",
    "PartnersForm",
    "BlockForm",
    "DossierFilter",
    "ReasonForm",
    "RevisionForm",
]
