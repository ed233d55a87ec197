"""Addresses of the batches and of the year's portfolio.

Added to `urls`, which holds the app's name.
"""

from django.urls import path

from youcheng.strategy.views import batches

PATTERNS = [
    path("batches/", batches.listed, name="batches"),
    path("batches/export", batches.exported, name="batches_export"),
    path("batches/sort", batches.sort, name="batches_sort"),
    path("batches/<slug:slug>/<int:year>/", batches.shown, name="batch"),
    path("batches/<slug:slug>/<int:year>/withdraw/<int:pk>", batches.withdraw, name="batch_withdraw"),
]
