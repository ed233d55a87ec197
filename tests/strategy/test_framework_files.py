"""A framework file is checked whole: what is wrong is said with its line and entry, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.translation import override

from youcheng.engines.composite import framework_from_mapping
from youcheng.engines.errors import BadFramework
from youcheng.strategy.framework_files import LARGEST, Origin, read_framework, said
from youcheng.strategy.judgements import SHIPPED, BadFile

TEXT = (SHIPPED / "framework.toml").read_text(encoding="utf-8")


def read(text: str | bytes) -> object:
    raw = text.encode() if isinstance(text, str) else text
    return read_framework(raw, "ours.toml", Origin.OFFICE)


def line_with(text: str) -> int:
    """The line of the entry that holds `text`: that of its [[…]]."""
    lines = TEXT.splitlines()
    place = next(number for number, line in enumerate(lines) if text in line)
    return next(number for number in range(place, -1, -1) if lines[number].startswith("[[")) + 1


def test_the_shipped_text_is_a_framework_with_or_without_a_byte_order_mark() -> None:
    assert read(TEXT)
    assert read(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())


@pytest.mark.parametrize(
    ("before", "after", "entry", "what"),
    [
        ("goalposts = [-2.5, 2.0]\nunit = \"standard normal units\"\nsource = \"World Bank, Worldwide Governance Indicators (CC BY 4.0)\"\nfigure = { shape = \"governance\", series = \"va\"",
         "goalposts = [2.0, 2.0]\nunit = \"standard normal units\"\nsource = \"World Bank, Worldwide Governance Indicators (CC BY 4.0)\"\nfigure = { shape = \"governance\", series = \"va\"",
         'code = "voice"', "the goalposts must rise"),
        ('shape = "logistics"', 'shape = "magic"', 'code = "logistics"', "shape is one of governance, indicators, logistics, own"),
        ('read = "spread", years = 10', 'read = "spread", years = 1', 'code = "growth_volatility"', "years is a whole number"),
        ('direction = "lower"\ngoalposts = [10.0', 'direction = "sideways"\ngoalposts = [10.0', 'code = "public_debt"', "direction is one of"),
        ('code = "rule_of_law"', 'code = "voice"', 'code = "rule_of_law"', "voice is listed twice"),
        ('dimension = "legal"\nweight = 1.0\ngoalposts = [-2.2', 'dimension = "weather"\nweight = 1.0\ngoalposts = [-2.2', "", "unknown dimension weather"),
        ('code = "legal"\nweight = 1.0', 'code = "legal"\nweight = 0.0', 'code = "legal"', "the weight must be above 0"),
        ('weight = 1.5', 'weight = "heavy"', 'code = "political_stability"', "weight must be a number"),
        ('oldest = 8', 'oldest = "old"', 'code = "logistics"', "oldest is a whole number"),
        ('series = "lpi", read', 'series = "lpi", colour = "red", read', 'code = "logistics"', "unknown key colour"),
        ('screening = 0.65', 'screening = 0.0', "", "screening must be above 0"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(before: str, after: str, entry: str, what: str) -> None:
    assert before in TEXT
    with override("en"), pytest.raises(BadFile, match="ours.toml") as refused:
        read(TEXT.replace(before, after, 1))
    assert what in str(refused.value)
    if entry and "twice" not in what:
        assert f"line {line_with(entry)}" in str(refused.value).replace("Line", "line") or _code_line(entry) in str(refused.value)  # fmt: skip


def _code_line(entry: str) -> str:
    """Entries the engine names by their code are said at the line of that code."""
    lines = TEXT.splitlines()
    return f"line {max(number for number, line in enumerate(lines, start=1) if line == entry)}"


@pytest.mark.parametrize("weight", ["0", "0.0"])
def test_weights_that_sum_to_zero_are_refused(weight: str) -> None:
    with override("en"), pytest.raises(BadFile, match="the weight must be above 0"):
        read(TEXT.replace("weight = 1.0", f"weight = {weight}").replace("weight = 1.5", f"weight = {weight}"))


def test_a_dimension_without_an_indicator_is_named() -> None:
    with override("en"), pytest.raises(BadFile, match="the dimension climate has no indicator"):
        read(TEXT.replace("[[indicators]]", '[[dimensions]]\ncode = "climate"\n\n[[indicators]]', 1))


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (TEXT.replace("# How risk", "# 风险 How risk").encode("gb18030"), r"not in UTF-8 \(line 1\)"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        (b"#" * (LARGEST + 1), "kB"),
        (b"code = ", "not TOML"),
        (b"", "a list of indicators is needed"),
        (b'indicators = "none"', "a list of indicators is needed"),
        (b"indicators = [1, 2]", "a list of indicators is needed"),
    ],
)
def test_what_is_no_framework_at_all_is_refused(raw: bytes, what: str) -> None:
    with override("en"), pytest.raises(BadFile, match=what):
        read(raw)


def _mapping(**changes: object) -> dict[str, object]:
    indicator = {"code": "a", "dimension": "d", "goalposts": [0, 1], "source": "s"}
    top = {"code": "c", "version": "1", "dimensions": [{"code": "d"}], "indicators": [indicator]}
    inner = {key: value for key, value in changes.items() if key in {"goalposts", "weight", "source", "target", "direction", "dimension"}}  # fmt: skip
    outer = {key: value for key, value in changes.items() if key not in inner}
    return {**top, "indicators": [{**indicator, **inner}], **outer}


WRONG: tuple[Callable[[], dict[str, object]], ...] = (
    lambda: _mapping(goalposts=[1, 1]),
    lambda: _mapping(goalposts=[1]),
    lambda: _mapping(weight=0),
    lambda: _mapping(weight="x"),
    lambda: _mapping(source=""),
    lambda: _mapping(target=0.5),
    lambda: _mapping(direction="up"),
    lambda: _mapping(dimension="x"),
    lambda: _mapping(screening=0),
    lambda: _mapping(floor=0),
    lambda: _mapping(dimensions=[]),
    lambda: _mapping(dimensions=[{"code": "d"}, {"code": "d"}]),
    lambda: _mapping(dimensions=[{"code": "d"}, {"code": "e"}]),
    lambda: _mapping(dimensions=[{"code": "overall"}]),
    lambda: _mapping(dimensions="d"),
    lambda: _mapping(dimensions=["d"]),
    lambda: _mapping(colour="red"),
    lambda: _mapping(code=3),
)


@pytest.mark.parametrize("make", WRONG)
def test_everything_the_engine_refuses_is_said_in_chinese(make: Callable[[], dict[str, object]]) -> None:
    with pytest.raises(BadFramework) as refused:
        framework_from_mapping(make())
    with override("zh-hans"):
        words = said(refused.value.what)
    assert words != refused.value.what
    assert any("一" <= letter <= "鿿" for letter in words)
