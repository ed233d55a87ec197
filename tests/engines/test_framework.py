"""A framework file with a mistake is refused with the entry named."""

import datetime as dt
from typing import Any

import pytest

from tests.engines.risk_example import framework, mapping
from youcheng.engines.composite import Direction, RedLine, framework_from_mapping
from youcheng.engines.errors import BadFramework


def test_a_good_mapping_is_read() -> None:
    found = framework()
    assert found.dimension_codes == ("political", "economic")
    assert found.codes == ("calm", "voice", "debt", "inflation")
    assert [indicator.direction for indicator in found.of_dimension("economic")] == [
        Direction.LOWER,
        Direction.TARGET,
    ]
    assert (found.screening, found.floor) == (0.65, 1.0)


def changed(path: list[Any], value: Any) -> dict[str, Any]:
    whole = mapping()
    place: Any = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return whole


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["code"], "", "code must be a text"),
        (["version"], 3, "version must be a text"),
        (["colour"], "red", "unknown key colour"),
        (["screening"], 0, "screening must be"),
        (["screening"], "most", "screening must be a number"),
        (["floor"], 100, "floor must be"),
        (["dimensions"], "political", "dimensions must be a list"),
        (["dimensions"], [], "at least one dimension"),
        (["dimensions", 0], 7, r"mapping is expected \(dimensions\[0\]\)"),
        (["dimensions", 0, "weight"], 0, "dimension political"),
        (["dimensions", 1, "code"], "political", "political listed twice"),
        (["dimensions", 1, "code"], "overall", "unknown dimension|taken"),
        (["dimensions", 1, "code"], "legal", "unknown dimension economic"),
        (["indicators", 1, "code"], "calm", "calm listed twice"),
        (["indicators", 0, "goalposts"], [2, -2], r"goalposts must rise \(indicator calm\)"),
        (["indicators", 0, "goalposts"], [2], r"two numbers \(indicators\[0\]\)"),
        (["indicators", 0, "goalposts"], [0, True], "two numbers"),
        (["indicators", 0, "goalposts"], None, "goalposts must be a list"),
        (["indicators", 0, "weight"], -1, "weight must be above 0"),
        (["indicators", 0, "weight"], float("nan"), "weight must be a number"),
        (["indicators", 0, "source"], "", "source must be a text"),
        (["indicators", 0, "direction"], "up", "'up' is not one of higher, lower, target"),
        (["indicators", 0, "target"], 1, "target inside the goalposts"),
        (["indicators", 3, "target"], 30, "target inside the goalposts"),
        (["indicators", 3, "target"], None, "target inside the goalposts"),
        (["indicators", 2, "dimension"], "political", None),
    ],
)
def test_each_mistake_is_named(path: list[Any], value: Any, message: str | None) -> None:
    whole = changed(path, value)
    if message is None:
        assert framework_from_mapping(whole).of_dimension("economic")
        return
    with pytest.raises(BadFramework, match=message):
        framework_from_mapping(whole)


def test_a_dimension_without_an_indicator_is_refused() -> None:
    whole = mapping()
    whole["dimensions"].append({"code": "legal"})
    with pytest.raises(BadFramework, match="no indicator in legal"):
        framework_from_mapping(whole)


def test_a_red_line_holds_in_its_place_and_time() -> None:
    line = RedLine("sanctions", "XXA", "made up", "made up", dt.date(2020, 1, 1), dt.date(2021, 12, 31))
    assert line.holds("XXA", dt.date(2021, 12, 31))
    assert line.holds("XXA", None)
    assert not line.holds("XXA", dt.date(2019, 12, 31))
    assert not line.holds("XXA", dt.date(2022, 1, 1))
    assert not line.holds("XXB", dt.date(2021, 1, 1))
    assert not line.holds("XXB", None)
