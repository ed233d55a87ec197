"""What can be done to the evidence: load a file, take in the starter set, choose a default, remove.

Called by the `data` and `setup` commands and by the pages. A load is all or nothing: the figures are written under a new
name first, the catalogue row follows in one transaction, and only then is the old file let go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from youcheng.evidence import consequences, queries, store
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.loaders import LOADERS, Options
from youcheng.evidence.models import Dataset
from youcheng.evidence.policies import dataset_policy, require_may_load
from youcheng.evidence.publishers import StarterTable, Words, starter, words_for
from youcheng.evidence.queries import backend, catalogue
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.errors import Refused

CREATED, REPLACED, UNCHANGED, MENDED = "created", "replaced", "unchanged", "mended"
Progress = Callable[[int, int, str], None]


class NotLoaded(Refused):
    """The data set cannot be stored under that name; nothing was changed."""


@dataclass(frozen=True)
class Outcome:
    """What a load did to one data set, and what the person should know: created, replaced, unchanged, or mended where
    the same figures took the place of a lost or damaged file."""

    dataset: Dataset
    state: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """A file somebody wants loaded. `name` and `words` have sensible values for a publisher's file left as it is."""

    kind: Kind
    path: Path
    name: str = ""
    options: Options = Options()
    words: Words | None = None
    make_default: bool = False
    source_name: str = ""


def load(*, actor: Actor, now: datetime, request: Request) -> list[Outcome]:
    """Read a publisher's file and store its tables, or refuse it and change nothing.

    Raises BadFile for the file, NotStored for the disk, NotLoaded for the name, NotAllowed for the person.
    """
    require_may_load(actor)
    folder = backend.folder()
    with consequences.watched(actor, now), store.lock(folder):
        store.sweep(folder, _kept_files())
        sha = _digest_of(request.path)
        options = replace(request.options, scratch=request.options.scratch or folder)
        loaded = LOADERS[request.kind](request.path, options)
        entries = [
            _Entry(
                name=_name(request, shape, main=position == 0),
                kind=request.kind,
                shape=shape,
                figures=figures,
                words=request.words or words_for(request.kind),
                source_name=request.source_name or request.path.name,
                source_sha256=sha,
                options=_options(request.options),
                make_default=request.make_default,
            )
            for position, (shape, figures) in enumerate([*loaded.tables.items(), *loaded.files.items()])
        ]
        outcomes = _store_all(actor, now, folder, entries)
    return [replace(outcome, notes=loaded.notes) for outcome in outcomes]


def load_starter(*, actor: Actor, now: datetime, progress: Progress | None = None) -> list[Outcome]:
    """Take in what ships with the platform; a data set of the same name that somebody replaced is left alone."""
    require_may_load(actor)
    folder = backend.folder()
    outcomes: list[Outcome] = []
    tables = starter()
    with consequences.watched(actor, now), store.lock(folder):
        store.sweep(folder, _kept_files())
        for position, part in enumerate(tables):
            held = Dataset.objects.filter(name=part.name).first()
            if held is not None and (not held.is_starter or _is_whole(held, part)):
                outcomes.append(Outcome(held, UNCHANGED))
            else:
                outcomes.extend(_store_all(actor, now, folder, [_starter_entry(part)]))
            if progress is not None:
                progress(position + 1, len(tables), part.name)
    return outcomes


def set_default(*, actor: Actor, now: datetime, name: str) -> Dataset:
    """Make a data set the one used for its shape when nobody names another."""
    dataset = catalogue.named(name)
    dataset_policy.require(actor, "edit", dataset)
    with consequences.watched(actor, now):
        return _make_default(actor, now, dataset)


def _make_default(actor: Actor, now: datetime, dataset: Dataset) -> Dataset:
    with transaction.atomic():
        before = Dataset.objects.filter(shape=dataset.shape, is_default=True).first()
        Dataset.objects.filter(shape=dataset.shape, is_default=True).update(is_default=False)
        Dataset.objects.filter(pk=dataset.pk).update(is_default=True)
        dataset.refresh_from_db()
        audit.record(
            actor=actor, now=now, action="dataset.default", row=dataset,
            before={"default": before.name if before else ""}, after={"default": dataset.name},
        )  # fmt: skip
    return dataset


def remove(*, actor: Actor, now: datetime, name: str) -> None:
    """Take a data set out of the catalogue and the store; another of its shape becomes the default where there is one."""
    dataset = catalogue.named(name)
    dataset_policy.require(actor, "remove", dataset)
    folder = backend.folder()
    with consequences.watched(actor, now), store.lock(folder):
        with transaction.atomic(durable=True):
            audit.record(
                actor=actor, now=now, action="dataset.removed", row=dataset, before=_facts(dataset), after={}
            )
            dataset.delete()
            _ensure_default(dataset.shape)
        store.sweep(folder, _kept_files())


@dataclass(frozen=True)
class _Entry:
    """One table on its way into the store: in memory, or as a Parquet file."""

    name: str
    kind: Kind
    shape: Shape
    figures: pa.Table | Path
    words: Words
    source_name: str
    source_sha256: str
    options: dict[str, Any]
    make_default: bool = False
    is_starter: bool = False

    def put(self, folder: Path) -> store.Stored:
        """Write, take or copy the figures into the store."""
        if not isinstance(self.figures, Path):
            return store.write(folder, self.name, self.figures)
        if self.is_starter:
            return store.adopt(folder, self.name, self.figures)
        return store.take(folder, self.name, self.figures)


