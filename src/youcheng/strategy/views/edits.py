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
from youcheng.foundation.errors import ChangedMeanwhile, Refused
from youcheng.strategy import actions, editing
from youcheng.strategy.forms import BlockForm
from youcheng.strategy.models import Dossier, DossierEdit
from youcheng.strategy.policies import dossier_edit_policy, dossier_policy, may_see_dossiers
from youcheng.strategy.queries import edit_states
from youcheng.strategy.views.reading import attempt, drafted, found, language_of


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
        if _saved(request, row, block, language, form):
            return _back(request, slug, year, block)
        state = edit_states(row, language).get(block)
    context = {"row": row, "block": block, "form": form, "drafted": text, "state": state, "language": language}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "strategy/parts/edit.html" if is_fragment else "strategy/edit.html", context)


def _saved(request: HttpRequest, row: Dossier, block: str, language: str, form: BlockForm) -> bool:
    """Try to save; a refusal becomes the form's error, and a second try then replaces the other person's text knowingly."""
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
    except ChangedMeanwhile as refused:
        form.add_error(None, str(refused))
        newest = row.edits.filter(block=block, language=language).first()
        form.data = form.data.copy()
        form.data["version"] = str(newest.version if newest else 0)
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _back(request: HttpRequest, slug: str, year: int, block: str) -> HttpResponse:
    """To the block that was edited; a fragment asks the browser to load the page, so that every mark is right."""
    address = f"{reverse('strategy:dossier', args=[slug, year])}#{block}"
    if request.headers.get("HX-Request") != "true":
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = f"{reverse('strategy:dossier', args=[slug, year])}?saved={timezone.now():%s}#{block}"
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
