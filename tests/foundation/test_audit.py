"""The audit log: only grows, notices every kind of tampering, and can be pruned only with a trace."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from tests.world import NOW, World, actor_for
from youcheng.foundation import audit, audit_guard
from youcheng.foundation.actors import Actor
from youcheng.foundation.models import AuditEntry, AuditHead

TABLE = "foundation_auditentry"
LATER = NOW + timedelta(days=400)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def write(count: int, at: datetime = NOW) -> list[AuditEntry]:
    return [
        audit.record_event(
            actor=Actor.system("test"),
            now=at + timedelta(minutes=number),
            action="thing.done",
            about=f"thing {number}",
            after={"name": "清迈", "number": number},
        )
        for number in range(count)
    ]


def tamper(statement: str, *values: Any) -> None:
    """Somebody with the database in hand: the guard is taken away first."""
    with transaction.atomic(), audit_guard.lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_a_chain_is_intact_and_says_who_did_what_from_where(world: World) -> None:
    entry = audit.record(
        actor=actor_for(world.officer),
        now=NOW,
        action="organisation.edited",
        row=world.park,
        before={"kind": "park"},
        after={"kind": "county", "on": NOW.date()},
    )
    write(3)
    assert audit.verify().intact
    stored = AuditEntry.objects.get(pk=entry.pk)
    assert (stored.actor_id, stored.address) == (world.officer.pk, "192.0.2.1")
    assert (stored.before, stored.after) == ({"kind": "park"}, {"kind": "county", "on": "2026-03-02"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET actor_name = 'x'",
        f"DELETE FROM {TABLE}",
        f"DELETE FROM {TABLE} WHERE number = 2",
    ],
)
def test_the_database_refuses_change_and_removal(statement: str) -> None:
    write(3)
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.count() == 3


@pytest.mark.django_db
def test_the_database_refuses_what_empties_or_replaces_without_deleting() -> None:
    write(2)
    statement = (
        f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE number = 1"
        if connection.vendor == "sqlite"
        else f"TRUNCATE {TABLE}"
    )
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert audit.verify().intact


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        (f"UPDATE {TABLE} SET actor_name = 'x' WHERE number = 3", 3),
        (f"UPDATE {TABLE} SET address = '192.0.2.66' WHERE number = 3", 3),
        (f"UPDATE {TABLE} SET previous_hash = hash WHERE number = 1", 1),
        (f"DELETE FROM {TABLE} WHERE number = 3", 4),
        (f"DELETE FROM {TABLE} WHERE number <= 2", 3),
        (f"DELETE FROM {TABLE} WHERE number = 5", 5),
        (f"DELETE FROM {TABLE}", 1),
        ("DELETE FROM foundation_audithead", 6),
        ("UPDATE foundation_audithead SET number = 0, signature = ''", 6),
    ],
)
def test_tampering_is_named_at_its_first_entry(statement: str, broken_at: int) -> None:
    write(5)
    tamper(statement)
    assert audit.verify().broken_at == broken_at


@pytest.mark.django_db
def test_a_cut_tail_with_a_matching_head_lacks_the_signature() -> None:
    entries = write(5)
    tamper(f"DELETE FROM {TABLE} WHERE number > 3")
    AuditHead.objects.update(number=3, hash=entries[2].hash)
    assert audit.verify().broken_at == 4


@pytest.mark.django_db
def test_a_newly_computed_chain_lacks_the_signature() -> None:
    write(3)
    with transaction.atomic(), audit_guard.lifted(connection):
        previous = AuditEntry.objects.get(number=1)
        for entry in AuditEntry.objects.filter(number__gte=2).order_by("number"):
            entry.actor_name, entry.previous_hash = "somebody else", previous.hash
            entry.hash = audit.entry_hash(entry)
            entry.save()
            previous = entry
        AuditHead.objects.update(hash=previous.hash)
    verdict = audit.verify()
    assert verdict.broken_at == 4
    assert "key" in verdict.reason


def test_a_log_that_was_taken_away_whole_is_missed_where_there_are_people(world: World) -> None:
    write(3)
    with transaction.atomic(), audit_guard.lifted(connection):
        AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert audit.verify().broken_at == 1
    assert "as a whole" in audit.verify().reason


@pytest.mark.django_db
def test_the_log_of_an_empty_database_is_intact() -> None:
    assert audit.verify().intact


def test_the_latest_day_for_pruning_is_the_offices_day(db: None) -> None:
    night = datetime(2026, 11, 25, 17, 26, tzinfo=UTC)
    with pytest.raises(audit.TooYoung, match="2026-05-27"):
        audit.prune(actor=Actor.system("tests"), now=night, before=night)


@pytest.mark.django_db
def test_pruning_leaves_a_trace_from_which_the_chain_goes_on() -> None:
    write(4)
    write(2, at=LATER - timedelta(days=10))
    removed = audit.prune(actor=Actor.system("test"), now=LATER, before=LATER - timedelta(days=200))
    assert removed == 4
    verdict = audit.verify()
    assert (verdict.intact, verdict.first, verdict.last) == (True, 5, 7)
    write(1, at=LATER)
    assert audit.verify().intact
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(number=5).delete()


@pytest.mark.django_db
def test_pruning_everything_and_twice() -> None:
    write(3)
    again = LATER + timedelta(days=400)
    assert audit.prune(actor=Actor.system("t"), now=LATER, before=LATER - timedelta(days=200)) == 3
    assert audit.verify().intact
    assert audit.prune(actor=Actor.system("t"), now=again, before=again - timedelta(days=200)) == 1
    assert audit.verify().intact
    assert audit.prune(actor=Actor.system("t"), now=again, before=again - timedelta(days=200)) == 0


@pytest.mark.django_db
def test_young_entries_stay() -> None:
    write(2)
    with pytest.raises(audit.TooYoung):
        audit.prune(actor=Actor.system("t"), now=LATER, before=LATER - timedelta(days=182))
    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("forge", ["nothing", "unsigned", "signed elsewhere"])
def test_a_forged_trace_is_no_trace(forge: str) -> None:
    entries = write(5)
    tamper(f"DELETE FROM {TABLE} WHERE number <= 2")
    anchor = {"first_kept": 3, "previous_hash": entries[1].hash}
    signatures = {
        "unsigned": "x",
        "signed elsewhere": signing.dumps(anchor, key="another deployment's key", salt=audit.PRUNED),
    }
    if forge != "nothing":
        audit.record_event(
            actor=Actor.system("t"),
            now=NOW,
            action=audit.PRUNED,
            about="2 entries",
            after=anchor | {"signature": signatures[forge]},
        )
    assert audit.verify().broken_at == 3


def run(*words: str) -> Any:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_the_command_names_the_first_broken_entry() -> None:
    write(3)
    assert run("audit", "verify") == {
        "intact": True,
        "entries": 3,
        "first": 1,
        "last": 3,
        "broken_at": None,
        "reason": "",
    }
    tamper(f"UPDATE {TABLE} SET action = 'x' WHERE number = 2")
    with pytest.raises(CommandError, match="#2"):
        call_command("audit", "verify")


@pytest.mark.django_db
def test_the_command_prunes_by_the_setting_and_refuses_more() -> None:
    today = timezone.now()
    write(3, at=today - timedelta(days=200))
    write(2, at=today - timedelta(days=100))
    assert run("audit", "prune")["removed"] == 3
    with pytest.raises(CommandError, match="Entries are kept|保存"):
        call_command("audit", "prune", "--before", "2999-01-01")


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_command_writes_a_sheet(tmp_path: Path, suffix: str) -> None:
    write(3)
    path = tmp_path / f"log.{suffix}"
    assert run("audit", "export", str(path))["entries"] == 3
    assert path.stat().st_mode & 0o077 == 0
    if suffix == "csv":
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        assert [row[0] for row in rows[1:]] == ["1", "2", "3"]


@pytest.mark.django_db
def test_a_sheet_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    for name in ("log.txt", "missing/log.csv"):
        with pytest.raises(CommandError):
            call_command("audit", "export", str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_with_the_change_it_describes(world: World) -> None:
    def change() -> None:
        with transaction.atomic():
            audit.record(actor=actor_for(world.officer), now=NOW, action="thing.done", row=world.park)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert not AuditEntry.objects.exists()
    write(1)
    assert audit.verify().intact


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    def many(_writer: int) -> None:
        try:
            write(10)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(many, range(4)))
    verdict = audit.verify()
    assert (verdict.intact, verdict.entries) == (True, 40)
