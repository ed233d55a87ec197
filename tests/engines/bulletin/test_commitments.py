"""What is a commitment in official Chinese and in English, sentence by sentence."""

from __future__ import annotations

import pytest

from tests.engines.bulletin.samples import reading_of, told, words
from youcheng.engines.bulletin.measures import Recogniser

RECOGNISER = Recogniser(words())

Found = list[tuple[str, str]]


def found_in(text: str, *, is_plan: bool = True) -> Found:
    return [
        (text[slice(*one.verb)], text[slice(*one.object)])
        for one in RECOGNISER.commitments(text, 0, len(text), is_plan=is_plan)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One for each verb-led clause, at commas, semicolons and between whole phrases.
        (
            "健全联席会议制度，每季度召开一次会议，通报情况、研究问题、部署任务。",
            [
                ("健全", "联席会议制度"),
                ("召开", "一次会议"),
                ("通报", "情况"),
                ("研究", "问题"),
                ("部署", "任务"),
            ],
        ),
        (
            "一是加强组织领导；二是完善工作机制；三是强化资金保障。",
            [("加强", "组织领导"), ("完善", "工作机制"), ("强化", "资金保障")],
        ),
        # Verbs that share an object.
        ("建立和完善友城工作考核办法。", [("建立和完善", "友城工作考核办法")]),
        ("组织开展“友城开放日，人人来”活动。", [("组织开展", "“友城开放日，人人来”活动")]),
        # What stands before the verb: frames, manners, times, whoever acts.
        ("要按照市委要求制定实施方案，明确责任分工。", [("制定", "实施方案"), ("明确", "责任分工")]),
        ("以庆祝结好四十周年为契机举办图片展。", [("举办", "图片展")]),
        ("有计划、有步骤地推出友城线路。", [("推出", "友城线路")]),
        ("拟于2031年10月在滨海举办友城音乐节。", [("举办", "友城音乐节")]),
        ("市外办牵头组建工作专班，市财政局负责安排专项经费。", [("组建", "工作专班"), ("安排", "专项经费")]),
        (
            "各县区、园区要加强与外事部门的沟通，及时报送有关信息。",
            [("加强", "与外事部门的沟通"), ("报送", "有关信息")],
        ),
        ("为表现突出的志愿者优先颁发证书。", [("颁发", "证书")]),
        ("统筹高校和企业力量组建专家库。", [("组建", "专家库")]),
        # Disposal: the object stands before the verb, which may be quoted.
        ("把友城工作纳入年度考核。", [("纳入", "友城工作")]),
        ("将城市故事全程“植入”论坛，将本地元素“融入”展览。", [("融入", "本地元素")]),
        ("市财政要将友城工作经费列入预算。", [("列入", "友城工作经费")]),
        ("并于每年12月底前将工作情况书面报送市外办。", [("报送", "工作情况")]),
        ("我们将在临江举办论坛，将来访团组纳入服务范围。", [("举办", "论坛"), ("纳入", "来访团组")]),
        # What carries another verb is its means, unless the clause is a frame from end to end.
        ("利用多语种媒体讲好临江故事。", [("讲好", "临江故事")]),
        ("根据深化改革的要求，调整机构。", [("调整", "机构")]),
        # An object that goes on after a comma.
        (
            "建立政府主导，部门协同，社会参与的工作机制。",
            [("建立", "政府主导，部门协同，社会参与的工作机制")],
        ),
        # Aims and means are no measures of their own.
        ("依托保税区建设，打造经贸合作平台，让企业走得出去，助推开放。", [("打造", "经贸合作平台")]),
        ("为进一步深化交流，充分发挥商会作用，举办推介会，从而扩大影响力。", [("举办", "推介会")]),
        ("在梳理需求，听取意见的基础上，制定清单。", [("制定", "清单")]),
        ("加强能力建设，提升服务水平。", [("加强", "能力建设")]),
        # Alone in a sentence of a plan, an aim or the use of a means is the commitment.
        ("进一步提高友城工作水平。", [("提高", "友城工作水平")]),
        ("充分利用友城资源。", [("利用", "友城资源")]),
        ("通过举办论坛加强与友城的合作。", [("加强", "与友城的合作")]),
        # Background.
        ("友城工作是对外交往的重要渠道，是扩大开放的抓手。", []),
        ("建立友城关系具有重要意义。", []),
        ("会议为工作提供了遵循、指明了方向。", []),
        ("近年来，与多个城市建立友好关系，开展系列活动。", []),
        ("开展宣传的渠道和形式还不够丰富。", []),
        # Nouns that look like verbs.
        ("组织部门、研究机构、服务中心。", []),
        ("使领馆来函。", []),
    ],
)
def test_chinese(text: str, expected: Found) -> None:
    assert found_in(text) == expected


