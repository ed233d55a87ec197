"""Gathers facts for a batch of dossiers: every table is read once, every country scored once, however many ties there are.

Called by `building`. A `Batch` belongs to one run and one day; a new run makes a new one, so that it sees new evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _

from youcheng.foundation.errors import Refused
from youcheng.network.models import HomeCity, Relationship
from youcheng.network.queries import home_city, zones_of_all
from youcheng.strategy.facts import profiles, register, sources
from youcheng.strategy.facts.model import Dataset, DossierFacts, Profile, Tie
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.trade import TradeBook
from youcheng.strategy.framework import FieldRules, field_rules

RIVALS = 12
"""Comparators printed at most: other partners' countries in the same zone, those with most ties first."""


class NoHomeCity(Refused):
    """The deployment does not know yet whose platform it is."""


class Batch:
    """The facts of several ties on one day. Ties are read at once, trade and risk when first asked for."""

    def __init__(self, relationships: Iterable[Relationship], as_of: dt.date) -> None:
        self.as_of = as_of
        self.rows = {row.pk: row for row in relationships}
        home = home_city()
        if home is None:
            raise NoHomeCity(_("There is no home city yet: youcheng setup --home-city GEONAMESID"))
        self.home: HomeCity = home

    @cached_property
    def rules(self) -> FieldRules:
        return field_rules()

    @cached_property
    def trade(self) -> TradeBook:
        return sources.trade_book()

    @cached_property
    def risk(self) -> RiskBook:
        return sources.risk_book()

    @cached_property
    def ties(self) -> dict[int, Tie]:
        return register.ties(self.rows.values(), self.as_of)

    @cached_property
    def zone_countries(self) -> dict[str, list[str]]:
        """The partners' countries of each zone, those with most ties first. Four queries."""
        zones = zones_of_all(self.as_of)
        countries = (
            Relationship.objects.values_list("partner__country_id", "partner__country__iso3")
            .annotate(ties=Count("pk"))
            .order_by("-ties", "partner__country__iso3")
        )
        found: dict[str, list[str]] = {}
        for iso2, iso3, _ties in countries:
            found.setdefault(zones.get(iso2, ""), []).append(iso3)
        return found

    @cached_property
    def profiles(self) -> dict[int, Profile]:
        return profiles.profiles([self.home.city, *(row.partner for row in self.rows.values())])

    @cached_property
    def datasets(self) -> dict[str, Dataset]:
        return sources.catalogue()

    def facts(self, relationship: Relationship, year: int) -> DossierFacts:
        """Everything one dossier is drafted from."""
        home, partner = self.home.city, relationship.partner
        tie = self.ties[relationship.pk]
        rivals = self.zone_countries.get(tie.zone, [])
        trade = self.trade.of(home.country.iso3, partner.country.iso3)
        risk = self.risk.of(
            partner.country.iso3, self.as_of, [c for c in rivals if c != partner.country.iso3][:RIVALS]
        )
        return DossierFacts(
            as_of=self.as_of,
            year=year,
            home=register.place_of(home),
            partner=register.place_of(partner),
            tie=tie,
            trade=trade,
            risk=risk,
            home_profile=self.profiles.get(home.pk),
            partner_profile=self.profiles.get(partner.pk),
            datasets=self.datasets,
            anniversaries=register.anniversaries(tie, year, self.as_of),
            is_training=self.home.is_training,
        )
