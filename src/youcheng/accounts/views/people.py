"""People: the list, one person, adding and administering them, and one's own settings.

Reached through `urls`; what the security administrator may do is decided by actions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youcheng.accounts import exports
from youcheng.accounts.actions import memberships, people, second_factors, signing_in
from youcheng.accounts.forms import (
    DutyForm,
    MembershipForm,
    PersonEditForm,
    PersonFilterForm,
    PersonForm,
    person_initial,
)
from youcheng.accounts.models import Person
from youcheng.accounts.policies import may_administer_people, may_explain, person_policy
from youcheng.accounts.queries import (
    memberships_of,
    memberships_visible_to,
    organisations_visible_to,
    people_listed,
    people_visible_to,
    with_lock,
)
from youcheng.foundation.access import actor_of, requires, signed_in
from youcheng.foundation.views.answering import attempt, attempt_at_once, page_of, show_once, sorted_by

SORTS = {"name": "name", "username": "username", "duty": "duty", "last_login": "last_login"}


def _listed(request: HttpRequest) -> tuple[PersonFilterForm, Any]:
    actor = actor_of(request)
    form = PersonFilterForm(request.GET, organisations=organisations_visible_to(actor))
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = people_listed(actor, now=timezone.now(), **wanted)
    return form, sorted_by(rows, request.GET.get("sort", ""), SORTS, "name")


@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form, rows = _listed(request)
    page = page_of(request, rows)
    belongings = memberships_of(actor, [row.pk for row in page], on=timezone.localdate())
    context = {
        "form": form,
        "page": page,
        "rows": [(row, belongings.get(row.pk, [])) for row in page],
        "can_add": may_administer_people(actor),
    }
    return render(request, "accounts/people.html", context)


@signed_in
def exported(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    rows = list(_listed(request)[1])
    return exports.people(request, rows, memberships_of(actor, None, on=timezone.localdate()))


@signed_in
def shown(request: HttpRequest, username: str) -> HttpResponse:
    actor = actor_of(request)
    rows = with_lock(people_visible_to(actor), timezone.now())
    row = get_object_or_404(rows, username=username)
    context = {
        "row": row,
        "memberships": memberships_visible_to(actor).filter(person=row).order_by("-since"),
        "can_explain": may_explain(actor),
        "is_oneself": row.pk == actor.person_id,
        "duty_form": DutyForm(initial={"duty": row.duty}),
        "has_second_factor": second_factors.kinds_of(row) if row.can_edit else [],  # type: ignore[attr-defined]
    }
    return render(request, "accounts/person.html", context)


@requires(may_administer_people)
def add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, initial={"language": settings.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: people.create_person(actor=actor_of(request), now=timezone.now(), **form.cleaned_data),
        )
        if made:
            return _show_password(request, *made)
    return render(request, "accounts/person_form.html", {"form": form})


@signed_in
def edit(request: HttpRequest, username: str) -> HttpResponse:
    actor, row = actor_of(request), _visible(request, username)
    person_policy.require(actor, "edit", row)
    form = PersonEditForm(request.POST or None, initial=person_initial(row))
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form,
            lambda: people.edit_person(actor=actor, now=timezone.now(), person=row, **form.cleaned_data),
            held=lambda: person_initial(_visible(request, username)),
        )
        if saved:
            messages.success(request, _("Saved."))
            is_oneself = row.pk == actor.person_id
            answer = (
                redirect("accounts:settings") if is_oneself else redirect("accounts:person", row.username)
            )
            if is_oneself:
                answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, saved.language, samesite="Lax")
            return answer
    return render(request, "accounts/person_form.html", {"form": form, "row": row})


@signed_in
def own_settings(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    row = get_object_or_404(people_visible_to(actor), pk=actor.person_id)
    context = {
        "row": row,
        "factors": second_factors.kinds_of(row),
        "memberships": memberships_visible_to(actor).filter(person=row).order_by("-since"),
        "language": dict(settings.LANGUAGES).get(row.language, row.language),
        "idle_minutes": settings.SESSION_COOKIE_AGE // 60,
    }
    return render(request, "accounts/settings.html", context)


@signed_in
def add_membership(request: HttpRequest, username: str) -> HttpResponse:
    actor, row = actor_of(request), _visible(request, username)
    person_policy.require(actor, "administer", row)
    choices = organisations_visible_to(actor).filter(dissolved_on__isnull=True)
    form = MembershipForm(
        request.POST or None, organisations=choices, initial={"since": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: memberships.add_membership(
                actor=actor, now=timezone.now(), person=row, **form.cleaned_data
            ),
        )
        if made:
            return redirect("accounts:person", row.username)
    return render(request, "accounts/membership_form.html", {"form": form, "row": row})


@require_POST
@signed_in
def assign_duty(request: HttpRequest, username: str) -> HttpResponse:
    row, form = _visible(request, username), DutyForm(request.POST)
    if not form.is_valid():
        return redirect("accounts:person", row.username)
    duty = form.cleaned_data["duty"]
    return _administered(request, row, people.assign_duty, _("The duty was changed."), duty=duty)


@require_POST
@signed_in
def block(request: HttpRequest, username: str) -> HttpResponse:
    row = _visible(request, username)
    return _administered(request, row, people.block_person, _("The person can no longer sign in."))


@require_POST
@signed_in
def unblock(request: HttpRequest, username: str) -> HttpResponse:
    row = _visible(request, username)
    return _administered(request, row, people.unblock_person, _("The person can sign in again."))


@require_POST
@signed_in
def unlock(request: HttpRequest, username: str) -> HttpResponse:
    row = _visible(request, username)
    return _administered(request, row, signing_in.unlock, _("The lock was lifted."))


@require_POST
@signed_in
def remove_factors(request: HttpRequest, username: str) -> HttpResponse:
    row = _visible(request, username)
    return _administered(
        request,
        row,
        second_factors.remove_all,
        _("The second factors were removed; a new one can be set up."),
    )


@require_POST
@signed_in
def reset_password(request: HttpRequest, username: str) -> HttpResponse:
    row = _visible(request, username)
    password = attempt_at_once(
        request,
        lambda: people.reset_password(actor=actor_of(request), now=timezone.now(), person=row),
        _("A new temporary password was set."),
    )
    if password is None:
        return redirect("accounts:person", row.username)
    return _show_password(request, row, password)


def _administered(
    request: HttpRequest, row: Person, action: Callable[..., Any], done: str, **given: Any
) -> HttpResponse:
    """Run one of the security administrator's actions on a person and go back to their page."""
    attempt_at_once(
        request, lambda: action(actor=actor_of(request), now=timezone.now(), person=row, **given), done
    )
    return redirect("accounts:person", row.username)


def _show_password(request: HttpRequest, person: Person, password: str) -> HttpResponse:
    context = {
        "heading": _("Temporary password of %(person)s") % {"person": person},
        "username": person.username,
        "password": password,
        "back": reverse("accounts:person", args=[person.username]),
    }
    return show_once(request, context)


def _visible(request: HttpRequest, username: str) -> Person:
    return get_object_or_404(people_visible_to(actor_of(request)), username=username)
