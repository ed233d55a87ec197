"""The dossier's pages: what one reads, opens, edits and takes away; two editors; lists that don't cost a query a row."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.strategy.conftest import SYSTEM, YEAR, make_partner
from tests.world import NOW, World
from youcheng.accounts.models import Person
from youcheng.network.models import Relationship
from youcheng.strategy import actions
from youcheng.strategy.models import Dossier

ClientOf = Callable[[Person | None], Client]
BLOCK = "complementarity.similarity"


def url(name: str, *args: object) -> str:
    return reverse(f"strategy:{name}", args=["chiang-mai", YEAR, *args])


@pytest.fixture
def officer(client_of: ClientOf, world: World) -> Client:
    return client_of(world.officer)


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_dossier_s_numbers_are_links_and_its_paragraphs_can_be_edited(
    drafted: Dossier, officer: Client
) -> None:
    html = page(officer, url("dossier"))
    assert url("figure", "trade.tci.forward") in html
    assert url("edit", BLOCK) in html
    assert "<svg" in html
    assert len(html) < 400_000


def test_a_reader_sees_no_edit_buttons(drafted: Dossier, client_of: ClientOf, world: World) -> None:
    html = page(client_of(world.assistant), url("dossier"))
    assert url("edit", BLOCK) not in html
    assert "Hand in for review" not in html


def test_a_number_opens_to_formula_vintage_and_rows(drafted: Dossier, officer: Client) -> None:
    html = page(officer, url("figure", "trade.tci.forward"))
    assert "Michaely 1996" in html
    assert "icio-2022" in html
    assert "<td>THA</td>" in html
    assert "intermediate goods and services only" in html


def test_a_risk_score_opens_with_its_interval(drafted: Dossier, officer: Client) -> None:
    html = page(officer, url("figure", "risk.political"), **{"HX-Request": "true"})
    assert "How sure" in html
    assert "<html" not in html
    assert officer.get(url("figure", "no.such")).status_code == 404


def test_an_edit_is_saved_shown_and_kept_through_a_rebuild(drafted: Dossier, officer: Client) -> None:
    answer = officer.post(url("edit", BLOCK), {"text": "Alike with 72.9, we think.", "version": "0"})
    assert answer.status_code == 302
    officer.post(url("rebuild"))
    html = page(officer, url("dossier"))
    assert "we think" in html
    assert f'href="{url("figure", "trade.similarity")}"' in html


def test_the_second_editor_is_told_and_keeps_the_text(drafted: Dossier, officer: Client) -> None:
    officer.post(url("edit", BLOCK), {"text": "First.", "version": "0"})
    answer = officer.post(url("edit", BLOCK), {"text": "Second.", "version": "0"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody else saved this block first" in html
    assert "Second." in html
    assert "First." in html
    officer.post(url("edit", BLOCK), {"text": "Second.", "version": "1"})
    assert drafted.edits.get().text == "Second."


def test_what_is_written_is_escaped(drafted: Dossier, officer: Client) -> None:
    officer.post(url("edit", BLOCK), {"text": "<script>alert(1)</script>", "version": "0"})
    assert "<script>alert" not in page(officer, url("dossier"))


@pytest.mark.parametrize(
    ("kind", "starts"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype"), ("json", b"{")]
)
def test_every_format_can_be_taken_away(drafted: Dossier, officer: Client, kind: str, starts: bytes) -> None:
    answer = officer.get(url("file", kind))
    assert answer.status_code == 200
    assert answer.content.startswith(starts)
    assert f".{kind}" in answer["Content-Disposition"]


def test_the_json_is_whole(drafted: Dossier, officer: Client) -> None:
    data = json.loads(officer.get(url("file", "json")).content)
    assert data["partner"] == "chiang-mai"
    assert set(data["documents"]) == {"zh-hans", "en"}
    assert data["figures"]["trade.tci.forward"]["datasets"] == ["icio-2022"]
    assert {run["method"] for run in data["engine_runs"]} >= {"tci", "composite_interval"}


def test_an_unknown_format_and_an_unknown_partner_are_not_there(drafted: Dossier, officer: Client) -> None:
    assert officer.get(url("file", "odt")).status_code == 404
    assert officer.get(reverse("strategy:dossier", args=["nowhere", YEAR])).status_code == 404


def test_a_tie_without_a_dossier_offers_to_draft_it(drafted: Dossier, officer: Client) -> None:
    address = reverse("strategy:dossier", args=["fujisawa", YEAR])
    assert "Draft it" in page(officer, address)
    officer.post(reverse("strategy:rebuild", args=["fujisawa", YEAR]))
    assert "Fujisawa" in page(officer, address)


def test_the_way_to_approval_on_the_pages(drafted: Dossier, client_of: ClientOf, world: World) -> None:
    officer, director = client_of(world.officer), client_of(world.director)
    officer.post(url("submit"))
    html = page(director, url("dossier"))
    assert "Approve and lock" in html
    drafted.refresh_from_db()
    director.post(url("approve"), {"revision": drafted.revision})
    html = page(officer, url("dossier"))
    assert "approved and locked" in html
    assert url("edit", BLOCK) not in html
    director.post(url("reopen"), {"reason": "New figures"})
    assert "New figures" in page(officer, url("dossier"))


def test_history_and_comparison(drafted: Dossier, officer: Client) -> None:
    officer.post(url("edit", BLOCK), {"text": "Our words.", "version": "0"})
    officer.post(url("rebuild"))
    assert url("version", 2) in page(officer, url("history"))
    html = page(officer, url("compare"))
    assert "<ins>" in html
    assert "<del>" in html
    assert "Our words." in page(officer, url("version", 2))
    assert "Our words." not in page(officer, url("version", 1))


def test_drafting_all_reports_its_end(drafted: Dossier, officer: Client) -> None:
    answer = officer.post(reverse("strategy:rebuild_all"), {"year": YEAR, "which": "all"}, follow=True)
    assert "3 drafted" in answer.content.decode()
    assert Dossier.objects.filter(current__isnull=False).count() == 3


def test_the_list_filters_sorts_and_exports(drafted: Dossier, officer: Client) -> None:
    address = reverse("strategy:dossiers")
    html = page(officer, f"{address}?year={YEAR}&state=none&sort=-partner")
    assert "Fujisawa" in html
    assert "Chiang Mai" not in html
    assert "Chiang Mai" in page(officer, f"{address}?year={YEAR}&figures=fresh&text=chiang")
    sheet = b"".join(
        officer.get(f"{reverse('strategy:dossiers_export')}?format=csv&year={YEAR}").streaming_content
    )  # type: ignore[attr-defined]
    assert b"chiang-mai" in sheet


def test_the_list_costs_the_same_queries_for_any_number(
    ties: dict[str, Relationship], officer: Client, assert_same_queries: Callable[..., None]
) -> None:
    made = iter(range(100))

    def more(count: int) -> None:
        for number in (next(made) for _ in range(count)):
            tie = make_partner(f"city-{number}", "2001-02-03", "TH", name={"en": f"City {number}"})
            actions.build(actor=SYSTEM, now=NOW, relationship=tie, year=YEAR)

    assert_same_queries(more, lambda: officer.get(f"{reverse('strategy:dossiers')}?year={YEAR}"))
