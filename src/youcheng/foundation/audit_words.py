"""How the audit log's action codes are said to people: "organisation.edited" is "organisation · edited", translated.

Called by the audit page; `tools/messages.py` collects the codes from the code that records them.
"""

from __future__ import annotations

from django.utils.translation import gettext


def action_words(code: str) -> str:
    """The English words of an action code, which are the message to translate."""
    return code.replace(".", " · ").replace("_", " ")


def action_label(code: str) -> str:
    """The action in the reader's language."""
    return gettext(action_words(code))
