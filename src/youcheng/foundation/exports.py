"""The audit log as a sheet: its columns and its rows.

Called by the audit page and by `youcheng audit export`; who may read the log was decided before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from youcheng.foundation.exporting import Field
from youcheng.foundation.models import AuditEntry


def audit_columns() -> list[Field]:
    return [
        Field("number", _("Number")),
        Field("at", _("When")),
        Field("actor_name", _("Who")),
        Field("address", _("Address")),
        Field("action", _("Action")),
        Field("model", _("Kind of thing")),
        Field("object_pk", _("Its number")),
        Field("object_name", _("Object")),
        Field("before", _("Before")),
        Field("after", _("After")),
        Field("hash", _("Hash")),
    ]


def audit_rows(entries: QuerySet[AuditEntry]) -> Iterator[dict[str, Any]]:
    """One dict an entry, read in portions so that memory does not follow the length of the log."""
    for entry in entries.iterator(chunk_size=2000):
        values = {field.name: getattr(entry, field.name) for field in entry._meta.fields}
        for name in ("before", "after"):
            content = values[name]
            values[name] = json.dumps(content, ensure_ascii=False, sort_keys=True) if content else None
        yield values
