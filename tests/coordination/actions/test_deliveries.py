"""Messages on their way out: one digest a day, in the person's language, never twice, whatever the server does."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from tests.coordination.conftest import SYSTEM, MakeTask
from tests.coordination.loopback import MailServer, chat_service, mail_server
from tests.network.conftest import home
from tests.world import NOW, TODAY, World, actor_for
from youcheng.accounts.models import Person
from youcheng.coordination import actions
from youcheng.coordination.actions import deliveries, reading
from youcheng.coordination.actions.queueing import queue_single
from youcheng.coordination.actions.rooms import add_room, edit_room, remove_room, try_room
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.actions.sweep import sweep
from youcheng.coordination.enums import DeliveryState, MailMode, Trouble
from youcheng.coordination.errors import Incomplete, NotNow
from youcheng.coordination.models import ChatRoom, Delivery, Notice
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network.models import HomeCity

__all__ = ["home"]

TUESDAY = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _rules(world: World, home: HomeCity) -> None:
    lay_down_rules(actor=SYSTEM, now=NOW)
    for person in (world.clerk, world.head, world.officer):
        person.email = f"{person.username}@example.org"
        person.save()


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """A mail server on this machine, which the platform sends to."""
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 1
        yield running


@pytest.fixture
def late(world: World, make_task: MakeTask) -> None:
    make_task("Open a window in Chiang Mai", lead=world.commerce, due_on=date(2026, 2, 26))


def sent(now: datetime = NOW) -> list[str]:
    """Send everything that is due; the states the messages are in then."""
    states = []
    while (delivery := deliveries.deliver_next(actor=SYSTEM, now=now)) is not None:
        states.append(delivery.state)
    return states


def swept(day: date = TODAY, now: datetime = NOW) -> int:
    return sweep(actor=SYSTEM, now=now, day=day).deliveries


def choose(person: Person, mode: MailMode) -> None:
    reading.choose_mail(actor=actor_for(person), now=NOW, mail=mode, version=None)


def test_one_digest_a_day_at_most_in_the_persons_language(world: World, late: None) -> None:
    world.head.language = "zh-hans"
    world.head.save()
    assert swept() == 3
    assert swept() == 0
    assert sent() == ["sent", "sent", "sent"]
    by_name = {message.to[0].partition("@")[0]: message for message in mail.outbox}
    assert "was due on 26 February 2026" in by_name["clerk"].body
    assert "assigned the task" in by_name["clerk"].body
    assert "已逾期" in by_name["head"].body
    assert "2026年2月26日" in by_name["head"].body
    assert by_name["clerk"].subject != by_name["head"].subject
    # Something new on the same day waits for tomorrow.
    world.officer.refresh_from_db()
    Notice.objects.create(person=world.clerk, kind="weekly", key="new", url="/", facts={"tasks": 1, "units": 1}, created_at=NOW)  # fmt: skip
    assert swept() == 0
    assert swept(TUESDAY) == 1
    sent()
    assert len(mail.outbox) == 4
    assert "26 February" not in mail.outbox[-1].body


def test_links_need_the_address_of_the_platform(world: World, late: None, settings: Settings) -> None:
    settings.YOUCHENG_ADDRESS = "https://ties.example.org"
    swept()
    sent()
    task = Notice.objects.filter(kind="late").first()
    assert task is not None
    assert f"https://ties.example.org{task.url}\n" in mail.outbox[0].body
    assert "https://ties.example.org/coordination/notices/settings/" in mail.outbox[0].body


def test_each_notice_at_once_or_none_as_one_chooses(world: World, late: None) -> None:
    choose(world.clerk, MailMode.EACH)
    choose(world.head, MailMode.NONE)
    assert queue_single(now=NOW) == 1  # the clerk was told of the assignment
    assert swept() == 1  # the officer's digest
    assert queue_single(now=NOW) == 1  # and now that it is late
    assert queue_single(now=NOW) == 0
    sent()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "clerk@example.org", "clerk@example.org", "officer@example.org",
    ]  # fmt: skip


def test_whoever_turns_messages_on_is_not_sent_old_ones(world: World, late: None) -> None:
    choose(world.clerk, MailMode.NONE)
    swept()
    later = NOW + timedelta(days=10)
    reading.choose_mail(actor=actor_for(world.clerk), now=later, mail=MailMode.EACH, version=1)
    assert queue_single(now=later) == 0


def test_what_was_read_meanwhile_is_left_out(world: World, late: None) -> None:
    swept()
    reading.mark_all_read(actor=actor_for(world.clerk), now=NOW)
    assert sorted(sent()) == ["dropped", "sent", "sent"]
    assert Delivery.objects.get(state="dropped").trouble == Trouble.NOT_NEEDED


def test_without_a_mail_server_nothing_is_queued(late: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert swept() == 0
    assert queue_single(now=NOW) == 0


def test_a_real_server_gets_each_message_once(late: None, server: MailServer) -> None:
    swept()
    assert sent() == ["sent"] * 3
    assert sent() == []
    assert len(server.taken) == 3
    assert {str(message["To"]) for message in server.taken} == {
        "clerk@example.org", "head@example.org", "officer@example.org",
    }  # fmt: skip


def test_a_server_that_is_down_holds_everything_up_with_growing_pauses(
    late: None, settings: Settings, server: MailServer
) -> None:
    port, settings.EMAIL_PORT = server.port, 1
    settings.YOUCHENG_SEND_TRIES, settings.YOUCHENG_SEND_RETRY_MINUTES = 4, 5
    swept()
    assert sent() == ["queued"]  # one try is enough to know
    assert set(Delivery.objects.values_list("attempts", "trouble")) == {(1, "no_connection")}
    assert Delivery.objects.first().error  # type: ignore[union-attr]
    assert sent(NOW + timedelta(minutes=4)) == []
    assert sent(NOW + timedelta(minutes=5)) == ["queued"]
    assert sent(NOW + timedelta(minutes=14)) == []
    assert sent(NOW + timedelta(minutes=15)) == ["queued"]
    settings.EMAIL_PORT = port
    assert sent(NOW + timedelta(minutes=35)) == ["sent"] * 3
    assert len(server.taken) == 3


def test_it_is_given_up_at_last_shown_and_tried_again_by_the_office(
    world: World, late: None, settings: Settings, server: MailServer
) -> None:
    port, settings.EMAIL_PORT, settings.YOUCHENG_SEND_TRIES = server.port, 1, 2
    swept()
    sent()
    assert sent(NOW + timedelta(hours=1)) == ["failed"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"failed"}
    assert sent(NOW + timedelta(days=9)) == []
    assert AuditEntry.objects.filter(action="coordination.delivery_given_up").exists()
    settings.EMAIL_PORT = port
    with pytest.raises(NotAllowed):
        deliveries.try_again(actor=actor_for(world.head), now=NOW, delivery=Delivery.objects.all()[0])
    officer = actor_for(world.officer)
    deliveries.try_again(actor=officer, now=NOW, delivery=Delivery.objects.all()[0])
    assert sent() == ["sent"]
    assert deliveries.try_all_again(actor=officer, now=NOW) == 2
    assert sent() == ["sent", "sent"]
    with pytest.raises(NotNow):
        deliveries.let_be(actor=officer, now=NOW, delivery=Delivery.objects.all()[0])


@pytest.mark.parametrize(
    ("manner", "state", "trouble"), [("later", "queued", "not_now"), ("refuse", "failed", "refused")]
)
def test_a_refusal_is_for_now_or_for_good(
    manner: str, state: str, trouble: str, late: None, server: MailServer
) -> None:
    server.manner = manner
    swept()
    assert sent() == [state] * 3
    delivery = Delivery.objects.all()[0]
    assert delivery.trouble == trouble
    assert delivery.error.startswith("4" if manner == "later" else "550 no such person")
    assert server.taken == []


def test_no_answer_after_the_message_is_no_reason_to_send_it_again(
    world: World, late: None, server: MailServer
) -> None:
    server.manner = "silent"
    Person.objects.exclude(pk=world.clerk.pk).update(email="")
    swept()
    assert sent() == ["uncertain"]
    server.manner = "take"
    assert sent(NOW + timedelta(days=1)) == []
    assert len(server.taken) == 1
    officer = actor_for(world.officer)
    delivery = Delivery.objects.get()
    assert delivery.trouble == Trouble.NO_ANSWER
    deliveries.let_be(actor=officer, now=NOW, delivery=delivery)
    assert sent(NOW + timedelta(days=1)) == []


def test_whoever_vanished_while_sending_leaves_it_uncertain(late: None) -> None:
    swept()
    Delivery.objects.filter(person__username="clerk").update(state="sending", attempted_at=NOW, attempts=1)
    assert len(sent(NOW + timedelta(minutes=9))) == 2
    assert Delivery.objects.get(person__username="clerk").state == DeliveryState.SENDING
    assert sent(NOW + timedelta(minutes=11)) == []
    stuck = Delivery.objects.get(person__username="clerk")
    assert (stuck.state, stuck.trouble) == (DeliveryState.UNCERTAIN, Trouble.BROKEN_OFF)
    assert len(mail.outbox) == 2


def test_two_senders_never_take_the_same_message(late: None, monkeypatch: pytest.MonkeyPatch) -> None:
    swept()
    hand_over = deliveries._hand_over

    def while_another_is_at_it(delivery: Delivery) -> object:
        monkeypatch.setattr(deliveries, "_hand_over", hand_over)
        other = deliveries.deliver_next(actor=SYSTEM, now=NOW)
        assert other is not None
        assert other.pk != delivery.pk
        return hand_over(delivery)

    monkeypatch.setattr(deliveries, "_hand_over", while_another_is_at_it)
    sent()
    assert len(mail.outbox) == 3


def test_only_the_system_sends(world: World) -> None:
    with pytest.raises(NotAllowed):
        deliveries.deliver_next(actor=actor_for(world.officer), now=NOW)


# ── Rooms ───────────────────────────────────────────────────────────────────────────────────────────────────────

MakeRoom = Callable[..., ChatRoom]


@pytest.fixture
def make_room(world: World, settings: Settings) -> MakeRoom:
    settings.YOUCHENG_CHAT_SERVICES = ["json"]

    def make(address: str, language: str = "en") -> ChatRoom:
        return add_room(
            actor=actor_for(world.head), now=NOW, organisation=world.commerce, name="Everybody", address=address,
            language=language,
        )  # fmt: skip

    return make


def test_a_room_hears_once_what_is_late(late: None, make_room: MakeRoom) -> None:
    with chat_service() as service:
        make_room(service.address)
        swept()
        sent()
        assert len(service.posted) == 1
        assert service.posted[0].count("Open a window in Chiang Mai") == 1  # although two people were told
        swept()
        swept(TUESDAY)
        sent()
        assert len(service.posted) == 1


def test_a_room_hears_nothing_of_other_units(world: World, late: None, make_room: MakeRoom) -> None:
    with chat_service() as service:
        make_room(service.address)
        ChatRoom.objects.update(organisation=world.park)
        swept()
        sent()
        assert service.posted == []


@pytest.fixture
def root_log() -> Iterator[io.StringIO]:
    """What reaches the platform's own log, at whatever level."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    logging.getLogger().addHandler(handler)
    yield said
    logging.getLogger().removeHandler(handler)


