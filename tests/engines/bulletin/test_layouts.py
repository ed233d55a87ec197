"""Other layouts: three columns, one column, tables, headings across, traditional characters, English."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.engines.bulletin.samples import measure_with, reading_of, texts, told
from tests.engines.bulletin.typesetting import Counting, column, side_by_side, with_blanks
from youcheng.engines.bulletin import Kind, Reason

THREE = (
    (
        "一、总体要求",
        "认真学习有关精神，坚持服务大局，推动友城工作高质量发展。",
        "（一）健全机制",
        "成立友城工作小组，明确成员单位的职责，每季度召开一次联席会议，通报情况、研究问题。",
    ),
    (
        "二、重点任务",
        "（一）深化交流",
        "制定年度交流清单，组织代表团出访两个友城，签署合作协议，支持高校与友城高校互派学生。",
    ),
    (
        "（二）改进服务",
        "完善外国留学生一站式服务窗口，编印双语办事指南，举办国际青年音乐周，增进市民友谊。",
    ),
)
WIDTH = 24


@pytest.mark.parametrize("counting", get_args(Counting))
def test_three_columns(counting: Counting) -> None:
    body = side_by_side([column(part, WIDTH) for part in THREE], WIDTH, 4, counting)
    found = reading_of("\n".join(with_blanks(body, 4)))
    assert texts(found) == [text for part in THREE for text in part]
    assert {paragraph.fragments[0].column for paragraph in found.paragraphs} == {1, 2, 3}
    assert [heading.number for heading in found.outline] == ["一", "（一）", "二", "（一）", "（二）"]


def test_a_heading_across_the_columns_parts_them() -> None:
    above = side_by_side([column(THREE[0], WIDTH), column(THREE[1], WIDTH)], WIDTH, 6)
    below = side_by_side(
        [column(THREE[2], WIDTH), column(["组织市民观演，收集意见建议，形成专题报告，报送市政府。"], WIDTH)],
        WIDTH,
        6,
    )
    across = " " * 14 + "二〇三一年友城工作安排和有关要求"
    found = reading_of(
        "\n".join([across, "", *above, "", " " * 12 + "三、以节庆活动为平台办好友城交流系列活动", "", *below])
    )
    assert texts(found) == [
        across.strip(),
        *THREE[0],
        *THREE[1],
        "三、以节庆活动为平台办好友城交流系列活动",
        *THREE[2],
        "组织市民观演，收集意见建议，形成专题报告，报送市政府。",
    ]
    assert [(heading.level, heading.number) for heading in found.outline][:2] == [(0, ""), (1, "一")]
    assert found.paragraphs[0].fragments[0].column == 0
    assert "三" in [heading.number for heading in found.outline]


def test_one_column_with_every_level_of_numbers() -> None:
    paragraphs = [
        "一、目标任务",
        "新的一年，我市将继续深化与友城的务实合作。",
        "二、主要措施",
        "（一）建立项目库。各县区要梳理企业需求，每季度更新一次项目库；市商务局负责组织对接会，并于每季度末前报送情况。",
        "（二）办好文化周",
        "1.确定主题。一是征集市民意见；二是邀请友城艺术团参加。",
        "2.场地由市文旅局协调。",
        "（1）制定应急预案；",
        "（2）开展安全检查。",
        "三、存在的问题",
        "经费渠道比较单一，建立长效机制的条件不成熟，完善政策的任务较重。",
    ]
    found = reading_of("\n".join(column(paragraphs, 60)))
    assert texts(found) == paragraphs
    assert [(heading.level, heading.number, heading.title) for heading in found.outline] == [
        (1, "一", "目标任务"),
        (1, "二", "主要措施"),
        (2, "（一）", "建立项目库"),
        (2, "（二）", "办好文化周"),
        (3, "1", "确定主题"),
        (3, "2", "场地由市文旅局协调"),
        (4, "（1）", "制定应急预案"),
        (4, "（2）", "开展安全检查"),
        (1, "三", "存在的问题"),
    ]
    assert told(found) == [
        ("深化", "与友城的务实合作"),
        ("梳理", "企业需求"),
        ("更新", "一次项目库"),
        ("组织", "对接会"),
        ("报送", "情况"),
        ("征集", "市民意见"),
        ("邀请", "友城艺术团参加"),
        ("", "场地由市文旅局协调"),
        ("制定", "应急预案"),
        ("开展", "安全检查"),
    ]


TABLE = """\
    附件：任务分解表

序号    工作任务        具体举措                              牵头单位      完成时限
1       友城结好        与两个城市签署友好交流备忘录，        市外办        2031年6月
                        建立联络员制度
2       经贸合作        举办友城商品展，组织二十家企业        市商务局      2031年9月
                        参展
