"""Signing in through the real pages: lock-out, second factor, first change, idle time-out, and what the log keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.conftest import ClientOf
from tests.world import PASSWORD, World, actor_for
from youcheng.accounts.actions import people, signing_in
from youcheng.accounts.models import Person, SignInGuard
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed

LOGIN = "/account/login/"


def sign_in(client: Client, username: str, password: str = PASSWORD, address: str = "192.0.2.9") -> bool:
    client.post(LOGIN, {"login": username, "password": password}, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def test_sign_in_and_out_are_recorded_with_the_address(world: World, client: Client) -> None:
    assert sign_in(client, "Officer")
    client.post("/account/logout/")
    entries = AuditEntry.objects.order_by("number")
    assert [(e.action, e.actor_id, e.address) for e in entries] == [
        ("sign_in", world.officer.pk, "192.0.2.9"),
        ("sign_out", world.officer.pk, "127.0.0.1"),
    ]


def test_the_language_of_the_person_is_used(world: World, client: Client) -> None:
    sign_in(client, "officer")
    assert client.cookies["language"].value == "en"


def test_five_failures_lock_for_thirty_minutes(world: World, client: Client) -> None:
    for _attempt in range(5):
        assert not sign_in(client, "officer", "wrong")
    assert not sign_in(client, "officer"), "locked: the right password is refused too"
    assert actions() == ["sign_in.failed"] * 5 + ["sign_in.locked"]
    now = timezone.now()
    until = signing_in.locked_until(username="OFFICER", now=now)
    assert until is not None
    assert timedelta(minutes=29) < until - now <= timedelta(minutes=30)
    SignInGuard.objects.update(locked_until=now - timedelta(seconds=1))
    assert sign_in(client, "officer")
    assert not SignInGuard.objects.exists()


def test_the_lock_holds_for_another_browser_and_address_but_not_for_others(world: World) -> None:
    for _attempt in range(5):
        sign_in(Client(), "officer", "wrong")
    assert not sign_in(Client(), "officer", address="192.0.2.200")
    assert sign_in(Client(), "clerk")


def test_four_failures_and_a_success_start_anew(world: World) -> None:
    for _round in range(2):
        for _attempt in range(4):
            sign_in(Client(), "officer", "wrong")
        assert sign_in(Client(), "officer")


def test_old_failures_do_not_count(world: World) -> None:
    for _attempt in range(4):
        sign_in(Client(), "officer", "wrong")
    SignInGuard.objects.update(last_failure_at=timezone.now() - timedelta(minutes=31))
    sign_in(Client(), "officer", "wrong")
    assert sign_in(Client(), "officer")


def test_an_unknown_name_answers_as_a_known_one_and_is_not_written_down(world: World, client: Client) -> None:
    answers = [
        client.post(LOGIN, {"login": name, "password": "wrong"}).context["form"].errors
        for name in ("officer", "s3cret-typed-here")
    ]
    assert answers[0] == answers[1]
    assert list(AuditEntry.objects.order_by("number").values_list("object_name", flat=True)) == [
        "officer",
        "?",
    ]


def test_security_unlocks(world: World) -> None:
    for _attempt in range(5):
        sign_in(Client(), "officer", "wrong")
    with pytest.raises(NotAllowed):
        signing_in.unlock(actor=actor_for(world.director), now=timezone.now(), person=world.officer)
    signing_in.unlock(actor=actor_for(world.security), now=timezone.now(), person=world.officer)
    assert sign_in(Client(), "officer")


def test_a_blocked_person_is_out_at_the_next_request(world: World, client_of: ClientOf) -> None:
    client = client_of(world.clerk)
    people.block_person(actor=actor_for(world.security), now=timezone.now(), person=world.clerk)
    assert client.get("/").status_code == 302
    assert not sign_in(Client(), "clerk")


def test_the_session_ends_after_idle_minutes(world: World, client: Client) -> None:
    sign_in(client, "officer")
    assert client.get("/").status_code == 200
    stored = Session.objects.get()
    assert timedelta(minutes=29) < stored.expire_date - timezone.now() <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/")["Location"].startswith(LOGIN)


def test_the_first_password_must_be_changed(world: World, client: Client) -> None:
    temporary = people.reset_password(
        actor=actor_for(world.security), now=timezone.now(), person=world.officer
    )
    assert sign_in(client, "officer", temporary)
    assert client.get("/")["Location"] == "/account/password/change/"

    def change(new: str) -> Any:
        typed = {"oldpassword": temporary, "password1": new, "password2": new}
        return client.post("/account/password/change/", typed)

    client.cookies["language"] = "zh-hans"
    assert "密码至少8个字符" in str(change("short1A").context["form"].errors), "refused in the reader's words"
    for refused in (temporary, "onlysmallletters", "officer-Ou-1"):
        change(refused)
        assert client.get("/").status_code == 302, refused
    assert change("A-new-Lake-9")["Location"] == "/", "on to what the person came for"
    assert client.get("/").status_code == 200
    assert not Person.objects.get(pk=world.officer.pk).must_change_password
    assert actions()[-1] == "person.password_changed"


def give_totp(person: Person) -> str:
    secret: str = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def code_of(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def test_the_second_factor_is_asked_for_and_locks_too(world: World, client: Client) -> None:
    secret = give_totp(world.officer)
    assert not sign_in(client, "officer"), "the password alone is not enough"
    for _attempt in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert "_auth_user_id" not in client.session
    assert actions().count("factor.failed") == 5
    second = Client()
    give_totp_to = world.clerk
    secret = give_totp(give_totp_to)
    sign_in(second, "clerk")
    second.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert "_auth_user_id" in second.session


def test_a_required_second_factor_comes_first(
    world: World, client_of: ClientOf, settings: LazySettings
) -> None:
    settings.YOUCHENG_SECOND_FACTOR_REQUIRED = True
    for person in (world.assistant, world.system):
        assert client_of(person).get("/")["Location"] == "/account/2fa/"
    assert client_of(world.clerk).get("/").status_code == 200, "asked of the office and administrators only"
    give_totp(world.assistant)
    assert client_of(world.assistant).get("/").status_code == 200


def test_nobody_signs_up(world: World, client: Client) -> None:
    client.post("/account/signup/", {"username": "me", "password1": PASSWORD, "password2": PASSWORD})
    assert not Person.objects.filter(username="me").exists()


def test_very_many_attempts_from_one_address_are_stopped_with_a_page(world: World) -> None:
    answers = [
        Client().post(LOGIN, {"login": f"name{number}", "password": "wrong"}, REMOTE_ADDR="192.0.2.77")
        for number in range(31)
    ]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "entrance" in answers[-1].content.decode()
    assert sign_in(Client(), "officer"), "another address is not concerned"
