"""Permission, said once: one `Policy` object a model, each action a rule made of named clauses `actor -> Q`.

Lists, single objects, `can_edit` columns, explanations and docs/permissions.md are all derived from the same
clauses. The policies themselves live in each app's `policies.py`; nothing here knows a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from youcheng.foundation.actors import Actor

Clause = Callable[[Actor], Q]
M = TypeVar("M", bound=Model)

# An empty Q() disappears when it is OR-ed with another (`Q() | Q(a=1)` is `Q(a=1)`), so "every row" and
# "no row" are written as conditions that survive combination.
EVERY_ROW = Q(pk__isnull=False)
NO_ROW = Q(pk__isnull=True)


class NotAllowed(Exception):
    """The actor may see this object but may not do this to it."""

    def __init__(self, actor: Actor, action: str, what: str) -> None:
        super().__init__(f"{actor.name or 'visitor'} may not {action} {what}")
        self.action = action
        self.what = what


class UnknownAction(LookupError):
    """A policy was asked about an action it does not define: a mistake in the code, never an answer."""


@dataclass(frozen=True)
class Rule:
    """The clauses of one action; the action is allowed where any of them holds."""

    clauses: tuple[Clause, ...]

    def q(self, actor: Actor) -> Q:
        if actor.is_system:
            return EVERY_ROW
        combined = NO_ROW
        for clause in self.clauses:
            combined |= clause(actor)
        return combined


def any_of(*clauses: Clause) -> Rule:
    """A rule that allows what any of `clauses` allows. Each clause is a named function with a docstring."""
    return Rule(clauses)


REGISTRY: dict[type[Model], Policy] = {}


class Policy:
    """The rules of one model. Subclass it in an app's `policies.py` and make exactly one instance.

    Rules are class attributes made by `any_of`. Adding a row is decided before the row exists, so rules named
    `add` are asked of the *parent* object: write them on the parent's policy as `add_<child>`.
    """

    model: ClassVar[type[Model]]

    def __init__(self) -> None:
        if self.model in REGISTRY:
            raise RuntimeError(f"{self.model.__name__} already has a policy")
        REGISTRY[self.model] = self

    def rules(self) -> dict[str, Rule]:
        """Every action of this policy in the order of its definition, inherited ones first."""
        found: dict[str, Rule] = {}
        for cls in reversed(type(self).__mro__):
            found.update({name: value for name, value in vars(cls).items() if isinstance(value, Rule)})
        return found

    def rule(self, action: str) -> Rule:
        try:
            return self.rules()[action]
        except KeyError:
            raise UnknownAction(f"{type(self).__name__} has no rule for {action!r}") from None

    def filter(self, rows: QuerySet[M], actor: Actor, action: str = "view") -> QuerySet[M]:
        """The rows on which `actor` may do `action`."""
        return rows.filter(self.rule(action).q(actor))

    def allows(self, actor: Actor, action: str, row: Model) -> bool:
        """Whether `actor` may do `action` on this saved row. One query, none for the system."""
        rule = self.rule(action)
        if actor.is_system:
            return True
        return self._rows().filter(rule.q(actor), pk=row.pk).exists()

    def require(self, actor: Actor, action: str, row: Model) -> None:
        """Raise `NotAllowed` unless `actor` may do `action` on this row."""
        if not self.allows(actor, action, row):
            raise NotAllowed(actor, action, str(row))

    def annotate(self, rows: QuerySet[M], actor: Actor, *actions: str) -> QuerySet[M]:
        """Add a boolean column `can_<action>` for each action, in the same query."""
        columns = {
            f"can_{action}": Case(
                When(self.rule(action).q(actor), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
            for action in actions
        }
        annotated: QuerySet[M] = rows.annotate(**columns)
        return annotated

    def explain(self, actor: Actor, action: str, row: Model) -> list[str]:
        """The names of the clauses that allow `action`; empty when it is refused."""
        rule = self.rule(action)
        if actor.is_system:
            return ["system"]
        rows = self._rows()
        return [clause_name(c) for c in rule.clauses if rows.filter(c(actor), pk=row.pk).exists()]

    def _rows(self) -> QuerySet[Any]:
        return self.model._default_manager.all()


def clause_name(clause: Clause) -> str:
    return clause.__name__


def clause_sentence(clause: Clause) -> str:
    """What the clause means, from the first line of its docstring."""
    return (clause.__doc__ or "").strip().split("\n")[0]


def policy_of(model: type[Model]) -> Policy:
    """The policy of a model; a model without one is a mistake in the code."""
    try:
        return REGISTRY[model]
    except KeyError:
        raise LookupError(f"{model.__name__} has no policy") from None


def all_policies() -> Iterable[Policy]:
    """Every policy, ordered by app and model, for the generated document and the doors tests."""
    return sorted(REGISTRY.values(), key=lambda p: p.model._meta.label)
