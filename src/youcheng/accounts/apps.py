"""The accounts app.

Read by Django at start; its configuration and start-up hooks only, no imports of models at module level.
"""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "youcheng.accounts"
    label = "accounts"
    verbose_name = _("People and organisations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The policies register themselves, the receivers connect themselves.
        import_module("youcheng.accounts.policies")
        import_module("youcheng.accounts.receivers")
