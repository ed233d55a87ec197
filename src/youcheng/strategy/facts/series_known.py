"""Whether the figures a framework asks for are known: the series of the loaded data sets and the office's own indicators.

Called when a framework is loaded. A shape of which nothing is loaded can't be checked and is let pass: its indicators will
be listed as missing.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from youcheng.evidence.enums import Shape
from youcheng.evidence.queries import series_codes
from youcheng.strategy.framework_files import RiskFramework, bad_entry
from youcheng.strategy.models import OwnIndicator

NAMED = 5
"""Known series named at most where one is unknown."""


def known_series() -> Mapping[str, frozenset[str]]:
    """The series there are, by shape; a shape of which no data set is loaded is left out."""
    found = {
        shape.value: series_codes(shape) for shape in (Shape.GOVERNANCE, Shape.INDICATORS, Shape.LOGISTICS)
    }
    own = frozenset(OwnIndicator.objects.order_by().values_list("code", flat=True))
    return {shape: codes for shape, codes in found.items() if codes} | {"own": own}


def check_series(framework: RiskFramework, text: str, name: str) -> None:
    """Refuse a framework that asks for an unknown series: BadFile with line, indicator and the nearest known ones."""
    known = known_series()
    for place, (code, series) in enumerate(framework.series.items()):
        codes = known.get(series.shape)
        if codes is None or series.series in codes:
            continue
        about = {
            "code": code,
            "series": series.series,
            "shape": series.shape,
            "known": _nearest(series.series, codes),
        }
        if series.shape == "own":
            what = _(
                "indicator %(code)s asks for the own indicator “%(series)s”, which is not on record; %(known)s"
            )
        else:
            what = _(
                "indicator %(code)s asks for the series “%(series)s”, which no data set of %(shape)s holds; %(known)s"
            )
        raise bad_entry(name, text, f"indicators[{place}]", what % about)  # fmt: skip


def _nearest(code: str, known: frozenset[str]) -> str:
    """The known codes most alike, or the first few where none is; in words."""
    if not known:
        return _("there is none yet")
    by_fold = {each.casefold(): each for each in sorted(known)}
    near = difflib.get_close_matches(code.casefold(), by_fold, n=NAMED, cutoff=0.4)
    shown = [by_fold[each] for each in near] or sorted(known)[:NAMED]
    return _("nearest: %(codes)s") % {"codes": ", ".join(shown)}
