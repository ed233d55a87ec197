"""The evidence app.

Read by Django at start; its configuration and start-up hooks only, no imports of models at module level.
"""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "youcheng.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
