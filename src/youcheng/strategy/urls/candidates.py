"""Addresses of the candidates: the ranking, its method, one city and several side by side.

Joined to the app's own by `urls`; a candidate's address is its city's slug.
"""

from django.urls import path

from youcheng.strategy.views import candidate, candidates

PATTERNS = [
    path("candidates/", candidates.listed, name="candidates"),
    path("candidates/compare", candidate.compared, name="candidates_compare"),
    path("candidates/method", candidates.method, name="candidates_method"),
    path("candidates/<slug:slug>/", candidate.opened, name="candidate"),
]
