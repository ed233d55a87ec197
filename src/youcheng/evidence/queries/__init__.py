"""Reads of the evidence: the catalogue, the figures as the engines take them, and the rows behind any number.

Imported by strategy, network, site and the command line. Every read of figures answers with its `Provenance`.
"""

from youcheng.evidence.queries.backend import EvidenceFileMissing, folder
from youcheng.evidence.queries.catalogue import (
    NoData,
    coverage,
    datasets_visible_to,
    default,
    find,
    goods_name,
    indicator_name,
    indicator_unit,
    industry_name,
    named,
    verify,
)
from youcheng.evidence.queries.everyone import Everyone, of_everyone
from youcheng.evidence.queries.figures import (
    Estimate,
    Flows,
    Governance,
    Logistics,
    Missing,
    Score,
    Series,
    Traded,
    bilateral_flows,
    bilateral_totals,
    governance,
    indicator_series,
    industry_matrix,
    logistics,
    trade_matrix,
)
from youcheng.evidence.queries.provenance import ECONOMY_COLUMNS, Page, Provenance, address, page, rows

__all__ = [
    "ECONOMY_COLUMNS",
    "Estimate",
    "Everyone",
    "EvidenceFileMissing",
    "Flows",
    "Governance",
    "Logistics",
    "Missing",
    "NoData",
    "Page",
    "Provenance",
    "Score",
    "Series",
    "Traded",
    "address",
    "bilateral_flows",
    "bilateral_totals",
    "coverage",
    "datasets_visible_to",
    "default",
    "find",
    "folder",
    "goods_name",
    "governance",
    "indicator_name",
    "indicator_series",
    "indicator_unit",
    "industry_matrix",
    "industry_name",
    "logistics",
    "named",
    "of_everyone",
    "page",
    "rows",
    "trade_matrix",
    "verify",
]
