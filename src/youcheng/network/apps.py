"""The network app.

Read by Django at start; its configuration and start-up hooks only, no imports of models at module level.
"""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "youcheng.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from youcheng.foundation.exporting import announce_with
        from youcheng.foundation.related import offer
        from youcheng.network.models import City, Relationship
        from youcheng.network.queries import training_notice
        from youcheng.network.related import world_link

        # Every page, paper and sheet of a training deployment says that nothing in it is real.
        announce_with(training_notice)
        offer(Relationship, world_link)
        offer(City, world_link)
