"""Whether the advice was used: the count by topic and year, the list behind each number, and its sheet.

Reached through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from youcheng.foundation.access import actor_of, requires
from youcheng.foundation.documents.files import language_of
from youcheng.foundation.exporting import export_response
from youcheng.foundation.views.answering import page_of
from youcheng.strategy.exports.topics import lists
from youcheng.strategy.forms.topics.advice import AdviceFilterForm
from youcheng.strategy.policies import may_see_topics
from youcheng.strategy.queries.topics import advice, calls


@requires(may_see_topics)
def listed(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = AdviceFilterForm(
        request.GET, topics=calls.topics_visible_to(actor), years=calls.years_of_topics(actor)
    )
    by = form.narrowing()
    rows = advice.advice_listed(actor, by)
    if "format" in request.GET:
        return export_response(
            request, lists.advice_columns(), lists.advice_rows(rows), _("Use of the advice")
        )
    page = page_of(request, rows)
    used = advice.advice_used(actor, by.year)
    context = {
        "form": form,
        "page": page,
        "advice": advice.advice_shown(actor, page.object_list, language_of(request)),
        "used": used,
        "totals": advice.totals(used),
        "here": "advice",
    }
    return render(request, "strategy/topics/advice.html", context)
