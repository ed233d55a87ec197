"""Registers the declared-view check, which must run at every start.

Read by Django; the check itself is in `access`.
"""

from django.apps import AppConfig
from django.core import checks


class FoundationConfig(AppConfig):
    name = "youcheng.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from youcheng.foundation.access import check_declared_views

        checks.register(check_declared_views, checks.Tags.urls)
