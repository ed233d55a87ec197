"""Organisations come in as a sheet with their tree, and leave as one that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from tests.foundation.importing import sheets
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Organisation
from youcheng.foundation.exporting import workbook_bytes
from youcheng.foundation.importing.run import Result, import_now
from youcheng.foundation.importing.spec import spec_named
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed

HEADER = ["编号", "中文名称", "英文名称", "类别", "上级单位编号", "撤销日期"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def bring(world: World, rows: sheets.Rows, **options: Any) -> Result:
    spec = spec_named("organisations")
    assert spec is not None
    actor = options.pop("actor", actor_for(world.officer))
    return import_now(
        actor=actor, now=NOW, spec=spec, name="x.xlsx", data=sheets.workbook([HEADER, *rows]), **options
    )


def test_a_tree_comes_in_whatever_the_order_of_its_rows(world: World) -> None:
    rows = [
        ["gate", "口岸处", "", "department", "trade-park"],
        ["trade-park", "贸易园", "Trade Park", "park", "commerce"],
    ]
    assert bring(world, rows).counts["created"] == 2
    gate = Organisation.objects.get(key="gate")
    assert gate.parent is not None
    assert gate.parent.parent == world.commerce
    assert AuditEntry.objects.filter(action="organisation.created").count() == 2
    assert bring(world, rows).counts == {"created": 0, "changed": 0, "unchanged": 2, "refused": 0}


def test_changes_keep_names_in_other_languages_and_dissolve(world: World) -> None:
    Organisation.objects.filter(pk=world.park.pk).update(name={"zh-hans": "园", "lo": "ສວນ"})
    row = ["park", "新园区", "New Park", "park", "", "2026-01-31"]
    refused = bring(world, [row], dry_run=True).refused
    assert refused[0]["reasons"] == ["Dissolved on: You may not dissolve this organisation."]
    bring(world, [row], actor=actor_for(world.security))
    park = Organisation.objects.get(key="park")
    assert park.name == {"zh-hans": "新园区", "en": "New Park", "lo": "ສວນ"}
    assert str(park.dissolved_on) == "2026-01-31"


def test_what_is_refused(world: World) -> None:
    rows = [
        ["Not a key", "甲", "", "park", ""],
        ["a", "", "", "park", ""],
        ["b", "乙", "", "museum", ""],
        ["c", "丙", "", "park", "nowhere"],
        ["d", "丁", "", "park", "e"],
        ["e", "戊", "", "park", "d"],
    ]
    result = bring(world, rows, dry_run=True)
    reasons = [" ".join(row["reasons"]) for row in result.refused]
    assert "small letters" in reasons[0]
    assert "name in Chinese" in reasons[1]
    assert "not one of" in reasons[2]
    assert "no organisation with the key" in reasons[3]
    assert "part of itself" in reasons[4]
    assert "part of itself" in reasons[5]


def test_the_export_is_an_import_that_changes_nothing(world: World) -> None:
    spec = spec_named("organisations")
    assert spec is not None
    actor = actor_for(world.officer)
    Organisation.objects.filter(pk=world.park.pk).update(parent=world.commerce, name={"zh-hans": "=园"})
    data = workbook_bytes(spec.columns, spec.rows(actor))
    result = import_now(actor=actor, now=NOW, spec=spec, name="x.xlsx", data=data)
    assert result.counts == {"created": 0, "changed": 0, "unchanged": 3, "refused": 0}


def test_only_those_who_may(world: World) -> None:
    for person in (world.stranger, world.assistant, world.system):
        with pytest.raises(NotAllowed):
            bring(world, [["x", "甲", "", "park"]], actor=actor_for(person))
