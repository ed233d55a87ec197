"""The sheet of the expert pool: one row an expert, known by its number, or by name and organisation.

Found at start by foundation's apps. A unit that is on record is linked, any other text is kept as the affiliation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.accounts.queries import living
from youcheng.foundation.actors import Actor
from youcheng.foundation.importing import values as kinds
from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.spec import Change, Column, ImportSpec, Problem, Report, Values, naming_row
from youcheng.foundation.importing.table import Cell
from youcheng.network.enums import Field
from youcheng.strategy.actions.topics import experts as actions
from youcheng.strategy.models import Expert
from youcheng.strategy.policies import may_keep_experts
from youcheng.strategy.queries.topics.experts import experts_visible_to
from youcheng.strategy.topics.languages import language_name

SAME = ("contact", "note", "is_active")


def language() -> kinds.Kind:
    """A language by its code or its name in Chinese or English; kept as the code."""

    def parse(cell: Cell) -> str:
        text = kinds.plain(cell)
        for code in ("zh_Hans_CN", "en_GB"):
            for key, name in Locale.parse(code).languages.items():
                if text.casefold() == str(name).casefold():
                    return str(key).replace("_", "-")
        try:
            return str(Locale.parse(text, sep="-")).replace("_", "-")
        except (UnknownLocaleError, ValueError) as error:
            raise BadValue(_("“%s” is no language we know; write its name or its code.") % text) from error

    return kinds.Kind(parse, language_name, lambda: _("a language by name or code"))


@dataclass
class Context:
    """Organisations by key and by every name, and the entries there are by key and by what they say."""

    organisations: dict[str, set[Organisation]]
    rows: dict[str, Expert] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    given: dict[str, Values] = field(default_factory=dict)

    def meant(self, text: str | None) -> Organisation | None:
        """The one organisation of this key or name, if any."""
        found = self.organisations.get((text or "").strip().casefold(), set())
        return next(iter(found)) if len(found) == 1 else None


class ExpertSpec(ImportSpec[Context]):
    """The expert pool."""

    name = "experts"
    columns = (
        Column("key", "编号", "External key", kinds.text(80)),
        Column("name", "姓名", "Name", kinds.text(120), required=True, aliases=("专家", "专家姓名", "expert")),
        Column("organisation", "单位", "Organisation", kinds.text(200), aliases=("工作单位", "affiliation")),
        Column("fields", "领域", "Fields", kinds.several(kinds.choice(Field)), aliases=("专业领域",)),
        Column("languages", "语言", "Languages", kinds.several(language()), aliases=("语种",)),
        Column("contact", "联系方式", "How to reach them", kinds.text(300), aliases=("contact",)),
        Column("note", "备注", "Note", kinds.text(3000)),
        Column("is_active", "可邀请", "May be asked", kinds.flag()),
    )  # fmt: skip

    @property
    def title(self) -> str:
        return _("Expert pool")

    @property
    def purpose(self) -> str:
        return _("One row an expert whom the office may ask to review or to join a task force.")

    def allowed(self, actor: Actor) -> bool:
        return actor.is_system or may_keep_experts(actor)

    def prepare(self, rows: Sequence[Values], actor: Actor) -> Context:
        context = Context({})
        for one in living(timezone.localdate()):
            for text in (one.key, *one.name.values()):
                context.organisations.setdefault(text.strip().casefold(), set()).add(one)
        for row in experts_visible_to(actor):
            context.rows[row.key] = row
            context.said[row.name, row.where] = row.key
        return context

    def key_of(self, context: Context, values: Values) -> str:
        organisation = context.meant(values.get("organisation"))
        where = str(organisation) if organisation else values.get("organisation") or ""
        said = (str(values["name"]), where)
        made = hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:32]
        key = str(values.get("key") or context.said.get(said) or made)
        context.given[key] = values
        return key

    def present(self, context: Context, key: str) -> Values | None:
        row = context.rows.get(key)
        if row is None:
            return None
        present, given = _values(row), context.given.get(key, {})
        present["key"] = given.get("key")
        organisation = context.meant(given.get("organisation"))
        if organisation is not None and organisation.pk == row.organisation_id:
            present["organisation"] = given.get("organisation")
        if given.get("is_active") is None:
            present["is_active"] = None
        return present

    def check(self, context: Context, values: Values, present: Values | None) -> Iterable[Problem]:
        text = (values.get("organisation") or "").strip().casefold()
        if len(context.organisations.get(text, set())) > 1:
            yield Problem(_("More than one organisation is called that; write its key."), "organisation")

    def apply(
        self, context: Context, changes: Sequence[Change], *, actor: Actor, now: datetime, report: Report
    ) -> None:
        for done, change in enumerate(changes, start=1):
            with naming_row(change):
                _write(context, change, actor, now)
            report(done)

    def rows(self, actor: Actor) -> Iterable[Values]:
        return self.rows_of(experts_visible_to(actor))

    def rows_of(self, experts: Iterable[Expert]) -> Iterable[Values]:
        """Some of the entries the actor may see, as the sheet writes them."""
        for row in experts:
            yield _values(row)

    def result_url(self) -> str:
        return reverse("strategy:experts")


def _values(row: Expert) -> dict[str, Any]:
    """An entry as it stands, in the terms of the columns; empty texts are empty cells."""
    return {
        "key": row.key,
        "name": row.name,
        "organisation": row.where or None,
        "fields": tuple(row.fields),
        "languages": tuple(row.languages),
        "contact": row.contact or None,
        "note": row.note or None,
        "is_active": row.is_active,
    }


def _write(context: Context, change: Change, actor: Actor, now: datetime) -> None:
    """Write one row; an empty cell empties, but for whether somebody may be asked."""
    values = change.values
    given: dict[str, Any] = {}
    for name in change.columns:
        value = values.get(name)
        if name in {"fields", "languages"}:
            given[name] = list(value or ())
        elif name == "organisation":
            organisation = context.meant(value)
            given["organisation_id"] = organisation.pk if organisation else None
            given["affiliation"] = "" if organisation else value or ""
        elif name in {"name", "contact", "note"} or (name == "is_active" and value is not None):
            given[name] = value if value is not None else ""
    row = context.rows.get(change.key)
    if row is None:
        actions.add_expert(actor=actor, now=now, key=change.key, **given)
    else:
        actions.edit_expert(actor=actor, now=now, expert=row, version=None, **given)
