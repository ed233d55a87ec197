"""The strategy app.

Read by Django at start; its configuration and start-up hooks only, no imports of models at module level.
"""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "youcheng.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from youcheng.accounts import consequences as of_people
        from youcheng.evidence import consequences
        from youcheng.foundation import related
        from youcheng.network.models import City, Relationship
        from youcheng.strategy.actions.topics import succession
        from youcheng.strategy.actions.vintages import take_stock
        from youcheng.strategy.models import Dossier
        from youcheng.strategy.related import (
            advice_in_dossier,
            advice_of_paragraph,
            batch_link,
            batch_of_dossier,
            candidate_link,
            complementarity_link,
            dossier_link,
            profile_link,
        )

        related.offer(Relationship, dossier_link)
        related.offer(Relationship, batch_link)
        related.offer(Relationship, complementarity_link)
        related.offer(City, candidate_link)
        related.offer(City, profile_link)
        related.offer(Dossier, batch_of_dossier)
        related.offer(Dossier, advice_in_dossier)
        related.offer_parts(Dossier, advice_of_paragraph)
        consequences.watch(take_stock)

        # What an organisation proposed outlives it; a person's part in a task force ends with their part in the unit.
        of_people.after_dissolving(succession.follow_dissolution)
        of_people.after_leaving(succession.follow_leaving)
