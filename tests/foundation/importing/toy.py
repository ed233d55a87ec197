"""A small import of organisations by key, which the tests of the machine use instead of a real app's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from youcheng.accounts.enums import OrganisationKind
from youcheng.accounts.models import Organisation
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused
from youcheng.foundation.importing import values
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values

Present = dict[str, dict[str, Any]]


class ToySpec(ImportSpec[Present]):
    """Organisations: `key` is the external key; "nowhere" as name is refused; `fail_at` makes the writing fail."""

    name = "toy"
    columns = (
        Column("key", "编号", "Key", values.text(80), required=True),
        Column("zh", "中文名", "Chinese name", values.text(), required=True),
        Column("en", "英文名", "English name", values.text()),
        Column("kind", "类别", "Kind", values.choice(OrganisationKind)),
        Column("dissolved", "撤销日期", "Dissolved on", values.day()),
    )
    title = "Toy organisations"
    purpose = "For tests."
    fail_at = ""

    def allowed(self, actor: Actor) -> bool:
        return actor.name != "Stranger Sun"

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Present:
        keys = {row["key"] for row in rows}
        return {o.key: self._values(o) for o in Organisation.objects.filter(key__in=keys)}

    def key_of(self, context: Present, values: Values) -> str:
        return str(values["key"])

    def present(self, context: Present, key: str) -> Values | None:
        return context.get(key)

    def check(self, context: Present, values: Values, present: Values | None) -> Iterable[Problem]:
        if values["zh"] == "nowhere":
            yield Problem("There is no such place.", "zh")

    def apply(
        self, context: Present, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        for done, change in enumerate(changes):
            if change.key == self.fail_at:
                raise Refused(f"Row {change.number} can't be written.")
            name = {"zh-hans": change.values["zh"], "en": change.values.get("en") or ""}
            Organisation.objects.update_or_create(
                key=change.key,
                defaults={
                    "name": name,
                    "kind": change.values.get("kind") or "park",
                    "dissolved_on": change.values.get("dissolved"),
                },
            )
            report(done + 1)

    def rows(self, actor: Actor) -> Iterable[Mapping[str, Any]]:
        return [self._values(o) for o in Organisation.objects.all()]

    @staticmethod
    def _values(organisation: Organisation) -> dict[str, Any]:
        return {
            "key": organisation.key,
            "zh": organisation.name.get("zh-hans"),
            "en": organisation.name.get("en"),
            "kind": organisation.kind,
            "dissolved": organisation.dissolved_on,
        }
