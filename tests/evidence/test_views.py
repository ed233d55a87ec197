"""The evidence pages: what they say, how they filter, and that a number leads to its rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.conftest import ClientOf, SameQueries
from tests.evidence.files import csv_file
from tests.world import NOW, World
from youcheng.evidence import actions, queries
from youcheng.evidence.enums import Kind
from youcheng.evidence.loaders import Options
from youcheng.evidence.models import Dataset
from youcheng.foundation.actors import Actor

pytestmark = pytest.mark.usefixtures("starter_evidence")


@pytest.fixture
def office(world: World, client_of: ClientOf) -> Client:
    return client_of(world.officer)


def text(client: Client, url: str, language: str = "en") -> str:
    client.cookies["language"] = language
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_catalogue_says_where_each_figure_comes_from(office: Client) -> None:
    page = text(office, reverse("evidence:datasets"))
    for said in (
        "World Bank",
        "CEPII",
        "OECD",
        "Etalab 2.0",
        "CC BY 4.0",
        "2013–2023",
        "14,124",
        "Countries (regions)",
    ):
        assert said in page
    page = text(office, reverse("evidence:datasets"), "zh-hans")
    assert "全球治理指标" in page
    assert "国家（地区）" in page


def test_the_catalogue_filters_sorts_and_exports(office: Client) -> None:
    url = reverse("evidence:datasets")
    assert "baci-hs2-2024" not in text(office, f"{url}?shape=governance")
    assert "baci-hs2-2024" in text(office, f"{url}?text=cepii")
    assert "No data set fits" in text(office, f"{url}?text=nothing-like-it")
    by_rows = re.findall(r'<code class="soft">([\w-]+)</code>', text(office, f"{url}?sort=-rows"))
    assert by_rows[0] == "icio-2022-flows"
    sheet = office.get(reverse("evidence:datasets_export"), {"format": "csv", "shape": "logistics"})
    lines = b"".join(sheet).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert len(lines) == 2
    assert "CC BY 4.0" in lines[1]


def test_a_data_set_shows_columns_coverage_and_the_command(office: Client) -> None:
    page = text(office, reverse("evidence:dataset", args=["wgi-2024"]))
    for said in ("Standard error", "Taiwan, China", "Hong Kong, China", "youcheng data starter", "Kaufmann"):
        assert said in page
    assert "中国台湾" in text(office, reverse("evidence:dataset", args=["wgi-2024"]), "zh-hans")


def test_a_file_somebody_loaded_says_how_to_load_it_again(office: Client, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "reporter,product,exports\nTHA,01,5\n", "sales.csv")
    request = actions.Request(Kind.TRADE, path, "sales", Options(year=2022))
    actions.load(actor=Actor.system("test"), now=NOW, request=request)
    page = text(office, reverse("evidence:dataset", args=["sales"]))
    assert "youcheng data load trade sales.csv --name sales --year 2022" in page
    assert "to be supplied" in page


def test_a_number_leads_to_its_rows(office: Client) -> None:
    series = queries.indicator_series("LAO", "NY.GDP.MKTP.KD.ZG")
    assert isinstance(series, queries.Series)
    page = text(office, queries.address(series.provenance))
    assert "Laos (LAO)" in page
    assert "GDP growth" in page
    assert "Thailand (THA)</td>" not in page
    assert "earlier vintage" not in page
    flows = queries.bilateral_flows("CHN", "THA")
    assert isinstance(flows, queries.Flows)
    page = text(office, queries.address(flows.provenance))
    assert "China (CHN)" in page
    assert "40 rows" in page


def test_rows_of_an_earlier_vintage_say_so(office: Client) -> None:
    url = reverse("evidence:rows", args=["wdi"])
    assert "earlier vintage" in text(office, f"{url}?iso3=LAO&sha=0123456789ab")


def test_rows_filter_page_and_export(office: Client) -> None:
    url = reverse("evidence:rows", args=["wgi-2024"])
    page = text(office, f"{url}?economy=THA&year=2023&code=pv")
    assert "1 row" in page
    assert "-0.2803" in page or "−0.2803" in page
    assert "No row fits" in text(office, f"{url}?economy=GIB")
    assert "51 to 100" in text(office, f"{url}?page=2")
    assert text(office, f"{url}?page=-3&year=x&iso3='%22;drop")
    sheet = office.get(
        reverse("evidence:rows_export", args=["wgi-2024"]),
        {"format": "csv", "economy": "TWN", "year": "2023"},
    )
    lines = b"".join(sheet).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert len(lines) == 7
    assert '"Taiwan, China"' in lines[1] or "中国台湾" in lines[1]


def test_a_missing_file_is_said_and_nothing_breaks(office: Client) -> None:
    dataset = Dataset.objects.get(name="lpi")
    (queries.folder() / dataset.file).unlink()
    assert "is missing" in text(office, reverse("evidence:dataset", args=["lpi"]))
    assert "is missing" in text(office, reverse("evidence:rows", args=["lpi"]))


def test_a_steward_chooses_the_default(world: World, client_of: ClientOf) -> None:
    steward = client_of(world.director)
    assert "Use by default" in text(steward, reverse("evidence:dataset", args=["doing-business-2020"]))
    steward.post(reverse("evidence:make_default", args=["doing-business-2020"]))
    assert Dataset.objects.get(name="doing-business-2020").is_default
    assert not Dataset.objects.get(name="wdi").is_default
    assert "Use by default" not in text(client_of(world.officer), reverse("evidence:dataset", args=["wdi"]))


def test_the_catalogue_uses_the_same_queries_however_long(
    office: Client, assert_same_queries: SameQueries
) -> None:
    def more(count: int) -> None:
        row = Dataset.objects.filter(shape="indicators", is_default=False).first()
        assert row is not None
        start = Dataset.objects.count()
        for number in range(count):
            row.pk, row.name = None, f"copy-{start + number}"
            row.save()

    assert_same_queries(more, lambda: office.get(reverse("evidence:datasets")))


def test_no_region_of_china_is_called_a_country_anywhere(office: Client) -> None:
    with translation.override("zh-hans"):
        page = text(office, reverse("evidence:rows", args=["baci-hs2-2024"]), "zh-hans")
    for code, name in (("TWN", "中国台湾"), ("HKG", "中国香港"), ("MAC", "中国澳门")):
        assert f"{name} ({code})" in page
    assert "国家列表" not in page
