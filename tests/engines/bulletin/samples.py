"""Invented work plans of cities that do not exist, and the vocabulary that ships, for the tests of the bulletin engine."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from youcheng.engines import bulletin
from youcheng.engines.bulletin import Measure, Page, Reading, Words

DATA = Path(bulletin.__file__).parent / "data" / "words.toml"


@cache
def words() -> Words:
    return bulletin.words_from_mapping(tomllib.loads(DATA.read_text(encoding="utf-8")))


def page_of(text: str, number: int = 1) -> Page:
    return bulletin.text_page(number, text.split("\n"))


def reading_of(*texts: str) -> Reading:
    return bulletin.read([page_of(text, number) for number, text in enumerate(texts, start=1)], words())


def texts(reading: Reading) -> list[str]:
    return [paragraph.text for paragraph in reading.paragraphs]


def told(reading: Reading) -> list[tuple[str, str]]:
    """Verb and object of every measure."""
    return [(measure.verb, measure.object) for measure in reading.measures]


def measure_with(reading: Reading, part: str) -> Measure:
    found = [measure for measure in reading.measures if part in measure.quote]
    assert len(found) == 1, (part, [measure.quote for measure in reading.measures])
    return found[0]


LEFT = (
    "目前各方对友城资源的了解还不够全面，利用友城渠道开展宣传的办法仍然有限。",
    "三、下一步工作安排",
    "友城工作是对外交往的重要渠道，是服务开放的重要抓手。我们将按照“以诚相待、以文会友”的思路，在对外交流中充分利用"
    "临江的水运和工业优势，打造江海友城联盟，不断拓展交往的广度和深度。",
    "（一）健全制度，理顺机制，以制度建设推动友城工作规范开展",
    "会议为临江的开放明确了方向、提供了遵循。按照会议要求，结合临江实际，市外办要制定友城工作办法，全力拓展以沿江国家"
    "为重点、以港口城市为支点的友城布局，彰显临江特色。",
)
RIGHT = (
    "（二）加强研究，每城一案，提高与港口城市的交往水平",
    "组织高校、企业等力量组成研究小组，每年确定 2—3 个课题给予经费补助，在全面掌握双方产业情况，认真听取对方意见的基础上，"
    "从政策、市场、金融等方面进行综合评估，有计划、有步骤地举办经贸对接会，提高合作质量。",
    "（三）办好活动",
    "以江海文化节在临江举办为契机，结合城市特色，精心做好展览策划，将临江故事“融入”各项活动，讲好临江故事，提升城市影响力。"
    "为贡献突出的外籍专家优先授予“临江之友”称号。结合节庆，继续",
)
TITLE = "Page 8 - 临江市人民政府公报(正文3、4)"
HEADER = "临江市人民政府公报" + " " * 50 + "2031年5月"
STRIP = "   ".join(str(number) for number in range(4, 15))
