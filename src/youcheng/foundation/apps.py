"""Registers what must run at every start: the declared-view check, the apps' imports and searchable kinds.

Read by Django; the check itself is in `access`.
"""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules


class FoundationConfig(AppConfig):
    name = "youcheng.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from youcheng.foundation import ownership  # noqa: F401 - its policies register themselves
        from youcheng.foundation.access import check_declared_views

        checks.register(check_declared_views, checks.Tags.urls)
        # Apps above this one declare what can be imported and found; here they are only asked to say so.
        autodiscover_modules("imports", "searchable")
