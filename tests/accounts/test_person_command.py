"""`youcheng person …`: the way back in from the machine itself, audited as a command."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.world import World
from youcheng.accounts.actions import signing_in
from youcheng.foundation.models import AuditEntry


def run(*words: str) -> Any:
    out = StringIO()
    call_command("person", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_last_security_administrator_gets_back_in(world: World) -> None:
    for _attempt in range(5):
        signing_in.note_failure(username="security", now=timezone.now(), address="192.0.2.1")
    answer = run("password", "Security")
    world.security.refresh_from_db()
    assert world.security.check_password(answer["password"])
    assert world.security.must_change_password
    assert signing_in.locked_until(username="security", now=timezone.now()) is None
    assert AuditEntry.objects.latest("number").actor_name == "command person"
    assert run("unlock", "clerk") == {"username": "clerk"}
    assert run("factors", "clerk")["removed"] == 0


def test_an_unknown_name_is_refused(world: World) -> None:
    with pytest.raises(CommandError, match="nobody-here"):
        call_command("person", "password", "nobody-here")
