"""What pages have in common: trying an action for a form or a button, sorting, cutting a list into pages.

Called by the apps' views; no rule and no query of one subject belongs here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from youcheng.foundation.errors import ChangedMeanwhile, Refused

T = TypeVar("T")
M = TypeVar("M", bound=Model)
PAGE_ROWS = 50


def attempt(
    form: forms.Form, action: Callable[[], T], held: Callable[[], Mapping[str, Any]] | None = None
) -> T | None:
    """Run an action; a refusal becomes the form's error and nothing that was typed is lost.

    `held` reads the form's initial values again. When somebody else has saved meanwhile, what they saved is said beside
    each field that differs, and saving once more is then a decision made in sight of it.
    """
    try:
        return action()
    except ChangedMeanwhile as changed:
        form.add_error(None, str(changed))
        if held is not None:
            _compare(form, held())
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


def _compare(form: forms.Form, held: Mapping[str, Any]) -> None:
    """Say beside each field what stands there now where that is not what was typed; hidden fields (the version) follow."""
    typed = {name: form[name].value() for name in held}
    data = cast(QueryDict, form.data).copy()
    for name, value in held.items():
        field = form.fields[name]
        stored = field.prepare_value(value)
        if field.widget.is_hidden:
            data[form.add_prefix(name)] = stored
        elif _as_text(typed[name]) != _as_text(stored):
            form.add_error(name, _("Saved meanwhile: %(value)s") % {"value": _shown(field, stored)})
    form.data = data


def _as_text(value: Any) -> Any:
    """A value as a browser sends it back, so that typed and stored ones compare."""
    if isinstance(value, list | tuple):
        return sorted(str(part) for part in value)
    return "" if value is None else str(value)


def _shown(field: forms.Field, stored: Any) -> str:
    """A stored value in the words of its field; a dash where it is empty."""
    if hasattr(field, "shown"):  # a field that knows its own words
        return str(field.shown(stored)) or "—"
    choices = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    parts = stored if isinstance(stored, list | tuple) else [stored]
    return "; ".join(choices.get(str(part), str(part)) for part in parts if part not in (None, "")) or "—"


def attempt_at_once(request: HttpRequest, action: Callable[[], T], done: str) -> T | None:
    """Run an action that needs no form; how it went is said at the top of the next page."""
    try:
        result = action()
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    messages.success(request, done)
    return result


def sorted_by(rows: QuerySet[M], wanted: str, keys: Mapping[str, str], default: str) -> QuerySet[M]:
    """Order rows by `?sort=key` or `-key`; an unknown key gives the default. Ties are broken by the primary key."""
    column = keys.get(wanted.removeprefix("-"), keys[default])
    return rows.order_by(f"-{column}" if wanted.startswith("-") else column, "pk")


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))


def show_once(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """A page with a secret: answered to the POST itself, so that it is in no address, session or cache."""
    response = render(request, "foundation/secret.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
