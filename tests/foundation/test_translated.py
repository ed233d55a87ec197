"""Names in many languages: the fallback and its mark."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.world import World
from youcheng.accounts.models import Organisation
from youcheng.foundation.translated import Shown, Translated, TranslatedField

CHIANG_MAI = Translated({"zh-hans": "清迈", "en": "Chiang Mai", "th": "เชียงใหม่"})


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-hans", Shown("清迈", "zh-hans", False)),
        ("en", Shown("Chiang Mai", "en", False)),
        ("en-gb", Shown("Chiang Mai", "en", False)),
        ("my", Shown("清迈", "zh-hans", True)),
    ],
)
def test_shown_falls_back_and_says_so(language: str, expected: Shown) -> None:
    assert CHIANG_MAI.shown(language) == expected


def test_a_name_in_one_other_language_is_still_shown() -> None:
    assert Translated({"th": "เชียงใหม่"}).shown("en") == Shown("เชียงใหม่", "th", True)


def test_printing_uses_the_active_language() -> None:
    with translation.override("en"):
        assert f"{CHIANG_MAI}" == "Chiang Mai"
    with translation.override("zh-hans"):
        assert f"{CHIANG_MAI}" == "清迈"


def test_it_comes_back_from_the_database_as_a_name(world: World) -> None:
    assert isinstance(Organisation.objects.get(key="office").name, Translated)


@pytest.mark.parametrize("value", ["清迈", ["清迈"], {"en": 3}])
def test_another_shape_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        TranslatedField().clean(value, None)
