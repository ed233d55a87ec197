"""Who acts. Every action and every policy takes an `Actor` as an argument; nobody reads it from a global.

Made by the accounts middleware for a request, by `Actor.system` for the command line and the worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Actor:
    """One acting person, visitor or the system itself.

    `person_id` is None for a visitor and for the system. `address` is the network address the action came
    from ("" when there is none). `on` is the day on which dated memberships are read. `is_system` is true only for commands run by somebody who already holds the
    data home in their hands; it passes every policy and is named as such in the audit log.
    """

    person_id: int | None = None
    name: str = ""
    address: str = ""
    on: date = date.min
    is_system: bool = False

    @classmethod
    def visitor(cls, address: str = "") -> Actor:
        """Somebody who has not signed in."""
        return cls(name="visitor", address=address)

    @classmethod
    def system(cls, name: str) -> Actor:
        """A command or a background task, named after what it is ("setup", "worker")."""
        return cls(name=name, is_system=True)

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None
