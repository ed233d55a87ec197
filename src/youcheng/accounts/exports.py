"""Organisations, people and audit entries as sheets.

Called by views with rows the actor may see; the columns and their headings are decided here, the writing in foundation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.foundation.exporting import Field, export_response
from youcheng.foundation.exports import audit_columns, audit_rows
from youcheng.foundation.models import AuditEntry


def organisations(request: HttpRequest, rows: Iterable[Organisation]) -> HttpResponseBase:
    columns = [
        Field("key", pgettext("of an organisation", "Key")),
        Field("zh", _("Name in Chinese")),
        Field("en", _("Name in English")),
        Field("kind", _("Kind")),
        Field("parent", _("Part of")),
        Field("members", _("Members")),
        Field("dissolved_on", _("Dissolved on")),
    ]
    return export_response(request, columns, map(_organisation, rows), _("organisations"))


def _organisation(row: Any) -> dict[str, Any]:
    return {
        "key": row.key,
        "zh": row.name.get("zh-hans"),
        "en": row.name.get("en"),
        "kind": row.get_kind_display(),
        "parent": row.parent.key if row.parent else None,
        "members": row.members,
        "dissolved_on": row.dissolved_on,
    }


def people(
    request: HttpRequest, rows: Iterable[Person], belongings: dict[int, list[Membership]]
) -> HttpResponseBase:
    columns = [
        Field("username", _("Sign-in name")),
        Field("name", pgettext("of a person", "Name")),
        Field("duty", _("Duty")),
        Field("memberships", _("Organisations and roles")),
        Field("active", _("May sign in")),
        Field("last_login", _("Last sign-in")),
    ]
    lines = (
        {
            "username": row.username,
            "name": row.name,
            "duty": row.get_duty_display() if row.duty else None,
            "memberships": [f"{m.organisation} ({m.get_role_display()})" for m in belongings.get(row.pk, [])],
            "active": row.is_active,
            "last_login": row.last_login,
        }
        for row in rows
    )
    return export_response(request, columns, lines, _("people"))


def audit_entries(request: HttpRequest, rows: QuerySet[AuditEntry]) -> HttpResponseBase:
    return export_response(request, audit_columns(), audit_rows(rows), _("audit log"))
