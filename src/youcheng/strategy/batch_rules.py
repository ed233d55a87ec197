"""The rules that sort ties into batches, read from data/batches.toml or the office's own file, and checked.

Called by `facts.standing` and `queries.batches`. What a rule says is data; how rules are asked is `engines.classes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.classes import Condition, Rule, Ruleset, Sort
from youcheng.engines.errors import EngineError
from youcheng.foundation.translated import Translated
from youcheng.strategy.enums import Batch
from youcheng.strategy.judgements import listed, needed, read, refusal

FILE = "batches.toml"
FIGURES = ("kind", "state", "term_over", "red_line", "silent", "records", "alive", "activity", "potential")
NUMBERS = frozenset({"records", "alive", "activity", "potential"})
CODES = frozenset({"kind", "state"})


@dataclass(frozen=True)
class BatchRules:
    """The engine's rules, what each is called, the half of the activity scale, and the file's version and checksum."""

    engine: Ruleset
    names: Mapping[str, Translated]
    half: float
    version: str
    sha256: str


def batch_rules() -> BatchRules:
    """The rules in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = read(FILE)
    rules, names = [], {}
    for number, entry in enumerate(listed(path, data, "rules")):
        rule = _rule(path, entry, f"rules[{number}]")
        rules.append(rule)
        names[rule.code] = Translated(entry.get("name", {}))
    half = float(needed(path, needed(path, data, "activity", dict, "top"), "half", (int, float), "activity"))
    if not half > 0:
        raise refusal(path, "activity", _("half is a number above 0"))
    spans = {name: float(length) for name, length in needed(path, data, "spans", dict, "top").items()}
    try:
        engine = Ruleset(tuple(rules), _batch(path, data, "otherwise", "top"), Batch.UNKNOWN.value, spans)
    except EngineError as error:
        raise refusal(path, error.where, error.what) from error
    return BatchRules(engine, names, half, str(needed(path, data, "version", str, "top")), sha)


def _rule(path: Path, entry: Mapping[str, Any], where: str) -> Rule:
    conditions = tuple(
        _condition(path, each, f"{where}.conditions[{number}]")
        for number, each in enumerate(needed(path, entry, "conditions", list, where))
    )
    return Rule(needed(path, entry, "code", str, where), _batch(path, entry, "batch", where), conditions)


def _batch(path: Path, entry: Mapping[str, Any], key: str, where: str) -> str:
    code = str(needed(path, entry, key, str, where))
    if code not in Batch.values:
        raise refusal(
            path, where, _("%(key)s is one of %(known)s") % {"key": key, "known": ", ".join(Batch.values)}
        )
    return code


def _condition(path: Path, entry: Mapping[str, Any], where: str) -> Condition:
    """One condition; its figure must be one there is, and be asked in a way that suits it."""
    figure = str(needed(path, entry, "figure", str, where))
    if figure not in FIGURES:
        raise refusal(path, where, _("the figure is one of %(known)s") % {"known": ", ".join(FIGURES)})
    sorts = [sort for sort in Sort if sort.value in entry]
    if len(sorts) != 1:
        known = ", ".join(Sort)
        raise refusal(path, where, _("there must be exactly one of %(known)s") % {"known": known})
    sort = sorts[0]
    suits = {Sort.IS: figure not in NUMBERS | CODES, Sort.ONE_OF: figure in CODES}.get(
        sort, figure in NUMBERS
    )
    if not suits:
        raise refusal(
            path, where, _("%(figure)s can't be asked for %(sort)s") % {"figure": figure, "sort": sort.value}
        )
    if sort is Sort.IS:
        return Condition(figure, sort, yes=bool(entry["is"]))
    if sort is Sort.ONE_OF:
        return Condition(figure, sort, codes=frozenset(needed(path, entry, "one_of", list, where)))
    than = str(entry.get("than", ""))
    if than and than not in NUMBERS:
        raise refusal(path, where, _("than is one of %(known)s") % {"known": ", ".join(sorted(NUMBERS))})
    number = float(needed(path, entry, sort.value, (int, float), where))
    return Condition(figure, sort, number, than)
