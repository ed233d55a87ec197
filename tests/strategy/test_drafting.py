"""What a dossier says: every number opens, both languages agree, gaps are gaps, and nothing knows one city."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import altair
import pytest

from tests.network.conftest import make_country
from tests.strategy.conftest import SYSTEM, YEAR, make_partner
from tests.world import NOW
from youcheng.foundation.documents import charts
from youcheng.foundation.documents.codec import from_json
from youcheng.foundation.documents.model import (
    LANGUAGES,
    Document,
    Gap,
    Language,
    Paragraph,
    Picture,
    Text,
    figures,
)
from youcheng.network import actions as network
from youcheng.network.models import Relationship
from youcheng.strategy import actions
from youcheng.strategy.editing import texts
from youcheng.strategy.models import Dossier, DossierVersion

DATES = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\d+年(\d+月)?(\d+日)?|\b(19|20)\d\d\b")
DECIMAL = re.compile(r"\d+\.\d|\d,\d{3}")


def current(dossier: Dossier) -> DossierVersion:
    assert dossier.current is not None
    return dossier.current


def documents(dossier: Dossier) -> dict[str, Document]:
    return {language: from_json(current(dossier).documents[language]) for language in LANGUAGES}


def test_every_number_shown_is_a_figure_with_its_origin(drafted: Dossier) -> None:
    records = current(drafted).figures
    for document in documents(drafted).values():
        shown = list(figures(document.blocks))
        assert len(shown) > 100
        for figure in shown:
            record = records[figure.ref]
            assert record["display"][document.language] == figure.text
            assert record["label"][document.language]
            assert record["formula"] or record["method"] or record["datasets"], figure.ref


def test_no_measured_number_stands_in_a_sentence_without_opening(drafted: Dossier) -> None:
    for document in documents(drafted).values():
        for block in document.blocks:
            if isinstance(block, Paragraph):
                plain = "".join(run.text for run in block.runs if isinstance(run, Text))
                assert not DECIMAL.search(DATES.sub("", plain)), block.key


def test_both_languages_have_the_same_blocks_and_figures(drafted: Dossier) -> None:
    chinese, english = documents(drafted)["zh-hans"], documents(drafted)["en"]
    keys = [[getattr(block, "key", "") for block in each.blocks] for each in (chinese, english)]
    assert keys[0] == keys[1]
    assert {f.ref for f in figures(chinese.blocks)} == {f.ref for f in figures(english.blocks)}


def test_block_keys_are_unique(drafted: Dossier) -> None:
    keys = [block.key for block in documents(drafted)["en"].blocks if getattr(block, "key", "")]
    assert len(keys) == len(set(keys))


def test_every_figure_of_a_data_set_is_listed_in_the_sources(drafted: Dossier) -> None:
    document = documents(drafted)["en"]
    listed = {ref for source in document.sources for ref in source.refs}
    assert {figure.ref for figure in figures(document.blocks)} <= listed


def test_the_indices_are_those_of_the_engines_on_the_shipped_table(drafted: Dossier) -> None:
    found = current(drafted).figures
    assert found["trade.tci.forward"]["value"] == pytest.approx(65.26, abs=0.01)
    assert found["trade.similarity"]["value"] == pytest.approx(72.9, abs=0.1)
    intensity, c, bias = (found[f"trade.{name}.forward"]["value"] for name in ("intensity", "c", "bias"))
    assert intensity == pytest.approx(c * bias)
    assert found["trade.tci.forward"]["rows"][0]["filter"]["iso3"] == ["CHN", "THA"]


def test_distance_and_time_difference(drafted: Dossier) -> None:
    found = current(drafted).figures
    assert found["place.distance"]["value"] == pytest.approx(794, abs=2)
    assert found["place.clock"]["value"] == -1


def test_what_nobody_recorded_is_a_gap_and_never_a_zero(drafted: Dossier) -> None:
    english = documents(drafted)["en"]
    gaps = [
        run.what for b in english.blocks if isinstance(b, Paragraph) for run in b.runs if isinstance(run, Gap)
    ]
    assert "exchanges since the tie was signed" in gaps
    assert "history.exchanges" not in current(drafted).figures


def test_a_country_the_default_table_lacks_gets_what_exports_allow(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["pokhara"], year=YEAR)
    said = texts(from_json(version.documents["en"]))
    assert "Nepal" in said["complementarity.lacking"]
    assert "Inter-country input–output: industries" in said["complementarity.lacking"]
    assert "youcheng data load baci" in said["complementarity.lacking"]
    assert "youcheng data load" not in said["brief.trade"], "a command is nothing for the summary"
    assert "trade.tci.forward" not in version.figures
    assert version.figures["goods.similarity"]["value"] > 0


def test_without_any_evidence_a_dossier_is_drafted_of_gaps(ties: dict[str, Relationship]) -> None:
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["fujisawa"], year=YEAR)
    said = texts(from_json(version.documents["zh-hans"]))
    assert "待补" in said["complementarity.lacking"]
    assert "待补" in said["risk.none"]


def test_an_anniversary_of_ten_years_asks_for_events_another_for_a_letter(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    in_2031 = actions.build(actor=SYSTEM, now=NOW, relationship=ties["fujisawa"], year=2031)
    in_2026 = actions.build(actor=SYSTEM, now=NOW, relationship=ties["fujisawa"], year=2026)
    assert "ten-year mark" in texts(from_json(in_2031.documents["en"]))["measures.anniversary"]
    assert "letter" in texts(from_json(in_2026.documents["en"]))["measures.anniversary"]


def test_an_anniversary_that_has_passed_is_not_prepared_for(ties: dict[str, Relationship]) -> None:
    in_november = NOW.replace(month=11, day=25)
    assert in_november.year == YEAR
    version = actions.build(actor=SYSTEM, now=in_november, relationship=ties["chiang-mai"], year=YEAR)
    assert f"7 June {YEAR + 1}" in texts(from_json(version.documents["en"]))["measures.anniversary"]


def test_a_letter_of_intent_has_no_anniversary_to_prepare_for(ties: dict[str, Relationship]) -> None:
    tie = ties["fujisawa"]
    event = tie.events.get()
    network.remove_event(actor=SYSTEM, now=NOW, event=event, version=event.version, reason="test")
    network.record_event(
        actor=SYSTEM, now=NOW, relationship=tie, type="letter_of_intent_signed", when="2017-08-22"
    )
    version = actions.build(actor=SYSTEM, now=NOW, relationship=tie, year=2027)
    assert "measures.anniversary" not in texts(from_json(version.documents["en"]))


def test_sellers_and_buyers_meet_where_goods_can_be_sold_and_once_for_one_industry(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    make_country("VN", "VNM")
    hanoi = make_partner("hanoi", "2020-01-01", "VN", name={"en": "Hanoi"})
    both = texts(
        from_json(actions.build(actor=SYSTEM, now=NOW, relationship=hanoi, year=YEAR).documents["en"])
    )
    each = texts(
        from_json(
            actions.build(actor=SYSTEM, now=NOW, relationship=ties["fujisawa"], year=YEAR).documents["en"]
        )
    )
    assert "firms of both sides together: Computers" in both["measures.trade.both"]
    assert "measures.trade.forward" not in both
    assert "Wholesale" not in each["measures.trade.backward"], (
        "a margin of trade is nothing to match firms for"
    )
    assert "check first that the city makes it" in each["measures.trade.backward"]


def test_a_date_nobody_confirmed_is_marked_wherever_it_is_told(ties: dict[str, Relationship]) -> None:
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["fujisawa"], year=YEAR)
    for key in ("brief.tie", "at_a_glance.tie"):
        assert "1981年11月5日（待确认）" in texts(from_json(version.documents["zh-hans"]))[key]
    event = ties["fujisawa"].events.get()
    network.correct_event(actor=SYSTEM, now=NOW, event=event, version=event.version, grade="A")
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["fujisawa"], year=YEAR)
    assert "1981年11月5日。" in texts(from_json(version.documents["zh-hans"]))["brief.tie"]


def test_clocks_off_the_full_hour_are_told_in_hours_and_minutes(ties: dict[str, Relationship]) -> None:
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["pokhara"], year=YEAR)
    assert "2 h 15 min behind" in texts(from_json(version.documents["en"]))["at_a_glance.place"]
    assert "晚2小时15分" in texts(from_json(version.documents["zh-hans"]))["at_a_glance.place"]


def test_sums_in_a_sentence_are_told_in_the_words_of_the_language(drafted: Dossier) -> None:
    shown = current(drafted).figures["trade.flow.forward"]
    assert shown["value"] == pytest.approx(47_020, abs=1)
    assert shown["display"] == {"zh-hans": "470.2亿美元", "en": "US$ 47.0 billion"}


def test_recorded_exchanges_are_counted_by_field_and_vitality_is_said(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    for when in ("2023-05-01", "2024-05-02", "2025-05-03"):
        network.record_exchange(
            actor=SYSTEM, now=NOW, relationship=ties["chiang-mai"], title={"en": "Tea days"},
            type="festival", fields=["culture"], when=when,
        )  # fmt: skip
    version = actions.build(actor=SYSTEM, now=NOW, relationship=ties["chiang-mai"], year=YEAR)
    assert version.figures["history.exchanges"]["value"] == 3
    assert version.figures["history.field.culture"]["value"] == 3
    assert version.figures["vitality.records"]["value"] == 3
    assert 0 < version.figures["vitality.alive"]["value"] <= 100
    drawn = {language: _curve_of(version.documents[language]) for language in ("zh-hans", "en")}
    for picture in drawn.values():
        assert picture is not None
        assert picture.beside is not None
        assert len(picture.beside.rows) == 11
        assert "3" in picture.caption
    assert drawn["en"] is not None
    assert "the last of 3 May 2025" in drawn["en"].caption
    last = max(key for key in version.figures if key.startswith("vitality.20"))
    assert version.figures[last]["value"] == pytest.approx(version.figures["vitality.decay"]["value"])


def test_without_a_recorded_exchange_there_is_no_curve(drafted: Dossier) -> None:
    assert all(_curve_of(current(drafted).documents[language]) is None for language in ("zh-hans", "en"))


def _curve_of(document: Any) -> Picture | None:
    """The picture of the decay curve, where the paper has one."""
    blocks = from_json(document).blocks
    return next(
        (block for block in blocks if isinstance(block, Picture) and block.key == "history.vitality.picture"),
        None,
    )


def test_two_partners_of_one_zone_are_told_apart_or_not(drafted: Dossier) -> None:
    english = documents(drafted)["en"]
    table = next(block for block in english.blocks if getattr(block, "key", "") == "risk.rivals.table")
    cells = ["".join(getattr(run, "text", "") for run in cell) for row in table.rows for cell in row[1:]]
    assert all(cell[-1:] in "▲▼≈" for cell in cells)


def test_pictures_are_valid_charts_and_are_stored_drawn(
    drafted: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Mapping[str, Any]] = []

    draw = charts.to_svg

    def kept(specification: Mapping[str, Any], language: Language) -> str:
        asked.append(specification)
        return draw(specification, language)

    monkeypatch.setattr(charts, "to_svg", kept)
    actions.build(actor=SYSTEM, now=NOW, relationship=drafted.relationship, year=YEAR)
    assert len(asked) == 2 * len(LANGUAGES)
    for specification in asked:
        altair.Chart.from_dict(dict(specification))
    for document in documents(drafted).values():
        pictures = [block for block in document.blocks if isinstance(block, Picture)]
        assert [picture.svg[:4] for picture in pictures] == ["<svg"] * 2
