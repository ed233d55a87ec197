"""docs/permissions.md says what the policies say, every clause has its sentence, and every model with rows a policy."""

from pathlib import Path

import pytest

from youcheng.foundation.permissions import document
from youcheng.foundation.policies import all_policies, clause_sentence

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "run `youcheng permissions --write`"


@pytest.mark.parametrize("policy", all_policies(), ids=lambda policy: policy.model._meta.label)
def test_every_clause_says_whom_it_means(policy: object) -> None:
    for action, rule in policy.rules().items():  # type: ignore[attr-defined]
        for clause in rule.clauses:
            assert clause_sentence(clause).endswith("."), f"{action}: {clause.__name__}"
