"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "youcheng.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
