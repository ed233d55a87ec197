"""Two people correct the same event in their browsers: the second is told, sees both, and loses nothing typed."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.conftest import ClientOf
from tests.network.conftest import MakeTie
from tests.world import World
from youcheng.network.models import RelationshipEvent

ADDRESS = "/network/cities/chiang-mai/events/{pk}/"


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What the form in the browser would send back untouched."""
    form = client.get(address).context["form"]
    return {
        name: "" if form[name].value() is None else str(form[name].value())
        for name in form.fields
        if name != "version"
    } | {"version": form["version"].value()}


def test_the_second_is_told_and_keeps_the_text(make_tie: MakeTie, world: World, client_of: ClientOf) -> None:
    tie = make_tie("chiang-mai", ("sister_signed", "1999-06-07"))
    event = tie.events.get()
    address = ADDRESS.format(pk=event.pk)
    first, second = client_of(world.officer), client_of(world.director)
    hers, his = form_of(first, address), form_of(second, address)

    saved = first.post(address, hers | {"when": "1999-06-08", "source": "agreement"})
    assert saved.status_code == 302
    told = second.post(address, his | {"when": "1999-06-09", "source": "newspaper"})

    assert told.status_code == 200
    assert told.context["form"].non_field_errors()
    assert told.context["stored"].latest.isoformat() == "1999-06-08"
    assert 'value="newspaper"' in told.content.decode()
    event.refresh_from_db()
    assert (event.latest.isoformat(), event.source) == ("1999-06-08", "agreement")

    # Saving again is a decision made against what stands there now.
    again = told.context["form"]
    second.post(
        address, his | {"when": "1999-06-09", "source": "newspaper", "version": again["version"].value()}
    )
    assert RelationshipEvent.objects.get().latest.isoformat() == "1999-06-09"
