"""Who may see and move what in coordination. The office directs; a unit sees and moves its own; nobody sees the rest.

Called by queries and actions through `foundation.policies`. A task is seen by its lead unit, its cooperating units, who
handed it on, and the one person it was delegated to; as a draft by the office alone.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from youcheng.accounts.belonging import (
    current_memberships,
    is_in_office,
    office_contributor,
    office_coordinator,
    office_member,
    organisations_where,
    takes_part,
)
from youcheng.accounts.enums import Role
from youcheng.coordination.enums import MoveKind, TaskState
from youcheng.coordination.models import (
    AgendaItem,
    Bulletin,
    ChatRoom,
    Decision,
    Delivery,
    Goal,
    Match,
    MatchRun,
    Measure,
    Meeting,
    Need,
    Notice,
    Offer,
    Plan,
    Proof,
    Proposal,
    Supervision,
    SupervisionRule,
    Task,
    TaskMove,
)
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NO_ROW, Policy, any_of

# ── Clauses of the office ───────────────────────────────────────────────────────────────────────────────────────


# ── Clauses of tasks ────────────────────────────────────────────────────────────────────────────────────────────

NOT_DRAFT = ~Q(state=TaskState.DRAFT)


def lead_member(actor: Actor) -> Q:
    """Members of the lead unit, once the task is assigned."""
    return Q(lead__in=organisations_where(actor)) & NOT_DRAFT if actor.is_signed_in else NO_ROW


def cooperating_member(actor: Actor) -> Q:
    """Members of a cooperating unit, once the task is assigned."""
    if not actor.is_signed_in:
        return NO_ROW
    # A set of keys made once: a condition on every row would be asked of tens of thousands of tasks.
    shared = Task.cooperating.through.objects.filter(organisation__in=organisations_where(actor))
    return Q(pk__in=shared.order_by().values("task")) & NOT_DRAFT


def handed_on_by_member(actor: Actor) -> Q:
    """Members of a unit that led the task and handed it on."""
    if not actor.is_signed_in:
        return NO_ROW
    handed = TaskMove.objects.filter(kind=MoveKind.HANDED_ON, unit__in=organisations_where(actor))
    return Q(pk__in=handed.order_by().values("task")) & NOT_DRAFT


def delegate(actor: Actor) -> Q:
    """The one person the task was delegated to."""
    return Q(delegate_id=actor.person_id) & NOT_DRAFT if actor.is_signed_in else NO_ROW


def lead_contributor(actor: Actor) -> Q:
    """Contributors and above of the lead unit, once the task is assigned."""
    if not actor.is_signed_in:
        return NO_ROW
    return Q(lead__in=organisations_where(actor, Role.CONTRIBUTOR)) & NOT_DRAFT


def lead_coordinator(actor: Actor) -> Q:
    """Coordinators and stewards of the lead unit, once the task is assigned."""
    if not actor.is_signed_in:
        return NO_ROW
    return Q(lead__in=organisations_where(actor, Role.COORDINATOR)) & NOT_DRAFT


# ── Clauses of what hangs on a task ─────────────────────────────────────────────────────────────────────────────


def sees_its_task(actor: Actor) -> Q:
    """Whoever sees the task it belongs to."""
    return Q(task__in=task_policy.filter(Task.objects.order_by(), actor).values("pk"))


def author_unit(actor: Actor) -> Q:
    """Members of the unit that wrote it."""
    return Q(unit__in=organisations_where(actor)) if actor.is_signed_in else NO_ROW


def author(actor: Actor) -> Q:
    """The person who wrote it."""
    return Q(person_id=actor.person_id) if actor.is_signed_in else NO_ROW


def shared_with_task(actor: Actor) -> Q:
    """Whoever sees the task, where it is shared with all its units."""
    return Q(shared=True) & sees_its_task(actor)


def responsible_unit(actor: Actor) -> Q:
    """Members of the responsible unit."""
    return Q(unit__in=organisations_where(actor)) if actor.is_signed_in else NO_ROW


def responsible_contributor(actor: Actor) -> Q:
    """Contributors and above of the responsible unit."""
    return Q(unit__in=organisations_where(actor, Role.CONTRIBUTOR)) if actor.is_signed_in else NO_ROW


# ── Clauses of plans, meetings, needs, notices ──────────────────────────────────────────────────────────────────


def measure_unit(actor: Actor) -> Q:
    """Members of a unit that leads a task of the measure, or shares in one."""
    return (
        Q(pk__in=task_policy.filter(Task.objects.order_by(), actor).values("measure"))
        if actor.is_signed_in
        else NO_ROW
    )


def invited_unit(actor: Actor) -> Q:
    """Members of a unit that takes part."""
    if not actor.is_signed_in:
        return NO_ROW
    invited = Meeting.units.through.objects.filter(
        meeting=OuterRef("pk"), organisation__in=organisations_where(actor)
    )
    return Q(Exists(invited))


def sees_its_meeting(actor: Actor) -> Q:
    """Whoever sees the meeting it belongs to."""
    return Q(meeting__in=meeting_policy.filter(Meeting.objects.order_by(), actor).values("pk"))


def owner_member(actor: Actor) -> Q:
    """Members of the unit it belongs to."""
    return Q(owner__in=organisations_where(actor)) if actor.is_signed_in else NO_ROW


def owner_contributor(actor: Actor) -> Q:
    """Contributors and above of the unit it belongs to."""
    return Q(owner__in=organisations_where(actor, Role.CONTRIBUTOR)) if actor.is_signed_in else NO_ROW


def either_side(actor: Actor) -> Q:
    """Members of the unit that needs or of the unit that offers."""
    if not actor.is_signed_in:
        return NO_ROW
    mine = organisations_where(actor)
    return Q(need__owner__in=mine) | Q(offer__owner__in=mine)


def need_contributor(actor: Actor) -> Q:
    """Contributors and above of the unit that needs."""
    return Q(need__owner__in=organisations_where(actor, Role.CONTRIBUTOR)) if actor.is_signed_in else NO_ROW


def offer_contributor(actor: Actor) -> Q:
    """Contributors and above of the unit that offers."""
    return Q(offer__owner__in=organisations_where(actor, Role.CONTRIBUTOR)) if actor.is_signed_in else NO_ROW


def addressee(actor: Actor) -> Q:
    """The person it is for."""
    return Q(person_id=actor.person_id) if actor.is_signed_in else NO_ROW


def unit_steward(actor: Actor) -> Q:
    """Stewards of the unit."""
    return Q(organisation__in=organisations_where(actor, Role.STEWARD)) if actor.is_signed_in else NO_ROW


# ── Policies ────────────────────────────────────────────────────────────────────────────────────────────────────


class PlanPolicy(Policy):
    model = Plan
    view = any_of(office_member)
    edit = any_of(office_coordinator)
    add_task = any_of(office_contributor)


class GoalPolicy(Policy):
    model = Goal
    view = any_of(office_member)
    edit = any_of(office_coordinator)


class MeasurePolicy(Policy):
    model = Measure
    view = any_of(office_member, measure_unit)
    edit = any_of(office_coordinator)


class BulletinPolicy(Policy):
    model = Bulletin
    view = any_of(office_member)
    edit = any_of(office_contributor)


class ProposalPolicy(Policy):
    model = Proposal
    view = any_of(office_member)
    decide = any_of(office_coordinator)


class TaskPolicy(Policy):
    model = Task
    view = any_of(office_member, lead_member, cooperating_member, handed_on_by_member, delegate)
    direct = any_of(office_coordinator)
    work_on = any_of(lead_contributor, delegate)
    hand_on = any_of(lead_coordinator)
    comment = any_of(office_contributor, lead_member, cooperating_member, delegate)


class TaskMovePolicy(Policy):
    model = TaskMove
    view = any_of(sees_its_task)
    read_comment = any_of(office_member, author_unit, author, shared_with_task)


class ProofPolicy(Policy):
    model = Proof
    view = any_of(sees_its_task)


class SupervisionPolicy(Policy):
    model = Supervision
    view = any_of(office_member, responsible_unit)
    direct = any_of(office_coordinator)
    reply = any_of(responsible_contributor)


class SupervisionRulePolicy(Policy):
    model = SupervisionRule
    view = any_of(office_member)
    edit = any_of(office_coordinator)


class MeetingPolicy(Policy):
    model = Meeting
    view = any_of(office_member, invited_unit)
    edit = any_of(office_contributor)


class AgendaItemPolicy(Policy):
    model = AgendaItem
    view = any_of(sees_its_meeting)
    edit = any_of(office_contributor)


class DecisionPolicy(Policy):
    model = Decision
    view = any_of(sees_its_meeting)
    edit = any_of(office_contributor)


class NeedPolicy(Policy):
    model = Need
    view = any_of(office_member, owner_member)
    edit = any_of(office_contributor, owner_contributor)


class OfferPolicy(Policy):
    model = Offer
    view = any_of(office_member, owner_member)
    edit = any_of(office_contributor, owner_contributor)


class MatchRunPolicy(Policy):
    model = MatchRun
    view = any_of(office_member)


class MatchPolicy(Policy):
    model = Match
    view = any_of(office_member, either_side)
    agree_for_need = any_of(office_coordinator, need_contributor)
    agree_for_offer = any_of(office_coordinator, offer_contributor)


class NoticePolicy(Policy):
    model = Notice
    view = any_of(addressee)


class ChatRoomPolicy(Policy):
    model = ChatRoom
    view = any_of(office_coordinator, unit_steward)
    edit = any_of(office_coordinator, unit_steward)


class DeliveryPolicy(Policy):
    model = Delivery
    view = any_of(office_coordinator, addressee)
    handle = any_of(office_coordinator)


plan_policy = PlanPolicy()
goal_policy = GoalPolicy()
measure_policy = MeasurePolicy()
bulletin_policy = BulletinPolicy()
proposal_policy = ProposalPolicy()
task_policy = TaskPolicy()
task_move_policy = TaskMovePolicy()
proof_policy = ProofPolicy()
supervision_policy = SupervisionPolicy()
supervision_rule_policy = SupervisionRulePolicy()
meeting_policy = MeetingPolicy()
agenda_item_policy = AgendaItemPolicy()
decision_policy = DecisionPolicy()
need_policy = NeedPolicy()
offer_policy = OfferPolicy()
match_run_policy = MatchRunPolicy()
match_policy = MatchPolicy()
notice_policy = NoticePolicy()
chat_room_policy = ChatRoomPolicy()
delivery_policy = DeliveryPolicy()


# ── Questions about no row ──────────────────────────────────────────────────────────────────────────────────────


def may_see_plans(actor: Actor) -> bool:
    """Members of the foreign affairs office."""
    return is_in_office(actor)


def may_plan(actor: Actor) -> bool:
    """Contributors and above in the foreign affairs office."""
    return is_in_office(actor, Role.CONTRIBUTOR)


def may_direct(actor: Actor) -> bool:
    """Coordinators and stewards of the foreign affairs office."""
    return is_in_office(actor, Role.COORDINATOR)


def may_name_units(actor: Actor) -> bool:
    """Contributors and above of the foreign affairs office, and whoever may hand a task of their unit on."""
    return may_plan(actor) or current_memberships(actor, Role.COORDINATOR).exists()


def may_take_part(actor: Actor) -> bool:
    """Anybody signed in who is none of the three administrators."""
    return takes_part(actor)


def may_keep_rooms(actor: Actor) -> bool:
    """Coordinators and stewards of the foreign affairs office, and stewards of any unit."""
    if actor.is_system or may_direct(actor):
        return True
    return organisations_where(actor, Role.STEWARD).exists()
