"""Choices of the register: kinds, events, zones, exchanges and the path to a formal tie.

Stable codes are stored and imported; only the labels are translated. Orders and ranks live here, rules do not.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a tie is, derived from its events; listed from the lowest to the highest."""

    PROSPECT = "prospect", _("prospect")
    LETTER_OF_INTENT = "letter_of_intent", _("letter of intent")
    EXCHANGE = "exchange", _("friendly exchange city")
    SISTER = "sister", _("sister city")


class State(models.TextChoices):
    """Whether a tie stands, derived from its events."""

    ACTIVE = "active", _("in force")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")


class EventType(models.TextChoices):
    """A dated fact in the history of a tie."""

    FIRST_CONTACT = "first_contact", _("first contact")
    LETTER_OF_INTENT_SIGNED = "letter_of_intent_signed", _("letter of intent signed")
    EXCHANGE_AGREEMENT_SIGNED = "exchange_agreement_signed", _("exchange agreement signed")
    SISTER_APPROVED = "sister_approved", _("formal tie approved")
    SISTER_SIGNED = "sister_signed", _("sister city agreement signed")
    REGISTERED = "registered", _("registered")
    RENEWED = "renewed", _("renewed")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    ENDED = "ended", _("ended")


STARTS = {
    EventType.LETTER_OF_INTENT_SIGNED.value: Kind.LETTER_OF_INTENT.value,
    EventType.EXCHANGE_AGREEMENT_SIGNED.value: Kind.EXCHANGE.value,
    EventType.SISTER_SIGNED.value: Kind.SISTER.value,
}
"""The events that begin a kind of tie."""

REPEATABLE = frozenset({"renewed", "suspended", "resumed", "ended"})
"""Events that may happen to one tie more than once; of the others a second row is a second claim."""


class Side(models.TextChoices):
    """Who claims the date."""

    HOME = "home", _("our side")
    PARTNER = "partner", _("the other side")
    THIRD = "third", _("a third party")


class Grade(models.TextChoices):
    """How well a fact is known; everything below A is shown as to be confirmed."""

    A = "A", _("A: seen in a published source")
    B = "B", _("B: partly from memory")
    C = "C", _("C: unverified")


class Precision(models.TextChoices):
    """How exactly a date is known; the codes are those of engines.timespans."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    BEFORE = "before", _("before")
    BY = "by", _("by")
    BETWEEN = "between", _("between")


class Zone(models.TextChoices):
    """The home city's layout of its ties, derived by dated rules."""

    MAIN_FRONT = "main_front", _("main front")
    KEY_TARGET = "key_target", _("key target")
    SUPPLEMENT = "supplement", _("supplement")
    OTHER = "other", _("other")


class Visibility(models.TextChoices):
    """There is no third class: nothing classified belongs in this system."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")


class CityLevel(models.TextChoices):
    """Rank of a place in its own country, as far as equal level between partners asks."""

    UNKNOWN = "", _("not recorded")
    PROVINCE = "province", _("province or state")
    CITY = "city", _("city with districts or counties")
    COUNTY = "county", _("county, district or town")


class Field(models.TextChoices):
    """Fields of exchange."""

    TRADE = "trade", _("trade")
    AGRICULTURE = "agriculture", _("agriculture")
    CULTURE = "culture", _("culture")
    TOURISM = "tourism", _("tourism")
    EDUCATION = "education", _("education")
    HEALTH = "health", _("health")
    SCIENCE = "science", _("science")
    ENVIRONMENT = "environment", _("environment")
    TRANSPORT = "transport", _("transport and logistics")
    URBAN_MANAGEMENT = "urban_management", _("urban management")
    YOUTH = "youth", _("youth")
    SPORT = "sport", _("sport")
    MEDIA = "media", _("media")


class ExchangeType(models.TextChoices):
    """What happened between the two cities."""

    LEADERS_VISIT = "leaders_visit", _("visit by leaders")
    VISIT = "visit", _("working visit")
    RECEPTION = "reception", _("reception")
    FESTIVAL = "festival", _("festival")
    PERFORMANCE = "performance", _("performance or exhibition")
    TRAINING = "training", _("training")
    PROJECT = "project", _("project")
    DONATION = "donation", _("donation")
    ONLINE_MEETING = "online_meeting", _("online meeting")
    LETTER = "letter", _("exchange of letters")
    CONFERENCE = "conference", _("conference")
    OTHER = "other", _("other")


class Direction(models.TextChoices):
    """Who went where."""

    UNKNOWN = "", _("not recorded")
    OUTGOING = "outgoing", _("we went to them")
    INCOMING = "incoming", _("they came to us")
    ELSEWHERE = "elsewhere", _("in a third place")
    ONLINE = "online", _("online")


class Step(models.TextChoices):
    """The path to a formal tie, in its order."""

    LETTER_OF_INTENT = "letter_of_intent", _("letter of intent")
    EXCHANGE_PERIOD = "exchange_period", _("a period of exchange")
    CITY_AGREES = "city_agrees", _("the city government agrees")
    PROVINCE_REVIEWS = "province_reviews", _("the provincial office reviews")
    ASSOCIATION_APPROVES = "association_approves", _("the national friendship association approves")
    AGREEMENT_SIGNED = "agreement_signed", _("the agreement is signed")
    COPY_FILED = "copy_filed", _("the copy is filed")


class StepState(models.TextChoices):
    NOT_STARTED = "not_started", _("not begun")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    RETURNED = "returned", _("returned for changes")


class Paper(models.TextChoices):
    """Papers the path asks for."""

    APPLICATION = "application", _("application")
    PARTNER_FACTS = "partner_facts", _("facts about the partner and exchange history")
    PROOF_OF_WILL = "proof_of_will", _("proof of will (leader's letter, council vote, signed intent)")
    DRAFT_AGREEMENT = "draft_agreement", _("draft agreement in both languages")
    OTHER = "other", _("other paper")


class TermKind(models.TextChoices):
    """What a policy term of the home city is."""

    HUB = "hub", _("hub")
    CENTRE = "centre", _("centre")
    BRAND = "brand", _("brand")
    EVENT = "event", _("major event")
    OTHER = "other", _("other")


class Sureness(models.TextChoices):
    """How sure it is which place an end of a pair means."""

    CONFIRMED = "confirmed", _("confirmed by a person")
    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    LOW = "low", _("low: please check")
    REFUSED = "refused", _("not matched")


class Found(models.TextChoices):
    """How the place of an end was found, or why none was; the codes of engines.placing and a person's word."""

    DECIDED = "decided", _("a person said so")
    SAME_NAME = "same_name", _("same name and country, within 15 km")
    WIDE = "wide", _("same name and country, within 50 km")
    SIMILAR_NAME = "similar_name", _("similar name close by")
    OTHER_COUNTRY = "other_country", _("same name on the spot, under another country code or none")
    SWAPPED = "swapped", _("same name, latitude and longitude swapped")
    NAME_ALONE = "name_alone", _("by name and country alone; the coordinates are missing or elsewhere")
    PART = "part", _("a part of this city")
    NEAREST = "nearest", _("another name, on the very spot")
    AREA = "area", _("an area such as a county or province, not a city")
    SEVERAL = "several", _("several places of this name, none near the coordinates")
    NO_COUNTRY = "no_country", _("the country is not recognised")
    NO_PLACE = "no_place", _("no place of this name within reach")
