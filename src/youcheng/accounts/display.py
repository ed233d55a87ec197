"""How a person is named where a library asks for it."""

from youcheng.accounts.models import Person


def person_name(person: Person) -> str:
    return str(person)
