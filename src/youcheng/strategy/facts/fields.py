"""Which fields of cooperation to look into first: the same questions for each field, answered from the facts.

Called by `drafting.key_fields`. The rule is data (data/fields.toml): no weights, no hidden sum; a field stands higher the
more questions are answered yes, and an unknown answer is not a no.
"""

from __future__ import annotations

from dataclasses import dataclass

from youcheng.strategy.facts.model import DossierFacts, Profile
from youcheng.strategy.facts.trade import Pair, Way
from youcheng.strategy.framework import Field, FieldRules


@dataclass(frozen=True)
class Answer:
    """One question about one field: yes, no or unknown (None), and what the yes rests on.

    `codes` are the industries or goods that answered yes, strongest first; `count` the exchanges on record; `side` says
    whose city profile answered ("home" or "partner").
    """

    question: str
    yes: bool | None
    codes: tuple[str, ...] = ()
    count: int = 0
    side: str = ""


@dataclass(frozen=True)
class Ranked:
    """One field with its answers and its place (1 is first; equal numbers of yes share a place)."""

    field: Field
    answers: tuple[Answer, ...]
    place: int

    @property
    def yes(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.yes)


def rank(facts: DossierFacts, rules: FieldRules) -> list[Ranked]:
    """All fields in order: more yes first, then the order of the file."""
    answered = [(field, _answers(facts, rules, field)) for field in rules.fields]
    answered.sort(key=lambda each: -sum(answer.yes is True for answer in each[1]))
    found: list[Ranked] = []
    for number, (field, answers) in enumerate(answered, start=1):
        count = sum(answer.yes is True for answer in answers)
        shared = found and len(found[-1].yes) == count
        found.append(Ranked(field, answers, found[-1].place if shared else number))
    return found


def _answers(facts: DossierFacts, rules: FieldRules, field: Field) -> tuple[Answer, ...]:
    pair = facts.trade.pair
    return (
        _sells("home_sells", pair, pair.forward if pair else None, rules, field),
        _sells("partner_sells", pair, pair.backward if pair else None, rules, field),
        _worked(facts, rules, field),
        _city(facts, rules, field),
    )


def _sells(question: str, pair: Pair | None, way: Way | None, rules: FieldRules, field: Field) -> Answer:
    """Yes where the seller is specialised in a code and the buyer wants more of it than the world does."""
    if pair is None or way is None:
        return Answer(question, None)
    codes = field.industries if pair.sheet.scheme == "isic" else field.chapters
    known = [code for code in codes if code in way.rca and code in way.demand]
    if not known:
        return Answer(question, None)
    fit = [
        code for code in known if way.rca[code] >= rules.specialised and way.demand[code] >= rules.demanded
    ]
    points = dict(zip(way.tci.goods, way.tci.parts.tolist(), strict=True))
    return Answer(question, bool(fit), tuple(sorted(fit, key=lambda code: -points.get(code, 0.0))))


def _worked(facts: DossierFacts, rules: FieldRules, field: Field) -> Answer:
    """Yes from the records; without a record the answer is unknown, because a record may be missing."""
    count = sum(field.code in each.fields for each in facts.tie.exchanges)
    return Answer("worked", True if count >= rules.records else None, count=count)


def _city(facts: DossierFacts, rules: FieldRules, field: Field) -> Answer:
    for side, profile in (("home", facts.home_profile), ("partner", facts.partner_profile)):
        strong = _strong(profile, rules, field)
        if strong:
            return Answer("city", True, strong, side=side)
    known = any(
        profile is not None and _of_field(profile, field)
        for profile in (facts.home_profile, facts.partner_profile)
    )
    return Answer("city", False if known else None)


def _of_field(profile: Profile, field: Field) -> list[str]:
    """The profile's industries that belong to the field: those it names, and the sections they begin with."""
    sections = {code[0] for code in field.industries}
    return [code for code in profile.quotients if code in field.industries or code in sections]


def _strong(profile: Profile | None, rules: FieldRules, field: Field) -> tuple[str, ...]:
    if profile is None:
        return ()
    strong = [code for code in _of_field(profile, field) if profile.quotients[code] >= rules.concentrated]
    return tuple(sorted(strong, key=lambda code: -profile.quotients[code]))
