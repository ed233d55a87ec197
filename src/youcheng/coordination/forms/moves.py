"""The form of one move: only the fields that the move asks for.

Used by the task's page; which move fits is decided by `flow` and the policy.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Person
from youcheng.coordination import flow
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.enums import MoveKind
from youcheng.coordination.forms.choosing import unit_field
from youcheng.coordination.models import Task
from youcheng.network.forms.fields import DayField


class MoveForm(forms.Form):
    """Words, and what else the move needs: a unit, a day, a person, a proof."""

    lead = unit_field(_("Lead unit"), required=True)
    to_unit = unit_field(_("To the unit"), required=True)
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label=_("Responsible person"), required=False, empty_label=_("not said")
    )
    starts_on = DayField(label=_("Begins on"), required=False)
    due_on = DayField(label=_("Deadline"))
    proof_text = forms.CharField(
        label=_("What was done"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof_file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Nothing classified may be uploaded: only public or internal papers belong here."),
    )
    proof_url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    comment = forms.CharField(
        label=_("Explanation"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    shared = forms.BooleanField(label=_("Let all units of this task read it"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    ASKS = {
        MoveKind.ASSIGNED.value: ("lead", "due_on"),
        MoveKind.ACCEPTED.value: ("responsible",),
        MoveKind.DATE_PROPOSED.value: ("due_on",),
        MoveKind.HANDED_ON.value: ("to_unit",),
        MoveKind.RESCHEDULED.value: ("starts_on", "due_on"),
        MoveKind.SUBMITTED.value: ("proof_text", "proof_file", "proof_url"),
        MoveKind.COMMENTED.value: ("shared",),
    }

    ASKS_SOMETHING = frozenset(ASKS) - {MoveKind.ACCEPTED.value, MoveKind.COMMENTED.value}
    """Moves that can't be made without a choice, a date or a proof."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        task: Task,
        people: QuerySet[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        wanted = {*self.ASKS.get(kind, ()), "comment", "version"}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if "responsible" in self.fields:
            self.fields["responsible"].queryset = people  # type: ignore[attr-defined]
        self.fields["comment"].required = flow.STEPS[kind].needs_comment
        self.initial.update({
            "lead": task.lead, "responsible": task.responsible, "starts_on": task.starts_on,
            "due_on": task.proposed_due_on or task.due_on, "version": task.version,
        })  # fmt: skip

    def clean_proof_file(self) -> Any:
        file = self.cleaned_data["proof_file"]
        if file and file.size > settings.YOUCHENG_UPLOAD_BYTES:
            raise ValidationError(
                _("The file is larger than %(size)s MB."),
                params={"size": settings.YOUCHENG_UPLOAD_BYTES // 1024**2},
            )
        return file

    def values(self) -> dict[str, Any]:
        """The cleaned values as the move's action takes them."""
        cleaned = dict(self.cleaned_data)
        if "responsible" in cleaned:
            person = cleaned.pop("responsible")
            cleaned["responsible_id"] = person.pk if person else None
        if self.kind == MoveKind.SUBMITTED:
            cleaned["proofs"] = self._proofs(cleaned)
        if self.kind == MoveKind.COMMENTED:
            del cleaned["version"]
        return cleaned

    @staticmethod
    def _proofs(cleaned: dict[str, Any]) -> list[Evidence]:
        file, url, text = (cleaned.pop(f"proof_{name}") for name in ("file", "url", "text"))
        if not (file or url or text):
            return []
        return [Evidence(title=file.name if file else "", file=file or None, url=url, text=text)]
