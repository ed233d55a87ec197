"""Addresses of the evidence pages.

Included by `config.urls` below evidence/.
"""

from django.urls import path

from youcheng.evidence import views

app_name = "evidence"
urlpatterns = [
    path("evidence/", views.datasets, name="datasets"),
    path("evidence/export", views.datasets_export, name="datasets_export"),
    path("evidence/<slug:name>/", views.dataset, name="dataset"),
    path("evidence/<slug:name>/rows", views.rows, name="rows"),
    path("evidence/<slug:name>/rows/export", views.rows_export, name="rows_export"),
    path("evidence/<slug:name>/default", views.make_default, name="make_default"),
]
