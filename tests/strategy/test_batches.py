"""Ties are sorted by rules that are data, people may decide otherwise with a reason, and a past year stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.conftest import ClientOf, SameQueries
from tests.strategy.conftest import SYSTEM, YEAR, make_partner
from tests.world import NOW, World, actor_for
from youcheng.foundation import related
from youcheng.foundation.errors import Refused
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network import actions as network
from youcheng.network.models import Relationship
from youcheng.strategy import batch_words
from youcheng.strategy.actions import batches as actions
from youcheng.strategy.batch_rules import batch_rules
from youcheng.strategy.enums import Batch
from youcheng.strategy.errors import ReasonMissing, WrongState, YearOver
from youcheng.strategy.facts.sorting import activity_of
from youcheng.strategy.judgements import BadFile
from youcheng.strategy.models import BatchClass, BatchOverrule
from youcheng.strategy.queries.batches import batches_of


def sort(year: int = YEAR, now: datetime = NOW) -> dict[str, BatchClass]:
    actions.sort_ties(actor=SYSTEM, now=now, year=year)
    return {row.relationship.partner.slug: row for row in BatchClass.objects.filter(run__year=year)}


def make_exchange(tie: Relationship, when: str, kind: str) -> None:
    network.record_exchange(
        actor=SYSTEM, now=NOW, relationship=tie, type=kind, when=when, title={"en": "An exchange"}
    )


@pytest.fixture
def office_file(settings: object, tmp_path: Path) -> Callable[[str], None]:
    """Write the office's own rules."""
    settings.YOUCHENG_HOME = tmp_path  # type: ignore[attr-defined]

    def write(text: str) -> None:
        (tmp_path / "strategy").mkdir(exist_ok=True)
        (tmp_path / "strategy" / "batches.toml").write_text(text, encoding="utf-8")

    return write


def test_a_tie_without_records_is_not_guessed(ties: dict[str, Relationship]) -> None:
    rows = sort()
    assert {row.batch for row in rows.values()} == {Batch.UNKNOWN}
    assert rows["fujisawa"].rule == "few_records"
    assert rows["fujisawa"].figures["activity"] is None


def test_a_tie_that_is_alive_and_below_its_potential_is_strengthened(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    for year in (2023, 2024, 2025):
        make_exchange(ties["chiang-mai"], f"{year}-11-20", "letter")
    row = sort()["chiang-mai"]
    assert row.figures["records"] == 3
    assert row.figures["alive"] >= 0.5
    assert (row.batch, row.rule) == (Batch.STRENGTHEN, "below_potential")
    assert any(change["figure"] == "potential" for change in row.changes)
    assert batch_words.reasons_of(row)
    assert all("%(" not in text for text in [*batch_words.reasons_of(row), *batch_words.changes_of(row)])


def test_a_tie_long_silent_with_potential_is_activated(
    ties: dict[str, Relationship], starter_evidence: None
) -> None:
    for day in ("1999-06-01", "1999-08-01", "1999-10-01", "1999-12-01", "2000-02-01"):
        make_exchange(ties["chiang-mai"], day, "visit")
    row = sort()["chiang-mai"]
    assert row.figures["alive"] < 0.5
    assert (row.batch, row.rule) == (Batch.ACTIVATE, "asleep")
    first = row.changes[0]
    assert first["figure"] in {"alive", "potential"}


def test_one_exchange_a_year_is_half_of_the_activity_scale() -> None:
    assert activity_of(2.0, batch_rules().half) == pytest.approx(50)
    assert activity_of(0.0, 2.0) == 0


def test_a_decision_needs_a_reason_and_stays_in_the_history(
    ties: dict[str, Relationship], world: World
) -> None:
    row = sort()["pokhara"]
    officer = actor_for(world.officer)
    with pytest.raises(ReasonMissing):
        actions.overrule(actor=officer, now=NOW, row=row, batch="strengthen", reason=" ")
    with pytest.raises(WrongState):
        actions.overrule(actor=officer, now=NOW, row=row, batch="unknown", reason="So.")
    with pytest.raises(Refused):
        actions.overrule(actor=officer, now=NOW, row=row, batch="best", reason="So.")
    with pytest.raises(NotAllowed):
        actions.overrule(actor=actor_for(world.assistant), now=NOW, row=row, batch="keep", reason="So.")
    actions.overrule(actor=officer, now=NOW, row=row, batch="strengthen", reason="A new mayor.")
    second = actions.overrule(actor=officer, now=NOW, row=row, batch="open_up", reason="Another field.")
    (found,) = [each for each in batches_of(officer, YEAR) if each.row.pk == row.pk]
    assert (found.batch, found.row.batch) == ("open_up", "unknown")
    assert len(found.history) == 2
    actions.withdraw_overrule(actor=officer, now=NOW, made=second)
    (found,) = [each for each in batches_of(officer, YEAR) if each.row.pk == row.pk]
    assert (found.batch, len(found.history)) == ("unknown", 2)
    with pytest.raises(WrongState):
        actions.withdraw_overrule(actor=officer, now=NOW, made=second)
    assert AuditEntry.objects.filter(action="strategy.batch_overruled").count() == 2


def test_a_decision_outlives_a_new_sorting(ties: dict[str, Relationship], world: World) -> None:
    officer = actor_for(world.officer)
    actions.overrule(actor=officer, now=NOW, row=sort()["pokhara"], batch="keep", reason="Agreed.")
    sort()
    (found,) = [row for row in batches_of(officer, YEAR) if row.decision]
    assert found.batch == "keep"


def test_a_past_year_stays_as_it_was(ties: dict[str, Relationship], world: World) -> None:
    row = sort()["pokhara"]
    later = NOW.replace(year=YEAR + 1)
    with pytest.raises(YearOver):
        actions.sort_ties(actor=SYSTEM, now=later, year=YEAR)
    with pytest.raises(YearOver):
        actions.overrule(actor=SYSTEM, now=later, row=row, batch="keep", reason="Late.")


def test_the_office_s_own_rules_replace_those_that_ship(
    ties: dict[str, Relationship], office_file: Callable[[str], None]
) -> None:
    office_file(
        'version = "ours"\notherwise = "keep"\n[activity]\nhalf = 2\n[spans]\nrecords = 10\n'
        '[[rules]]\ncode = "new"\nbatch = "open_up"\nname = { en = "Hardly known" }\n'
        'conditions = [{ figure = "records", below = 1 }]\n'
    )
    row = sort()["pokhara"]
    assert (row.batch, row.rule, row.run.rules_version) == (Batch.OPEN_UP, "new", "ours")


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('batch = "best"\nconditions = []', "batch is one of"),
        ('batch = "keep"\nconditions = [{ figure = "luck", is = true }]', "the figure is one of"),
        ('batch = "keep"\nconditions = [{ figure = "alive" }]', "exactly one of"),
        ('batch = "keep"\nconditions = [{ figure = "alive", is = true }]', "can't be asked"),
        ('batch = "keep"\nconditions = [{ figure = "alive", below = "low" }]', "of another kind"),
    ],
)
def test_a_file_of_rules_that_is_wrong_says_where(
    office_file: Callable[[str], None], rule: str, says: str
) -> None:
    office_file(
        f'version = "1"\notherwise = "keep"\n[activity]\nhalf = 2\n[spans]\n[[rules]]\ncode = "one"\n{rule}\n'
    )
    with override("en"), pytest.raises(BadFile, match=says) as refused:
        batch_rules()
    assert "rules[0]" in str(refused.value)


