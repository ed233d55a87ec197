"""Addresses of strategy: one module a kind of paper, joined here under the app's name.

Included by `config.urls`. No address is written in this file.
"""

from youcheng.strategy.urls import candidates, complementarity, dossiers, portfolios, risk, topics

app_name = "strategy"
urlpatterns = [
    *dossiers.PATTERNS,
    *candidates.PATTERNS,
    *portfolios.PATTERNS,
    *risk.PATTERNS,
    *complementarity.PATTERNS,
    *topics.PATTERNS,
]
