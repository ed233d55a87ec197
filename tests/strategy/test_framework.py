"""The files of judgements: what ships is whole, and an office's own file that is wrong says where."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from youcheng.strategy.framework import field_rules, red_lines, risk_framework
from youcheng.strategy.judgements import BadFile


def own(settings: LazySettings, tmp_path: Path, name: str, text: str) -> None:
    settings.YOUCHENG_HOME = tmp_path
    folder = tmp_path / "strategy"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")


def test_the_shipped_framework_has_the_four_dimensions_and_a_series_for_each_indicator() -> None:
    framework = risk_framework()
    assert framework.engine.dimension_codes == ("political", "economic", "business", "legal")
    assert set(framework.series) == set(framework.engine.codes)
    assert framework.engine.screening == 0.65


def test_every_red_line_has_a_country_a_dated_source_and_a_grade() -> None:
    lines = red_lines()
    assert lines.lines
    for line in lines.lines:
        assert line.since is not None
        assert "resolution" in line.source
        assert lines.grades[line.code] in {"A", "B", "C"}


def test_a_red_line_that_ended_no_longer_holds() -> None:
    lines = red_lines()
    mali = next(line for line in lines.lines if line.country == "MLI")
    assert mali.until is not None
    assert lines.of("MLI", mali.until) == (mali,)
    assert lines.of("MLI", mali.until.replace(year=mali.until.year + 1)) == ()


def test_field_rules_name_each_field_once() -> None:
    codes = [field.code for field in field_rules().fields]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("name", "text", "read", "said"),
    [
        ("framework.toml", "code = ", risk_framework, "framework.toml"),
        ("framework.toml", 'code = "x"\nversion = "1"\nindicators = [{ code = "a" }]', risk_framework, r"indicators\[0\]"),
        ("red_lines.toml", "as_of = 2025-01-01\n[[red_lines]]\ncountry = 'QQQ'", red_lines, "QQQ"),
        ("fields.toml", "version = '1'", field_rules, "fields"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(
    settings: LazySettings, tmp_path: Path, name: str, text: str, read: object, said: str
) -> None:
    own(settings, tmp_path, name, text)
    with pytest.raises(BadFile, match=said):
        read()  # type: ignore[operator]


def test_an_office_s_own_file_replaces_the_one_that_ships(settings: LazySettings, tmp_path: Path) -> None:
    own(settings, tmp_path, "red_lines.toml", "as_of = 2026-01-01\nred_lines = []")
    assert red_lines().lines == ()
