"""Codes and names of countries and regions, said once for the whole platform.

Called by the register, the evidence loaders and every page that prints a country. ISO 3166 comes from pycountry, names
from Unicode CLDR through Babel; what neither knows (publishers' own codes, former states, the proper names of Hong Kong,
Macao and Taiwan) is written here. Who belongs to which group, and any figure about a country, must not live here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError

REGIONS_OF_CHINA = frozenset({"HKG", "MAC", "TWN"})
"""Economies with figures of their own that are not countries; every heading over them reads 国家（地区）."""

PUBLISHER_CODES: Mapping[str, str] = {
    # World Bank governance files still use codes withdrawn from ISO 3166.
    "ADO": "AND", "ZAR": "COD", "KSV": "XKX", "ROM": "ROU", "TMP": "TLS", "WBG": "PSE",
    # Other spellings of Kosovo (Eurostat, UN, banks), and the two-letter codes Europe's institutions use.
    "XK": "XKX", "XKV": "XKX", "XKK": "XKX", "UNK": "XKX", "UK": "GBR", "EL": "GRC", "JG": "CHI",
    # UN Comtrade areas that ISO numbers differently. Comtrade and BACI book Taiwan under 490 "Other Asia, nes".
    "490": "TWN", "S19": "TWN", "251": "FRA", "699": "IND", "757": "CHE", "579": "NOR", "842": "USA", "381": "ITA",
    "736": "SDN", "280": "DEU", "058": "BEL", "697": "R20", "R20": "R20", "711": "ZA1", "ZA1": "ZA1",
    "200": "CSK", "278": "DDR", "530": "ANT", "810": "SUN", "849": "PUS", "890": "YUG", "891": "SCG",
}  # fmt: skip
"""Publisher's code → our code; looked up before ISO."""

SPECIAL_NAMES: Mapping[str, tuple[str, str]] = {
    "XKX": ("Kosovo", "科索沃"),
    "CHI": ("Channel Islands", "海峡群岛"),
    "R20": ("Europe, not specified", "欧洲其他（未列明）"),
    "ZA1": ("Southern African Customs Union (until 1999)", "南部非洲关税同盟（1999年前）"),
    "ANT": ("Netherlands Antilles (until 2010)", "荷属安的列斯（2010年前）"),
    "CSK": ("Czechoslovakia (until 1992)", "捷克斯洛伐克（1992年前）"),
    "DDR": ("German Democratic Republic (until 1990)", "民主德国（1990年前）"),
    "SUN": ("Soviet Union (until 1991)", "苏联（1991年前）"),
    "PUS": ("United States Pacific islands", "美国太平洋岛屿"),
    "YUG": ("Yugoslavia (former)", "南斯拉夫（前）"),
    "SCG": ("Serbia and Montenegro (until 2006)", "塞尔维亚和黑山（2006年前）"),
}
"""Codes outside ISO 3166 that appear in the publishers' tables: English and Chinese name."""

PROPER_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "HKG": "Hong Kong, China", "MAC": "Macao, China", "TWN": "Taiwan, China", "PSE": "Palestine",
        "MMR": "Myanmar", "COD": "DR Congo", "COG": "Congo", "KOR": "Republic of Korea", "PRK": "DPR Korea",
        "CIV": "Côte d'Ivoire", "SXM": "Sint Maarten", "MAF": "Saint Martin",
    },
    "zh_Hans": {
        "HKG": "中国香港", "MAC": "中国澳门", "TWN": "中国台湾", "PSE": "巴勒斯坦", "ARE": "阿联酋",
        "BIH": "波黑", "FLK": "马尔维纳斯群岛（福克兰群岛）", "CAF": "中非",
    },
    "zh_Hant": {"HKG": "中國香港", "MAC": "中國澳門", "TWN": "中國臺灣", "PSE": "巴勒斯坦"},
}  # fmt: skip
"""Names that differ from CLDR's: what Chinese official usage and the United Nations print."""

