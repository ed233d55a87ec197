"""One search over everything an actor may see, in every script. Apps register kinds in their `searchable.py`.

`index`, `remove` and `rebuild` are called by the apps' actions and the set-up; `find` by pages and commands. Hits pass
through the kind's policy inside the query, before a title leaves the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Case, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from youcheng.foundation.actors import Actor
from youcheng.foundation.models import SearchEntry
from youcheng.foundation.policies import policy_of
from youcheng.foundation.search_index import matching
from youcheng.foundation.search_text import fold, index_tokens, query_terms
from youcheng.foundation.translated import Translated

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BATCH = 2000
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Found:
    """What is kept of one row. `texts` are all names and words by which it is found; a greater `weight` comes first."""

    title: Translated
    url: str
    texts: Sequence[str] = ()
    weight: int = 0


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found: a stable name, its rows, what is kept of each, who may see it.

    `rows` answers all rows for `rebuild`; primary keys are whole numbers. The model's policy decides who sees a hit.
    """

    name: str
    label: StrPromise | str
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    entry: Callable[[Any], Found]
    action: str = "view"


@dataclass(frozen=True)
class Hit:
    """One thing found, of a kind, with its title in the reader's language and where its page is."""

    kind: Kind
    object_id: int
    title: Translated
    url: str


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Called in an app's `searchable.py`."""
    if kind.name in _KINDS:
        raise RuntimeError(f"a kind called {kind.name!r} is already registered")
    _KINDS[kind.name] = kind


def forget(name: str) -> None:
    """Take a kind out again; for tests that register one of their own."""
    del _KINDS[name]


def kinds() -> list[Kind]:
    return list(_KINDS.values())


def index(kind: str, rows: Iterable[Model]) -> int:
    """Put rows into the index, or put right what it holds of them; returns how many. Constant queries a batch."""
    chosen, count = _KINDS[kind], 0
    for batch in _batches(rows):
        entries = [_entry(chosen, row) for row in batch]
        SearchEntry.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["title", "url", "names", "tokens", "weight"],
        )
        count += len(entries)
    return count


def remove(kind: str, keys: Iterable[int]) -> None:
    """Take rows out of the index, by primary key."""
    for batch in _batches(keys):
        SearchEntry.objects.filter(kind=kind, object_id__in=batch).delete()


def rebuild(*names: str, progress: Progress = lambda _done, _total: None) -> dict[str, int]:
    """Make the index of these kinds (default: all) anew in one transaction; returns the number of entries by kind.

    `progress(done, total)` is called after each batch.
    """
    chosen = [_KINDS[name] for name in names or _KINDS]
    total = sum(kind.rows().count() for kind in chosen)
    counts: dict[str, int] = {}
    with transaction.atomic():
        for kind in chosen:
            SearchEntry.objects.filter(kind=kind.name)._raw_delete(SearchEntry.objects.db)
            counts[kind.name] = 0
            for batch in _batches(_entry(kind, row) for row in kind.rows().iterator(chunk_size=BATCH)):
                counts[kind.name] += len(SearchEntry.objects.bulk_create(batch))
                progress(sum(counts.values()), total)
    return counts


def find(query: str, actor: Actor, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
    """The things that `actor` may see and that hold every part of `query`: exact names first, then by weight.

    Empty for a query without letters or digits. One database query, whatever the number of kinds.
    """
    terms = query_terms(query)[:12]
    wanted = [_KINDS[name] for name in kinds] if kinds else list(_KINDS.values())
    if not terms or not wanted:
        return []
    visible = Q()
    for kind in wanted:
        rows = policy_of(kind.model).filter(kind.model._default_manager.all(), actor, kind.action)
        visible |= Q(Exists(rows.order_by().filter(pk=OuterRef("object_id"))), of_kind=kind.name)
    # Through Coalesce the kind is no index any more: the full-text index must lead, or a short query takes seconds.
    entries = SearchEntry.objects.alias(of_kind=Coalesce("kind", Value(""))).filter(
        visible, pk__in=matching(terms)
    )
    ranked = entries.annotate(rank=_rank(_name(query))).order_by("rank", "-weight", "pk")
    return [Hit(_KINDS[e.kind], e.object_id, e.title, e.url) for e in ranked[:limit]]


def _name(text: str) -> str:
    """A whole name as it is compared: folded, on one line, without characters a database refuses."""
    return " ".join(fold(text).replace("\0", " ").split())


def _rank(folded: str) -> Case:
    """0 for a name equal to the query, 1 for one that begins with it, 2 for all others."""
    return Case(
        When(names__contains=f"\n{folded}\n", then=Value(0)),
        When(names__contains=f"\n{folded}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _entry(kind: Kind, row: Any) -> SearchEntry:
    found = kind.entry(row)
    texts = list(dict.fromkeys([*found.title.all_texts(), *(text for text in found.texts if text)]))
    return SearchEntry(
        kind=kind.name,
        object_id=row.pk,
        title=found.title,
        url=found.url,
        names="\n" + "\n".join(_name(text) for text in texts) + "\n",
        tokens=" ".join(index_tokens(texts)),
        weight=found.weight,
    )


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    walker = iter(rows)
    while batch := list(islice(walker, BATCH)):
        yield batch
