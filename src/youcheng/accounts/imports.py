"""Organisations as a sheet: the tree of units with names, kinds and what they are part of.

Used by the import pages and exports under the name `organisations`. Rows are written through `actions.organisations`,
with the actor's rights on each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.actions import organisations
from youcheng.accounts.enums import OrganisationKind
from youcheng.accounts.models import Organisation
from youcheng.accounts.policies import may_add_organisations, organisation_policy
from youcheng.accounts.queries import organisations_visible_to
from youcheng.foundation.actors import Actor
from youcheng.foundation.importing import values
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.spec import (
    Change,
    Column,
    ImportSpec,
    Problem,
    Report,
    Values,
    register,
)
from youcheng.foundation.importing.table import Cell
from youcheng.foundation.importing.values import Kind, plain

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def _key(cell: Cell) -> str:
    written = plain(cell).lower()
    if not _KEY.fullmatch(written):
        raise BadValue(
            _("“%(text)s” is not a key; use small letters, digits and hyphens, such as commerce-bureau.")
            % {"text": plain(cell)}
        )
    return written


KEY = Kind(_key, form=lambda: _("small letters, digits and hyphens"))


@dataclass(frozen=True)
class Known:
    """What the rows refer to: organisations by key, which of them may be edited or dissolved, every parent in the end."""

    rows: Mapping[str, Organisation]
    editable: frozenset[str]
    dissolvable: frozenset[str]
    parents: Mapping[str, str | None]


class OrganisationSpec(ImportSpec[Known]):
    """Organisations by their key. What a key already names is changed, never doubled."""

    name = "organisations"
    columns = (
        Column("key", "编号", "Key", KEY, required=True, aliases=("单位编号",)),
        Column("name_zh", "中文名称", "Name in Chinese", values.text(200), aliases=("单位名称", "名称")),
        Column("name_en", "英文名称", "Name in English", values.text(200), aliases=("name",)),
        Column("kind", "类别", "Kind", values.choice(OrganisationKind), required=True),
        Column(
            "parent",
            "上级单位编号",
            "Part of",
            KEY,
            help_zh="上级单位的编号；可以是本表中的新单位。",
            help_en="The key of the unit it belongs to; it may be new in this sheet.",
        ),
        Column("dissolved_on", "撤销日期", "Dissolved on", values.day()),
    )

    @property
    def title(self) -> str:
        return _("Organisations")

    @property
    def purpose(self) -> str:
        return _("The units that take part. Two rows with the same key are the same unit.")

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or may_add_organisations(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Known:
        known = {row.key: row for row in Organisation.objects.select_related("parent")}
        parents = {key: row.parent.key if row.parent else None for key, row in known.items()}
        parents |= {row["key"]: row["parent"] for row in rows if "parent" in row}
        for row in rows:
            parents.setdefault(row["key"], None)
        return Known(known, _keys_where(actor, "edit"), _keys_where(actor, "dissolve"), parents)

    def key_of(self, context: Known, values: Values) -> str:
        return str(values["key"])

    def present(self, context: Known, key: str) -> Values | None:
        row = context.rows.get(key)
        return None if row is None else _values(row)

    def label(self, context: Known, values: Values) -> str:
        return str(values.get("name_zh") or values.get("name_en") or values["key"])

    def check(self, context: Known, values: Values, present: Values | None) -> Iterator[Problem]:
        merged = {**(present or {}), **values}
        if not merged.get("name_zh") and not merged.get("name_en"):
            yield Problem(_("A name in Chinese or in English is needed."), "name_zh")
        if present is not None and values["key"] not in context.editable:
            yield Problem(_("You may not change this organisation."))
        yield from _check_parent(context, values)
        if values.get("dissolved_on") != (present or {}).get("dissolved_on") and "dissolved_on" in values:
            yield from _check_dissolving(context, values, present)

    def apply(
        self, context: Known, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        known = dict(context.rows)
        for done, change in enumerate(_parents_first(changes, context.parents), start=1):
            known[change.key] = _write(change, known, actor, now)
            report(done)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return map(_values, organisations_visible_to(actor).select_related("parent").order_by("key"))

    def result_url(self) -> str:
        return reverse("accounts:organisations")


def _values(row: Organisation) -> dict[str, Any]:
    return {
        "key": row.key,
        "name_zh": row.name.get("zh-hans"),
        "name_en": row.name.get("en"),
        "kind": row.kind,
        "parent": row.parent.key if row.parent else None,
        "dissolved_on": row.dissolved_on,
    }


def _keys_where(actor: Actor, action: str) -> frozenset[str]:
    rows = organisation_policy.filter(Organisation.objects.all(), actor, action)
    return frozenset(rows.values_list("key", flat=True))


def _check_dissolving(context: Known, values: Values, present: Values | None) -> Iterator[Problem]:
    """A unit that is there can be dissolved once, by those who may; nothing else can be done to that date here."""
    if present is None:
        yield Problem(_("Import the unit first; it can be dissolved once it is there."), "dissolved_on")
    elif present.get("dissolved_on") is not None:
        was = present["dissolved_on"]
        yield Problem(
            _("The unit was dissolved on %(on)s; that can't be changed here.") % {"on": was}, "dissolved_on"
        )
    elif values["key"] not in context.dissolvable:
        yield Problem(_("You may not dissolve this organisation."), "dissolved_on")


def _check_parent(context: Known, values: Values) -> Iterator[Problem]:
    """The unit it is part of must exist or come with this sheet, and must not be part of it in turn."""
    parent = values.get("parent")
    if parent is None:
        return
    if parent not in context.parents:
        yield Problem(_("There is no organisation with the key “%(key)s”.") % {"key": parent}, "parent")
        return
    seen, above = {values["key"]}, parent
    while above is not None:
        if above in seen:
            yield Problem(_("An organisation cannot be a part of itself."), "parent")
            return
        seen.add(above)
        above = context.parents.get(above)


def _parents_first(changes: Sequence[Change], parents: Mapping[str, str | None]) -> list[Change]:
    """The changes in an order in which a new parent is written before its parts."""

    def depth(key: str) -> int:
        steps, above = 0, parents.get(key)
        while above is not None and steps < len(parents):
            steps, above = steps + 1, parents.get(above)
        return steps

    return sorted(changes, key=lambda change: depth(change.key))


def _write(change: Change, known: Mapping[str, Organisation], actor: Actor, now: datetime) -> Organisation:
    """Create, edit or dissolve one organisation."""
    row = known.get(change.key)
    merged = {**(change.present or {}), **change.values}
    given = {
        "name": _names(row, merged),
        "kind": merged["kind"],
        "parent": known[merged["parent"]] if merged.get("parent") else None,
    }
    if row is None:
        row = organisations.create_organisation(actor=actor, now=now, key=change.key, **given)
    elif set(change.columns) - {"dissolved_on"}:
        row = organisations.edit_organisation(
            actor=actor, now=now, organisation=row, version=row.version, **given
        )
    if "dissolved_on" in change.columns and merged.get("dissolved_on"):
        row = organisations.dissolve_organisation(
            actor=actor, now=now, organisation=row, on=merged["dissolved_on"]
        )
    return row


def _names(row: Organisation | None, merged: Mapping[str, Any]) -> dict[str, str]:
    """The names of the sheet over those in other languages, which a sheet does not hold."""
    names = dict(row.name) if row else {}
    names |= {"zh-hans": merged.get("name_zh") or "", "en": merged.get("name_en") or ""}
    return {language: name for language, name in names.items() if name}


register(OrganisationSpec())