_VARIANTS: Mapping[str, str] = {
    # As the World Bank, the UN, Wikipedia and Chinese offices print them; compared after `_plain`.
    "bahamas the": "BHS", "bolivia": "BOL", "brunei": "BRN", "burma": "MMR", "cape verde": "CPV",
    "channel islands": "CHI", "congo dem rep": "COD", "democratic republic of the congo": "COD",
    "congo rep": "COG", "republic of the congo": "COG", "cote divoire": "CIV", "ivory coast": "CIV",
    "curacao": "CUW", "czech republic": "CZE", "egypt arab rep": "EGY", "ethiopia excludes eritrea": "ETH",
    "gambia the": "GMB", "hong kong": "HKG", "hong kong sar china": "HKG", "china hong kong sar": "HKG",
    "iran islamic rep": "IRN", "korea dem peoples rep": "PRK", "korea dem rep": "PRK", "north korea": "PRK",
    "korea rep": "KOR", "south korea": "KOR", "republic of korea": "KOR", "kosovo": "XKX",
    "kyrgyz republic": "KGZ", "lao pdr": "LAO", "laos": "LAO", "macao": "MAC", "macau": "MAC",
    "macao sar china": "MAC", "china macao sar": "MAC", "macedonia fyr": "MKD", "macedonia": "MKD",
    "micronesia fed sts": "FSM", "micronesia": "FSM", "moldova": "MDA", "palestine": "PSE",
    "state of palestine": "PSE", "west bank and gaza": "PSE", "russia": "RUS", "reunion": "REU",
    "sint maarten dutch part": "SXM", "slovak republic": "SVK", "st kitts and nevis": "KNA",
    "st lucia": "LCA", "st martin french part": "MAF", "st vincent and the grenadines": "VCT",
    "sao tome and principe": "STP", "swaziland": "SWZ", "syria": "SYR", "taiwan": "TWN", "taiwan china": "TWN",
    "chinese taipei": "TWN", "tanzania": "TZA", "turkey": "TUR", "turkiye": "TUR", "uk": "GBR",
    "united states of america": "USA", "usa": "USA", "venezuela": "VEN", "venezuela rb": "VEN",
    "vietnam": "VNM", "virgin islands us": "VIR", "yemen rep": "YEM", "puerto rico us": "PRI",
    "somalia fed rep": "SOM", "netherlands antilles": "ANT", "netherlands antilles former": "ANT",
    "vatican city": "VAT", "the bahamas": "BHS", "the gambia": "GMB", "east timor": "TLS",
    "香港": "HKG", "澳门": "MAC", "台湾": "TWN", "台湾省": "TWN", "中华台北": "TWN", "台湾地区": "TWN",
    "香港特别行政区": "HKG", "澳门特别行政区": "MAC", "中国香港特别行政区": "HKG", "中国澳门特别行政区": "MAC",
    "阿拉伯联合酋长国": "ARE", "波斯尼亚和黑塞哥维那": "BIH", "中非共和国": "CAF", "刚果金": "COD", "刚果布": "COG",
    "朝鲜": "PRK", "韩国": "KOR", "俄罗斯联邦": "RUS", "老挝人民民主共和国": "LAO", "斯威士兰": "SWZ",
    "马尔维纳斯群岛": "FLK", "捷克共和国": "CZE", "东帝汶": "TLS", "佛得角": "CPV", "科特迪瓦": "CIV",
}  # fmt: skip


def iso3(code: str | int) -> str | None:
    """Return the ISO 3166 alpha-3 code for any code a publisher writes, or None when it names no economy.

    Takes alpha-2, alpha-3 and numeric codes in any case, with or without leading zeros, and the publishers' own codes
    (`PUBLISHER_CODES`). Former states and unallocated areas keep the code of `SPECIAL_NAMES`.
    """
    text = str(code).strip().upper()
    if text.isdigit():
        text = text.zfill(3)
    return _by_code().get(text)


def iso2(code: str | int) -> str | None:
    """Return the alpha-2 code of an economy (XK for Kosovo), or None where there is none."""
    alpha3 = iso3(code)
    return None if alpha3 is None else _alpha2().get(alpha3)


def numeric(code: str | int) -> str | None:
    """Return the three-digit ISO numeric code, or None where ISO gives none."""
    alpha3 = iso3(code)
    found = pycountry.countries.get(alpha_3=alpha3) if alpha3 else None
    return None if found is None else str(found.numeric)


def from_name(text: str) -> str | None:
    """Return the alpha-3 code for a Chinese name or an English one as publishers print it, None when not recognised."""
    return _by_name().get(_plain(text))


