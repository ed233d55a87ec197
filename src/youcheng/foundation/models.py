"""Rows every capability shares: the audit log and its head, long-running jobs, imports of sheets, the search index.

Written only through `audit`, `jobs`, `importing` and `search`; nothing here points at a city, a person or an
organisation.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from youcheng.foundation.enums import ImportState, JobState, RowState
from youcheng.foundation.translated import TranslatedField


class AuditEntry(models.Model):
    """One thing done: who, when, what, from where, before and after. The database refuses UPDATE and DELETE."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    address = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=80)
    model = models.CharField(max_length=80)
    object_pk = models.CharField(max_length=64)
    object_name = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["model", "object_pk"]),
            models.Index(fields=["at"]),
            models.Index(fields=["action"]),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.action} {self.object_name}"


class AuditHead(models.Model):
    """The single row that knows the newest entry: writers queue on it, and a cut-off tail is noticed."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"head at #{self.number}"


class Job(models.Model):
    """Work longer than a second: its progress, its end, and who asked, so that the page can be left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    person_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=20, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}


def import_path(run: ImportRun, name: str) -> str:
    """Where an uploaded sheet is kept below the data home; a person's file name never becomes a path."""
    return f"imports/{run.pk}{'.xlsx' if name.lower().endswith('.xlsx') else '.csv'}"


class ImportRun(models.Model):
    """One uploaded sheet on its way in: the file as it came, which column is which, the preview, the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    spec = models.CharField(max_length=80)
    file = models.FileField(upload_to=import_path, max_length=200)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.UPLOADED)
    counts = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, blank=True)
    message = models.TextField(blank=True)
    person_id = models.BigIntegerField(null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person_id", "spec", "-created_at"])]

    def __str__(self) -> str:
        return self.file_name

    def count(self, state: RowState) -> int:
        return int(self.counts.get(state, 0))

    @property
    def is_done(self) -> bool:
        return self.state == ImportState.DONE


class ImportRow(models.Model):
    """What importing one line of a sheet does, as the preview shows it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=RowState.choices)
    label = models.CharField(max_length=300, blank=True)
    cells = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["run", "state", "number"])]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"


class SearchEntry(models.Model):
    """One thing that can be found. `tokens` are what the database's full-text index holds (migration 0004)."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = TranslatedField()
    url = models.CharField(max_length=300)
    names = models.TextField(blank=True)
    tokens = models.TextField(blank=True)
    weight = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_a_thing")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"
