"""How single cells are read and written: text, whole and decimal numbers, days, yes or no, choices, lists.

An app's columns are made of these kinds; each reads what it writes. `parse` gets a cell that is not empty and raises
`BadValue` with a sentence about the cell; the place is added by the caller. A kind of one app's own stays in that app.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Choices
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from youcheng.foundation.importing.errors import BadValue
from youcheng.foundation.importing.reading import text as shown
from youcheng.foundation.importing.table import Cell
from youcheng.foundation.neutral import restore

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,3}([, '’]\d{3})+|\d+)(\.\d+)?", re.ASCII)
_SERIAL_START = dt.date(1899, 12, 30)
_SERIALS = range(
    20_000, 73_051
)  # 1954 to 2099: days that Excel keeps as bare numbers; smaller ones may be years


@dataclass(frozen=True)
class Kind:
    """How a column's cells are read (`parse`, never given an empty cell), written, and described to a person."""

    parse: Callable[[Cell], Any]
    write: Callable[[Any], Cell] = lambda value: value
    form: Callable[[], str] = lambda: ""


def plain(cell: Cell) -> str:
    """The cell as text: the export's apostrophe taken away, and as every text is read."""
    return as_read(original(cell))


def as_read(text: str) -> str:
    """A text in the one spelling in which it is kept: one form of line breaks and of accents, no outer space."""
    return unicodedata.normalize("NFC", one_newline(text)).strip()


def listed(words: Iterable[object]) -> str:
    """Words in a row, as the active language separates them; empty ones are left out."""
    separator = "、" if (get_language() or "").startswith("zh") else ", "
    return separator.join(str(word) for word in words if str(word))


def original(cell: Cell) -> str:
    """The cell as it was typed, without the apostrophe an export put before it."""
    return restore(cell) if isinstance(cell, str) else shown(cell)


def one_newline(text: str) -> str:
    """The text with line breaks as forms, workbooks and systems all read them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text(longest: int = 300) -> Kind:
    """Text of at most `longest` characters."""

    def parse(cell: Cell) -> str:
        value = plain(cell)
        if len(value) > longest:
            raise BadValue(
                _("%(count)s characters are too many; at most %(longest)s fit.")
                % {"count": len(value), "longest": longest}
            )
        return value

    return Kind(parse, form=lambda: _("text"))


def whole(at_least: int = 0, at_most: int = 2_000_000_000) -> Kind:
    """A whole number, with or without thousands separators."""
    inner = decimal(Decimal(at_least), Decimal(at_most))

    def parse(cell: Cell) -> int:
        value: Decimal = inner.parse(cell)
        if value != value.to_integral_value():
            raise BadValue(_("“%(text)s” is not a whole number.") % {"text": plain(cell)})
        return int(value)

    return Kind(parse, form=lambda: _("a whole number"))


def decimal(at_least: Decimal | None = None, at_most: Decimal | None = None) -> Kind:
    """A number with a decimal point; a comma separates thousands only."""

    def parse(cell: Cell) -> Decimal:
        value = _number(cell)
        if at_least is not None and value < at_least:
            raise BadValue(
                _("%(number)s is too small; the least is %(least)s.") % {"number": value, "least": at_least}
            )
        if at_most is not None and value > at_most:
            raise BadValue(
                _("%(number)s is too large; the most is %(most)s.") % {"number": value, "most": at_most}
            )
        return value

    return Kind(parse, form=lambda: _("a number"))


def _number(cell: Cell) -> Decimal:
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        raise BadValue(_("“%(text)s” is not a number.") % {"text": shown(cell)})
    written = unicodedata.normalize("NFKC", plain(cell))
    if isinstance(cell, int | float):
        written = repr(cell)
    elif not _NUMBER.fullmatch(written):
        raise BadValue(
            _("“%(text)s” is not a number; write digits only, such as 1234.5.") % {"text": plain(cell)}
        )
    try:
        value = Decimal(re.sub(r"[, '’]", "", written))
    except InvalidOperation as error:
        raise BadValue(_("“%(text)s” is not a number.") % {"text": plain(cell)}) from error
    if not value.is_finite():
        raise BadValue(_("“%(text)s” is not a number.") % {"text": plain(cell)})
    return value


def day(earliest: dt.date = dt.date(1000, 1, 1), latest: dt.date = dt.date(2200, 12, 31)) -> Kind:
    """A day: a date cell, or text with the year first. Days of other orders are refused, because 3/4 has two readings."""

    def parse(cell: Cell) -> dt.date:
        value = as_day(cell)
        if not earliest <= value <= latest:
            raise BadValue(
                _("%(day)s lies outside %(earliest)s to %(latest)s.")
                % {"day": value, "earliest": earliest, "latest": latest}
            )
        return value

    return Kind(parse, form=lambda: _("a day such as 2014-08-25"))


def as_day(cell: Cell) -> dt.date:
    """The day a cell means; `BadValue` where it means none or more than one."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _SERIALS:
        return _SERIAL_START + dt.timedelta(days=int(cell))
    written = unicodedata.normalize("NFKC", plain(cell)).replace(" ", "", 2)
    match = _DAY.fullmatch(written) or _DAY.fullmatch(plain(cell)) or _COMPACT_DAY.fullmatch(written)
    if match is None:
        raise BadValue(
            _("“%(text)s” is not a day; write year, month and day, such as 2014-08-25.")
            % {"text": plain(cell)}
        )
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise BadValue(_("There is no such day as “%(text)s”.") % {"text": plain(cell)}) from error


