"""`youcheng person password|unlock|factors NAME`: the way back in when no security administrator can sign in.

Whoever can run it holds the data home; what is done is in the audit log like everything else.
"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from youcheng.accounts.actions import people, second_factors, signing_in
from youcheng.accounts.models import Person
from youcheng.accounts.queries import person_by_username
from youcheng.foundation.commands import Command as BaseCommand
from youcheng.foundation.errors import Refused


class Command(BaseCommand):
    help = "Give a temporary password, lift a lock or remove lost second factors."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, text in (
            ("password", "set a temporary password and print it"),
            ("unlock", "lift the lock after failed sign-ins"),
            ("factors", "remove all second factors"),
        ):
            verb: CommandParser = verbs.add_parser(name, help=text, description=text)
            verb.add_argument("username", metavar="NAME", help="the name the person signs in with")
            verb.add_argument(
                "--json",
                action="store_true",
                default=argparse.SUPPRESS,
                help="answer as JSON with stable keys",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        person = person_by_username(options["username"])
        if person is None:
            raise Refused(_("Nobody signs in as “%(name)s”.") % {"name": options["username"]})
        {"password": self._password, "unlock": self._unlock, "factors": self._factors}[options["verb"]](
            person, options
        )

    def _password(self, person: Person, options: dict[str, Any]) -> None:
        password = people.reset_password(actor=self.actor, now=self.now, person=person)
        signing_in.unlock(actor=self.actor, now=self.now, person=person)
        self.answer(options, {"username": person.username, "password": password}, password)

    def _unlock(self, person: Person, options: dict[str, Any]) -> None:
        signing_in.unlock(actor=self.actor, now=self.now, person=person)
        self.answer(
            options,
            {"username": person.username},
            _("%(name)s can sign in again.") % {"name": person.username},
        )

    def _factors(self, person: Person, options: dict[str, Any]) -> None:
        removed = second_factors.remove_all(actor=self.actor, now=self.now, person=person)
        self.answer(
            options,
            {"username": person.username, "removed": removed},
            _("%(count)s second factors of %(name)s were removed.")
            % {"count": removed, "name": person.username},
        )
