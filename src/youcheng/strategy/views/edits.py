"""Editing one block of a dossier: the draft and the person's text beside each other, as a part of the page or a page.

Reached through `urls`. Two people on one block: the second is told and keeps the text.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.codec import from_json
from youcheng.foundation.documents.files import language_of
from youcheng.foundation.errors import Refused
from youcheng.strategy import actions, editing
from youcheng.strategy.forms import BlockForm
from youcheng.strategy.models import Dossier, DossierEdit
from youcheng.strategy.policies import dossier_edit_policy, dossier_policy, may_see_dossiers
from youcheng.strategy.queries import edit_states
from youcheng.strategy.views.reading import attempt, drafted, found


@requires(may_see_dossiers)
def edit(request: HttpRequest, slug: str, year: int, block: str) -> HttpResponse:
    actor, row, language = actor_of(request), found(request, slug, year), language_of(request)
    dossier_policy.require(actor, "edit", row)
    text = editing.texts(from_json(drafted(row).documents[language])).get(block)
    if text is None:
        raise Http404
    state = edit_states(row, language).get(block)
    initial = {"text": state.edit.text if state else text, "version": state.edit.version if state else 0}
    form = BlockForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        refusal = _refusal(request, row, block, language, form)
        if not refusal:
            return _back(request, slug, year, block)
        state = edit_states(row, language).get(block)
        form = _again(request, refusal, state.edit.version if state else 0)
    context = {
        "row": row,
        "block": block,
        "form": form,
        "drafted": text,
        "state": state,
        "language": language,
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "strategy/parts/edit.html" if is_fragment else "strategy/edit.html", context)


def _refusal(request: HttpRequest, row: Dossier, block: str, language: str, form: BlockForm) -> str:
    """Try to save; what was refused, "" where it was saved."""
    try:
        actions.save_edit(
            actor=actor_of(request),
            now=timezone.now(),
            dossier=row,
            block=block,
            language=language,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
        )
    except Refused as refused:
        return str(refused)
    return ""


def _again(request: HttpRequest, refusal: str, version: int) -> BlockForm:
    """The form with what was typed and why it was refused; saving it now replaces the other text knowingly."""
    data = request.POST.copy()
    data["version"] = str(version)
    form = BlockForm(data)
    form.add_error(None, refusal)
    return form


def _back(request: HttpRequest, slug: str, year: int, block: str) -> HttpResponse:
    """To the block that was edited; a fragment asks the browser to load the page, so that every mark is right."""
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('strategy:dossier', args=[slug, year])}#{block}")
    response = HttpResponse(status=204)
    response["HX-Refresh"] = "true"
    return response


@require_POST
@requires(may_see_dossiers)
def withdraw(request: HttpRequest, slug: str, year: int, block: str) -> HttpResponse:
    row = _edit(request, slug, year, block)
    attempt(
        request,
        lambda: actions.withdraw_edit(actor=actor_of(request), now=timezone.now(), edit=row),
        _("Back to the draft. What was written stays in the history."),
    )
    return redirect(f"{reverse('strategy:dossier', args=[slug, year])}#{block}")


@require_POST
@requires(may_see_dossiers)
def confirm(request: HttpRequest, slug: str, year: int, block: str) -> HttpResponse:
    row = _edit(request, slug, year, block)
    attempt(
        request,
        lambda: actions.confirm_edit(actor=actor_of(request), now=timezone.now(), edit=row),
        _("Your text stands over the new draft."),
    )
    return redirect(f"{reverse('strategy:dossier', args=[slug, year])}#{block}")


def _edit(request: HttpRequest, slug: str, year: int, block: str) -> DossierEdit:
    dossier = found(request, slug, year)
    rows = dossier_edit_policy.filter(DossierEdit.objects.select_related("dossier"), actor_of(request))
    return get_object_or_404(rows, dossier=dossier, block=block, language=language_of(request))
