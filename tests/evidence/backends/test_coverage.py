"""No read of the evidence escapes the comparison of backends."""

from __future__ import annotations

from tests.evidence.backends.questions import ASK_NO_FIGURES, QUESTIONS
from youcheng.evidence import queries


def test_every_public_read_is_asked_of_every_backend() -> None:
    public = {name for name in queries.__all__ if name[0].islower()}
    asked = {name.split(",")[0].split()[0] for name in QUESTIONS}
    assert public - ASK_NO_FIGURES == asked
