"""A page in the layout of a printed bulletin: two columns, furniture, empty lines in the middle of words."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.engines.bulletin.samples import (
    HEADER,
    LEFT,
    RIGHT,
    STRIP,
    TITLE,
    measure_with,
    reading_of,
    texts,
    told,
)
from tests.engines.bulletin.typesetting import Counting, column, side_by_side, with_blanks
from youcheng.engines.bulletin import Kind, Reading, Reason

WIDTH = 40


def page(counting: Counting = "cells", gutter: int = 6, every: int = 5) -> str:
    # The first line of the page goes on from the page before, so it has no indent.
    left = [*column(LEFT[:1], WIDTH, indent=0), *column(LEFT[1:], WIDTH)]
    body = side_by_side([left, column(RIGHT, WIDTH)], WIDTH, gutter, counting)
    return "\n".join(
        [TITLE, "P. 8", "", HEADER, "", *with_blanks(body, every), "", " " * 40 + "— 7   —", STRIP]
    )


@pytest.fixture(scope="module")
def reading() -> Reading:
    return reading_of(page())


@pytest.mark.parametrize("counting", get_args(Counting))
@pytest.mark.parametrize("gutter", [2, 4, 12])
@pytest.mark.parametrize("every", [3, 5, 100])
def test_columns_are_read_left_before_right_however_they_were_padded(
    counting: Counting, gutter: int, every: int
) -> None:
    found = reading_of(page(counting, gutter, every))
    assert texts(found) == [*LEFT, *RIGHT]
    assert [heading.number for heading in found.outline] == ["三", "（一）", "（二）", "（三）"]


def test_furniture_is_removed_with_its_reason(reading: Reading) -> None:
    removed = {one.reason: one.text.strip() for one in reading.removed if one.reason is not Reason.BLANK}
    assert removed == {
        Reason.PAGE_TITLE: TITLE,
        Reason.PAGE_LABEL: "P. 8",
        Reason.RUNNING_HEADER: HEADER,
        Reason.PAGE_NUMBER: "— 7   —",
        Reason.VIEWER_STRIP: STRIP,
    }
    assert reading.printed == ((1, "7"),)


def test_headings_over_two_lines_are_joined_and_have_their_level(reading: Reading) -> None:
    assert [(heading.level, heading.title) for heading in reading.outline] == [
        (1, "下一步工作安排"),
        (2, "健全制度，理顺机制，以制度建设推动友城工作规范开展"),
        (2, "加强研究，每城一案，提高与港口城市的交往水平"),
        (2, "办好活动"),
    ]
    assert [heading.column for heading in reading.outline] == [1, 1, 2, 2]
    assert [paragraph.kind for paragraph in reading.paragraphs].count(Kind.HEADING) == 4


def test_what_ends_an_earlier_section_and_what_the_page_cuts_is_marked(reading: Reading) -> None:
    assert [paragraph.continued for paragraph in reading.paragraphs] == [True] + [False] * 8
    assert reading.sections[0] is None
    assert [heading.cut for heading in reading.outline] == [False, False, False, True]
    assert reading.paragraphs[-1].cut


def test_every_commitment_is_a_measure_with_verb_and_object(reading: Reading) -> None:
    assert told(reading) == [
        ("打造", "江海友城联盟"),
        ("制定", "友城工作办法"),
        ("拓展", "以沿江国家为重点、以港口城市为支点的友城布局"),
        ("组成", "研究小组"),
        ("确定", "2—3 个课题给予经费补助"),
        ("进行", "综合评估"),
        ("举办", "经贸对接会"),
        ("做好", "展览策划"),
        ("融入", "临江故事"),
        ("讲好", "临江故事"),
        ("授予", "“临江之友”称号"),
    ]


def test_aims_and_means_belong_to_the_commitment_they_serve(reading: Reading) -> None:
    network = measure_with(reading, "江海友城联盟")
    assert network.means == (
        "我们将按照“以诚相待、以文会友”的思路",
        "在对外交流中充分利用临江的水运和工业优势",
    )
    assert network.aims == ("不断拓展交往的广度和深度",)
    review = measure_with(reading, "综合评估")
    assert review.quote == "从政策、市场、金融等方面进行综合评估"
    assert review.means == ("在全面掌握双方产业情况，认真听取对方意见的基础上",)
    assert measure_with(reading, "展览策划").means == ("以江海文化节在临江举办为契机", "结合城市特色")
    assert measure_with(reading, "讲好").aims == ("提升城市影响力",)


def test_a_quotation_is_exact_and_its_line_is_where_it_begins(reading: Reading) -> None:
    lines = page().split("\n")
    for measure in reading.measures:
        text = reading.paragraphs[measure.paragraph].text
        assert text[measure.start : measure.start + len(measure.quote)] == measure.quote
        assert measure.quote[0] in lines[measure.line - 1]
        assert measure.lines[0] == (measure.page, measure.column, measure.line)
    assert {measure.column for measure in reading.measures} == {1, 2}


def test_the_page_before_a_plan_and_the_text_above_it_give_no_measures(reading: Reading) -> None:
    assert not [measure for measure in reading.measures if measure.paragraph == 0]


def test_a_paragraph_runs_on_over_columns_and_pages() -> None:
    whole = (
        "我们将建立月度会商制度，研究重大事项，协调各县区安排交流活动，组织企业走访港口城市，举办江海青年论坛，"
        "完善外籍人士服务窗口，并邀请友城代表参加江海图片展。"
    )
    lines = column([whole], 20)
    first = "\n".join([HEADER, "", *side_by_side([lines[:3], lines[3:6]], 20, 6)])
    second = "\n".join([HEADER, "", *lines[6:], "", "- 9 -"])
    found = reading_of(first, second)
    assert texts(found) == [whole]
    assert {(part.page, part.column) for part in found.paragraphs[0].fragments} == {(1, 1), (1, 2), (2, 1)}
    assert measure_with(found, "图片展").page == 2
