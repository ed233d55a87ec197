"""Addresses of the dossiers: list, one dossier with its blocks, figures, history and files.

Joined to the app's own by `urls`; a dossier's address is its partner's slug and the year.
"""

from django.urls import path

from youcheng.strategy.views import (
    dossier,
    edits,
    figures,
    history,
    listing,
    steps,
)

_ONE = "dossiers/<slug:slug>/<int:year>/"

PATTERNS = [
    path("dossiers/", listing.listed, name="dossiers"),
    path("dossiers/export", listing.exported, name="dossiers_export"),
    path("dossiers/rebuild", listing.rebuild, name="rebuild_all"),
    path(_ONE, dossier.shown, name="dossier"),
    path(f"{_ONE}file.<slug:kind>", dossier.filed, name="file"),
    path(f"{_ONE}stale", dossier.stale, name="stale"),
    path(f"{_ONE}rebuild", steps.rebuild, name="rebuild"),
    path(f"{_ONE}submit", steps.submit, name="submit"),
    path(f"{_ONE}approve", steps.approve, name="approve"),
    path(f"{_ONE}send-back", steps.send_back, name="send_back"),
    path(f"{_ONE}reopen", steps.reopen, name="reopen"),
    path(f"{_ONE}block/<str:block>/edit", edits.edit, name="edit"),
    path(f"{_ONE}block/<str:block>/withdraw", edits.withdraw, name="withdraw"),
    path(f"{_ONE}block/<str:block>/confirm", edits.confirm, name="confirm"),
    path(f"{_ONE}figure/<str:key>", figures.shown, name="figure"),
    path(f"{_ONE}history/", history.listed, name="history"),
    path(f"{_ONE}history/<int:number>/", history.shown, name="version"),
    path(f"{_ONE}history/<int:number>/figure/<str:key>", figures.of_version, name="version_figure"),
    path(f"{_ONE}compare", history.compared, name="compare"),
]