def named(written: str) -> str | None:
    """Return the alpha-3 code for a code or a usual name, None when it is neither."""
    return iso3(written) or from_name(written)


def is_country(code: str | int) -> bool:
    """Say whether the code is an ISO 3166 entry that is not one of China's regions (a heading 国家 would be right)."""
    alpha3 = iso3(code)
    return alpha3 in _iso_alpha3() and alpha3 not in REGIONS_OF_CHINA


def all_codes() -> tuple[str, ...]:
    """Return every current ISO 3166 alpha-3 code and Kosovo's, sorted."""
    return tuple(sorted(_iso_alpha3() | {"XKX"}))


def name(code: str | int, language: str = "zh-hans") -> str:
    """Return the name of a country or region in a language (a tag such as `zh-hans`, `en`, `th`).

    Hong Kong, Macao and Taiwan always carry the name of China. A language CLDR lacks falls back to English; a code that
    names nothing is returned as it is, so that a page shows what the data said instead of failing.
    """
    alpha3 = iso3(code)
    return str(code) if alpha3 is None else _name(alpha3, _locale_id(language))


@cache
def _name(alpha3: str, locale_id: str) -> str:
    proper = PROPER_NAMES.get(locale_id, {}).get(alpha3)
    if proper is not None:
        return proper
    if alpha3 in SPECIAL_NAMES and alpha3 not in _alpha2():
        english, chinese = SPECIAL_NAMES[alpha3]
        return chinese if locale_id.startswith("zh") else english
    territories = Locale.parse(locale_id).territories
    local = territories.get(_alpha2()[alpha3])
    if local is None:
        return _name(alpha3, "en") if locale_id != "en" else _iso_english(alpha3)
    if alpha3 == "TWN":
        # CLDR prints the island alone; beside countries it is always named as part of China.
        return f"{local}, {territories['CN']}"
    return str(local)


def _iso_english(alpha3: str) -> str:
    found = pycountry.countries.get(alpha_3=alpha3)
    return alpha3 if found is None else str(found.name)


@cache
def _locale_id(language: str) -> str:
    """Turn a language tag into the CLDR locale whose names we use; an unknown one becomes English."""
    tag = language.replace("-", "_")
    lowered = tag.lower()
    if lowered.startswith("zh"):
        traditional = any(part in lowered for part in ("hant", "_tw", "_hk", "_mo"))
        return "zh_Hant" if traditional else "zh_Hans"
    try:
        return Locale.parse(tag).language
    except (UnknownLocaleError, ValueError):
        return "en"


@cache
def _iso_alpha3() -> frozenset[str]:
    return frozenset(str(entry.alpha_3) for entry in pycountry.countries)


@cache
def _alpha2() -> Mapping[str, str]:
    return {str(entry.alpha_3): str(entry.alpha_2) for entry in pycountry.countries} | {"XKX": "XK"}


@cache
def _by_code() -> Mapping[str, str]:
    """Build the table every code is looked up in; the publishers' own codes win over ISO."""
    table: dict[str, str] = {special: special for special in SPECIAL_NAMES}
    for entry in pycountry.countries:
        table.update(dict.fromkeys((entry.alpha_2, entry.alpha_3, entry.numeric), entry.alpha_3))
    return {**table, **PUBLISHER_CODES}


@cache
def _by_name() -> Mapping[str, str]:
    table: dict[str, str] = {}
    english, chinese = Locale.parse("en").territories, Locale.parse("zh_Hans").territories
    for entry in pycountry.countries:
        spellings = [entry.name, getattr(entry, "official_name", ""), getattr(entry, "common_name", "")]
        spellings += [english.get(entry.alpha_2, ""), chinese.get(entry.alpha_2, "")]
        table.update({_plain(spelling): entry.alpha_3 for spelling in spellings if spelling})
    for language in ("en", "zh_Hans"):
        table.update({_plain(proper): alpha3 for alpha3, proper in PROPER_NAMES[language].items()})
    for alpha3, names in SPECIAL_NAMES.items():
        table.update({_plain(printed): alpha3 for printed in names})
    return {**table, **_VARIANTS}


def _plain(text: str) -> str:
    """Fold case, accents and punctuation away: 'Côte d’Ivoire' and "cote d'ivoire" are the same name."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[^\w\s]", "", letters.replace("-", " ").replace("&", " and ")).split())
