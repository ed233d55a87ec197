"""Reads of the batches: every tie of a year with what the rules say, what people decided, and what it rests on.

Lists take the actor; none costs a query a row. Nothing is written here; sentences are made in `batch_words`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from youcheng.foundation.actors import Actor
from youcheng.network.models import Relationship
from youcheng.network.queries import zones_of_all
from youcheng.strategy.enums import Batch
from youcheng.strategy.models import BatchClass, BatchOverrule, BatchRun
from youcheng.strategy.policies import batch_class_policy, batch_overrule_policy, batch_run_policy


@dataclass(frozen=True)
class BatchRow:
    """One tie of a year: the row the rules gave, the decision that stands against it if any, and its zone as of the day."""

    row: BatchClass
    decision: BatchOverrule | None
    zone: str
    history: list[BatchOverrule] = field(default_factory=list)

    @property
    def relationship(self) -> Relationship:
        return self.row.relationship

    @property
    def batch(self) -> str:
        """The batch that holds: a person's decision before the rules."""
        return self.decision.batch if self.decision else self.row.batch

    @property
    def label(self) -> str:
        return str(Batch(self.batch).label)

    @property
    def by_rules(self) -> str:
        return str(Batch(self.row.batch).label)


def run_of(actor: Actor, year: int) -> BatchRun | None:
    """The sorting of a year, None where there is none or the actor may not see it."""
    return batch_run_policy.filter(BatchRun.objects.all(), actor).filter(year=year).first()


def sorted_years(actor: Actor) -> list[int]:
    """The years whose ties are sorted, newest first."""
    return list(batch_run_policy.filter(BatchRun.objects.all(), actor).values_list("year", flat=True))


def batches_of(actor: Actor, year: int) -> list[BatchRow]:
    """Every tie of the year in the order of the partners' addresses. Five queries, however many ties."""
    rows = batch_class_policy.filter(
        BatchClass.objects.filter(run__year=year).select_related("run", "relationship__partner__country"),
        actor,
    )
    return _joined(actor, rows, year)


def batch_row(actor: Actor, slug: str, year: int) -> BatchRow:
    """One tie of a year with all decisions about it; `DoesNotExist` whether it is absent or hidden."""
    rows = batch_class_policy.filter(
        BatchClass.objects.select_related("run", "relationship__partner__country"), actor
    )
    row = rows.get(relationship__partner__slug=slug, run__year=year)
    return _joined(actor, [row], year)[0]


def batch_in_force(actor: Actor, relationship: Relationship) -> tuple[int, BatchRow] | None:
    """The newest batch of one tie with its year; None where it was never sorted."""
    newest = (
        batch_class_policy.filter(BatchClass.objects.filter(relationship=relationship), actor)
        .order_by("-run__year")
        .select_related("run", "relationship__partner__country")
        .first()
    )
    return None if newest is None else (newest.run.year, _joined(actor, [newest], newest.run.year)[0])


def _joined(actor: Actor, rows: Iterable[BatchClass], year: int) -> list[BatchRow]:
    found = list(rows)
    keys = [row.relationship_id for row in found]
    made: dict[int, list[BatchOverrule]] = {}
    decisions = batch_overrule_policy.filter(BatchOverrule.objects.filter(year=year), actor)
    if len(keys) == 1:
        decisions = decisions.filter(relationship__in=keys)
    for decision in decisions:
        made.setdefault(decision.relationship_id, []).append(decision)
    zones = zones_of_all(found[0].run.as_of if found else dt.date(year, 1, 1))
    return [
        BatchRow(
            row,
            next((each for each in made.get(row.relationship_id, ()) if each.withdrawn_at is None), None),
            zones.get(row.relationship.partner.country_id, ""),
            made.get(row.relationship_id, []),
        )
        for row in found
    ]
