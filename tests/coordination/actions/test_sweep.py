"""The daily sweep: whom it tells what and when, on the calendars of all sides, once, and for how many queries."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from pytest_django import Settings

from tests.conftest import SameQueries
from tests.coordination.conftest import SYSTEM, MakeTask
from tests.network.conftest import MakeTie, home, make_tie
from tests.world import NOW, TODAY, World, actor_for, make_member
from youcheng.accounts.enums import Role
from youcheng.accounts.models import Organisation
from youcheng.coordination import actions
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.actions.rules import add_rule, edit_rule, lay_down_rules
from youcheng.coordination.actions.sweep import Swept, ask, sweep
from youcheng.coordination.errors import AlreadyThere, Incomplete
from youcheng.coordination.models import Delivery, Notice, SupervisionRule, Sweep, Task
from youcheng.coordination.queries.sweeping import not_told, planned
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed
from youcheng.network.models import HomeCity

__all__ = ["home", "make_tie"]


@pytest.fixture(autouse=True)
def _rules(world: World, home: HomeCity) -> None:
    lay_down_rules(actor=SYSTEM, now=NOW)


def swept(day: date) -> Swept:
    return sweep(actor=SYSTEM, now=NOW, day=day)


def told(kind: str) -> set[str]:
    """Who has a notice of this kind."""
    return set(Notice.objects.filter(kind=kind).values_list("person__username", flat=True))


def test_setting_up_lays_the_rules_down_once_and_leaves_an_offices_own(world: World) -> None:
    kinds = Counter(SupervisionRule.objects.values_list("kind", flat=True))
    assert kinds == {"before": 2, "on_day": 1, "late": 1, "to_unit": 1, "to_office": 1}
    SupervisionRule.objects.exclude(kind="late").delete()
    assert lay_down_rules(actor=SYSTEM, now=NOW) == 0
    assert SupervisionRule.objects.count() == 1


def test_a_deadline_is_recalled_then_late_then_escalated_unit_first(
    world: World, make_task: MakeTask
) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 3, 11))
    days = {day: swept(day).notices for day in (date(2026, 3, 1) + timedelta(days=n) for n in range(30))}
    days = {day: {kind: n for kind, n in made.items() if kind != "weekly"} for day, made in days.items()}
    assert {day.isoformat(): made for day, made in days.items() if made} == {
        "2026-03-02": {"due_soon": 2},  # seven working days before: head and clerk
        "2026-03-06": {"due_soon": 2},  # three
        "2026-03-11": {"due_today": 2},
        "2026-03-12": {"late": 2},
        "2026-03-16": {"escalated": 1},  # the head, three working days after
        "2026-03-20": {"proposed": 2},  # the office's officer and director, seven
    }
    assert told("due_soon") == told("late") == {"head", "clerk"}
    assert told("escalated") == {"head"}
    assert told("proposed") == {"officer", "director"}


def test_sweeping_again_tells_nobody_anything_twice(world: World, make_task: MakeTask) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 2, 2))
    first = swept(TODAY)
    assert sum(first.notices.values()) == 7  # late 2, escalated 1, proposed 2, weekly 2
    assert swept(TODAY).notices == {}
    assert swept(TODAY + timedelta(days=1)).notices == {}
    assert Sweep.objects.get(day=TODAY).notices == 7


def test_a_missed_day_is_made_good_and_only_the_nearest_reminder_is_given(
    world: World, make_task: MakeTask
) -> None:
    make_task(lead=world.commerce, due_on=TODAY + timedelta(days=2))
    assert swept(TODAY).notices == {"due_soon": 2}
    assert Notice.objects.first().facts["days"] == 2  # type: ignore[union-attr]


def test_another_deadline_is_another_matter(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce, due_on=date(2026, 2, 26))
    assert swept(TODAY).notices["late"] == 2
    later = date(2026, 3, 4)
    actions.reschedule(actor=actor_for(world.officer), now=NOW, task=task, starts_on=None, due_on=later)
    assert swept(TODAY).notices == {"due_soon": 2}
    assert swept(date(2026, 3, 5)).notices == {"late": 2}


def test_whoever_is_responsible_is_told_instead_of_the_whole_unit(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce, due_on=date(2026, 2, 27))
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task, responsible_id=world.clerk.pk)
    swept(TODAY)
    assert told("late") == {"clerk"}


def test_a_unit_nobody_can_be_told_of_is_the_offices_to_call(world: World, make_task: MakeTask) -> None:
    world.stranger.is_active = False
    world.stranger.save()
    make_task(lead=world.park, due_on=date(2026, 2, 2))
    swept(TODAY)
    assert told("late") == told("proposed") == {"officer", "director"}
    assert told("escalated") == set()


def test_what_the_office_must_decide_first_is_told_to_the_office(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce, due_on=date(2026, 2, 2))
    actions.return_task(actor=actor_for(world.head), now=NOW, task=task, comment="Not ours")
    swept(TODAY)
    assert told("late") == {"officer", "director"}
    assert told("escalated") == set()


def test_drafts_handed_in_and_closed_tasks_are_left_alone(world: World, make_task: MakeTask) -> None:
    long_ago = date(2026, 2, 2)
    make_task("Draft", due_on=long_ago)
    task = make_task("Handed in", lead=world.commerce, due_on=long_ago)
    clerk = actor_for(world.clerk)
    actions.accept(actor=clerk, now=NOW, task=task)
    actions.submit(actor=clerk, now=NOW, task=task, proofs=[Evidence("Minutes", text="Done")])
    assert swept(TODAY).notices == {}
    actions.close(actor=actor_for(world.officer), now=NOW, task=task)
    assert swept(TODAY).notices == {}
    actions.reopen(actor=actor_for(world.officer), now=NOW, task=task, comment="Not yet")
    assert swept(TODAY).notices["late"] == 2


def test_days_off_on_either_side_do_not_count(world: World, make_task: MakeTask, make_tie: MakeTie) -> None:
    # 6 April 2026 is a day off in both countries, 13 to 15 April (Songkran) in Thailand alone.
    due = date(2026, 4, 10)
    tie = make_tie("chiang-mai")
    make_task("At home", lead=world.commerce, due_on=due)
    make_task("With Chiang Mai", lead=world.commerce, due_on=due, relationship_id=tie.pk)
    make_task("In Chiang Mai", lead=world.commerce, due_on=due, cities=[tie.partner])

    def late_on(day: date) -> set[str]:
        swept(day)
        rows = Notice.objects.filter(kind="late")
        return set(rows.values_list("task__title", flat=True))

    assert late_on(date(2026, 4, 13)) == {"At home"}
    assert late_on(date(2026, 4, 15)) == {"At home"}
    assert late_on(date(2026, 4, 16)) == {"At home", "With Chiang Mai", "In Chiang Mai"}


def test_where_holidays_are_not_known_yet_the_notice_says_so(world: World, make_task: MakeTask) -> None:
    make_task(lead=world.commerce, due_on=date(2030, 1, 7))
    sweep(actor=SYSTEM, now=NOW, day=date(2030, 1, 4))
    assert {notice.facts["certain"] for notice in Notice.objects.filter(kind="due_soon")} == {False}


def test_the_office_hears_of_the_weeks_list_once(world: World, make_task: MakeTask) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 2, 27))
    assert swept(date(2026, 9, 28)).notices["weekly"] == 2
    assert swept(date(2026, 9, 30)).notices.get("weekly") is None
    assert (
        swept(date(2026, 10, 6)).notices.get("weekly") is None
    )  # the week of the National Day begins on Thursday
    assert swept(date(2026, 10, 8)).notices["weekly"] == 2
    assert Notice.objects.filter(kind="weekly").first().facts["tasks"] == 1  # type: ignore[union-attr]


def test_a_rule_that_is_switched_off_is_silent(world: World, make_task: MakeTask) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 2, 27))
    rule = SupervisionRule.objects.get(kind="late")
    officer = actor_for(world.officer)
    edit_rule(actor=officer, now=NOW, rule=rule, version=rule.version, days=1, is_active=False)
    assert "late" not in swept(TODAY).notices


def test_rules_are_the_offices_and_make_sense(world: World) -> None:
    officer = actor_for(world.officer)
    with pytest.raises(NotAllowed):
        add_rule(actor=actor_for(world.head), now=NOW, kind="late", days=5)
    for kind, days in (("late", 0), ("before", 61), ("on_day", 1)):
        with pytest.raises(Incomplete):
            add_rule(actor=officer, now=NOW, kind=kind, days=days)
    with pytest.raises(AlreadyThere):
        add_rule(actor=officer, now=NOW, kind="late", days=1)
    assert add_rule(actor=officer, now=NOW, kind="late", days=5).is_active


def test_a_preview_says_what_the_sweep_then_does_and_makes_nothing(world: World, make_task: MakeTask) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 2, 2))
    promised = {one.key for one in not_told(planned(TODAY).notices)}
    assert not Notice.objects.filter(key__in=promised).exists()
    swept(TODAY)
    assert promised == set(Notice.objects.exclude(kind="task_moved").values_list("key", flat=True))
    assert not_told(planned(TODAY).notices) == []


def test_the_number_of_queries_does_not_follow_the_number_of_tasks(
    world: World, make_tie: MakeTie, make_task: MakeTask, assert_same_queries: SameQueries
) -> None:
    tie = make_tie("chiang-mai")
    days = iter(range(400))

    def make(count: int) -> None:
        for number in range(count):
            due = TODAY - timedelta(days=1 + number)
            make_task(
                f"Task {number}",
                lead=world.commerce,
                due_on=due,
                relationship_id=tie.pk,
                cities=[tie.partner],
            )

    # Another day each time: the first sweep of a day also makes the day's row.
    assert_same_queries(make, lambda: swept(TODAY + timedelta(days=7 * next(days))))


def test_only_the_system_and_the_office_sweep(world: World) -> None:
    with pytest.raises(NotAllowed):
        sweep(actor=actor_for(world.head), now=NOW, day=TODAY)
    assert sweep(actor=actor_for(world.officer), now=NOW, day=TODAY).tasks == 0
    assert AuditEntry.objects.filter(action="coordination.swept").count() == 1


def test_the_day_is_handed_out_once_from_its_hour_on(world: World, settings: Settings) -> None:
    settings.YOUCHENG_SWEEP_HOUR = 10
    assert ask(now=NOW) is None  # nine o'clock in Shanghai
    later = NOW + timedelta(hours=1)
    assert ask(now=later) == TODAY
    assert ask(now=later) is None  # another worker has it
    assert ask(now=later + timedelta(minutes=20)) == TODAY  # it never came back
    sweep(actor=SYSTEM, now=later, day=TODAY)
    assert ask(now=later + timedelta(hours=2)) is None
    assert ask(now=later + timedelta(days=1)) == TODAY + timedelta(days=1)


def test_an_error_in_the_middle_leaves_nothing(
    world: World, make_task: MakeTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 2, 2))
    before = Notice.objects.count()

    def fail(**_: object) -> int:
        raise RuntimeError("the power failed")

    monkeypatch.setattr("youcheng.coordination.actions.queueing.queue_digests", fail)
    with pytest.raises(RuntimeError):
        swept(TODAY)
    assert Notice.objects.count() == before
    assert not Sweep.objects.exists()
    monkeypatch.undo()
    assert sum(swept(TODAY).notices.values()) == 7


def test_a_dissolution_set_ahead_is_carried_out_by_the_sweep(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce, due_on=date(2026, 4, 30))
    Organisation.objects.filter(pk=world.commerce.pk).update(dissolved_on=TODAY, successor=world.park)
    swept(TODAY)
    assert Task.objects.get(pk=task.pk).lead == world.park


def test_whoever_joins_later_is_told_what_the_others_were(world: World, make_task: MakeTask) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 2, 27))
    swept(TODAY)
    make_member("newcomer", "Newcomer Ning", world.commerce, Role.CONTRIBUTOR)
    assert swept(TODAY).notices == {"late": 1}
    assert told("late") == {"head", "clerk", "newcomer"}


def test_without_an_address_or_a_choice_for_it_nothing_is_queued(world: World, make_task: MakeTask) -> None:
    make_task(lead=world.commerce, due_on=date(2026, 2, 27))
    assert swept(TODAY).deliveries == 0
    assert not Delivery.objects.exists()
