"""How a person is named where a library asks for it.

Called by the sign-in library and by templates; nothing here decides what may be shown.
"""

from youcheng.accounts.models import Person


def person_name(person: Person) -> str:
    return str(person)