def flag() -> Kind:
    """Yes or no in the usual words of both languages."""
    words = dict.fromkeys(("1", "yes", "y", "true", "是", "有", "√", "✓"), True)
    words |= dict.fromkeys(("0", "no", "n", "false", "否", "无", "×"), False)

    def parse(cell: Cell) -> bool:
        try:
            return words[plain(cell).casefold()]
        except KeyError:
            raise BadValue(_("“%(text)s” is neither yes nor no.") % {"text": plain(cell)}) from None

    return Kind(
        parse,
        write=lambda value: None if value is None else (_("yes") if value else _("no")),
        form=lambda: _("yes or no"),
    )


def choice(choices: type[Choices]) -> Kind:
    """One of an app's choices: its stable code or its label in any language of the platform."""

    def parse(cell: Cell) -> Any:
        written = plain(cell)
        found = _codes(choices).get(_loose(written))
        if found is None:
            raise BadValue(
                _("“%(text)s” is not one of: %(choices)s.")
                % {"text": written, "choices": listed(choices.labels)}
            )
        return found

    def write(value: Any) -> Cell:
        return None if value is None else str(choices(value).label)

    return Kind(parse, write, lambda: _("one of: %s") % listed(choices.labels))


@cache
def _codes(choices: type[Choices]) -> dict[str, Any]:
    """Every accepted spelling of the choices → the stored value; codes win over labels."""
    table: dict[str, Any] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for member in choices:
                table.setdefault(_loose(str(member.label)), member.value)
    return table | {_loose(str(member.value)): member.value for member in choices}


def _loose(written: str) -> str:
    return unicodedata.normalize("NFKC", written).casefold().replace(" ", "").replace("_", "")


def several(of: Kind) -> Kind:
    """A list in one cell, separated by semicolons; read as a tuple without repeats, written in the same order."""

    def parse(cell: Cell) -> tuple[Any, ...]:
        parts = [part.strip() for part in re.split(r"[;；\n]", plain(cell))]
        return tuple(dict.fromkeys(of.parse(part) for part in parts if part))

    def write(values: Any) -> Cell:
        return "; ".join(shown(of.write(value)) for value in values) if values else None

    return Kind(parse, write, lambda: _("%(one)s; several are separated by semicolons") % {"one": of.form()})
