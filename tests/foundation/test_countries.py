"""Codes and names of countries and regions."""

from __future__ import annotations

import pytest

from youcheng.foundation import countries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("th", "THA"), ("THA", "THA"), ("764", "THA"), (4, "AFG"), ("8", "ALB"), (" jp ", "JPN"),
        ("ADO", "AND"), ("ZAR", "COD"), ("KSV", "XKX"), ("ROM", "ROU"), ("TMP", "TLS"), ("WBG", "PSE"),
        ("490", "TWN"), ("842", "USA"), ("251", "FRA"), ("XK", "XKX"), ("xkx", "XKX"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_code_is_understood(written: str | int, code: str) -> None:
    assert countries.iso3(written) == code


@pytest.mark.parametrize("unknown", ["", "ZZZ", "999", "WLD", "Thailand"])
def test_what_is_no_code_is_none(unknown: str) -> None:
    assert countries.iso3(unknown) is None
    assert countries.iso2(unknown) is None


def test_two_letter_and_numeric_codes() -> None:
    assert (countries.iso2("THA"), countries.numeric("THA")) == ("TH", "764")
    assert (countries.iso2("XKX"), countries.numeric("XKX")) == ("XK", None)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Lao PDR", "LAO"), ("Korea, Rep.", "KOR"), ("Türkiye", "TUR"), ("Côte d’Ivoire", "CIV"),
        ("Hong Kong SAR, China", "HKG"), ("Hong Kong, China", "HKG"), ("Taiwan, China", "TWN"),
        ("Congo, Dem. Rep.", "COD"), ("Congo, Rep.", "COG"), ("Viet Nam", "VNM"), ("West Bank and Gaza", "PSE"),
        ("Bahamas, The", "BHS"), ("Myanmar", "MMR"),
    ],
)  # fmt: skip
def test_names_as_publishers_print_them(printed: str, code: str) -> None:
    assert countries.from_name(printed) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("泰国", "THA"), ("中国香港", "HKG"), ("台湾", "TWN"), ("刚果（金）", "COD"), ("刚果(布)", "COG"), ("韩国", "KOR"),
     ("阿拉伯联合酋长国", "ARE"), ("tha", "THA")],
)  # fmt: skip
def test_chinese_names_and_codes_are_both_understood(written: str, code: str) -> None:
    assert countries.named(written) == code


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_name_that_is_shown_can_be_written(language: str) -> None:
    for code in countries.all_codes():
        assert countries.from_name(countries.name(code, language)) == code


def test_regions_of_china_bear_their_proper_names_in_every_language() -> None:
    names = {code: countries.name(code, "zh-hans") for code in ("HKG", "MAC", "TWN")}
    assert names == {"HKG": "中国香港", "MAC": "中国澳门", "TWN": "中国台湾"}
    assert countries.name("TWN", "en") == "Taiwan, China"
    assert countries.name("HK", "en") == "Hong Kong, China"
    assert countries.name("MO", "en-GB") == "Macao, China"
    assert "จีน" in countries.name("TWN", "th")
    assert "จีน" in countries.name("HKG", "th")
    assert not any(countries.is_country(code) for code in ("HK", "MAC", "158"))
    assert countries.is_country("THA")


def test_names_follow_the_language_and_fall_back() -> None:
    assert countries.name("THA", "zh-cn") == "泰国"
    assert countries.name("THA", "th") == "ไทย"
    assert countries.name("THA", "xx") == "Thailand"
    assert countries.name("XKX") == "科索沃"
    assert countries.name("R20", "en") == "Europe, not specified"
    assert countries.name("nowhere") == "nowhere"


def test_all_codes_are_current_and_named() -> None:
    codes = countries.all_codes()
    assert "XKX" in codes
    assert "ANT" not in codes
    assert all(countries.name(code, "zh-hans") != code for code in codes)
