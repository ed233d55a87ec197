"""The sheet of a topic as a paper: what it says in both languages, with gaps marked and nothing made up."""

from __future__ import annotations

import io

import docx
import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.strategy.topics.stage import SECRET, Stage, accepted, granted, in_task_force, make_topic, running


@pytest.mark.parametrize(("language", "word"), [("en", "Left to pay"), ("zh-hans", "资助金额")])
def test_the_paper_says_question_choice_money_and_advice(
    stage: Stage, client_of: ClientOf, language: str, word: str
) -> None:
    topic = running(stage)
    granted(stage, topic)
    in_task_force(stage, topic, stage.world.clerk)
    accepted(stage, topic, "Other", ("Build cold stores.",))
    url = reverse("strategy:topic_sheet", args=[topic.pk, "docx"]) + f"?language={language}"
    paper = docx.Document(io.BytesIO(client_of(stage.world.officer).get(url).content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in paper.paragraphs), *cells])
    for said in (SECRET, "Rails and flowers", "120,000.00", "50,000.00", "Clerk Cai", "Build cold stores."):
        assert said in text
    assert word.casefold() in text.casefold()


def test_a_topic_just_begun_says_what_is_missing(stage: Stage, client_of: ClientOf) -> None:
    topic = make_topic(stage.world, budget=None, currency="", call_until=None)
    url = reverse("strategy:topic_sheet", args=[topic.pk, "html"]) + "?language=zh-hans"
    assert "待补" in client_of(stage.world.officer).get(url).content.decode()
