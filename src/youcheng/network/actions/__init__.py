"""Everything that changes the register. Each action takes `actor` and `now`, checks the policy, writes, and records it.

Called by views, imports, commands and the setup; raises `foundation.errors.Refused`, then nothing was changed.
"""

from youcheng.network.actions.alliances import (
    add_member,
    correct_alliance,
    correct_member,
    record_alliance,
    remove_alliance,
    remove_member,
)
from youcheng.network.actions.bulk import (
    NewRow,
    NewTie,
    add_relationships,
    record_events,
    record_exchanges,
)
from youcheng.network.actions.calendar import make_calendar_link, revoke_calendar_link
from youcheng.network.actions.deployment import LoadReport, load_deployment
from youcheng.network.actions.events import (
    correct_event,
    end_relationship,
    record_event,
    remove_event,
    renew_relationship,
    resume_relationship,
    suspend_relationship,
)
from youcheng.network.actions.exchanges import (
    add_document,
    correct_exchange,
    record_exchange,
    remove_exchange,
)
from youcheng.network.actions.path import add_paper, take_path_step
from youcheng.network.actions.places import add_city, correct_city, load_gazetteer, set_home_city
from youcheng.network.actions.record import (
    close_gap,
    correct_gap,
    correct_published_count,
    note_gap,
    record_published_count,
    remove_published_count,
    set_zone_rules,
)
from youcheng.network.actions.seekers import correct_seeker, record_seeker, remove_seeker
from youcheng.network.actions.targets import correct_target, remove_target, set_target
from youcheng.network.actions.terms import correct_policy_term, record_policy_term, remove_policy_term
from youcheng.network.actions.ties import add_relationship, correct_relationship
from youcheng.network.actions.training import make_training
from youcheng.network.actions.world import Matched, decide_end, match_pairs, store_figures

__all__ = [
    "LoadReport",
    "Matched",
    "NewRow",
    "NewTie",
    "add_city",
    "add_document",
    "add_member",
    "add_paper",
    "add_relationship",
    "add_relationships",
    "close_gap",
    "correct_alliance",
    "correct_city",
    "correct_event",
    "correct_exchange",
    "correct_gap",
    "correct_member",
    "correct_policy_term",
    "correct_published_count",
    "correct_relationship",
    "correct_seeker",
    "correct_target",
    "decide_end",
    "end_relationship",
    "load_deployment",
    "load_gazetteer",
    "make_calendar_link",
    "make_training",
    "match_pairs",
    "note_gap",
    "record_alliance",
    "record_event",
    "record_events",
    "record_exchange",
    "record_exchanges",
    "record_policy_term",
    "record_published_count",
    "record_seeker",
    "remove_alliance",
    "remove_event",
    "remove_exchange",
    "remove_member",
    "remove_policy_term",
    "remove_published_count",
    "remove_seeker",
    "remove_target",
    "renew_relationship",
    "resume_relationship",
    "revoke_calendar_link",
    "set_home_city",
    "set_target",
    "set_zone_rules",
    "store_figures",
    "suspend_relationship",
    "take_path_step",
]
