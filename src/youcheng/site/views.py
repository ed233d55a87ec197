"""Today, search, statistics: pages made of several apps' queries. No business rule lives here.

Called through `urls`; figures come ready from the apps' queries.
"""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from youcheng.foundation.access import public, signed_in


@signed_in
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "site/today.html")


@public("a load balancer asks without an account; the answer says nothing but ok")
def health(request: HttpRequest) -> HttpResponse:
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")
