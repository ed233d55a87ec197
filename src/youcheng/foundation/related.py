"""Links from one thing's page to what capabilities higher on the ladder know of it.

A lower page can't import a higher one, so the higher app offers a link for a model when it starts, and the page asks for
what is on offer. An offer gets the actor and gives no link to what that actor may not see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model

from youcheng.foundation.actors import Actor


@dataclass(frozen=True)
class Related:
    """A link: its words, where it leads, and the icon beside it."""

    label: str
    url: str
    icon: str


Offer = Callable[[Actor, Model], Related | None]
_OFFERS: dict[type[Model], list[Offer]] = {}


def offer(model: type[Model], make: Offer) -> None:
    """Called once by an app when it starts."""
    _OFFERS.setdefault(model, []).append(make)


PartOffer = Callable[[Actor, Model], Callable[[str], Related | None]]
_PART_OFFERS: dict[type[Model], list[PartOffer]] = {}


def offer_parts(model: type[Model], make: PartOffer) -> None:
    """Offer links for named parts of a row, such as the paragraphs of a paper; asked once a page, then for each part."""
    _PART_OFFERS.setdefault(model, []).append(make)


def part_links(actor: Actor, row: Model) -> Callable[[str], list[Related]]:
    """What higher capabilities have about each part of this row for this actor."""
    answers = [make(actor, row) for make in _PART_OFFERS.get(type(row), [])]
    return lambda part: [link for answer in answers if (link := answer(part)) is not None]


def links(actor: Actor, row: Model) -> list[Related]:
    """What higher capabilities have about this row for this actor, in the order of the offers."""
    found = (make(actor, row) for make in _OFFERS.get(type(row), []))
    return [link for link in found if link is not None]
