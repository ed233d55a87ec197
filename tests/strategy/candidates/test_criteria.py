"""The files of criteria and relations: what ships is sound, and what is wrong in an office's own is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from youcheng.strategy.criteria import MEASURES, criteria, relations
from youcheng.strategy.judgements import SHIPPED, BadFile

CRITERIA = (SHIPPED / "candidates.toml").read_text(encoding="utf-8")
RELATIONS = (SHIPPED / "relations.toml").read_text(encoding="utf-8")


def own(settings: Settings, tmp_path: Path, name: str, text: str) -> None:
    settings.YOUCHENG_HOME = tmp_path
    (tmp_path / "strategy").mkdir()
    (tmp_path / "strategy" / name).write_text(text, encoding="utf-8")


def test_what_ships() -> None:
    found = criteria()
    assert set(found.codes) == set(MEASURES)
    assert all(found.why[code].get("en") and found.why[code].get("zh-hans") for code in found.codes)
    assert found.of("flight").weight == 0
    china = relations().by_home["CHN"]
    assert {"BTN", "VAT"} <= china.countries
    assert not {"THA", "LAO", "NRU"} & china.countries
    assert (china.grade, china.as_of.isoformat()) == ("B", "2024-01-24")


def test_an_office_may_have_fewer_criteria_and_other_weights(settings: Settings, tmp_path: Path) -> None:
    head = CRITERIA[: CRITERIA.index("[[criteria]]")]
    own(
        settings, tmp_path, "candidates.toml",
        head + '[[criteria]]\ncode = "distance"\nweight = 3\ndirection = "lower"\ngoalposts = [0, 900]\n',
    )  # fmt: skip
    found = criteria()
    assert (found.codes, found.weights) == (("distance",), (3.0,))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "size"', 'code = "beauty"', "“beauty” is no criterion; known: size, sells"),
        ("weight = 2.0", "weight = -2.0", "criteria\\[5\\], the weight must be 0 or more"),
        ("goalposts = [20.0, 85.0]", "goalposts = [85.0, 20.0]", "goalposts must rise"),
        ("goalposts = [20.0, 85.0]", "goalposts = [20.0]", "two numbers"),
        ("goalposts = [20.0, 85.0]", 'goalposts = ["low", "high"]', "criteria\\[5\\]"),
        ('direction = "lower"', 'direction = "down"', "criteria\\[6\\]"),
        ('code = "sells"', 'code = "size"', "listed twice"),
        ('code = "size"', 'kode = "size"', "an entry has the keys code"),
        ("screening = 0.65", "screening = 65", "between 0 and 1"),
        ("q = 5.0", "q = 50.0", "do not go with the shape"),
        ('shape = "linear"', 'shape = "gaussian"', "preference"),
        ("other = 0.0\n", "", "the zones are main_front"),
        ("version =", "vers ion =", "candidates.toml"),
    ],
)
def test_a_wrong_file_is_named(settings: Settings, tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in CRITERIA
    own(settings, tmp_path, "candidates.toml", CRITERIA.replace(old, new, 1))
    with pytest.raises(BadFile, match=said):
        criteria()


def test_weights_that_are_all_zero_are_refused(settings: Settings, tmp_path: Path) -> None:
    lines = [("weight = 0.0" if line.startswith("weight") else line) for line in CRITERIA.splitlines()]
    own(settings, tmp_path, "candidates.toml", "\n".join(lines))
    with pytest.raises(BadFile, match="not all zero"):
        criteria()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("BTN", "QQQ", "QQQ names no country"),
        ('grade = "B"', 'grade = "Z"', "A, B or C"),
        ("as_of", "asof", "as_of"),
    ],
)
def test_a_wrong_list_of_relations_is_named(
    settings: Settings, tmp_path: Path, old: str, new: str, said: str
) -> None:
    own(settings, tmp_path, "relations.toml", RELATIONS.replace(old, new, 1))
    with pytest.raises(BadFile, match=said):
        relations()
