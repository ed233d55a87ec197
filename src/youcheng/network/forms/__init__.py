"""Forms of the register: they clean what was typed. Whether it may be written is decided by actions.

Made by views with the actor's choices. No form saves anything.
"""

from youcheng.network.forms.events import EventForm, PathForm, RemoveForm
from youcheng.network.forms.exchanges import DocumentForm, ExchangeFilter, ExchangeForm
from youcheng.network.forms.filters import RegisterFilter
from youcheng.network.forms.record import (
    AllianceFilter,
    AllianceForm,
    GapForm,
    MemberForm,
    PublishedCountForm,
    TermFilter,
    TermForm,
)
from youcheng.network.forms.seekers import SeekerFilter, SeekerForm
from youcheng.network.forms.ties import CityForm, RelationshipForm, TieForm
from youcheng.network.forms.world import CentreForm, DecisionForm, EndsFilter, PartnersFilter, TargetForm

__all__ = [
    "AllianceFilter",
    "AllianceForm",
    "CentreForm",
    "CityForm",
    "DecisionForm",
    "DocumentForm",
    "EndsFilter",
    "EventForm",
    "ExchangeFilter",
    "ExchangeForm",
    "GapForm",
    "MemberForm",
    "PartnersFilter",
    "PathForm",
    "PublishedCountForm",
    "RegisterFilter",
    "RelationshipForm",
    "RemoveForm",
    "SeekerFilter",
    "SeekerForm",
    "TargetForm",
    "TermFilter",
    "TermForm",
    "TieForm",
]