def test_a_strategist_sorts_reads_and_overrules_on_the_page(
    ties: dict[str, Relationship], client_of: ClientOf, world: World
) -> None:
    client = client_of(world.officer)
    address, year = reverse("strategy:batches"), timezone.localdate().year
    assert "not sorted for" in client.get(address, {"year": year}).content.decode()
    assert client.post(reverse("strategy:batches_sort"), {"year": year}).status_code == 302
    html = client.get(address, {"year": year, "sort": "-potential"}).content.decode()
    assert "Pokhara" in html
    assert "not enough is known" in html
    one = reverse("strategy:batch", args=["pokhara", year])
    assert client.post(one, {"batch": "keep", "reason": ""}).status_code == 200
    assert client.post(one, {"batch": "keep", "reason": "Their wish."}).status_code == 302
    assert "Their wish." in client.get(one).content.decode()
    assert "Their wish." in client.get(address, {"year": year, "decided": "person"}).content.decode()
    sheet = client.get(reverse("strategy:batches_export"), {"format": "csv", "year": year})
    assert "Their wish." in b"".join(sheet).decode("utf-8-sig")
    made = BatchOverrule.objects.get()
    assert client.post(reverse("strategy:batch_withdraw", args=["pokhara", year, made.pk])).status_code == 302
    made.refresh_from_db()
    assert made.withdrawn_by == world.officer.name


def test_the_tie_s_page_links_to_its_batch(ties: dict[str, Relationship], world: World) -> None:
    row = sort()["pokhara"]
    actions.overrule(actor=SYSTEM, now=NOW, row=row, batch="keep", reason="Agreed.")
    with override("en"):
        labels = [link.label for link in related.links(actor_for(world.officer), row.relationship)]
    assert f"{YEAR}: keep as it is, decided otherwise" in labels
    assert not any(
        str(YEAR) in link.label for link in related.links(actor_for(world.stranger), row.relationship)
    )


def test_the_list_costs_the_same_for_any_number_of_ties(
    ties: dict[str, Relationship], client_of: ClientOf, world: World, assert_same_queries: SameQueries
) -> None:
    client = client_of(world.officer)

    def more(count: int) -> None:
        for _ in range(count):
            number = Relationship.objects.count()
            make_partner(f"more-{number}", "2001", "TH", name={"en": f"More {number}"})
        sort()

    assert_same_queries(more, lambda: client.get(reverse("strategy:batches"), {"year": YEAR}))
