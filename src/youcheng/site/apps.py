"""The site app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "youcheng.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
