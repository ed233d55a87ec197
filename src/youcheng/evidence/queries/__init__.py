"""Reads of the evidence: the catalogue, the figures as the engines take them, and the rows behind any number.

Imported by strategy, network, site and the command line. Every read of figures answers with its `Provenance`.
"""

from youcheng.evidence.queries.around import Around, flows_around, flows_belonging_to
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
from youcheng.evidence.queries.classes import classes, levels_held, levels_of, scheme_of, section_of
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
from youcheng.evidence.queries.pairs import End, Pair, Pairs, pairs, pairs_by_country
from youcheng.evidence.queries.provenance import ECONOMY_COLUMNS, Page, Provenance, address, page, rows

__all__ = [
    "section_of",
    "scheme_of",
    "levels_held",
    "levels_of",
    "flows_belonging_to",
    "flows_around",
    "classes",
    "Around",
    "ECONOMY_COLUMNS",
    "End",
    "Estimate",
    "Everyone",
    "EvidenceFileMissing",
    "Flows",
    "Governance",
    "Logistics",
    "Missing",
    "NoData",
    "Page",
    "Pair",
    "Pairs",
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
    "pairs",
    "pairs_by_country",
    "rows",
    "trade_matrix",
    "verify",
]
