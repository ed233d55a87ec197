"""Who may see and change what of strategy. All of it is the office's own paper: nobody outside sees one.

Each module holds the policies of one kind of paper; `office` says who may read and draft at all.
"""

from youcheng.strategy.policies.dossiers import (
    dossier_edit_policy,
    dossier_policy,
    dossier_version_policy,
    engine_run_policy,
)
from youcheng.strategy.policies.industries import (
    city_industry_policy,
)
from youcheng.strategy.policies.office import (
    may_draft,
    may_see_dossiers,
)

__all__ = [
    "city_industry_policy",
    "dossier_edit_policy",
    "dossier_policy",
    "dossier_version_policy",
    "engine_run_policy",
    "may_draft",
    "may_see_dossiers",
]
