"""The command's answer: stable keys, other weights, and one clear line for what is no weight."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from youcheng.network.models import City
from youcheng.strategy.criteria import MEASURES

pytestmark = pytest.mark.django_db


def answer(*args: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("candidates", *args, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_first_cities_with_their_parts(cities: dict[str, City]) -> None:
    found = answer("--zone", "main_front", "--top", "2")
    assert found["candidates"] == 3
    assert [city["slug"] for city in found["cities"]] == ["hanoi", "udon-thani"]
    first = found["cities"][0]
    assert sum(part["adds"] or 0 for part in first["parts"].values()) == pytest.approx(first["score"])
    assert first["parts"]["national_ties"]["figure"] is None
    assert first["low"] <= first["score"] <= first["high"]
    assert sum(found["weights"].values()) == pytest.approx(1)


def test_other_weights(cities: dict[str, City]) -> None:
    found = answer("--weight", "risk=100", "--top", "1")
    assert found["cities"][0]["slug"] == "wien"
    assert found["weights"]["risk"] > 0.8


def test_what_is_no_weight_is_refused(cities: dict[str, City]) -> None:
    for entry in ("beauty=1", "risk", "risk=-1", "risk=nan"):
        with pytest.raises(CommandError, match="is no weight"):
            answer("--weight", entry)
    zeros = [part for code in MEASURES for part in ("--weight", f"{code}=0")]
    with pytest.raises(CommandError, match="All weights are zero"):
        answer(*zeros)


def test_it_prints_what_decides_soonest(cities: dict[str, City]) -> None:
    out = io.StringIO()
    call_command("candidates", stdout=out)
    assert "4 candidates as of" in out.getvalue()
    assert "stays in first place" in out.getvalue()
