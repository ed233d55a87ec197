"""Reads of the catalogue: what is loaded, what is used by default, what it covers, and what its codes mean.

Called by pages, the command line and `figures`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.evidence import store
from youcheng.evidence.enums import Shape
from youcheng.evidence.models import Dataset
from youcheng.evidence.policies import dataset_policy
from youcheng.evidence.queries import backend
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused


class NoData(Refused):
    """No data set answers the question; the sentence says which command would load one."""


def datasets_visible_to(actor: Actor) -> QuerySet[Dataset]:
    """Return the data sets this person may see."""
    return dataset_policy.filter(Dataset.objects.all(), actor)


NAMED = 12
"""Data sets named at most where one is asked for that is not there."""


def named(name: str) -> Dataset:
    """Return the data set of that name; NoData where there is none."""
    found = Dataset.objects.filter(name=name).first()
    if found is None:
        names = list(Dataset.objects.values_list("name", flat=True))
        have = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "") or _("none")
        raise NoData(_("There is no data set “%(name)s”. Loaded: %(have)s.") % {"name": name, "have": have})
    return found


def default(shape: Shape) -> Dataset:
    """Return the data set used for a shape when nobody names one; NoData where nothing is loaded."""
    found = Dataset.objects.filter(shape=shape).order_by("-is_default", "-loaded_at").first()
    if found is None:
        raise NoData(
            _("No data set of the kind “%(shape)s” is loaded. See “youcheng data load --help”.")
            % {"shape": shape.label}
        )
    return found


def find(dataset: Dataset | str | None, *shapes: Shape) -> Dataset:
    """Return the data set meant: itself, by name, or the default of the first shape; NoData where its shape is another."""
    if dataset is None:
        return default(shapes[0])
    found = named(dataset) if isinstance(dataset, str) else dataset
    if found.shape not in shapes:
        raise NoData(
            _("“%(name)s” holds %(shape)s, not %(wanted)s.")
            % {"name": found.name, "shape": found.get_shape_display(), "wanted": shapes[0].label}
        )
    return found


@dataclass(frozen=True)
class Checked:
    """What `verify` found about one data set; `problem` is "" when its file is whole."""

    name: str
    file: str
    problem: str

    @property
    def intact(self) -> bool:
        return not self.problem


def verify() -> list[Checked]:
    """Compare every data set's file with its checksum."""
    return [Checked(dataset.name, dataset.file, _problem(dataset)) for dataset in Dataset.objects.all()]


def _problem(dataset: Dataset) -> str:
    path = backend.folder() / dataset.file
    if not path.is_file():
        return _("the file is missing; load it again")
    if store.digest(path) != dataset.sha256:
        return _("the file differs from its checksum; load it again")
    return ""


@dataclass(frozen=True)
class Covered:
    """How much a data set holds for one economy: rows, and the first and last year (None without years)."""

    iso3: str
    rows: int
    first: int | None
    last: int | None


def coverage(dataset: Dataset) -> list[Covered]:
    """Count the rows and the years a data set holds for every economy, by code."""
    held = backend.table(dataset.file)
    column = next((name for name in ("iso3", "supplier", "iso3_a") if name in held.columns), None)
    if column is None:
        return []
    figures = {"rows": held.count()}
    if "year" in held.columns:
        figures |= {"first": held.year.min(), "last": held.year.max()}
    found = backend.fetch(
        held.group_by(held[column].name("economy")).aggregate(**figures).order_by("economy")
    )
    return [
        Covered(row["economy"], row["rows"], row.get("first"), row.get("last"))
        for row in found.to_pylist()
        if row["economy"] is not None  # a pair whose end names no recognised country
    ]


@cache
def _names(file: str) -> Mapping[str, Mapping[str, str]]:
    text = resources.files("youcheng.evidence").joinpath("data", file).read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}


def _name(file: str, code: str, column: str, language: str | None) -> str:
    tag = "zh" if (language or get_language() or "zh").startswith("zh") else "en"
    row = _names(file).get(code, {})
    return row.get(f"{column}{tag}") or code


def goods_name(code: str, language: str | None = None) -> str:
    """Return the short name of an HS section or chapter, of the chapter a longer code belongs to, or the code itself.

    `language` defaults to the active one; names exist in Chinese and English.
    """
    if not code.isdigit():
        return _name("hs_sections.csv", code, "", language)
    name = _name("goods.csv", code, "", language)
    if name != code or len(code) <= 2:
        return name
    return f"{_name('goods.csv', code[:2], '', language)} {code}"


def industry_name(code: str, language: str | None = None) -> str:
    """Return the short name of an industry (ISIC rev. 4 as the OECD groups it), or the code itself."""
    return _name("industries.csv", code, "", language)


def indicator_name(code: str, language: str | None = None) -> str:
    """Return the name of an indicator, or the code itself."""
    return _name("indicators.csv", code, "", language)


def indicator_unit(code: str, language: str | None = None) -> str:
    """Return the unit of an indicator, or "" where it is not known."""
    unit = _name("indicators.csv", code, "unit_", language)
    return "" if unit == code else unit
