"""Terms of the home city's policy with the time each wording was in use: recorded, corrected, taken off.

Called by the pages of the record and the deployment. Which term is in use on a day is the model's own arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import remove_row, require_version, save_changes, snapshot
from youcheng.network.actions.writing import (
    When,
    require_code,
    require_order,
    require_reference,
    span_text,
)
from youcheng.network.enums import Grade, TermKind
from youcheng.network.errors import AlreadyThere
from youcheng.network.models import PolicyTerm
from youcheng.network.policies import policy_term_policy

RECORDED = ("code", "kind", "name", "valid_from", "valid_until", "source", "grade", "order")


@transaction.atomic
def record_policy_term(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    name: Mapping[str, str],
    code: str = "",
    valid_from: When | None = None,
    valid_until: When | None = None,
    source: str = "",
    grade: str = Grade.B.value,
    order: int | None = None,
) -> PolicyTerm:
    """Keep a term of the home city's policy with the time it was in use.

    `code` joins the wordings of one term over time (default: made of the English name). Without `order` it goes last.
    Refuses a second wording of one term that begins at the same time.
    """
    require_reference(actor)
    last = PolicyTerm.objects.order_by("-order").values_list("order", flat=True).first() or 0
    term = PolicyTerm(
        code=code or _free_code(kind, name),
        kind=kind,
        name=dict(name),
        valid_from=span_text(valid_from, now, future=True),
        valid_until=span_text(valid_until, now, future=True),
        source=source,
        grade=grade,
        order=last + 1 if order is None else order,
    )
    _check(term)
    term.save(force_insert=True)
    after = snapshot(term, RECORDED)
    audit.record(actor=actor, now=now, action="network.policy_term_recorded", row=term, after=after)
    return term


@transaction.atomic
def correct_policy_term(
    *,
    actor: Actor,
    now: datetime,
    term: PolicyTerm,
    version: int | None,
    valid_from: When | None = None,
    valid_until: When | None = None,
    **changes: Any,
) -> bool:
    """Change a term; False when nothing differs. An empty code or place in the list leaves them as they are.

    Raises `ChangedMeanwhile` when somebody saved since `version`.
    """
    policy_term_policy.require(actor, "edit", term)
    row = PolicyTerm.objects.select_for_update().get(pk=term.pk)
    require_version(row, version)
    if unknown := set(changes) - set(RECORDED):
        raise TypeError(f"not kept on a term: {', '.join(sorted(unknown))}")
    changes = {
        name: value for name, value in changes.items() if value is not None and (name, value) != ("code", "")
    }
    changes["valid_from"] = span_text(valid_from, now, future=True)
    changes["valid_until"] = span_text(valid_until, now, future=True)
    merged = {name: changes.get(name, getattr(row, name)) for name in RECORDED}
    _check(PolicyTerm(pk=row.pk, **merged))
    changed = save_changes(
        actor=actor, now=now, action="network.policy_term_corrected", row=row, changes=changes
    )
    term.refresh_from_db()
    return changed


@transaction.atomic
def remove_policy_term(
    *, actor: Actor, now: datetime, term: PolicyTerm, version: int | None, reason: str
) -> None:
    """Take a term off that was entered by mistake; one that went out of use keeps its row, with its end."""
    policy_term_policy.require(actor, "edit", term)
    row = PolicyTerm.objects.select_for_update().get(pk=term.pk)
    require_version(row, version)
    remove_row(
        actor=actor, now=now, action="network.policy_term_removed", row=row, names=RECORDED, reason=reason
    )


def _check(term: PolicyTerm) -> None:
    require_code(term.kind, TermKind.values, _("kind of term"))
    require_code(term.grade, Grade.values, _("grade"))
    require_order(term.valid_from, term.valid_until)
    same = PolicyTerm.objects.filter(code=term.code, valid_from=term.valid_from).exclude(pk=term.pk)
    if found := same.first():
        raise AlreadyThere(
            _("“%(name)s” is already kept as this term from the same time on; correct it instead.")
            % {"name": found}
        )


def _free_code(kind: str, name: Mapping[str, str]) -> str:
    plain = slugify(name.get("en", ""))[:70] or kind
    taken = set(PolicyTerm.objects.filter(code__startswith=plain).values_list("code", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (plain, *numbered) if code not in taken)
