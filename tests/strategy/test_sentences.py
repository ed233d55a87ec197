"""Sentences: places are filled with linked figures, gaps and names, and plain words stay together."""

import pytest
from django.utils import translation

from youcheng.foundation.documents.model import Figure, Gap, Text
from youcheng.strategy.drafting.sentences import listed, paragraph, sentence


def test_places_become_runs_and_a_doubled_percent_sign_one() -> None:
    runs = sentence("%(name)s: %(value)s%% of %(gap)s.", name="A", value=Figure("3", "x"), gap=Gap("y"))
    assert runs == (Text("A: "), Figure("3", "x"), Text("% of "), Gap("y"), Text("."))


def test_a_place_without_a_part_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        sentence("%(name)s")


def test_sentences_are_parted_by_a_space_in_english_only() -> None:
    with translation.override("en"):
        assert paragraph("k", sentence("A."), (), sentence("B.")).runs == (Text("A. B."),)
        assert listed(["a", "b"]) == (Text("a, b"),)
    with translation.override("zh-hans"):
        assert paragraph("k", sentence("A。"), sentence("B。")).runs == (Text("A。B。"),)
        assert listed(["a", "b"]) == (Text("a、b"),)
