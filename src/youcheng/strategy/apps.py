"""The strategy app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "youcheng.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"