def test_aims_and_means_are_given_with_the_commitment() -> None:
    text = "按照统一部署，围绕重点国家，策划一批项目，提高合作质量，助力开放。"
    (one,) = RECOGNISER.commitments(text, 0, len(text), is_plan=True)
    assert [text[slice(*place)] for place in one.means] == ["按照统一部署", "围绕重点国家"]
    assert [text[slice(*place)] for place in one.aims] == ["提高合作质量", "助力开放"]
    assert text[one.start : one.end] == "策划一批项目"


def test_outside_a_plan_more_must_be_said() -> None:
    assert found_in("进一步提高友城工作水平。", is_plan=False) == []
    assert found_in("我们将进一步提高友城工作水平。", is_plan=False) == [("提高", "友城工作水平")]
    assert found_in("嘉宾参加论坛。", is_plan=False) == []
    assert found_in("完善服务机制。", is_plan=False) == [("完善", "服务机制")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will set up a database by 30 June 2031.", [("set up", "a database by 30 June 2031")]),
        ("The office shall not accept gifts.", []),
        (
            "Deepen exchanges with river cities, and support universities in sending students abroad.",
            [
                ("Deepen", "exchanges with river cities"),
                ("support", "universities in sending students abroad"),
            ],
        ),
        (
            "In order to attract visitors, the city will hold a light festival and publish a calendar.",
            [("hold", "a light festival"), ("publish", "a calendar")],
        ),
        (
            "Districts should report quarterly to the office, and shall name a contact person.",
            [("report", "quarterly to the office"), ("name", "a contact person")],
        ),
        (
            "A review of the programme will be carried out in 2032.",
            [("carried out", "A review of the programme")],
        ),
        (
            "Organise a trade fair; invite ten firms from each city; and prepare a bilingual guide.",
            [
                ("Organise", "a trade fair"),
                ("invite", "ten firms from each city"),
                ("prepare", "a bilingual guide"),
            ],
        ),
        ("Support and monitor joint projects.", [("Support and monitor", "joint projects")]),
        (
            "We will provide training, advice and support to students.",
            [("provide", "training, advice and support to students")],
        ),
        ("Improve services to deepen trade and promote tourism.", [("Improve", "services")]),
        ("The council has established a fund.", []),
        ("Sister cities are an important part of our work.", []),
        ("Plans are under way, e.g. No. 4.", []),
    ],
)
def test_english(text: str, expected: Found) -> None:
    assert found_in(text) == expected


def test_sections_that_look_back_give_nothing_and_those_below_a_plan_do() -> None:
    plan = "二、下一步打算\n    （一）办好活动\n    举办音乐周。\n"
    back = "一、工作开展情况\n    （一）办好活动\n    举办美食节。\n"
    found = reading_of("    " + back + "    " + plan + "填满一行以便看出缩进的位置在哪里。")
    assert told(found) == [("举办", "音乐周")]
    assert found.measures[0].heading == 3
    assert found.outline[3].title == "办好活动"


def test_a_heading_commits_only_where_nothing_stands_below_it() -> None:
    bare = "    一、工作计划\n    （一）建立联络机制\n    （二）制定交流清单\n开展交流的各方请与市外办联系，以便安排，\n谢谢。"
    found = reading_of(bare)
    assert ("建立", "联络机制") in told(found)
    assert ("制定", "交流清单") not in told(found)


def test_a_measure_at_the_cut_end_says_so() -> None:
    found = reading_of(
        "    四、下一步打算\n    举办音乐周。完善服务机制，健全外籍人士参与城市\n活动的办法，邀请"
    )
    assert [measure.cut for measure in found.measures] == [False, False, False]
    longer = reading_of(
        "    四、下一步打算\n    举办音乐周。完善服务机制，健全外籍人士参与城市\n活动的办法，邀请友城青年"
    )
    assert [measure.cut for measure in longer.measures] == [False, False, False, True]
