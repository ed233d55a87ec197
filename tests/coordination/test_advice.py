"""Advice of a research topic behind measures of the plan: linking, taking back, and where each page names the other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.strategy.topics.stage import AFTER, Stage, accepted, make_stage, running
from tests.world import World, actor_for
from youcheng.coordination.actions.advice import link_advice, unlink_advice
from youcheng.coordination.errors import NotNow
from youcheng.coordination.models import Measure, MeasureAdvice
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import advice
from youcheng.strategy.models import Recommendation


@pytest.fixture
def stage(world: World) -> Stage:
    return make_stage(world)


@pytest.fixture
def adopted(stage: Stage) -> Recommendation:
    """A recommendation that was adopted, and one beside it that is not decided."""
    row = accepted(stage, running(stage), texts=("Build cold stores.", "Wait."))
    first = row.recommendations.first()
    assert first is not None
    advice.decide_advice(
        actor=actor_for(stage.world.officer), now=AFTER, recommendation=first, version=None, state="adopted"
    )
    return first


def test_advice_that_was_used_stands_behind_a_measure_once(
    stage: Stage, measure: Measure, adopted: Recommendation
) -> None:
    officer = actor_for(stage.world.officer)
    other = adopted.deliverable.recommendations.get(state="undecided")
    with pytest.raises(NotNow):
        link_advice(actor=officer, now=AFTER, measure=measure, recommendation=other)
    for person in (stage.world.assistant, stage.researcher, stage.world.clerk):
        with pytest.raises(NotAllowed):
            link_advice(actor=actor_for(person), now=AFTER, measure=measure, recommendation=adopted)
    link = link_advice(actor=officer, now=AFTER, measure=measure, recommendation=adopted)
    assert link_advice(actor=officer, now=AFTER, measure=measure, recommendation=adopted) == link
    unlink_advice(actor=officer, now=AFTER, link=link)
    assert not MeasureAdvice.objects.exists()


def test_each_page_names_the_other(
    stage: Stage, measure: Measure, adopted: Recommendation, client_of: ClientOf
) -> None:
    client = client_of(stage.world.officer)
    deliverable = reverse("strategy:deliverable", args=[adopted.deliverable_id])
    page = reverse("coordination:advice_measures", args=[adopted.pk])
    assert client.get(deliverable).content.decode().count(page) == 1, "only advice that was used"
    client.post(page, {"measure": measure.pk})
    assert f"{measure.plan.year}-{measure.number}" in client.get(deliverable).content.decode()
    of_measure = client.get(reverse("coordination:measure", args=[measure.plan.year, measure.number]))
    assert "Build cold stores." in of_measure.content.decode()
    researcher = client_of(stage.researcher).get(deliverable).content.decode()
    assert page not in researcher
    link = MeasureAdvice.objects.get()
    client.post(reverse("coordination:advice_measure_remove", args=[adopted.pk, link.pk]))
    assert not MeasureAdvice.objects.exists()
