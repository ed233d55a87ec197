"""Addresses of risk: the heat map and its cells, frameworks, the office's own indicators, and alerts.

Joined to the app's own by `urls`. The pages' own words stand before the codes of countries, which have three capital letters.
"""

from django.urls import path

from youcheng.strategy.views import alerts, frameworks, own_indicators, risk, risk_cells, risk_choices

PATTERNS = [
    path("risk/", risk.heat, name="risk"),
    path("risk/export", risk.heat_export, name="risk_export"),
    path("risk/choices/", risk_choices.listed, name="risk_choices"),
    path("risk/choices/export", risk_choices.exported, name="risk_choices_export"),
    path("risk/frameworks/", frameworks.listed, name="frameworks"),
    path("risk/frameworks/load", frameworks.load, name="framework_load"),
    path("risk/frameworks/compare", frameworks.compared, name="frameworks_compared"),
    path("risk/frameworks/compare/export", frameworks.compared_export, name="frameworks_compared_export"),
    path("risk/frameworks/<str:key>/", frameworks.shown, name="framework"),
    path("risk/frameworks/<str:key>/choose", frameworks.choose, name="framework_choose"),
    path("risk/frameworks/<str:key>/text", frameworks.text, name="framework_text"),
    path("risk/frameworks/<int:pk>/remove", frameworks.remove, name="framework_remove"),
    path("risk/own/", own_indicators.listed, name="own_indicators"),
    path("risk/own/new", own_indicators.edit, name="own_indicator_new"),
    path("risk/own/<slug:code>/", own_indicators.shown, name="own_indicator"),
    path("risk/own/<slug:code>/edit", own_indicators.edit, name="own_indicator_edit"),
    path("risk/alerts/", alerts.listed, name="risk_alerts"),
    path("risk/alerts/export", alerts.exported, name="risk_alerts_export"),
    path("risk/alerts/acknowledge", alerts.acknowledge_all, name="risk_alerts_acknowledge"),
    path("risk/alerts/<int:pk>/acknowledge", alerts.acknowledge, name="risk_alert_acknowledge"),
    path("risk/<str:iso3>/", risk_cells.country, name="risk_country"),
    path("risk/<str:iso3>/<str:dimension>/", risk_cells.cell, name="risk_cell"),
]
