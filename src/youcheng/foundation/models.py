"""Rows every capability shares: the audit log and its head, and long-running jobs with their progress.

Written only through `audit` and `jobs`; nothing here points at a city, a person or an organisation.
"""

from __future__ import annotations

import uuid

from django.db import models

from youcheng.foundation.enums import JobState


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
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.action} {self.object_name}"


class AuditHead(models.Model):
    """The single row that knows the newest entry: writers queue on it, and a cut-off tail is noticed."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

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
