"""The coordination app.

Read by Django at start; its configuration and start-up hooks only, no imports of models at module level.
"""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "youcheng.coordination"
    label = "coordination"
    default_auto_field = "django.db.models.BigAutoField"
