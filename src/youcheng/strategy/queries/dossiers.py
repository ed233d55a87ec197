"""Reads of dossiers for pages, papers and commands: lists, one dossier as it is read, its figures, and what is stale.

Lists take the actor; no list costs a query a row. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from youcheng.foundation.actors import Actor
from youcheng.foundation.documents.codec import from_json
from youcheng.foundation.documents.model import Document, Language
from youcheng.foundation.errors import Refused
from youcheng.network.models import Relationship
from youcheng.network.queries import home_city, relationships_visible_to, training_notice
from youcheng.strategy import building, comparing, editing
from youcheng.strategy.errors import NotDrafted
from youcheng.strategy.facts import register
from youcheng.strategy.facts.batch import Batch
from youcheng.strategy.figures import Record
from youcheng.strategy.models import Dossier, DossierEdit, DossierVersion
from youcheng.strategy.policies import dossier_policy, dossier_version_policy


@dataclass(frozen=True)
class Row:
    """One tie in the list of a year: its dossier if there is one, and whether its figures have changed since.

    `stale` is None where nothing is drafted; `vintages` names the data sets of the current version.
    """

    relationship: Relationship
    dossier: Dossier | None
    stale: bool | None
    vintages: tuple[str, ...]
    edits: int

    @property
    def state(self) -> str:
        """The dossier's state, "" where nothing is drafted."""
        return self.dossier.state if self.dossier and self.dossier.current_id else ""

    @property
    def version(self) -> DossierVersion | None:
        return self.dossier.current if self.dossier else None


@dataclass(frozen=True)
class StaleReport:
    """What has changed since the current version: the sources by name, the figures, and the blocks they stand in."""

    sources: list[str]
    figures: list[comparing.FigureChange]
    blocks: list[comparing.BlockChange]


@dataclass(frozen=True)
class EditState:
    """A person's edit beside the drafted text; `stale` where the draft below it has changed since it was written."""

    edit: DossierEdit
    drafted: str
    stale: bool


