"""Numbers of headings and the fixed words of a paper."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.foundation.documents import model as m
from youcheng.foundation.documents.numbering import (
    chinese_numeral,
    labels,
    note_marks,
    source_numbers,
    with_marks,
)
from youcheng.foundation.documents.text import balanced_lines, clean, width
from youcheng.foundation.documents.words import date_text, gap_text


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_chinese_numerals(number: int, numeral: str) -> None:
    assert chinese_numeral(number) == numeral


def test_lower_levels_start_again_and_unnumbered_ones_do_not_count() -> None:
    blocks = tuple(
        m.Heading(level, "x", numbered=numbered)
        for level, numbered in [
            (1, True),
            (2, True),
            (2, True),
            (3, True),
            (1, False),
            (1, True),
            (2, True),
            (4, True),
        ]
    )
    assert labels(blocks, "zh-hans") == ["一、", "（一）", "（二）", "1.", "", "二、", "（一）", "（1）"]
    assert labels(blocks, "en") == ["1.", "1.1", "1.2", "1.2.1", "", "2.", "2.1", "2.1.1"]


def test_first_source_that_lists_a_figure_numbers_it() -> None:
    sources = (m.Source("甲", ("a", "b")), m.Source("乙", ("b", "c")))
    document = m.Document("题", "zh-hans", (), sources=sources)
    assert source_numbers(document) == {"a": 1, "b": 1, "c": 2}


def test_fixed_words() -> None:
    assert date_text(datetime.date(2026, 3, 5), "zh-hans") == "2026年3月5日"
    assert gap_text(m.Gap(), "zh-hans") == "〔待补〕"
    assert gap_text(m.Gap("population"), "en") == "[to be supplied: population]"


def test_control_characters_go_and_width_is_counted_in_full_characters() -> None:
    assert clean("a\x00b\ud800c\n\td\ufffe") == "abc d"
    assert width("2026年3月5日") == 6.0


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("年度工作总结", ["年度工作总结"]),
        (
            "昆明市与清迈市友好城市关系“一城一策”工作方案",
            ["昆明市与清迈市友好城市关系", "“一城一策”工作方案"],
        ),
        (
            "Working with https://example.org/a-very-long-address",
            ["Working with", "https://example.org/a-very-long-address"],
        ),
    ],
)
def test_titles_break_by_sense(title: str, lines: list[str]) -> None:
    assert balanced_lines(title, 20) == lines


@given(st.text(max_size=120))
def test_broken_titles_lose_nothing_but_spaces(title: str) -> None:
    assert "".join("".join(balanced_lines(title, 20)).split()) == "".join(title.split())


def test_neighbouring_figures_share_the_mark_of_their_source() -> None:
    group = m.runs(m.Figure("1", "a"), "和", m.Figure("2", "b"), m.Figure("3", "c"), m.Figure("4", "none"))
    assert note_marks(group, {"a": 1, "b": 1, "c": 2}) == [None, None, 1, 2, None]


def test_a_mark_goes_behind_the_chinese_unit_of_its_figure() -> None:
    def said(*parts: str | m.Run) -> str:
        marked = with_marks(m.runs(*parts), {"a": 1})
        return "".join(getattr(run, "text", "") + (f"[{number}]" if number else "") for run, number in marked)

    a = m.Figure("65.3", "a")
    assert said("吻合度为", a, "分（满分100分）") == "吻合度为65.3分[1]（满分100分）"
    assert said(a, "倍") == "65.3倍[1]"
    assert said(a, "。") == "65.3[1]。"
    assert said(a, "项尚待据档案确认。") == "65.3[1]项尚待据档案确认。"
    assert said(a, " of 100 points.") == "65.3[1] of 100 points."
    assert said(a, m.Text("分"), a, "分") == "65.3分65.3分[1]"
