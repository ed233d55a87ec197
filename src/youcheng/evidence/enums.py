"""Words of the evidence catalogue: the kinds of file that can be loaded and the shapes they are stored in.

Used by the loaders, the catalogue rows and the command line. Nothing here reads a file.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A kind of publisher's file, as typed after `youcheng data load`."""

    WGI = "wgi", _("Worldwide Governance Indicators")
    WDI = "wdi", _("World Bank indicators")
    LPI = "lpi", _("Logistics Performance Index")
    TRADE = "trade", _("Trade by product, any source")
    BACI = "baci", _("Trade by product, CEPII BACI")
    INDUSTRY = "industry", _("Trade and output by industry, any source")
    FLOWS = "flows", _("Flows between pairs, any source")
    ICIO = "icio", _("Inter-country input–output tables, OECD")
    TWINS = "twins", _("Sister-city pairs")
    GROUPS = "groups", _("Memberships of country groups")


class Shape(TextChoices):
    """The columns a stored table has; several kinds share one shape, and each shape has its own default data set."""

    GOVERNANCE = "governance", _("Governance")
    INDICATORS = "indicators", _("Economic indicators")
    LOGISTICS = "logistics", _("Logistics")
    GOODS = "goods", _("Trade by product")
    INDUSTRIES = "industries", _("Trade and output by industry")
    FLOWS = "flows", _("Flows between pairs")
    PAIRS = "pairs", _("Sister-city pairs")
    MEMBERSHIPS = "memberships", _("Country groups")