def dossiers_visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Dossiers the actor may see, with tie, partner and current version."""
    rows = Dossier.objects.select_related("relationship__partner__country", "current")
    return dossier_policy.filter(rows, actor)


def versions_visible_to(actor: Actor) -> QuerySet[DossierVersion]:
    """Versions the actor may see, newest first."""
    return dossier_version_policy.filter(DossierVersion.objects.select_related("dossier"), actor)


def years_of(actor: Actor) -> list[int]:
    """The years that have a dossier the actor may see, newest first."""
    return list(dossiers_visible_to(actor).order_by("-year").values_list("year", flat=True).distinct())


def dossier_of(actor: Actor, slug: str, year: int) -> Dossier:
    """The dossier of a partner and year; `DoesNotExist` whether it is absent or hidden."""
    return dossiers_visible_to(actor).get(relationship__partner__slug=slug, year=year)


def dossier_named(actor: Actor, slug: str, year: int | None = None) -> Dossier:
    """As `dossier_of` for people who typed the name; without a year the newest. Refuses with the nearest names."""
    rows = dossiers_visible_to(actor).filter(relationship__partner__slug=slug, current__isnull=False)
    found = (rows.filter(year=year) if year else rows).order_by("-year").first()
    if found is not None:
        return found
    known = list(relationships_visible_to(actor).values_list("partner__slug", flat=True))
    if slug in known:
        raise NotDrafted(_("The dossier of “%(slug)s” has not been drafted yet.") % {"slug": slug})
    near = difflib.get_close_matches(slug, known, n=3, cutoff=0.5)
    hint = _("Did you mean %s?") % ", ".join(near) if near else _("See the register for the names.")
    raise Refused(_("There is no tie with “%(slug)s”. %(hint)s") % {"slug": slug, "hint": hint})


def rows_of(actor: Actor, year: int) -> list[Row]:
    """Every tie the actor may see with its dossier of the year. The number of queries does not depend on their number."""
    ties = list(relationships_visible_to(actor))
    held = {
        each.relationship_id: each
        for each in dossiers_visible_to(actor)
        .filter(year=year)
        .annotate(edit_count=Count("edits"))
        .defer("current__documents", "current__figures", "current__edits")
    }
    drafted = [tie for tie in ties if tie.pk in held and held[tie.pk].current_id]
    prints = building.Fingerprints(home_city(), drafted)
    return [_row(tie, held.get(tie.pk), prints) for tie in ties]


def document_of(dossier: Dossier, language: Language, version: DossierVersion | None = None) -> Document:
    """The dossier as it is read: the current draft with people's edits, or a stored version as it was.

    The watermark says what it is: a training deployment, a draft, or nothing once it is approved. Raises NotDrafted.
    """
    shown = version or dossier.current
    if shown is None:
        raise NotDrafted(_("This dossier has not been drafted yet."))
    document = from_json(shown.documents[language])
    home = home_city()
    issuer = str(home.office.name.shown(language)) if home and home.office else ""
    approved = dossier.is_locked and shown.pk == dossier.current_id
    return replace(
        editing.applied(document, _edits(dossier, shown, language, live=version is None)),
        issuer=issuer,
        watermark=_watermark(language, approved=approved),
    )


def figure_of(version: DossierVersion, key: str) -> Record | None:
    """One figure of a version with everything about it, None where there is no such figure."""
    found = version.figures.get(key)
    return None if found is None else Record.from_json(found)


def edit_states(dossier: Dossier, language: Language) -> dict[str, EditState]:
    """The edits of a dossier in one language, by block, beside what the current version drafted."""
    drafted: Mapping[str, str] = {}
    if dossier.current is not None:
        drafted = editing.texts(from_json(dossier.current.documents[language]))
    return {
        edit.block: EditState(edit, drafted.get(edit.block, ""), drafted.get(edit.block) != edit.base_text)
        for edit in dossier.edits.filter(language=language)
    }


def is_stale(dossier: Dossier) -> bool:
    """Whether anything the current version was made from has changed since."""
    return bool(changed_sources(dossier))


def changed_sources(dossier: Dossier) -> list[str]:
    """What has changed since the current version was made, by name; nothing for a dossier not yet drafted."""
    if dossier.current is None:
        return []
    prints = building.Fingerprints(home_city(), [dossier.relationship])
    return building.changed_sources(dossier.current.fingerprint, prints.of(dossier.relationship))


def stale_report(dossier: Dossier, language: Language, today: dt.date) -> StaleReport:
    """Draft the dossier anew without keeping it, and say which figures and sentences would change and by how much."""
    if dossier.current is None:
        raise NotDrafted(_("This dossier has not been drafted yet."))
    row = register.with_history(Relationship.objects.filter(pk=dossier.relationship_id)).get()
    batch = Batch([row], today)
    drafted = building.draft_both(batch.facts(row, dossier.year), batch.rules, with_pictures=False)
    prints = building.Fingerprints(batch.home, [row])
    return StaleReport(
        building.changed_sources(dossier.current.fingerprint, prints.of(row)),
        comparing.figure_changes(dossier.current.figures, drafted.figures, language),
        comparing.block_changes(
            from_json(dossier.current.documents[language]), from_json(drafted.documents[language])
        ),
    )


def compared(
    before: DossierVersion, after: DossierVersion, language: Language
) -> tuple[list[comparing.BlockChange], list[comparing.FigureChange]]:
    """Two versions as they were read, with the edits each held: blocks and figures that differ."""
    documents = [
        editing.applied(from_json(version.documents[language]), _kept(version.edits, language))
        for version in (before, after)
    ]
    return (
        comparing.block_changes(documents[0], documents[1]),
        comparing.figure_changes(before.figures, after.figures, language),
    )


def _row(tie: Relationship, dossier: Dossier | None, prints: building.Fingerprints) -> Row:
    version = dossier.current if dossier else None
    return Row(
        relationship=tie,
        dossier=dossier,
        stale=None if version is None else building.is_stale(version.fingerprint, prints.of(tie)),
        vintages=tuple(version.fingerprint.get("data", {})) if version else (),
        edits=dossier.edit_count if dossier else 0,  # type: ignore[attr-defined]
    )


def _edits(dossier: Dossier, version: DossierVersion, language: str, *, live: bool) -> dict[str, str]:
    """The edits to lay over a version: those in force for the current one, those it held for an older one."""
    if live:
        return dict(dossier.edits.filter(language=language).values_list("block", "text"))
    return _kept(version.edits, language)


def _kept(edits: Sequence[Mapping[str, Any]], language: str) -> dict[str, str]:
    return {edit["block"]: edit["text"] for edit in edits if edit["language"] == language}


def _watermark(language: Language, *, approved: bool) -> str:
    with override(language):
        said = training_notice()
        draft = "" if approved else str(_("Draft"))
        return " · ".join(part for part in (said, draft) if part)
