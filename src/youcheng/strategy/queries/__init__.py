"""Reads of strategy for pages, papers, commands and the apps above. Lists take the actor; none costs a query a row.

Nothing is written here.
"""

from youcheng.strategy.queries.dossiers import (
    EditState,
    Row,
    StaleReport,
    changed_sources,
    compared,
    document_of,
    dossier_named,
    dossier_of,
    dossiers_visible_to,
    edit_states,
    figure_of,
    is_stale,
    rows_of,
    stale_report,
    versions_visible_to,
    years_of,
)

__all__ = [
    "EditState",
    "Row",
    "StaleReport",
    "changed_sources",
    "compared",
    "document_of",
    "dossier_named",
    "dossier_of",
    "dossiers_visible_to",
    "edit_states",
    "figure_of",
    "is_stale",
    "rows_of",
    "stale_report",
    "versions_visible_to",
    "years_of",
]
