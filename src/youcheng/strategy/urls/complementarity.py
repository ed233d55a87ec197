"""Addresses of complementarity: the list of partners, one partner's page, its numbers and sheets; and cities' profiles.

Joined to the app's own by `urls`.
"""

from django.urls import path

from youcheng.strategy.views import complementarity, pairing, profiles

PATTERNS = [
    path("complementarity/", complementarity.listed, name="complementarity"),
    path("complementarity/export", complementarity.exported, name="complementarity_export"),
    path("complementarity/<str:iso3>/", pairing.shown, name="pair"),
    path("complementarity/<str:iso3>/export", pairing.exported, name="pair_export"),
    path("complementarity/<str:iso3>/figure/<slug:key>", pairing.figure, name="pair_figure"),
    path("profiles/", profiles.listed, name="profiles"),
    path("profiles/export", profiles.exported, name="profiles_export"),
    path("profiles/<slug:slug>/", profiles.shown, name="profile"),
]
