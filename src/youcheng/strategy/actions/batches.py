"""Sorting all ties into batches for a year, and deciding against the rules or taking such a decision back.

Called by the pages and at setup. A year that is over stays as it was: neither sorted anew nor decided otherwise.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.engines.classes import Classified, Condition, Figure, Sort, classify
from youcheng.engines.errors import EngineError
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.policies import NotAllowed
from youcheng.network.models import Relationship
from youcheng.strategy.batch_rules import BatchRules, batch_rules
from youcheng.strategy.enums import Batch
from youcheng.strategy.errors import ReasonMissing, WrongState, YearOver
from youcheng.strategy.facts.sorting import figures_of
from youcheng.strategy.models import BatchClass, BatchOverrule, BatchRun
from youcheng.strategy.policies import batch_class_policy, batch_overrule_policy, may_draft

YEARS = range(2000, 2101)


def sort_ties(*, actor: Actor, now: datetime, year: int) -> BatchRun:
    """Give every tie its batch for the year by the rules in force. People's decisions stand over it as before.

    Raises NotAllowed, YearOver, BadFile, and Refused where the rules ask for what is not there.
    """
    if not (actor.is_system or may_draft(actor)):
        raise NotAllowed(actor, "sort", str(_("ties into batches")))
    today = timezone.localdate(now)
    refuse_past(year, now)
    rules, ties = batch_rules(), list(Relationship.objects.select_related("partner__country"))
    figures = figures_of(ties, today, rules.half)
    try:
        found = {tie.pk: classify(rules.engine, figures[tie.pk]) for tie in ties}
    except EngineError as error:
        raise Refused(str(error)) from error
    with transaction.atomic():
        before = dict(BatchClass.objects.filter(run__year=year).values_list("relationship_id", "batch"))
        BatchRun.objects.filter(year=year).delete()
        run = BatchRun.objects.create(
            year=year,
            as_of=today,
            rules_version=rules.version,
            rules_sha256=rules.sha256,
            made_at=now,
            made_by="" if actor.is_system else actor.name,
        )
        rows = [_row(run, tie, found[tie.pk], figures[tie.pk], rules) for tie in ties]
        BatchClass.objects.bulk_create(rows)
        counted = Counter(row.batch for row in rows)
        changed = sum(before.get(row.relationship_id, row.batch) != row.batch for row in rows)
        audit.record(
            actor=actor,
            now=now,
            action="strategy.batches_sorted",
            row=run,
            after={"year": year, "changed": changed, **counted},
        )
    return run


@transaction.atomic
def overrule(*, actor: Actor, now: datetime, row: BatchClass, batch: str, reason: str) -> BatchOverrule:
    """Decide that the tie is in another batch than the rules say; replaces an earlier decision of the year.

    Raises NotAllowed, YearOver, ReasonMissing, and WrongState where the decision says what holds already.
    """
    batch_class_policy.require(actor, "overrule", row)
    refuse_past(row.run.year, now)
    if batch not in Batch.values:
        raise Refused(_("The batch is one of %(known)s.") % {"known": ", ".join(Batch.values)})
    if not reason.strip():
        raise ReasonMissing(_("Say why the tie is sorted otherwise than by the rules."))
    BatchClass.objects.select_for_update().get(pk=row.pk)  # two who decide at once: one after the other
    standing = _standing(row)
    if batch == (standing.batch if standing else row.batch):
        raise WrongState(_("The tie is in this batch already."))
    if standing is not None:
        _take_back(standing, actor, now)
    made = BatchOverrule.objects.create(
        relationship=row.relationship,
        year=row.run.year,
        batch=batch,
        computed=row.batch,
        reason=reason.strip(),
        by=actor.name,
        at=now,
    )
    audit.record(
        actor=actor,
        now=now,
        action="strategy.batch_overruled",
        row=made,
        before={"batch": row.batch},
        after={"batch": batch, "reason": made.reason},
    )
    return made


@transaction.atomic
def withdraw_overrule(*, actor: Actor, now: datetime, made: BatchOverrule) -> None:
    """Go back to what the rules say. The decision and its reason stay in the history."""
    batch_overrule_policy.require(actor, "withdraw", made)
    refuse_past(made.year, now)
    row = BatchOverrule.objects.select_for_update().get(pk=made.pk)
    if row.withdrawn_at is not None:
        raise WrongState(_("This decision has been taken back already."))
    _take_back(row, actor, now)
    audit.record(
        actor=actor, now=now, action="strategy.batch_overrule_withdrawn", row=row, before={"batch": row.batch}
    )
    made.refresh_from_db()


def refuse_past(year: int, now: datetime) -> None:
    """Refuse a year that is over, and one that nobody plans for."""
    if year not in YEARS:
        raise YearOver(_("A year from 2000 to 2100 is meant, not %(year)s.") % {"year": year})
    if year < timezone.localdate(now).year:
        raise YearOver(_("%(year)s is over: its batches stay as they were.") % {"year": year})


def _standing(row: BatchClass) -> BatchOverrule | None:
    return (
        BatchOverrule.objects.select_for_update()
        .filter(relationship=row.relationship_id, year=row.run.year, withdrawn_at__isnull=True)
        .first()
    )


def _take_back(row: BatchOverrule, actor: Actor, now: datetime) -> None:
    row.withdrawn_by, row.withdrawn_at = actor.name, now
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _row(
    run: BatchRun, tie: Relationship, found: Classified, figures: Mapping[str, Figure], rules: BatchRules
) -> BatchClass:
    return BatchClass(
        run=run,
        relationship=tie,
        batch=found.gives,
        rule=found.rule,
        rule_name=rules.names.get(found.rule, {}),
        figures=dict(figures),
        conditions=[_plain(condition, figures) for condition in found.conditions],
        missing=list(found.missing),
        possible=list(found.possible),
        changes=[dataclasses.asdict(change) for change in found.changes],
    )


def _plain(condition: Condition, figures: Mapping[str, Figure]) -> dict[str, Any]:
    """A condition as it is kept: with the number it came to."""
    return {
        "figure": condition.figure,
        "sort": condition.test.value,
        "limit": condition.limit(figures) if condition.test in (Sort.BELOW, Sort.AT_LEAST) else None,
        "than": condition.than,
        "number": condition.number,
        "codes": sorted(condition.codes),
        "yes": condition.yes,
    }
