"""Topics: the list with its filters and sheet, one topic with everything that belongs to it, writing down, moves.

Reached through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import TYPES, as_download, file_of, language_of
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import attempt, page_of, sorted_by
from youcheng.network.queries import relationships_visible_to
from youcheng.strategy.actions.topics import calls as actions
from youcheng.strategy.enums import TopicMoveKind, TopicState
from youcheng.strategy.exports.topics import lists
from youcheng.strategy.exports.topics.paper import Whole, topic_paper
from youcheng.strategy.forms.topics.calls import TopicFilterForm, TopicForm, TopicMoveForm
from youcheng.strategy.policies import may_add_topics, may_propose, may_see_topics
from youcheng.strategy.queries.topics import advice, calls, work
from youcheng.strategy.views.topics.finding import form_page, topic_or_404
from youcheng.strategy.views.topics.page import shown


@requires(may_see_topics)
def listed(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = TopicFilterForm(request.GET, years=calls.years_of_topics(actor))
    rows = sorted_by(
        calls.topics_listed(actor, form.narrowing()), request.GET.get("sort", "-year"), calls.SORTS, "year"
    )
    if "format" in request.GET:
        return export_response(request, lists.topic_columns(), lists.topic_rows(rows), _("Research topics"))
    context = {
        "form": form,
        "page": page_of(request, rows),
        "can_add": may_add_topics(actor),
        "here": "topics",
    }
    return render(request, "strategy/topics/topics.html", context)


@requires(may_propose)
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    row = topic_or_404(request, pk)
    return render(request, "strategy/topics/topic.html", shown(request, row))


@requires(may_add_topics)
def add(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    form = TopicForm(request.POST or None, ties=relationships_visible_to(actor), initial={"year": today.year})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: actions.add_topic(actor=actor, now=timezone.now(), **form.topic_values())
        )
        if made is not None:
            return redirect("strategy:topic", made.pk)
    many = calls.others_of_year(actor, today.year) >= calls.USUAL_A_YEAR
    note = _("%(year)s has the usual one or two topics already.") % {"year": today.year} if many else ""
    return form_page(request, form, _("Write a topic down"), note=note)


@requires(may_add_topics)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = topic_or_404(request, pk, "edit"), actor_of(request)
    form = TopicForm(
        request.POST or None,
        ties=relationships_visible_to(actor),
        is_called=row.state != TopicState.DRAFT,
        initial=TopicForm.initial_of(row),
    )
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: actions.edit_topic(
                actor=actor,
                now=timezone.now(),
                topic=row,
                version=form.version_read,
                **form.topic_values(row.title),
            ),
        )
        if done is not None:
            return redirect("strategy:topic", pk)
    return form_page(request, form, _("Change the topic"), topic=row)


@requires(may_see_topics)
def move(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    row = topic_or_404(request, pk)
    if kind not in calls.moves_offered(row, timezone.localdate()):
        raise Http404
    form = TopicMoveForm(request.POST or None, kind=kind, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            lambda: (
                actions.move(
                    actor=actor_of(request),
                    now=timezone.now(),
                    topic=row,
                    kind=kind,
                    version=form.version_read,
                    **form.values(),
                )
                or True
            ),
        )
        if done is not None:
            return redirect("strategy:topic", pk)
    danger = kind == TopicMoveKind.CANCELLED
    return form_page(request, form, str(TopicMoveKind(kind).label), topic=row, is_danger=danger)


@requires(may_see_topics)
def sheet(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The topic as a paper, for the office: question, chosen proposal, money, and what became of the advice."""
    row, actor = topic_or_404(request, pk, "see_whole"), actor_of(request)
    if kind not in TYPES:
        raise Http404
    language = language_of(request)
    whole = Whole(
        topic=row,
        ties=list(row.relationships.select_related("partner")),
        money=work.money_of(actor, row, timezone.localdate()),
        force=work.task_force_of(actor, row, timezone.localdate()),
        advice=advice.advice_shown(actor, advice.advice_of_topic(actor, row), language),
    )
    document = topic_paper(whole, language, timezone.localdate())
    return as_download(file_of(document, kind), TYPES[kind], document.title, kind)
