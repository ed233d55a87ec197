"""The candidates' pages: who is first and why, one's own weights, what is left out and why, side by side, sheets and papers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.conftest import SameQueries
from tests.strategy.conftest import SYSTEM
from tests.world import NOW, World
from youcheng.accounts.models import Person
from youcheng.engines.stability import Stability
from youcheng.network import actions as network
from youcheng.network.models import City
from youcheng.strategy import candidate_words as words
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.judgements import SHIPPED

ClientOf = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db
LIST = "/candidates/"


@pytest.fixture
def officer(client_of: ClientOf, world: World) -> Client:
    return client_of(world.officer)


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def sheet(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def names(client: Client, query: str = "") -> list[str]:
    return [row["address"] for row in sheet(client, f"{LIST}?format=csv{query}")]


def test_the_first_is_named_with_what_makes_it_first_and_what_would_move_it(
    cities: dict[str, City], officer: Client
) -> None:
    html = page(officer, LIST)
    assert "comes first of 4 candidates" in html
    assert "Most of it:" in html
    assert "The weight that decides soonest:" in html
    assert html.index("Hanoi") < html.index("Wien")
    assert "Paro" not in html
    assert names(officer) == ["hanoi", "udon-thani", "wien", "vientiane"]


def test_what_no_candidate_has_a_figure_for_is_said_once_and_by_name(
    cities: dict[str, City], officer: Client
) -> None:
    html = page(officer, LIST)
    said = "No candidate has a figure for ties of our country there"
    assert said in html
    assert "missing: ties of our country there" not in html


def test_weights_move_the_order_and_stay_in_the_address(cities: dict[str, City], officer: Client) -> None:
    codes = [key for key in sheet(officer, f"{LIST}?format=csv")[0] if key.endswith(": adds")]
    assert len(codes) == 12
    zeros = "".join(f"&w_{code}=0" for code in ("size", "sells", "buys", "relatedness", "zone", "coverage"))
    only_risk = f"{zeros}&w_distance=0&w_memberships=0&w_national_ties=0&w_risk=1"
    assert names(officer, only_risk)[0] == "wien"
    html = page(officer, f"{LIST}?w_risk=5")
    assert "w_risk=5" in html
    assert reverse("strategy:candidate", args=["hanoi"]) + "?w_risk=5" in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("".join(f"&w_{code}=0" for code in ("size", "sells", "buys", "relatedness", "risk", "distance", "zone", "memberships", "coverage", "national_ties")), "All weights are zero"),
        ("&w_risk=-1", "A weight is a number of 0 or more."),
        ("&w_risk=nan", "A weight is a number of 0 or more."),
        ("&w_risk=much", "A weight is a number of 0 or more."),
    ],
)  # fmt: skip
def test_weights_that_cannot_be_used_are_refused_once_and_the_office_s_own_shown(
    cities: dict[str, City], officer: Client, query: str, said: str
) -> None:
    html = page(officer, f"{LIST}?{query}")
    assert html.count(said) == 1
    assert "Hanoi" in html
    assert "can't be used" in page(officer, f"{LIST}hanoi/?{query}")


def test_a_slider_gets_the_ranking_alone(cities: dict[str, City], officer: Client) -> None:
    fragment = page(officer, f"{LIST}?w_risk=5", **{"HX-Request": "true"})
    assert "Hanoi" in fragment
    assert "<html" not in fragment
    assert "hx-get" not in fragment
    assert "Now first: " in fragment
    assert "Now first: " not in page(officer, LIST)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("&zone=main_front", ["hanoi", "udon-thani", "vientiane"]),
        ("&country=LA", ["vientiane"]),
        ("&group=LMC", ["udon-thani", "vientiane"]),
        ("&smallest=1000000", ["hanoi", "wien"]),
        ("&smallest=1000000&show=small", ["vientiane", "udon-thani"]),
        ("&q=HANOI", ["hanoi"]),
        ("&show=tied", ["chiang-mai", "pokhara", "fujisawa"]),
        ("&show=ruled_out", ["paro", "mogadishu"]),
        ("&show=unknown", ["atlantis"]),
        ("&sort=distance", ["hanoi", "vientiane", "udon-thani", "wien"]),
        ("&sort=-population", ["hanoi", "wien", "vientiane", "udon-thani"]),
        ("&sort=country", ["wien", "vientiane", "udon-thani", "hanoi"]),
        ("&zone=nowhere&smallest=many", ["hanoi", "udon-thani", "wien", "vientiane"]),
    ],
)
def test_filters_lists_and_orders(
    cities: dict[str, City], officer: Client, query: str, expected: list[str]
) -> None:
    found = names(officer, query)
    assert set(found) == set(expected)
    if "show" not in query:
        assert found == expected


def test_a_city_with_no_figures_is_listed_and_not_ranked_last(
    cities: dict[str, City], officer: Client
) -> None:
    row = sheet(officer, f"{LIST}?format=csv&show=unknown")[0]
    assert (row["address"], row["Points"], row["Rank"]) == ("atlantis", "", "")
    html = page(officer, f"{LIST}atlantis/")
    assert "Not enough is known" in html
    assert "stays" not in html


def test_cities_looking_for_a_partner_are_marked_and_can_be_chosen(
    cities: dict[str, City], officer: Client
) -> None:
    network.record_seeker(actor=SYSTEM, now=NOW, city=cities["vientiane"], when="2025-03", source="a letter")
    assert "looking for a partner" in page(officer, LIST)
    assert names(officer, "&seeking=on") == ["vientiane"]


def test_a_score_opens_to_its_parts(cities: dict[str, City], officer: Client) -> None:
    html = page(officer, f"{LIST}hanoi/?zone=main_front")
    assert "of 3" in html
    for said in (
        "0.02 → 1, evenly in ratios", "icio-2022", "baci-hs2-2024", "How it is measured", "net flow", "closeness",
        "Missing, and its weight scaled to what is known:", "ties of our country there",
        "Hanoi stays among the first 5 whatever",
    ):  # fmt: skip
        assert said in html, said
    assert reverse("network:relationship_add") + "?city=hanoi" in html
    assert "/evidence/" in html


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        (((0.12, 0.48),), "12–48 %"),
        (((0.0, 0.10549), (0.9, 1.0)), "0–10.5 % or 90–100 %"),
        (((0.1171, 0.1719), (0.17192, 0.17198)), "11.8–17.1 %"),
        (((0.17192, 0.17198),), "17.192–17.198 %"),
    ],
)
def test_a_stability_sentence_never_promises_more_than_holds(
    spans: tuple[tuple[float, float], ...], said: str
) -> None:
    span = Stability(method="weight_stability", criterion="risk", k=5, now=spans[0][0], intervals=spans)
    assert words.stability(span, "Vientiane") == (
        f"Vientiane stays among the first 5 while “safety of the country” weighs {said} (now {spans[0][0]:.0%})."
    )


def test_a_place_not_held_now_is_told_as_what_would_bring_it() -> None:
    span = Stability(method="weight_stability", criterion="risk", k=1, now=0.2, intervals=((0.5, 1.0),))
    said = "Wien would be in first place if “safety of the country” weighed 50–100 % (now 20%)."
    assert words.stability(span, "Wien") == said


def test_a_partner_is_told_the_place_it_would_have(cities: dict[str, City], officer: Client) -> None:
    html = page(officer, f"{LIST}chiang-mai/")
    assert "beside 4" in html
    assert "Chiang Mai stays among the first" in html
    assert reverse("strategy:risk_country", args=["THA"]) in html
    assert "iso3=CHN&amp;iso3=THA" in html


def test_a_city_s_page_leads_to_it_as_a_candidate(
    cities: dict[str, City], officer: Client, client_of: ClientOf, world: World
) -> None:
    address = reverse("strategy:candidate", args=["hanoi"])
    city = reverse("network:relationship", args=["hanoi"])
    assert address in page(officer, city)
    assert address not in page(client_of(world.stranger), city)
    assert "As a candidate" not in page(officer, reverse("network:relationship", args=["kunming"]))


def test_a_reader_is_not_offered_to_add_a_prospect(
    cities: dict[str, City], client_of: ClientOf, world: World
) -> None:
    assert reverse("network:relationship_add") not in page(client_of(world.assistant), f"{LIST}hanoi/")


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("paro", "No diplomatic relations with our country. Source: Ministry of Foreign Affairs"),
        ("mogadishu", "A red line holds for the country: UN Security Council resolution 751 (1992)"),
        ("chiang-mai", "The city is already on the register."),
        ("dali", "A friendship city is a foreign city"),
        ("kunming", "This is the home city itself."),
    ],
)
def test_what_leaves_a_city_out_is_said_with_its_source(
    cities: dict[str, City], officer: Client, slug: str, said: str
) -> None:
    html = page(officer, f"{LIST}{slug}/")
    assert said in html
    assert "no place among the candidates" in html
    if slug in ("paro", "mogadishu"):
        assert "to be confirmed" in html


def test_unknown_cities_and_a_seventh_are_said(cities: dict[str, City], officer: Client) -> None:
    assert officer.get(f"{LIST}nowhere/").status_code == 404
    asked = "&".join(f"city={slug}" for slug in list(cities)[:7])
    html = page(officer, f"{LIST}compare?{asked}&city=nowhere")
    assert "There is no city “nowhere”." in html
    assert "At most 6 cities fit side by side; left out:" in html
    assert html.count('<th scope="col"><a href="/candidates/') == 6
    assert "No city is chosen yet" in page(officer, f"{LIST}compare")


def test_side_by_side_the_risk_says_how_sure_it_is(cities: dict[str, City], officer: Client) -> None:
    risk = risk_book().interval("VNM")
    assert risk is not None
    html = page(officer, f"{LIST}compare?city=hanoi&city=wien")
    assert f"[{risk.p05:.1f}–{risk.p95:.1f}]" in html


def test_cities_side_by_side_leave_as_sheet_and_paper(cities: dict[str, City], officer: Client) -> None:
    address = f"{LIST}compare?city=hanoi&city=wien&city=paro"
    html = page(officer, address)
    assert html.index("Hanoi") < html.index("Wien")
    table = {row["Compared"]: row for row in sheet(officer, f"{address}&format=csv")}
    assert table["Rank"]["Hanoi (Vietnam)"] == "1"
    assert table["Left out because"]["Paro (Bhutan)"] == "no diplomatic relations"
    assert table["ties of our country there"]["Wien (Austria)"] == "to be supplied"
    assert "our city makes what they buy" not in table
    docx = zipfile.ZipFile(io.BytesIO(officer.get(f"{address}&format=docx").content))
    text = docx.read("word/document.xml").decode()
    assert "Hanoi" in text
    assert "No diplomatic relations" in text
    assert officer.get(f"{address}&format=pdf").content[:5] == b"%PDF-"


def test_the_method_says_its_judgements(cities: dict[str, City], officer: Client) -> None:
    html = page(officer, f"{LIST}method")
    assert "Brans and Vincke 1985" in html
    assert "as of 24 January 2024" in html
    assert "Partners of like size" in html


def test_without_a_home_city_the_page_says_what_to_do(world: World, client_of: ClientOf, db: None) -> None:
    response = client_of(world.officer).get(LIST)
    assert response.status_code == 200
    assert "setup --home-city" in response.content.decode()


def test_a_wrong_file_of_criteria_is_named_on_the_page(
    cities: dict[str, City], officer: Client, settings: Settings, tmp_path: Path
) -> None:
    text = (SHIPPED / "candidates.toml").read_text(encoding="utf-8").replace("weight = 2.0", "weight = -2.0")
    settings.YOUCHENG_HOME = tmp_path
    (tmp_path / "strategy").mkdir()
    (tmp_path / "strategy" / "candidates.toml").write_text(text, encoding="utf-8")
    for address in (LIST, f"{LIST}hanoi/", f"{LIST}compare?city=hanoi", f"{LIST}method"):
        response = officer.get(address)
        assert response.status_code == 422
        assert "criteria[5]" in response.content.decode()


def test_a_list_costs_no_query_a_row(
    cities: dict[str, City], officer: Client, assert_same_queries: SameQueries
) -> None:
    def make(count: int) -> None:
        for _ in range(count):
            number = City.objects.count()
            City.objects.create(
                slug=f"city-{number}", name={"en": f"City {number}"}, country_id="VN",
                population=500_000 + number, latitude=15, longitude=105,
            )  # fmt: skip
        officer.get(LIST)  # the figures are made anew for the new cities; what is asked is the list

    assert_same_queries(make, lambda: officer.get(LIST))