def test_the_address_is_sealed_and_stands_nowhere_else(
    world: World, late: None, make_room: MakeRoom, root_log: io.StringIO
) -> None:
    with chat_service(status=500) as service:
        room = make_room(service.address)
        swept()
        assert "queued" in sent()
    delivery = Delivery.objects.get(room=room)
    assert delivery.trouble == Trouble.NOT_NOW
    assert "secret-path" not in room.address + delivery.error
    assert not AuditEntry.objects.filter(after__icontains="secret-path").exists()
    logging.getLogger("apprise").propagate = True
    logging.getLogger("apprise").error("this would be heard")
    assert "this would be heard" in root_log.getvalue()
    assert "secret-path" not in root_log.getvalue()


def test_a_service_that_is_away_is_tried_again(late: None, make_room: MakeRoom) -> None:
    make_room("json://127.0.0.1:1/secret-path")
    swept()
    assert "queued" in sent()
    assert Delivery.objects.get(room__isnull=False).trouble == Trouble.NO_CONNECTION


def test_no_network_unless_the_office_allows_the_service(
    world: World, late: None, make_room: MakeRoom, settings: Settings
) -> None:
    with chat_service() as service:
        make_room(service.address)
        swept()
        settings.YOUCHENG_CHAT_SERVICES = []
        assert "failed" in sent()
        assert service.posted == []
        assert Delivery.objects.get(room__isnull=False).trouble == Trouble.NOT_ALLOWED
        with pytest.raises(Incomplete):
            make_room(service.address)
        assert swept(TUESDAY, NOW + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    "address", ["", "hello", "syslog://", "file:///etc/passwd", "json://", "mailto://a:b@c.org"]
)
def test_an_address_that_is_none_or_not_allowed_is_refused(address: str, make_room: MakeRoom) -> None:
    with pytest.raises(Incomplete):
        make_room(address)


