"""The coordination app.

Read by Django at start; its configuration and start-up hooks only, no imports of models at module level.
"""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "youcheng.coordination"
    label = "coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from youcheng.coordination import related as offers
        from youcheng.foundation import related
        from youcheng.network.models import City, Relationship
        from youcheng.strategy.models import Deliverable, Dossier, Portfolio

        related.offer(Relationship, offers.tasks_of_tie)
        related.offer(City, offers.tasks_of_city)
        related.offer(Dossier, offers.tasks_of_dossier_s_tie)
        related.offer(Portfolio, offers.plan_of_portfolio)
        related.offer_parts(Dossier, offers.task_of_recommendation)
        related.offer_parts(Deliverable, offers.measures_of_advice)

        from youcheng.accounts import consequences
        from youcheng.coordination.actions import succession

        # A unit's tasks outlive it, and a person's outlive their membership.
        consequences.after_dissolving(succession.follow_dissolution)
        consequences.after_leaving(succession.follow_leaving)
