"""Addresses of the pages that show several capabilities.

Included by `config.urls`; pages of one app have their addresses in that app.
"""

from django.urls import path

from youcheng.site import views

urlpatterns = [
    path("", views.today, name="today"),
    path("compass/", views.compass_map, name="compass"),
    path("search/", views.search, name="search"),
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/<slug:key>/export", views.statistics_export, name="statistics_export"),
    path("health", views.health, name="health"),
]
