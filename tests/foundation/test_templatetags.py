"""The shared parts of templates: marks of language, grades, badges, page numbers, and that everything is escaped."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from youcheng.foundation.actors import Actor
from youcheng.foundation.templatetags import youcheng as tags
from youcheng.foundation.translated import Translated


def render(source: str, **values: object) -> str:
    return Template("{% load youcheng %}" + source).render(Context(values))


def test_a_name_in_another_language_says_so() -> None:
    english = Translated({"en": "Chiang Mai"})
    with override("zh-hans"):
        marked = render("{% name city %}", city=english)
    assert 'lang="en"' in marked
    assert "英语" in marked
    with override("en"):
        assert render("{% name city %}", city=english) == "Chiang Mai"


@pytest.mark.parametrize(
    "tag", ["{% name x %}", "{% badge x.en %}", "{% figure x.en x.en %}", "{% gap x.en %}"]
)
def test_what_people_wrote_is_escaped(tag: str) -> None:
    assert "<b>" not in render(tag, x=Translated({"en": "<b>bold</b>"}))


def test_every_grade_below_a_is_to_be_confirmed() -> None:
    with override("zh-hans"):
        assert "待确认" not in render('{% grade "A" %}')
        assert "待确认" in render('{% grade "B" %}')
        assert "待确认" in render('{% grade "C" %}')


def test_an_unknown_tone_is_a_mistake_in_the_template() -> None:
    with pytest.raises(TemplateSyntaxError):
        render('{% badge "late" "pink" %}')


@pytest.mark.parametrize(
    ("at", "numbers"),
    [
        (1, [1, 2, None, 20]),
        (2, [1, 2, 3, None, 20]),
        (10, [1, None, 9, 10, 11, None, 20]),
        (20, [1, None, 19, 20]),
    ],
)
def test_page_numbers_around(at: int, numbers: list[int | None]) -> None:
    page = Paginator(range(200), 10).page(at)
    assert tags.pages_around(page) == numbers


@pytest.mark.django_db
def test_a_column_head_turns_the_order_round_and_keeps_the_filter() -> None:
    head = '<table>{% sort_header "Name" "name" %}</table>'
    request = RequestFactory().get("/", {"q": "清", "sort": "name", "page": "3"})
    request.actor, request.user = Actor.visitor(), AnonymousUser()  # type: ignore[attr-defined]
    html = Template("{% load youcheng %}" + head).render(RequestContext(request))
    assert 'aria-sort="ascending"' in html
    assert "sort=-name" in html
    assert "q=%E6%B8%85" in html
    assert "page=" not in html
