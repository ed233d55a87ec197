"""The commands: stable keys, exit statuses, one clear line, and a file that is written whole or not at all."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from youcheng.foundation.errors import Refused
from youcheng.network.models import Relationship
from youcheng.strategy.management.commands.dossier import write_whole


def answer(*args: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command(*args, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.usefixtures("starter_evidence")
def test_complementarity_has_its_keys_and_forward_is_the_first_selling() -> None:
    there, back = answer("complementarity", "CHN", "THA"), answer("complementarity", "THA", "CHN")
    assert there["tci"]["forward"] == pytest.approx(65.26, abs=0.01)
    assert there["tci"]["forward"] == back["tci"]["backward"]
    assert there["finger_kreinin"] == back["finger_kreinin"]
    assert 0 <= there["grubel_lloyd"] <= 1
    assert there["dataset"]["name"] == "icio-2022"
    assert {"code", "name", "forward", "backward"} <= set(there["goods"][0])
    assert there["caveats"]


@pytest.mark.usefixtures("starter_evidence")
def test_level_and_convention_are_chosen_by_name() -> None:
    usual, coarse = (
        answer("complementarity", "CHN", "THA"),
        answer("complementarity", "CHN", "THA", "--level", "section"),
    )
    assert coarse["level"] == "section"
    assert coarse["tci"]["forward"] > usual["tci"]["forward"]
    assert {good["code"] for good in coarse["goods"]} <= set("ABCDEFGHIJKLMNOPQRST")
    whole = answer("complementarity", "CHN", "THA", "--convention", "whole-world")
    assert whole["conventions"] == ["whole-world"]
    assert whole["complementarity"]["forward"] != usual["complementarity"]["forward"]
    assert whole["tci"] == usual["tci"]
    split = whole["intensity"]["forward"]
    assert split["value"] == pytest.approx(split["complementarity"] * split["bias"])


@pytest.mark.usefixtures("starter_evidence")
def test_a_country_the_table_lacks_is_answered_with_null_and_a_remedy() -> None:
    found = answer("complementarity", "CHN", "NPL")
    assert found["tci"] == {"forward": None, "backward": None}
    assert found["finger_kreinin"] == pytest.approx(23.0, abs=0.1)
    assert "youcheng data load baci" in found["caveats"][0]


@pytest.mark.usefixtures("starter_evidence")
@pytest.mark.parametrize(
    "args",
    [
        ("XXX", "THA"),
        ("CHN", "CHN"),
        ("CHN", "THA", "--dataset", "nothing"),
        ("CHN", "THA", "--year", "1999"),
        ("CHN", "THA", "--level", "heading"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("complementarity", *args, stdout=io.StringIO())
    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)


@pytest.mark.usefixtures("starter_evidence")
def test_a_year_without_data_is_named_with_the_years_there_are() -> None:
    with pytest.raises(CommandError, match="2022"):
        call_command("complementarity", "CHN", "THA", "--year", "1999", stdout=io.StringIO())


@pytest.mark.usefixtures("starter_evidence")
def test_a_table_loaded_beside_completes_a_country_and_leaves_the_others_alone(tmp_path: Path) -> None:
    file = tmp_path / "office.csv"
    file.write_text(
        "reporter,product,exports,imports,year\n"
        "CHN,09,10,40,2023\nCHN,84,90,60,2023\nNPL,09,30,10,2023\nNPL,84,1,50,2023\n"
        "THA,09,5,5,2023\nTHA,84,20,20,2023\n"
    )
    call_command("data", "load", "trade", str(file), "--name", "office-trade", stdout=io.StringIO())
    nepal, thailand = answer("complementarity", "CHN", "NPL"), answer("complementarity", "CHN", "THA")
    assert nepal["dataset"]["name"] == "office-trade"
    assert nepal["tci"]["forward"] == pytest.approx(100 * (min(0.1, 10 / 60) + min(0.9, 50 / 60)))
    assert nepal["grubel_lloyd"] is None
    assert thailand["dataset"]["name"] == "icio-2022"


@pytest.mark.usefixtures("starter_evidence")
def test_risk_has_four_dimensions_with_intervals() -> None:
    found = answer("risk", "THA")
    assert list(found["dimensions"]) == ["political", "economic", "business", "legal"]
    for each in found["dimensions"].values():
        assert each["scored"]
        assert each["p05"] < each["median"] < each["p95"]
        assert each["missing"] == []


@pytest.mark.usefixtures("starter_evidence")
def test_a_territory_without_figures_is_not_scored() -> None:
    found = answer("risk", "PCN")
    assert found["scored"] is False
    for each in found["dimensions"].values():
        assert (each["scored"], each["median"]) == (False, None)
        assert each["missing"]


@pytest.mark.usefixtures("starter_evidence")
def test_a_country_may_be_given_by_its_name_and_reservations_say_names() -> None:
    assert answer("risk", "泰国")["economy"]["iso3"] == "THA"
    out = io.StringIO()
    with override("zh-hans"):
        call_command("risk", "TWN", stdout=out)
    said = out.getvalue()
    assert "中国台湾" in said
    assert "经济未计分" in said.replace(" ", "")
    assert "public_debt" not in said
    assert "economic" not in said


def test_risk_without_any_evidence_is_not_scored(db: None) -> None:
    assert answer("risk", "THA")["scored"] is False


def test_an_unknown_code_is_refused(db: None) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("risk", "QQQ")
    assert refused.value.returncode == 1


@pytest.mark.parametrize(
    ("suffix", "starts"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype"), ("json", b"{")]
)
def test_a_dossier_is_written_in_the_format_of_the_suffix(
    ties: dict[str, Relationship], starter_evidence: None, tmp_path: Path, suffix: str, starts: bytes
) -> None:
    file = tmp_path / f"out.{suffix}"
    assert answer("dossier", "chiang-mai", "-o", str(file))["bytes"] == file.stat().st_size
    assert file.read_bytes().startswith(starts)


@pytest.mark.parametrize("args", [("chiang-mai", "-o", "out.odt"), ("chiang-mai",), ("-o", "out.pdf"), ()])
def test_wrong_usage_of_dossier_is_status_two(ties: dict[str, Relationship], args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("dossier", *args, stdout=io.StringIO())
    assert refused.value.returncode == 2


def test_an_unknown_city_is_refused_with_the_nearest(ties: dict[str, Relationship], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="chiang-mai") as refused:
        call_command("dossier", "chiangmai", "-o", str(tmp_path / "x.pdf"))
    assert refused.value.returncode == 1


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_text("kept")
    with pytest.raises(Refused):
        write_whole(tmp_path / "no-such-folder" / "x.pdf", b"new")
    write_whole(old, b"new")
    assert old.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["old.txt"]
