"""Addresses of the batches and of the year's portfolio.

Joined to the app's own by `urls`.
"""

from django.urls import path

from youcheng.strategy.views import action_kinds, batches, portfolio_parts, portfolios

_ONE = "portfolios/<int:pk>/"

PATTERNS = [
    path("batches/", batches.listed, name="batches"),
    path("batches/export", batches.exported, name="batches_export"),
    path("batches/sort", batches.sort, name="batches_sort"),
    path("batches/<slug:slug>/<int:year>/", batches.shown, name="batch"),
    path("batches/<slug:slug>/<int:year>/withdraw/<int:pk>", batches.withdraw, name="batch_withdraw"),
    path("portfolios/", portfolios.listed, name="portfolios"),
    path("portfolios/export", portfolios.exported, name="portfolios_export"),
    path("portfolios/add", portfolios.add, name="portfolio_add"),
    path("portfolios/compare", portfolio_parts.compared, name="portfolio_compare"),
    path(_ONE, portfolios.shown, name="portfolio"),
    path(f"{_ONE}edit", portfolios.edit, name="portfolio_edit"),
    path(f"{_ONE}copy", portfolios.copy, name="portfolio_copy"),
    path(f"{_ONE}remove", portfolios.remove, name="portfolio_remove"),
    path(f"{_ONE}solve", portfolios.solve, name="portfolio_solve"),
    path(f"{_ONE}wish", portfolio_parts.wish, name="portfolio_wish"),
    path(f"{_ONE}wish/<int:wish>/remove", portfolio_parts.unwish, name="portfolio_unwish"),
    path(f"{_ONE}export", portfolio_parts.exported, name="portfolio_export"),
    path(f"{_ONE}file.<slug:kind>", portfolio_parts.filed, name="portfolio_file"),
    path("portfolios/actions/", action_kinds.listed, name="actions"),
    path("portfolios/actions/export", action_kinds.exported, name="actions_export"),
    path("portfolios/actions/add", action_kinds.add, name="action_add"),
    path("portfolios/actions/<slug:code>/edit", action_kinds.edit, name="action_edit"),
]
