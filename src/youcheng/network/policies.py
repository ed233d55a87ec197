"""Who may see and change the register: ties, exchanges, their documents, seekers, the calendar links.

Called by queries and actions through `foundation.policies`. Reference rows (cities, countries, groups, published
counts, alliances, policy terms) hold nothing but public facts: all who take part read them, the office writes them.
"""

from __future__ import annotations

from django.db.models import Q

from youcheng.accounts.belonging import (
    office_contributor,
    office_coordinator,
    office_member,
    organisations_where,
    where_taking_part,
)
from youcheng.accounts.enums import Role
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import EVERY_ROW, NO_ROW, Policy, any_of
from youcheng.network.enums import Visibility
from youcheng.network.models import (
    Alliance,
    CalendarLink,
    City,
    Exchange,
    HomeCity,
    Matching,
    PairEnd,
    PolicyTerm,
    PublishedCount,
    RegisterNote,
    Relationship,
    Seeker,
    ZoneTarget,
)


def signed_in_person(actor: Actor) -> Q:
    """Anybody who is signed in."""
    return EVERY_ROW if actor.is_signed_in else NO_ROW


def participant(actor: Actor) -> Q:
    """Anybody who is signed in and no administrator."""
    return where_taking_part(actor)


def public_tie(actor: Actor) -> Q:
    """Anybody signed in and no administrator, where the tie is public."""
    return Q(visibility=Visibility.PUBLIC) & where_taking_part(actor)


def counterpart(actor: Actor) -> Q:
    """Members of the partner's own office."""
    return Q(counterpart__in=organisations_where(actor)) if actor.is_signed_in else NO_ROW


def public_exchange(actor: Actor) -> Q:
    """Anybody signed in and no administrator, where both the exchange and its tie are public."""
    both = Q(visibility=Visibility.PUBLIC, relationship__visibility=Visibility.PUBLIC)
    return both & where_taking_part(actor)


def leading_organisation(actor: Actor) -> Q:
    """Members of the organisation that led the exchange."""
    return Q(led_by__in=organisations_where(actor)) if actor.is_signed_in else NO_ROW


def leading_contributor(actor: Actor) -> Q:
    """Contributors and above of the organisation that led the exchange."""
    return Q(led_by__in=organisations_where(actor, Role.CONTRIBUTOR)) if actor.is_signed_in else NO_ROW


def public_word(actor: Actor) -> Q:
    """Anybody signed in and no administrator, where the entry is public."""
    return Q(visibility=Visibility.PUBLIC) & where_taking_part(actor)


def own_link(actor: Actor) -> Q:
    """The person whose calendar it is."""
    return Q(person_id=actor.person_id) if actor.is_signed_in else NO_ROW


class RelationshipPolicy(Policy):
    model = Relationship
    view = any_of(office_member, public_tie, counterpart)
    edit = any_of(office_contributor)
    add_event = any_of(office_contributor)
    add_exchange = any_of(office_contributor)
    take_step = any_of(office_coordinator)
    set_counterpart = any_of(office_coordinator)


class ExchangePolicy(Policy):
    model = Exchange
    view = any_of(office_member, public_exchange, leading_organisation)
    edit = any_of(office_contributor, leading_contributor)


class SeekerPolicy(Policy):
    model = Seeker
    view = any_of(office_member, public_word)
    edit = any_of(office_contributor)


class CityPolicy(Policy):
    model = City
    view = any_of(signed_in_person)
    edit = any_of(office_coordinator)


class HomeCityPolicy(Policy):
    model = HomeCity
    view = any_of(signed_in_person)
    edit = any_of(office_coordinator)
    add_relationship = any_of(office_contributor)
    add_seeker = any_of(office_contributor)
    add_reference = any_of(office_coordinator)


class AlliancePolicy(Policy):
    model = Alliance
    view = any_of(participant)
    edit = any_of(office_coordinator)


class PublishedCountPolicy(Policy):
    model = PublishedCount
    view = any_of(participant)
    edit = any_of(office_coordinator)


class PolicyTermPolicy(Policy):
    model = PolicyTerm
    view = any_of(participant)
    edit = any_of(office_coordinator)


class RegisterNotePolicy(Policy):
    model = RegisterNote
    view = any_of(participant)
    edit = any_of(office_coordinator)


class MatchingPolicy(Policy):
    model = Matching
    view = any_of(participant)
    edit = any_of(office_coordinator)


class PairEndPolicy(Policy):
    model = PairEnd
    view = any_of(participant)
    edit = any_of(office_coordinator)


class ZoneTargetPolicy(Policy):
    model = ZoneTarget
    view = any_of(participant)
    edit = any_of(office_coordinator)


class CalendarLinkPolicy(Policy):
    model = CalendarLink
    view = any_of(own_link)
    edit = any_of(own_link)


relationship_policy = RelationshipPolicy()
exchange_policy = ExchangePolicy()
seeker_policy = SeekerPolicy()
city_policy = CityPolicy()
home_city_policy = HomeCityPolicy()
alliance_policy = AlliancePolicy()
published_count_policy = PublishedCountPolicy()
policy_term_policy = PolicyTermPolicy()
register_note_policy = RegisterNotePolicy()
matching_policy = MatchingPolicy()
pair_end_policy = PairEndPolicy()
zone_target_policy = ZoneTargetPolicy()
calendar_link_policy = CalendarLinkPolicy()
