"""A unit's own place: what is asked of it, what it does, what changed, what it needs and offers.

Called through `urls`; no rule and no query is written here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from youcheng.coordination.policies import may_take_part
from youcheng.coordination.queries.mine import mine as mine_of
from youcheng.coordination.sentences import sentence
from youcheng.foundation.access import actor_of, requires


@requires(may_take_part)
def mine(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = mine_of(actor_of(request), today)
    context = {
        "mine": found,
        "changes": [(move, sentence(move)) for move in found.changes],
        "today": today,
    }
    return render(request, "coordination/mine.html", context)