3       人文交流        青少年夏令营                          市教育局      2031年8月

    以上任务请各单位认真落实。"""


def test_a_row_of_a_table_stays_together() -> None:
    found = reading_of(TABLE)
    assert texts(found) == [
        "附件：任务分解表",
        "序号 | 工作任务 | 具体举措 | 牵头单位 | 完成时限",
        "1 | 友城结好 | 与两个城市签署友好交流备忘录，建立联络员制度 | 市外办 | 2031年6月",
        "2 | 经贸合作 | 举办友城商品展，组织二十家企业参展 | 市商务局 | 2031年9月",
        "3 | 人文交流 | 青少年夏令营 | 市教育局 | 2031年8月",
        "以上任务请各单位认真落实。",
    ]
    assert [paragraph.kind for paragraph in found.paragraphs][1:5] == [Kind.ROW] * 4
    assert found.paragraphs[2].cells[3] == "市外办"


def test_the_cells_under_the_header_of_measures_hold_the_commitments() -> None:
    found = reading_of(TABLE)
    assert told(found) == [
        ("签署", "友好交流备忘录"),
        ("建立", "联络员制度"),
        ("举办", "友城商品展"),
        ("组织", "二十家企业参展"),
        ("", "青少年夏令营"),
    ]
    assert [measure.line for measure in found.measures] == [4, 5, 6, 6, 8]


def test_a_table_drawn_with_bars_and_one_inside_a_column() -> None:
    drawn = """\
┌────┬──────────────┬──────────┐
│序号│具体举措      │责任单位  │
├────┼──────────────┼──────────┤
│ 1  │建立联络机制  │市外办    │
│ 2  │开展联合调研  │市社科院  │
└────┴──────────────┴──────────┘"""
    found = reading_of(drawn)
    assert [paragraph.cells for paragraph in found.paragraphs] == [
        ("序号", "具体举措", "责任单位"),
        ("1", "建立联络机制", "市外办"),
        ("2", "开展联合调研", "市社科院"),
    ]
    assert told(found) == [("建立", "联络机制"), ("开展", "联合调研")]
    assert [one.reason for one in found.removed] == [Reason.RULE] * 3


def test_rows_parted_by_empty_lines_keep_a_number_that_stands_in_their_middle() -> None:
    found = reading_of(
        """\
序号   具体举措                       牵头单位

       与港口城市签署友好交流备忘录，
1      建立联络员制度，每半年会商      市外办
       一次

       举办友城商品展，组织二十家企
2      业参展                          市商务局"""
    )
    assert [paragraph.cells for paragraph in found.paragraphs[1:]] == [
        ("1", "与港口城市签署友好交流备忘录，建立联络员制度，每半年会商一次", "市外办"),
        ("2", "举办友城商品展，组织二十家企业参展", "市商务局"),
    ]


def test_traditional_characters_are_kept_and_understood() -> None:
    left = (
        "四、下一步工作打算",
        "（一）建立協調機制",
        "我們將建立常態化的協調機制，加強與各縣區的工作對接，凸顯本市特色。每年選定兩個專題開展調研。",
    )
    right = (
        "（二）強化服務",
        "完善外國留學生服務管理政策，讓留學生成為溝通的橋樑。將本市元素融入大會活動中，開展「城市故事」徵集，"
        "擴大影響力。為作出貢獻的外籍人士授予榮譽市民稱號。",
    )
    found = reading_of("\n".join(side_by_side([column(left, 36), column(right, 36)], 36, 6)))
    assert texts(found) == [*left, *right]
    assert told(found) == [
        ("建立", "常態化的協調機制"),
        ("加強", "與各縣區的工作對接"),
        ("選定", "兩個專題開展調研"),
        ("完善", "外國留學生服務管理政策"),
        ("融入", "本市元素"),
        ("開展", "「城市故事」徵集"),
        ("授予", "榮譽市民稱號"),
    ]
    assert measure_with(found, "工作對接").aims == ("凸顯本市特色",)


ENGLISH = """\
Riverton City Council Gazette                                             June 2031

3. Next steps

(a) Coordination. We will establish a standing co-      (b) Students
ordination office for sister cities, and hold a
quarterly meeting with districts in order to            The city shall improve services for interna-
make better use of resources. Each year the             tional students, so that they become a bridge
office will select one or two topics and fund           between the cities. A one-stop desk will be set
the research. Twinning is an important part of          up at the university. Building on the 2029
the city's external relations.                          forum, we plan to host a city-to-city music week.

                                       - 12 -"""


def test_an_english_bulletin_in_two_columns() -> None:
    found = reading_of(ENGLISH)
    assert [(heading.level, heading.number, heading.title) for heading in found.outline] == [
        (1, "3", "Next steps"),
        (2, "(a)", "Coordination"),
        (2, "(b)", "Students"),
    ]
    assert "a standing coordination office" in found.text
    assert "services for international students" in found.text
    assert told(found) == [
        ("establish", "a standing coordination office for sister cities"),
        ("hold", "a quarterly meeting with districts"),
        ("select", "one or two topics"),
        ("fund", "the research"),
        ("improve", "services for international students"),
        ("set up", "A one-stop desk"),
        ("host", "a city-to-city music week"),
    ]
    assert measure_with(found, "quarterly").aims == ("in order to make better use of resources",)
    assert measure_with(found, "music week").means == ("Building on the 2029 forum",)


def test_a_list_with_hanging_numbers_is_no_table() -> None:
    found = reading_of(
        """\
