"""The first organisations and people of a deployment, so that somebody can sign in. Called by `setting_up`.

Who they are is data (data/people.toml). A real office gets its steward and the three administrators, each of whom
must choose a password at the first sign-in; a demonstration gets a person for every role.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from youcheng.accounts.actions.memberships import add_membership
from youcheng.accounts.actions.organisations import create_organisation
from youcheng.accounts.actions.people import create_person
from youcheng.accounts.enums import Duty, Role
from youcheng.accounts.models import Organisation, Person
from youcheng.foundation.actors import Actor
from youcheng.foundation.translated import Translated
from youcheng.site import sign_ins
from youcheng.site.sign_ins import SignIn

OFFICE = "office"  # the key under which people.toml names the foreign affairs office


@transaction.atomic
def create(*, actor: Actor, now: datetime, demo: bool) -> list[SignIn]:
    """Make the organisations and people of people.toml and write their sign-ins to the data home."""
    data = tomllib.loads((resources.files("youcheng.site") / "data" / "people.toml").read_text("utf-8"))
    wanted = {kind: [row for row in rows if demo or not row.get("demo")] for kind, rows in data.items()}
    for row in wanted["organisations"]:
        if not Organisation.objects.filter(key=row["key"]).exists():
            create_organisation(actor=actor, now=now, key=row["key"], kind=row["kind"], name=names_of(row))
    made = [_add(row, actor, now, demo=demo) for row in wanted["people"]]
    sign_ins.write(made)
    return made


def _add(row: dict[str, Any], actor: Actor, now: datetime, *, demo: bool) -> SignIn:
    description = Translated(names_of(row)).shown(get_language()).text
    password = sign_ins.new_password()
    person, _password = create_person(
        actor=actor,
        now=now,
        username=row["username"],
        name=row["zh-hans"],
        duty=Duty(row.get("duty", "")),
        password=password,
    )
    if demo:  # a demonstration is left at once; a real office's first people choose their own password
        Person.objects.filter(pk=person.pk).update(must_change_password=False)
    if "organisation" in row:
        add_membership(
            actor=actor,
            now=now,
            person=person,
            organisation=Organisation.objects.get(key=row["organisation"]),
            role=Role[row["role"]],
            since=timezone.localdate(now),
        )
    return SignIn(row["username"], password, description)


def names_of(row: dict[str, Any]) -> dict[str, str]:
    return {language: row[language] for language in ("zh-hans", "en")}
