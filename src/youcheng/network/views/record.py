"""What stands beside the ties: published counts and their difference, and the notes on what the register lacks.

Called through `urls`; no rule and no query is written here. Alliances and policy terms have modules of their own.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from youcheng.accounts.belonging import takes_part
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.actors import Actor
from youcheng.foundation.exporting import export_response
from youcheng.network import actions, queries
from youcheng.network.exports import count_columns, count_rows
from youcheng.network.forms import GapForm, PublishedCountForm
from youcheng.network.models import PublishedCount, RegisterNote
from youcheng.network.policies import published_count_policy, register_note_policy
from youcheng.network.views.handling import Back, attempt, removal, saved, say, today


@requires(takes_part)
def counts(request: HttpRequest) -> HttpResponseBase:
    """Published counts beside what the events of the ties the actor may see say."""
    actor = actor_of(request)
    visible = queries.relationships_visible_to(actor)
    found = queries.compare_snapshots(visible, queries.published_visible_to(actor))
    if "format" in request.GET:
        return export_response(request, count_columns(), count_rows(found), _("Published counts"))
    context = {
        "comparisons": found,
        "rows": [{"comparison": one, "cells": one.cells()} for one in found],
        "now": queries.count(today(), visible),
        "can_add": queries.may_keep_record(actor),
        "gaps": queries.gaps_visible_to(actor),
    }
    return render(request, "network/counts.html", context)


def coordinators(actor: Actor) -> bool:
    """Coordinators and stewards of the foreign affairs office."""
    return queries.may_keep_record(actor)


@requires(coordinators)
def count_add(request: HttpRequest) -> HttpResponse:
    form = PublishedCountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = attempt(form, actions.record_published_count, actor=actor_of(request), **form.values())
        if row is not None:
            say(request, _("Recorded: %s.") % row)
            return redirect("network:counts")
    context = {"form": form, "heading": _("Record a published count"), "back": _counts()}
    return render(request, "network/form.html", context)


@signed_in
def count_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _published(request, pk)
    form = PublishedCountForm(request.POST or None, initial=PublishedCountForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_published_count,
            held=lambda: PublishedCountForm.initial_of(_published(request, pk)),
            actor=actor_of(request), published=row, version=form.version_read, **form.values(),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect("network:counts")
    context = {"form": form, "heading": _("Correct the count as of %s") % row, "back": _counts()}
    return render(request, "network/form.html", context)


@signed_in
def count_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _published(request, pk)
    return removal(request, row, actions.remove_published_count, back=_counts(), published=row)


@requires(coordinators)
def gap_add(request: HttpRequest) -> HttpResponse:
    """Say what the register lacks, of its ties or (`?about=terms`) of the policy terms."""
    about_terms = request.GET.get("about") == "terms"
    form = GapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = queries.free_gap_key(about_terms=about_terms)
        note = attempt(form, actions.note_gap, actor=actor_of(request), key=key, text=form.text())
        if note is not None:
            say(request, _("Noted. It stands on the page until what is lacking is there."))
            return redirect(_page_of(note).url)
    back = Back(reverse("network:terms"), _("Policy terms")) if about_terms else _counts()
    context = {"form": form, "heading": _("Note what is lacking"), "back": back}
    return render(request, "network/form.html", context)


@signed_in
def gap_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _gap(request, pk)
    form = GapForm(request.POST or None, initial=GapForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, actions.correct_gap, held=lambda: GapForm.initial_of(_gap(request, pk)),
            actor=actor_of(request), note=row, version=form.version_read, text=form.text(),
        )  # fmt: skip
        if done is not None:
            saved(request, done)
            return redirect(_page_of(row).url)
    context = {"form": form, "heading": _("Word anew what is lacking"), "back": _page_of(row)}
    return render(request, "network/form.html", context)


@signed_in
def gap_close(request: HttpRequest, pk: int) -> HttpResponse:
    row = _gap(request, pk)
    return removal(request, row, actions.close_gap, back=_page_of(row), note=row)


def _published(request: HttpRequest, pk: int) -> PublishedCount:
    row = get_object_or_404(queries.published_visible_to(actor_of(request)), pk=pk)
    published_count_policy.require(actor_of(request), "edit", row)
    return row


def _gap(request: HttpRequest, pk: int) -> RegisterNote:
    row = get_object_or_404(register_note_policy.filter(RegisterNote.objects.all(), actor_of(request)), pk=pk)
    register_note_policy.require(actor_of(request), "edit", row)
    return row


def _counts() -> Back:
    return Back(reverse("network:counts"), _("Published counts"))


def _page_of(note: RegisterNote) -> Back:
    """The page on which a note is read."""
    return Back(reverse("network:terms"), _("Policy terms")) if note.is_about_terms else _counts()