def test_a_key_that_was_replaced_asks_for_the_address_again(
    world: World, late: None, make_room: MakeRoom, settings: Settings
) -> None:
    with chat_service() as service:
        room = make_room(service.address)
        settings.SECRET_KEY = "another"
        swept()
        assert "failed" in sent()
        assert Delivery.objects.get(room=room).trouble == Trouble.UNREADABLE
        head = actor_for(world.head)
        with pytest.raises(Incomplete):
            try_room(actor=head, now=NOW, room=room)
        edit_room(
            actor=head, now=NOW, room=room, version=room.version, name="Everybody", language="en", is_active=True,
            address=service.address,
        )  # fmt: skip
        room.refresh_from_db()
        try_room(actor=head, now=NOW, room=room)
        assert len(service.posted) == 1


def test_a_room_belongs_to_its_units_steward_and_the_office(world: World, make_room: MakeRoom) -> None:
    room = make_room("json://127.0.0.1:1/x")
    with pytest.raises(NotAllowed):
        remove_room(actor=actor_for(world.stranger), now=NOW, room=room)
    with pytest.raises(NotAllowed):
        add_room(
            actor=actor_for(world.clerk), now=NOW, organisation=world.commerce, name="x", address="json://h/",
            language="en",
        )  # fmt: skip
    remove_room(actor=actor_for(world.officer), now=NOW, room=room)
    assert not ChatRoom.objects.exists()


def test_moves_are_told_with_the_tasks_title(world: World, make_task: MakeTask) -> None:
    task = make_task("Open a window", lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task)
    notice = Notice.objects.get(person=world.officer)
    assert notice.facts["title"] == "Open a window"
