"""Refusals of the accounts app, in words for the person who asked.

Raised by actions; views show them beside the form. Mistakes in the code are not among them.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from youcheng.foundation.errors import ChangedMeanwhile, Refused


class KeyTaken(Refused):
    """An organisation with this key, or a person with this sign-in name, is already there."""


class NotPossible(Refused):
    """The rules of accounts stand against it; the text says which."""


class InvitationVoid(Refused):
    """The link was used, withdrawn, has run out or never was."""


def changed_meanwhile() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("Somebody else has changed this meanwhile. Your text is still in the form: compare and save again.")
    )
