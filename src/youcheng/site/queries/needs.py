"""One thing that waits for somebody, as today's page shows it.

Made by `today` and `dossier_needs`; what needs whom is decided there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from youcheng.network.models import Relationship


@dataclass(frozen=True)
class Need:
    """One sentence, what it concerns, how urgent ("attention", "critical", "info") and where to do it."""

    text: str
    detail: str
    tone: str
    url: str


def some_names(rows: Sequence[Relationship], most: int = 5) -> str:
    """The first few partners by name, and that there are more."""
    named = _(", ").join(str(row) for row in rows[:most])
    return _("%(names)s and others") % {"names": named} if len(rows) > most else named