def _starter_entry(part: StarterTable) -> _Entry:
    return _Entry(
        part.name,
        part.kind,
        Shape(part.shape),
        part.path,
        part.words,
        part.path.name,
        part.sha256,
        {},
        is_starter=True,
    )


def _is_whole(held: Dataset, part: StarterTable) -> bool:
    return held.source_sha256 == part.sha256 and _is_intact(backend.folder(), held)


def _store_all(actor: Actor, now: datetime, folder: Path, entries: Sequence[_Entry]) -> list[Outcome]:
    """Write every table, then every row in one transaction, then let go of what they replaced."""
    for entry in entries:
        _refuse_other_shape(entry)
    broken = {entry.name for entry in entries if _is_broken(folder, entry.name)}
    try:
        written = [entry.put(folder) for entry in entries]
        # Durable: letting go of the replaced files below must never precede somebody else's rollback.
        with transaction.atomic(durable=True):
            outcomes = [
                _save(actor, now, entry, stored) for entry, stored in zip(entries, written, strict=True)
            ]
    finally:
        # After a success this drops the replaced files, after a failure the new ones.
        store.sweep(folder, _kept_files())
    return [
        replace(outcome, state=MENDED)
        if outcome.state == UNCHANGED and outcome.dataset.name in broken
        else outcome
        for outcome in outcomes
    ]


def _is_broken(folder: Path, name: str) -> bool:
    held = Dataset.objects.filter(name=name).first()
    return held is not None and not _is_intact(folder, held)


def _is_intact(folder: Path, held: Dataset) -> bool:
    return (folder / held.file).is_file() and store.digest(folder / held.file) == held.sha256


def _save(actor: Actor, now: datetime, entry: _Entry, stored: store.Stored) -> Outcome:
    """Write the catalogue row of a stored table."""
    held = Dataset.objects.select_for_update().filter(name=entry.name).first()
    fields = {
        "kind": entry.kind.value, "shape": entry.shape.value, "rows": stored.rows, "file": stored.file,
        "size": stored.size, "sha256": stored.sha256, **_counted(backend.folder() / stored.file),
        "options": entry.options,
        "source_name": entry.source_name, "source_sha256": entry.source_sha256, "is_starter": entry.is_starter,
        **entry.words.as_fields(),
    }  # fmt: skip
    if held is not None and all(getattr(held, name) == value for name, value in fields.items()):
        if entry.make_default and not held.is_default:
            _make_default(actor, now, held)
        return Outcome(held, UNCHANGED)
    before = _facts(held) if held else {}
    dataset = held or Dataset(name=entry.name)
    for name, value in {**fields, "loaded_at": now, "loaded_by": actor.name}.items():
        setattr(dataset, name, value)
    dataset.save()
    audit.record(
        actor=actor, now=now, action="dataset.loaded", row=dataset, before=before, after=_facts(dataset)
    )
    if entry.make_default:
        _make_default(actor, now, dataset)
    _ensure_default(entry.shape)
    dataset.refresh_from_db()
    return Outcome(dataset, REPLACED if held else CREATED)


def _ensure_default(shape: str) -> None:
    """Choose a default for a shape that has none: the oldest data set that is not a discontinued extra."""
    held = Dataset.objects.filter(shape=shape)
    if not held.filter(is_default=True).exists():
        first = held.order_by("loaded_at", "pk").first()
        if first is not None:
            Dataset.objects.filter(pk=first.pk).update(is_default=True)


def _refuse_other_shape(entry: _Entry) -> None:
    held = Dataset.objects.filter(name=entry.name).exclude(shape=entry.shape).first()
    if held is not None:
        raise NotLoaded(
            _("“%(name)s” already names a data set of another content (%(shape)s). Give another with --name.")
            % {"name": entry.name, "shape": held.get_shape_display()}
        )


def _name(request: Request, shape: Shape, *, main: bool) -> str:
    """Return the catalogue name: as given, or made of the kind and the file's own name."""
    stem = request.path.name.split(".")[0]
    base = request.name or slugify(
        f"{request.kind}-{stem}" if not stem.lower().startswith(request.kind) else stem
    )
    if slugify(base) != base or not base or len(base) > 70:
        raise NotLoaded(
            _("“%(name)s” cannot be a name. Use at most 70 small letters, digits and hyphens.")
            % {"name": base}
        )
    return base if main else f"{base}-{shape.value}"


def _digest_of(path: Path) -> str:
    try:
        return store.digest(path)
    except OSError:
        # The loader says it better: which file, and what to do.
        return ""


def _options(options: Options) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ("year", "level") if getattr(options, name) is not None}


def _counted(path: Path) -> dict[str, Any]:
    """Return what the catalogue says of a stored file: its columns, its years and how many economies it holds."""
    columns = pq.read_schema(path).names
    economies: set[str] = set()
    for name in queries.ECONOMY_COLUMNS:
        if name in columns:
            economies.update(_distinct(path, name))
    years = sorted(_distinct(path, "year")) if "year" in columns else []
    return {"columns": columns, "years": years, "economies": len(economies)}


def _distinct(path: Path, column: str) -> list[Any]:
    """Return the distinct values of a column, read alone and as a dictionary, so that memory stays small."""
    held = pq.read_table(path, columns=[column], read_dictionary=[column])
    return [value for value in pc.unique(held[column]).to_pylist() if value is not None]


def _kept_files() -> set[str]:
    return set(Dataset.objects.values_list("file", flat=True))


def _facts(dataset: Dataset) -> dict[str, Any]:
    """Return what the audit log keeps of a data set."""
    return {
        name: getattr(dataset, name) for name in ("name", "kind", "version", "rows", "sha256", "source_name")
    }
