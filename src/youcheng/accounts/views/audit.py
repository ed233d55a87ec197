"""The audit log as the audit administrator reads it: filtered, page by page, and as a sheet.

Reached through `urls`. Nobody else has a way here, and nothing here writes, not even that somebody looked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from youcheng.accounts import exports
from youcheng.accounts.forms import AuditFilterForm
from youcheng.accounts.policies import may_read_audit_log
from youcheng.accounts.queries import AuditFilter, audit_actions, audit_entries
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.audit_words import action_label
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.views.answering import page_of


def _listed(request: HttpRequest) -> tuple[AuditFilterForm, Any]:
    actor = actor_of(request)
    form = AuditFilterForm(request.GET, actions=audit_actions(actor))
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, audit_entries(actor, AuditFilter(**wanted))


@requires(may_read_audit_log)
def listed(request: HttpRequest) -> HttpResponse:
    form, rows = _listed(request)
    page = page_of(request, rows)
    lines = [(entry, action_label(entry.action), changes_of(entry)) for entry in page]
    return render(request, "accounts/audit.html", {"form": form, "page": page, "lines": lines})


@dataclass(frozen=True)
class Change:
    """One field of an entry: what it held before and after, "" where it held nothing or was not recorded."""

    field: str
    before: str
    after: str


def changes_of(entry: AuditEntry) -> list[Change]:
    """The entry's fields by name, the old and the new value side by side.

    Sorted, because PostgreSQL keeps the keys of a JSON column in an order of its own.
    """
    fields = sorted({*entry.before, *entry.after})
    return [Change(f, _printed(entry.before.get(f)), _printed(entry.after.get(f))) for f in fields]


def _printed(value: Any) -> str:
    """A recorded value as a person reads it: names by language, lists by comma, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_printed(part)}" for key, part in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(_printed(part) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


@requires(may_read_audit_log)
def exported(request: HttpRequest) -> HttpResponseBase:
    return exports.audit_entries(request, _listed(request)[1])
