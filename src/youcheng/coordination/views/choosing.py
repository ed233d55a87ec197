"""What the choosers of coordination's forms offer while one types: units, cities, ties and tasks.

Called by the search boxes of `forms.choosing`. Units are named by whoever may assign or hand on, cities (public facts) by
anybody who takes part, ties and tasks by the office.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from youcheng.coordination.policies import may_name_units, may_plan, may_take_part
from youcheng.coordination.queries.naming import Option, cities_like, tasks_like, ties_like, units_like
from youcheng.foundation.access import actor_of, requires

FIELD = re.compile(r"[a-z_]{1,40}")


@requires(may_name_units)
def units(request: HttpRequest) -> HttpResponse:
    return _options(request, units_like(_typed(request), timezone.localdate()))


@requires(may_take_part)
def cities(request: HttpRequest) -> HttpResponse:
    return _options(request, cities_like(_typed(request)))


@requires(may_plan)
def ties(request: HttpRequest) -> HttpResponse:
    return _options(request, ties_like(actor_of(request), _typed(request)))


@requires(may_plan)
def tasks(request: HttpRequest) -> HttpResponse:
    return _options(request, tasks_like(actor_of(request), _typed(request)))


def _typed(request: HttpRequest) -> str:
    """What stands in the search box of the field that asks (`of`)."""
    return request.GET.get(f"{_field(request)}_more", "")[:100]


def _field(request: HttpRequest) -> str:
    name = request.GET.get("of", "")
    return name if FIELD.fullmatch(name) else ""


def _options(request: HttpRequest, options: list[Option]) -> HttpResponse:
    context = {
        "options": options,
        "name": _field(request),
        "one": bool(request.GET.get("one")),
        "text": _typed(request),
    }
    return render(request, "coordination/parts/options.html", context)
