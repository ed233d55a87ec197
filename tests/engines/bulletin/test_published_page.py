"""The published page that the project takes as its real input: its outline, its measures, and every line of it."""

from __future__ import annotations

from functools import cache

import pytest

from tests.engines.bulletin.samples import measure_with, reading_of, texts
from tests.engines.bulletin.test_invariants import check
from tests.shared import shared_file
from youcheng.engines import bulletin
from youcheng.engines.bulletin import Reading, Reason

NAME = "bulletin/kunming-2020-06-p33.txt"


@cache
def page() -> str:
    return shared_file(NAME).read_text(encoding="utf-8")


@pytest.fixture
def reading() -> Reading:
    return reading_of(page())


def test_one_chapter_and_four_numbered_headings_in_order(reading: Reading) -> None:
    assert [(heading.level, heading.number, heading.column) for heading in reading.outline] == [
        (1, "四", 1),
        (2, "(一)", 1),
        (2, "(二)", 2),
        (2, "(三)", 2),
        (2, "(四)", 2),
    ]
    assert reading.outline[0].title == "下一步工作打算"
    assert reading.outline[2].title == "加强调研力度,制定“一城一策”,提升与南亚东南亚国家友城交往质量"
    assert [heading.cut for heading in reading.outline] == [False] * 4 + [True]


def test_no_line_of_one_column_stands_inside_the_other(reading: Reading) -> None:
    columns = [part.column for paragraph in reading.paragraphs for part in paragraph.fragments]
    assert columns == sorted(columns)
    assert columns.count(1) == columns.count(2) == 39


def test_the_text_before_the_chapter_is_the_end_of_an_earlier_section(reading: Reading) -> None:
    assert reading.paragraphs[0].continued
    assert reading.sections[0] is None
    assert texts(reading)[0].endswith("形式还不够丰富。")


def test_the_furniture_is_gone_and_listed(reading: Reading) -> None:
    reasons = [one.reason for one in reading.removed if one.reason is not Reason.BLANK]
    assert reasons == [
        Reason.PAGE_TITLE,
        Reason.PAGE_LABEL,
        Reason.RUNNING_HEADER,
        Reason.PAGE_NUMBER,
        Reason.VIEWER_STRIP,
    ]
    assert reading.printed == ((1, "33"),)


@pytest.mark.parametrize(
    ("part", "verb", "object_"),
    [
        ("特色友城合作网络", "打造", "特色友城合作网络"),
        (
            "昆明国际友城工作布局",
            "拓展",
            "以南亚东南亚为主要阵地、欧美发达国家为重要目标、上合组织成员国为有益补充的昆明国际友城工作布局",
        ),
        ("工作专班", "组成", "工作专班"),
        ("1—2 个专题", "选定", "1—2 个专题辅以资金支持"),
        ("从政治风险、经济风险、营商环境、法律风险等维度", "进行", "深度研判"),
        ("重点交往领域", "确定", "双方重点交往领域"),
        ("有计划、有组织地", "开展", "交流活动"),
        ("常态化", "建立", "常态化友城工作协调机制"),
        ("县区、园区、重点企业", "加强", "外事主管部门与各有关部门、县区、园区、重点企业的工作对接"),
        ("驻外使领馆", "建立", "与外交部、全国友协、驻外使领馆和国际友城地方政府的工作汇报、信息沟通机制"),
        ("信息交流和服务平台", "打造", "信息交流和服务平台"),
        ("外国留学生", "完善", "外国留学生服务管理相关工作政策"),
        ("外籍人士参与", "调动", "外籍人士参与友城工作的积极性"),
        ("荣誉市民", "授予", "“昆明市荣誉市民”称号"),
        ("会议议题设计", "做好", "会议议题设计和活动项目策划"),
        ("昆明元素", "嵌入", "昆明元素"),
    ],
)
def test_each_commitment_is_a_measure(reading: Reading, part: str, verb: str, object_: str) -> None:
    measure = measure_with(reading, part)
    assert (measure.verb, measure.object) == (verb, object_)
    assert measure.quote in reading.text
    assert measure.quote[0] in page().split("\n")[measure.line - 1]


def test_aims_means_and_background_are_no_measures(reading: Reading) -> None:
    quotes = "\n".join(measure.quote for measure in reading.measures)
    for part in (
        "为契机",
        "结合昆明特色",
        "让留学生成为",
        "凸显",
        "助力",
        "重要组成部分",
        "根本遵循",
        "按照",
        "基础上",
    ):
        assert part not in quotes
    assert measure_with(reading, "会议议题设计").means == (
        "以中国国际友好城市大会在昆举办为契机",
        "结合昆明特色",
    )
    assert measure_with(reading, "外国留学生").aims == ("让留学生成为我市与友城沟通交流的桥梁和纽带",)


def test_every_line_is_accounted_for(reading: Reading) -> None:
    check(reading, [bulletin.text_page(1, page().split("\n"))])


def test_the_reading_does_not_hang_on_the_empty_lines_or_on_how_the_page_was_padded(reading: Reading) -> None:
    lines = page().split("\n")
    for changed in (
        [line for line in lines if line.strip()],
        [line.removeprefix(" " * 12) for line in lines],
    ):
        assert texts(reading_of("\n".join(changed))) == texts(reading)
