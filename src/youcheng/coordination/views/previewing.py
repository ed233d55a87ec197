"""Planned notices as the preview shows them: in words, with the people who would get them, grouped by kind.

Called by the page of rules; nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from youcheng.accounts.models import Person
from youcheng.coordination.enums import NoticeKind
from youcheng.coordination.models import Notice
from youcheng.coordination.queries.sweeping import Planned
from youcheng.coordination.wording import TONES, words

SHOWN = 200


@dataclass(frozen=True)
class Row:
    """One thing that would be said, and to whom."""

    label: str
    tone: str
    words: str
    url: str
    people: list[str]


@dataclass(frozen=True)
class Preview:
    """How many notices of each kind there would be, for how many people, and the first of them in words."""

    total: int
    people: int
    kinds: list[tuple[str, int]]
    rows: list[Row]
    left_out: int


def preview_of(notices: Sequence[Planned]) -> Preview:
    together: dict[tuple[str, str], list[Planned]] = {}
    for one in notices:
        together.setdefault((one.kind, one.url), []).append(one)
    shown = list(together.values())[:SHOWN]
    people = Person.objects.in_bulk({one.person for group in shown for one in group})
    kinds = Counter(one.kind for one in notices)
    return Preview(
        total=len(notices),
        people=len({one.person for one in notices}),
        kinds=[(str(NoticeKind(kind).label), count) for kind, count in kinds.most_common()],
        rows=[_row(group, people) for group in shown],
        left_out=len(together) - len(shown),
    )


def _row(group: list[Planned], people: dict[int, Person]) -> Row:
    one = group[0]
    notice = Notice(kind=one.kind, facts=one.facts, due_on=one.due_on)
    names = [str(people[other.person]) for other in group]
    return Row(str(NoticeKind(one.kind).label), TONES[one.kind], words(notice, {}), one.url, names)