1.   Establish a contact point for partner cities at the
     city hall and publish its address.
2.   Organise a youth exchange with every partner city
     before the summer.
3.   Translate the city guide."""
    )
    assert len(found.paragraphs) == 3
    assert told(found) == [
        ("Establish", "a contact point for partner cities at the city hall"),
        ("publish", "its address"),
        ("Organise", "a youth exchange with every partner city before the summer"),
        ("Translate", "the city guide"),
    ]


def test_running_headers_are_known_by_repeating_and_a_table_of_contents_is_no_outline() -> None:
    pages = [
        f"临江市友城工作规划\n\n    （{number}）第{number}部分说明\n    组织开展{number}项交流活动，推\n动合作。\n\n第 {number} 页 共 3 页"
        for number in (1, 2, 3)
    ]
    contents = "目录\n\n    一、总体要求………………1\n    二、重点任务………………2"
    found = reading_of(contents, *pages)
    reasons = [one.reason for one in found.removed if one.reason is not Reason.BLANK]
    assert reasons == [Reason.CONTENTS] * 2 + [Reason.RUNNING_HEADER, Reason.PAGE_NUMBER] * 3
    assert [heading.title for heading in found.outline if heading.number] == [
        f"第{number}部分说明" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["完善外国留学生", "服务管理政策。"], "完善外国留学生服务管理政策。"),
        (["We support coopera-", "tion with partners."], "We support cooperation with partners."),
        (["a city-to-city pact, a city-", "to-city week"], "a city-to-city pact, a city-to-city week"),
        (["the Anglo-", "German forum"], "the Anglo-German forum"),
        (["plain English", "words"], "plain English words"),
        (["每年选定", "2 个专题"], "每年选定2 个专题"),
    ],
)
def test_lines_are_joined_as_their_script_wants(lines: list[str], joined: str) -> None:
    from youcheng.engines.bulletin import join
    from youcheng.engines.bulletin.joining import compounds

    assert join(lines, compounds(lines))[0] == joined


def test_a_signature_set_right_stands_by_itself_and_does_not_make_lines_short() -> None:
    found = reading_of(
        """\
    （一）持续深化友城交往。一要巩固与周边国家友城的关系，定期互访；二要
办好“友城日”活动，每年邀请不少于10个友城派团参加；三要健全友城信息库，
实行动态管理。
    （二）着力打造品牌项目。以“江海之邀”为统揽，策划推出系列活动。发挥好高
校智库作用，每年确定3个重点课题。
                                                      临江市人民政府外事办公室
                                                            2031年1月10日"""
    )
    assert len(found.paragraphs) == 4
    assert texts(found)[2:] == ["临江市人民政府外事办公室", "2031年1月10日"]
    assert not found.paragraphs[-1].cut
    assert [heading.number for heading in found.outline] == ["（一）", "（二）"]


def test_letters_and_roman_numbers_are_told_apart_by_what_stands_before() -> None:
    found = reading_of(
        "2. Actions\n\n(a) The Office will:\n    (i) update the register;\n    (ii) invite two cities.\n(b) Report yearly.\n"
        + "\n".join(f"({letter}) Hold event {letter}." for letter in "cdefghi")
    )
    levels = [(heading.number, heading.level) for heading in found.outline]
    assert levels[:5] == [("2", 1), ("(a)", 2), ("(i)", 3), ("(ii)", 3), ("(b)", 2)]
    assert levels[-1] == ("(i)", 2)


def test_a_second_column_of_a_few_lines_is_a_column() -> None:
    left = column(
        ["We will establish a standing office for partner cities and hold a meeting every quarter."], 36, 0
    )
    rest = column(
        ["Improve services for students and set up a desk at the university library of the town."], 36, 0
    )
    right = column(
        [
            "Building on the last forum, we plan to host a youth music week and to invite five city orchestras."
        ],
        36,
        0,
    )
    found = reading_of("\n".join(side_by_side([[*left, "", *rest], right], 36, 6)))
    assert (
        texts(found)[-1]
        == "Building on the last forum, we plan to host a youth music week and to invite five city orchestras."
    )


def test_a_long_text_without_page_breaks_is_read_to_its_end() -> None:
    lines = [
        line
        for number in range(400)
        for line in column([f"第{number}项工作由市外办牵头，建立项目清单，按季度更新并通报进展。"], 40)
    ]
    found = reading_of("\n".join(lines))
    assert len(found.paragraphs) == 400
    assert found.paragraphs[-1].fragments[-1].line == len(lines)
