"""What every page of complementarity begins with: the table, year, level and conventions the address asks for.

Called by the views beside it. What can't be had falls back to the default, and the page says what was not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from youcheng.engines.conventions import Conventions
from youcheng.evidence.queries import EvidenceFileMissing, NoData
from youcheng.network.queries import home_city
from youcheng.strategy.facts.levels import Basis, basis, tables
from youcheng.strategy.forms import BasisForm

F = TypeVar("F", bound=BasisForm)


@dataclass(frozen=True)
class Choice:
    """What was chosen: `basis` is None where no trade table is loaded, `home` "" where there is no home city yet."""

    basis: Basis | None
    conventions: Conventions
    home: str
    cleaned: dict[str, Any]


def choice_of(request: HttpRequest, form_class: type[F]) -> tuple[F, Choice]:
    """The form and what it means; a refusal is said at the top of the page and the default shown instead."""
    form = form_class(request.GET, tables=tables())
    # The levels on offer follow from the table, so what was asked for is taken as typed and then checked.
    wanted = {name: request.GET.get(name) or None for name in ("dataset", "level")}
    year = request.GET.get("year", "")
    found = _basis(request, wanted["dataset"], int(year) if year.isdigit() else None, wanted["level"])
    if found is not None:
        form.offer(sorted(found.stored.years, reverse=True), found.levels, found.scheme, found.level)
    cleaned = form.cleaned_data if form.is_valid() else dict(getattr(form, "cleaned_data", {}))
    home = home_city()
    code = home.city.country.iso3 if home else ""
    return form, Choice(found, form.conventions(), code, cleaned)


def _basis(request: HttpRequest, name: str | None, year: int | None, level: str | None) -> Basis | None:
    """The table asked for; else, said, the same one without level and year, else the default one."""
    attempts = [(name, year, level), (name, None, None), (None, None, None)]
    for number, (dataset, of_year, at_level) in enumerate(dict.fromkeys(attempts)):
        try:
            return basis(dataset, of_year, at_level)
        except EvidenceFileMissing as missing:
            messages.error(request, str(missing))
            return None
        except NoData as lacking:
            if (name, year, level) != (None, None, None):
                said = _("%(what)s What is shown is the default.") if not number else "%(what)s"
                messages.warning(request, said % {"what": lacking})
    return None
