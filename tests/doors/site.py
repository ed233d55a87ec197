"""Doors of the pages that show several capabilities."""

from tests.doors.door import OPEN, Door, Kind

DOORS = {
    "today": Door(Kind.PAGE, stranger=OPEN, administrator=OPEN),
    "health": Door(Kind.PAGE, anonymous=OPEN, stranger=OPEN, administrator=OPEN),
    "set_language": Door(
        Kind.CHANGE,
        data=lambda _world: {"language": "en"},
        anonymous=OPEN,
        stranger=OPEN,
        administrator=OPEN,
    ),
}
