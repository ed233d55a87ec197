"""Addresses of the register's pages.

Included by `config.urls` under `network/`. A city keeps its address whether or not there is a tie with it.
"""

from django.urls import path

from youcheng.network.views import (
    alliances,
    calendar,
    exchanges,
    path_steps,
    places,
    record,
    register,
    terms,
    tie,
)

app_name = "network"
urlpatterns = [
    path("", register.relationships, name="relationships"),
    path("add/", register.add, name="relationship_add"),
    path("cities/", places.cities, name="cities"),
    path("cities/add/", places.add, name="city_add"),
    path("cities/options/", places.city_options, name="city_options"),
    path("cities/<slug:slug>/", tie.relationship, name="relationship"),
    path("cities/<slug:slug>/place/", places.edit, name="city_edit"),
    path("cities/<slug:slug>/tie/", tie.edit, name="relationship_edit"),
    path("cities/<slug:slug>/vitality/", tie.vitality, name="vitality"),
    path("cities/<slug:slug>/events/add/", tie.event_add, name="event_add"),
    path("cities/<slug:slug>/events/<int:pk>/", tie.event_edit, name="event_edit"),
    path("cities/<slug:slug>/events/<int:pk>/remove/", tie.event_remove, name="event_remove"),
    path("cities/<slug:slug>/path/<str:step>/", path_steps.step, name="path_step"),
    path("cities/<slug:slug>/exchanges/add/", exchanges.add, name="exchange_add"),
    path("exchanges/", exchanges.exchanges, name="exchanges"),
    path("exchanges/<int:pk>/", exchanges.exchange, name="exchange"),
    path("exchanges/<int:pk>/edit/", exchanges.edit, name="exchange_edit"),
    path("exchanges/<int:pk>/documents/add/", exchanges.document_add, name="document_add"),
    path("exchanges/<int:pk>/documents/<int:document>/", exchanges.document, name="document"),
    path("calendar/", calendar.anniversaries, name="anniversaries"),
    path("calendar/link/", calendar.link, name="calendar_link"),
    path("calendar/link/<int:pk>/revoke/", calendar.revoke, name="calendar_revoke"),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar_feed"),
    path("counts/", record.counts, name="counts"),
    path("counts/add/", record.count_add, name="count_add"),
    path("counts/<int:pk>/", record.count_edit, name="count_edit"),
    path("counts/<int:pk>/remove/", record.count_remove, name="count_remove"),
    path("gaps/add/", record.gap_add, name="gap_add"),
    path("gaps/<int:pk>/", record.gap_edit, name="gap_edit"),
    path("gaps/<int:pk>/close/", record.gap_close, name="gap_close"),
    path("alliances/", alliances.alliances, name="alliances"),
    path("alliances/add/", alliances.add, name="alliance_add"),
    path("alliances/<slug:slug>/", alliances.alliance, name="alliance"),
    path("alliances/<slug:slug>/edit/", alliances.edit, name="alliance_edit"),
    path("alliances/<slug:slug>/remove/", alliances.remove, name="alliance_remove"),
    path("alliances/<slug:slug>/members/add/", alliances.member_add, name="member_add"),
    path("alliances/<slug:slug>/members/<int:pk>/", alliances.member_edit, name="member_edit"),
    path("alliances/<slug:slug>/members/<int:pk>/remove/", alliances.member_remove, name="member_remove"),
    path("terms/", terms.terms, name="terms"),
    path("terms/add/", terms.add, name="term_add"),
    path("terms/<int:pk>/", terms.edit, name="term_edit"),
    path("terms/<int:pk>/remove/", terms.remove, name="term_remove"),
]
