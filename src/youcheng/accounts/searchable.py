"""What of people and organisations the search finds: names in every language, keys and sign-in names.

Found at start by foundation's apps. Who may see a hit is the policies' business; no address and no e-mail is indexed.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from youcheng.accounts.models import Organisation, Person
from youcheng.foundation import search
from youcheng.foundation.search import Found, Kind
from youcheng.foundation.translated import Translated

WEIGHT = 10**9  # after the register's ties and exchanges, before the gazetteer's cities


def _organisation(row: Organisation) -> Found:
    return Found(row.name, reverse("accounts:organisation", args=[row.key]), [row.key], weight=WEIGHT)


def _person(row: Person) -> Found:
    # A person has one name for every reader.
    name = Translated({"zh-hans": str(row), "en": str(row)})
    return Found(name, reverse("accounts:person", args=[row.username]), [row.username], weight=WEIGHT)


search.register(
    Kind("organisation", _("organisation"), Organisation, Organisation.objects.all, _organisation)
)
search.register(Kind("person", _("person"), Person, Person.objects.all, _person))
