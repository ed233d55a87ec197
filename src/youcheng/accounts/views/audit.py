"""The audit log as the audit administrator reads it: filtered, page by page, and as a sheet.

Reached through `urls`. Nobody else has a way here, and nothing here writes, not even that somebody looked.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from youcheng.accounts import exports
from youcheng.accounts.forms import AuditFilterForm
from youcheng.accounts.policies import may_read_audit_log
from youcheng.accounts.queries import AuditFilter, audit_actions, audit_entries
from youcheng.accounts.views.answering import page_of
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.audit_words import action_label


def _listed(request: HttpRequest) -> tuple[AuditFilterForm, Any]:
    actor = actor_of(request)
    form = AuditFilterForm(request.GET, actions=audit_actions(actor))
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, audit_entries(actor, AuditFilter(**wanted))


@requires(may_read_audit_log)
def listed(request: HttpRequest) -> HttpResponse:
    form, rows = _listed(request)
    page = page_of(request, rows)
    for entry in page:
        entry.label = action_label(entry.action)
    return render(request, "accounts/audit.html", {"form": form, "page": page})


@requires(may_read_audit_log)
def exported(request: HttpRequest) -> HttpResponseBase:
    return exports.audit_entries(request, _listed(request)[1])
