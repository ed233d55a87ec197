"""The register's sheets: three errors named by row, the same sheet twice changes nothing, and import(export(x)) too."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.network.conftest import MakeTie
from tests.world import NOW, World
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import csv_bytes, workbook_bytes
from youcheng.foundation.importing import run
from youcheng.foundation.importing.run import Result, RowsRefused
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions, queries
from youcheng.network.imports import EXCHANGES, SEEKERS, TIES
from youcheng.network.models import City, Exchange, HomeCity, Relationship, RelationshipEvent, Seeker

SYSTEM = Actor.system("tests")


def sheet(*rows: dict[str, Any]) -> bytes:
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def bring_in(spec: Any, data: bytes, name: str = "sheet.csv", **more: Any) -> Result:
    return run.import_now(actor=SYSTEM, now=NOW, spec=spec, name=name, data=data, **more)


@pytest.fixture
def places(home: HomeCity) -> None:
    for slug, zh, en, number, population in [
        ("chiang-mai", "清迈", "Chiang Mai", 1153671, 127_240),
        ("chiang-rai", "清莱", "Chiang Rai", 1153669, 70_000),
    ]:
        City.objects.create(
            slug=slug,
            name={"zh-hans": zh, "en": en},
            country_id="TH",
            geonames_id=number,
            population=population,
        )


ROWS = (
    {"城市": "清迈市", "国家": "泰国", "事件": "友好城市协议签署", "日期": "1999年6月7日", "主张方": "", "可信度": "B", "来源": "协议书"},
    {"城市": "清迈市", "国家": "泰国", "事件": "letter_of_intent_signed", "日期": "1998年前", "主张方": "", "可信度": "", "来源": ""},
    {"城市": "清莱", "国家": "TH", "事件": "", "日期": "", "主张方": "", "可信度": "", "来源": ""},
)  # fmt: skip


def test_an_office_s_own_sheet_becomes_ties_and_claims(places: None) -> None:
    rows = [row | {"事件": "sister_signed"} if "协议" in row["事件"] else row for row in ROWS]
    found = bring_in(TIES, sheet(*rows))
    assert found.counts == {"created": 3, "changed": 0, "unchanged": 0, "refused": 0}
    tie = Relationship.objects.get(partner__slug="chiang-mai")
    assert {(e.type, str(e.span), e.grade) for e in tie.events.all()} == {
        ("sister_signed", "1999-06-07", "B"),
        ("letter_of_intent_signed", "before 1998", "C"),
    }
    assert queries.count(NOW.date()).sister.certain == 1
    assert not Relationship.objects.get(partner__slug="chiang-rai").events.exists()

    entries = AuditEntry.objects.count()
    again = bring_in(TIES, sheet(*rows))
    assert again.counts == {"created": 0, "changed": 0, "unchanged": 3, "refused": 0}
    assert AuditEntry.objects.count() == entries + 1  # that a sheet came in


def test_three_errors_are_named_and_nothing_is_written(places: None) -> None:
    rows = [
        {"城市": "清迈", "国家": "泰国", "事件": "sister_signed", "日期": "1999-02-30"},
        {"城市": "Chang Mai", "国家": "TH", "事件": "sister_signed", "日期": "1999"},
        {"城市": "清莱", "国家": "Atlantis", "事件": "sister_signed", "日期": "1999"},
        {"城市": "清莱", "国家": "泰国", "事件": "sister_signed", "日期": "2999"},
        {"城市": "清莱", "国家": "泰国", "事件": "exchange_agreement_signed", "日期": "2001"},
    ]
    with pytest.raises(RowsRefused):
        bring_in(TIES, sheet(*rows))
    assert not Relationship.objects.exists()
    tried = bring_in(TIES, sheet(*rows), dry_run=True)
    assert tried.counts["refused"] == 4
    told = {refused["row"]: " ".join(refused["reasons"]) for refused in tried.refused}
    assert "1999-02-30" in told[2]
    assert "Chiang Mai" in told[3]
    assert "Atlantis" in told[4]
    assert "2999" in told[5]
    bring_in(TIES, sheet(*rows), leave_out_refused=True)
    assert RelationshipEvent.objects.count() == 1


def test_a_changed_cell_corrects_the_claim_and_keeps_the_rest(places: None) -> None:
    row = {"geonames": 1153671, "event": "sister_signed", "date": "1999", "grade": "B", "note": "kept"}
    bring_in(TIES, sheet(row))
    found = bring_in(TIES, sheet({k: v for k, v in row.items() if k != "note"} | {"date": "1999-06-07"}))
    assert found.counts["changed"] == 1
    event = RelationshipEvent.objects.get()
    assert (str(event.span), event.grade, event.note, event.version) == ("1999-06-07", "B", "kept", 2)


def test_a_place_the_gazetteer_lacks_is_added_only_when_asked(places: None) -> None:
    row = {"城市": "新地", "国家": "泰国", "事件": "sister_signed", "日期": "2001"}
    assert bring_in(TIES, sheet(row), dry_run=True).counts["refused"] == 1
    assert bring_in(TIES, sheet(row | {"新增地点": "是"})).counts["created"] == 1
    assert Relationship.objects.get().partner.name["zh-hans"] == "新地"


@pytest.mark.parametrize("make", [csv_bytes, workbook_bytes])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_importing_an_export_changes_nothing(make_tie: MakeTie, make: Any, language: str) -> None:
    from django.utils.translation import override

    tie = make_tie(
        "chiang-mai", ("sister_signed", "1999-06-07"), ("sister_signed", "1998"), ("ended", "by 2019-09")
    )
    make_tie("pai", visibility="internal")
    actions.record_exchange(
        actor=SYSTEM, now=NOW, relationship=tie, type="visit", when="2024-05", title={"en": "=cmd()"},
        fields=["trade", "sport"], head_count=0,
    )  # fmt: skip
    entries = AuditEntry.objects.count()
    with override(language):
        for spec in (TIES, EXCHANGES):
            data = make(spec.columns, spec.rows(SYSTEM))
            name = "x.csv" if make is csv_bytes else "x.xlsx"
            counts = bring_in(spec, data, name).counts
            assert counts["unchanged"] == sum(counts.values()) > 0
    assert AuditEntry.objects.count() == entries + 2


def test_exchanges_come_in_with_their_errors_by_row(make_tie: MakeTie, world: World) -> None:
    make_tie("chiang-mai")
    good = {
        "友城": "Chiang Mai",
        "日期": "2024年5月",
        "名称": "互访",
        "类型": "visit",
        "领域": "贸易; sport",
        "牵头单位": "商务局",
        "人数": "12",
    }
    rows = [
        good | {"领域": "trade; sport"},
        good | {"友城": "Atlantis", "领域": ""},
        good | {"牵头单位": "无名单位", "名称": "甲", "领域": ""},
        good | {"人数": "-3", "名称": "乙", "领域": ""},
    ]
    tried = bring_in(EXCHANGES, sheet(*rows), dry_run=True)
    assert tried.counts == {"created": 1, "changed": 0, "unchanged": 0, "refused": 3}
    bring_in(EXCHANGES, sheet(*rows), leave_out_refused=True)
    row = Exchange.objects.get()
    assert (row.led_by, row.head_count, row.cost, row.fields) == (
        world.commerce,
        12,
        None,
        ["trade", "sport"],
    )
    assert bring_in(EXCHANGES, sheet(rows[0])).counts["unchanged"] == 1


def test_only_the_office_brings_sheets_in(make_tie: MakeTie, world: World) -> None:
    make_tie("chiang-mai")
    stranger = Actor(world.stranger.pk, "Stranger", on=NOW.date())
    for spec in (TIES, EXCHANGES):
        assert not spec.allowed(stranger)
        with pytest.raises(NotAllowed):
            run.import_now(actor=stranger, now=NOW, spec=spec, name="x.csv", data=b"key\n1\n")


def test_a_new_tie_with_a_key_is_previewed_as_it_will_be_written(places: None, home: HomeCity) -> None:
    City.objects.filter(pk=home.city_id).update(geonames_id=1804651)
    data = sheet(
        {"编号": "a", "城市": "清迈", "国家": "TH", "GeoNames编号": "", "新增地点": ""},
        {"编号": "b", "城市": "没有这座城", "国家": "TH", "GeoNames编号": "", "新增地点": ""},
        {"编号": "c", "城市": "", "国家": "", "GeoNames编号": "1804651", "新增地点": ""},
        {"编号": "d", "城市": "小城", "国家": "", "GeoNames编号": "", "新增地点": "是"},
    )
    tried = bring_in(TIES, data, dry_run=True)
    assert (tried.counts["created"], [row["row"] for row in tried.refused]) == (1, [3, 4, 5])
    bring_in(TIES, data, leave_out_refused=True)
    assert Relationship.objects.get().key == "a"


SEEKING = (
    {"城市": "清迈市", "国家": "泰国", "日期": "2025年3月", "意向领域": "经贸；青少年", "联系单位": "市政厅", "来源": "来函", "新增地点": ""},
    {"城市": "清莱", "国家": "TH", "日期": "2024", "意向领域": "", "联系单位": "", "来源": "名录", "新增地点": ""},
    {"城市": "小镇", "国家": "泰国", "日期": "2024", "意向领域": "", "联系单位": "", "来源": "名录", "新增地点": "是"},
    {"城市": "小镇", "国家": "泰国", "日期": "2025", "意向领域": "体育", "联系单位": "", "来源": "名录", "新增地点": "是"},
)  # fmt: skip


def test_cities_looking_for_partners_come_in_once_and_their_own_export_changes_nothing(places: None) -> None:
    assert bring_in(SEEKERS, sheet(*SEEKING)).counts["created"] == 4
    assert Seeker.objects.get(source="来函").fields == ["trade", "youth"]
    assert City.objects.filter(search_text__contains="小镇").count() == 1
    entries = AuditEntry.objects.filter(action__startswith="network.").count()
    assert bring_in(SEEKERS, sheet(*SEEKING)).counts["unchanged"] == 4
    for data, name in (
        (csv_bytes(SEEKERS.columns, SEEKERS.rows(SYSTEM)), "out.csv"),
        (workbook_bytes(SEEKERS.columns, SEEKERS.rows(SYSTEM)), "out.xlsx"),
    ):
        assert bring_in(SEEKERS, data, name).counts == {
            "created": 0,
            "changed": 0,
            "unchanged": 4,
            "refused": 0,
        }
    assert AuditEntry.objects.filter(action__startswith="network.").count() == entries


def test_a_seeker_s_row_is_corrected_by_its_number_and_keeps_its_city(places: None) -> None:
    bring_in(SEEKERS, sheet(SEEKING[0] | {"编号": "S1"}))
    bring_in(SEEKERS, sheet(SEEKING[0] | {"编号": "S1", "意向领域": "", "联系单位": "外事处"}))
    row = Seeker.objects.get()
    assert (row.fields, row.contact) == ([], "外事处")
    tried = bring_in(SEEKERS, sheet(SEEKING[1] | {"编号": "S1"}), dry_run=True)
    assert "清迈" in tried.refused[0]["reasons"][0]


def test_the_errors_of_a_seekers_sheet_are_named_by_row(places: None) -> None:
    rows = (
        SEEKING[0] | {"城市": "清买"},
        SEEKING[1] | {"意向领域": "太空"},
        SEEKING[1] | {"日期": "2024-13"},
        SEEKING[2] | {"国家": ""},
        SEEKING[1] | {"来源网址": "javascript:alert(1)"},
        {"城市": "昆明", "国家": "中国", "日期": "2024"},
    )
    with pytest.raises(RowsRefused):
        bring_in(SEEKERS, sheet(*rows))
    tried = bring_in(SEEKERS, sheet(*rows), dry_run=True)
    assert [row["row"] for row in tried.refused] == [2, 3, 4, 5, 6, 7]
    assert not Seeker.objects.exists()
