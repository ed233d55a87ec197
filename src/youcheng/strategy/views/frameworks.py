"""The pages of risk frameworks: list, loading, one with its text, choosing, taking away, and two side by side.

Reached through `urls`; who may do what is asked by the actions, what a file may hold too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.engines.framework import OVERALL
from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.errors import Refused
from youcheng.foundation.exporting import disposition, export_response
from youcheng.foundation.formatting import collation
from youcheng.strategy.actions import frameworks as actions
from youcheng.strategy.exports import frameworks as exports
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.sources import risk_book
from youcheng.strategy.forms.frameworks import CompareForm, FrameworkForm
from youcheng.strategy.framework_files import LARGEST
from youcheng.strategy.models import FrameworkFile
from youcheng.strategy.policies import may_draft, may_see_dossiers
from youcheng.strategy.policies.frameworks import may_choose_framework
from youcheng.strategy.queries import frameworks as queries
from youcheng.strategy.queries.frameworks import Choice, Shift, SideBySide
from youcheng.strategy.queries.risk import partners_by_country
from youcheng.strategy.views.reading import attempt

SORTS: Mapping[str, Callable[[Shift], Any]] = {
    "country": lambda row: collation(row.name),
    "first": lambda row: row.place_first,
    "second": lambda row: row.place_second,
    "shift": lambda row: row.shift,
}


@requires(may_see_dossiers)
def listed(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "offered": queries.choices(actor),
        "can_load": may_draft(actor),
        "can_choose": may_choose_framework(actor),
        "form": FrameworkForm(),
    }
    return render(request, "strategy/risk/frameworks.html", context)


@requires(may_draft)
def load(request: HttpRequest) -> HttpResponse:
    """Check and keep an uploaded file; a wrong one is said with its line, and the note is kept."""
    actor, form = actor_of(request), FrameworkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = actions.load_framework(
                actor=actor, now=timezone.now(), file_name=file.name,
                raw=file.read(LARGEST + 1), note=form.cleaned_data["note"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(
                request, _("%(name)s is kept. It is not in force before it is chosen.") % {"name": row}
            )
            return redirect("strategy:framework", row.pk)
    return render(request, "strategy/risk/framework_load.html", {"form": form})


@requires(may_see_dossiers)
def shown(request: HttpRequest, key: str) -> HttpResponse:
    choice = _found(request, key)
    framework = choice.framework
    context = {
        "choice": choice,
        "engine": framework.engine if framework else None,
        "series": framework.series if framework else {},
        "text": queries.text_of_choice(choice),
        "dimensions": [
            (each, framework.engine.of_dimension(each.code)) for each in framework.engine.dimensions
        ]
        if framework
        else [],
        "can_choose": may_choose_framework(actor_of(request)),
    }
    return render(request, "strategy/risk/framework.html", context)


@requires(may_see_dossiers)
def text(request: HttpRequest, key: str) -> HttpResponse:
    choice = _found(request, key)
    response = HttpResponse(queries.text_of_choice(choice), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = disposition(choice.title.replace(" ", "-"), "toml")
    return response


@require_POST
@requires(may_see_dossiers)
def choose(request: HttpRequest, key: str) -> HttpResponse:
    choice = _found(request, key)
    if not choice.can_be_chosen:
        raise Http404
    attempt(
        request,
        lambda: actions.choose_framework(actor=actor_of(request), now=timezone.now(), framework=choice.row),
        _("In force now. Dossiers made under another framework are shown as changed."),
    )
    return redirect("strategy:frameworks")


@require_POST
@requires(may_see_dossiers)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    attempt(
        request,
        lambda: actions.remove_framework(actor=actor_of(request), now=timezone.now(), framework=row),
        _("Taken away."),
    )
    return redirect("strategy:frameworks")


@requires(may_see_dossiers)
def compared(request: HttpRequest) -> HttpResponse:
    form, first, second, found = _compared(request)
    context = {
        "form": form,
        "first": first,
        "second": second,
        "found": found,
        "rows": _ordered(found, request.GET.get("sort", "")),
        "largest": max((abs(row.shift) for row in found.rows), default=0),
    }
    return render(request, "strategy/risk/frameworks_compared.html", context)


@requires(may_see_dossiers)
def compared_export(request: HttpRequest) -> HttpResponseBase:
    _form, first, second, found = _compared(request)
    return export_response(
        request, exports.columns(first.title, second.title), exports.rows(found), _("frameworks compared")
    )


def _compared(request: HttpRequest) -> tuple[CompareForm, Choice, Choice, SideBySide]:
    """The two frameworks the address names (the one in force and the next without), compared."""
    actor = actor_of(request)
    usable = [each for each in queries.choices(actor) if each.framework]
    by_key = {each.key: each for each in usable}
    in_force = next((each for each in usable if each.is_in_force), usable[0])
    others = [each for each in usable if each is not in_force]
    first = by_key.get(request.GET.get("first", ""), in_force)
    second = by_key.get(request.GET.get("second", ""), others[0] if others else in_force)
    books = (_book(first), _book(second))
    dimensions = queries.shared_dimensions(*books)
    data = {**request.GET.dict(), "first": first.key, "second": second.key}
    form = CompareForm(data, offered=usable, dimensions=dimensions)
    dimension = request.GET.get("dimension", "")
    everyone = request.GET.get("scope") == "all"
    among = None if everyone else partners_by_country(actor, timezone.localdate())
    found = queries.side_by_side(*books, dimension if dimension in dimensions else OVERALL, among)
    return form, first, second, found


def _book(choice: Choice) -> RiskBook:
    return risk_book(choice.framework)


def _ordered(found: SideBySide, sort: str) -> list[Shift]:
    """In the order asked for; the largest shifts first where none is."""
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        return sorted(found.rows, key=lambda row: (-abs(row.shift), collation(row.name)))
    return sorted(found.rows, key=key, reverse=sort.startswith("-"))


def _found(request: HttpRequest, key: str) -> Choice:
    found = next((each for each in queries.choices(actor_of(request)) if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _row(request: HttpRequest, pk: int) -> FrameworkFile:
    try:
        return queries.row_of(actor_of(request), pk)
    except FrameworkFile.DoesNotExist:
        raise Http404 from None
