"""The network app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "youcheng.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
