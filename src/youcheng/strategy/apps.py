"""The strategy app.

Read by Django at start; its configuration and start-up hooks only, no imports of models at module level.
"""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "youcheng.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from youcheng.evidence import consequences
        from youcheng.foundation import related
        from youcheng.network.models import Relationship
        from youcheng.strategy.actions.vintages import take_stock
        from youcheng.strategy.related import batch_link, dossier_link

        related.offer(Relationship, dossier_link)
        related.offer(Relationship, batch_link)
        consequences.watch(take_stock)
