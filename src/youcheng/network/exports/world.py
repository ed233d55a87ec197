"""The world's lists as sheets, and their rows with names: cities of the network, surroundings, partners, suggestions, places, layout.

Called by the world views; which rows an actor may see was decided before. Missing stays empty, never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.network import Suggestions
from youcheng.foundation.exporting import Field
from youcheng.network import queries, world_words
from youcheng.network.enums import Zone
from youcheng.network.models import PairEnd
from youcheng.network.queries import world as reads


def placed(found: reads.InNet) -> dict[str, Any]:
    """The home city's measures with their ranks in words, and its bridges by name."""
    names = reads.names_of([number for number, _cut in found.bridges])
    return {
        "of": found,
        "degree_rank": world_words.ranked(found.degree_rank),
        "degree_rank_at_home": world_words.ranked(found.degree_rank_at_home),
        "betweenness_rank": world_words.ranked(found.betweenness_rank),
        "bridges": [(number, names[number], cut) for number, cut in found.bridges],
    }


def city_columns() -> list[Field]:
    return [
        Field("name", _("City")), Field("country", _("Country (region)")), Field("iso", "ISO"),
        Field("number", _("GeoNames number")), Field("degree", _("Number of ties")), Field("core", _("Core number")),
        Field("betweenness", _("Betweenness")), Field("error", _("Standard error")),
        Field("constraint", _("Constraint")), Field("clustering", _("Local clustering")),
    ]  # fmt: skip


def city_rows(rows: reads.Cities) -> Iterator[dict[str, Any]]:
    listed = rows[:]
    names = reads.names_of([row.number for row in listed])
    for row in listed:
        yield {
            "name": str(names[row.number]), "country": reads.country_name(row.country), "iso": row.country,
            "number": row.number, "degree": row.degree, "core": row.core, "betweenness": row.betweenness,
            "error": row.error, "constraint": row.constraint, "clustering": row.clustering,
        }  # fmt: skip


def neighbour_columns() -> list[Field]:
    return [
        Field("name", _("City")), Field("country", _("Country (region)")), Field("iso", "ISO"),
        Field("number", _("GeoNames number")), Field("steps", _("Steps")), Field("km", _("Distance, km")),
        Field("degree", _("Number of ties")), Field("through", _("Over")),
    ]  # fmt: skip


def neighbour_rows(rows: Iterable[reads.Neighbour]) -> Iterator[dict[str, Any]]:
    listed = list(rows)
    names = reads.names_of({number for row in listed for number in (row.number, *row.through)})
    for row in listed:
        yield {
            "name": str(names[row.number]), "country": reads.country_name(row.country), "iso": row.country,
            "number": row.number, "steps": row.steps, "km": round(row.km), "degree": row.degree,
            "through": [str(names[one]) for one in row.through],
        }  # fmt: skip


def partner_columns() -> list[Field]:
    return [
        Field("name", _("Partner")), Field("country", _("Country (region)")), Field("where", _("Known from")),
        Field("fellows", _("Other cities of our country tied to it")), Field("names", _("Which")),
        Field("common", _("Partners of ours it is tied to")), Field("degree", _("Number of ties")),
    ]  # fmt: skip


def where_words() -> dict[str, str]:
    return {
        "both": _("register and list"),
        "register": _("only the register"),
        "list": _("only the list"),
    }


def partner_rows(rows: Iterable[reads.Partner]) -> Iterator[dict[str, Any]]:
    listed = list(rows)
    names = reads.names_of({one for row in listed for one in (*row.fellows, row.number) if one})
    for row in listed:
        in_net = row.number is not None
        name = row.tie.partner.name if row.tie else names.get(row.number or 0, "")
        yield {
            "name": str(name), "country": reads.country_name(row.country), "where": where_words()[row.where],
            "fellows": len(row.fellows) if in_net else None, "names": [str(names[one]) for one in row.fellows],
            "common": row.common if in_net else None, "degree": row.degree if in_net else None,
        }  # fmt: skip


def suggestion_columns() -> list[Field]:
    return [
        Field("name", _("City")), Field("country", _("Country (region)")), Field("common", _("Common partners")),
        Field("through", _("Over")), Field("allocation", _("Resource allocation")),
        Field("adamic", "Adamic–Adar"), Field("degree", _("Number of ties")),
    ]  # fmt: skip


def suggestion_rows(net: reads.Net, made: Suggestions) -> Iterator[dict[str, Any]]:
    nodes = net.graph.nodes
    numbers = {int(nodes[at]) for at in made.positions}
    numbers |= {int(nodes[at]) for through in made.through for at in through}
    names = reads.names_of(numbers)
    for n, at in enumerate(made.positions.tolist()):
        yield {
            "number": int(nodes[at]),
            "name": names[int(nodes[at])],
            "iso": net.countries[at],
            "country": reads.country_name(net.countries[at]),
            "common": int(made.common[n]),
            "through": [str(names[int(nodes[one])]) for one in made.through[n]],
            "allocation": float(made.resource_allocation[n]),
            "adamic": float(made.adamic_adar[n]),
            "degree": int(net.graph.degrees[at]),
        }


def end_columns() -> list[Field]:
    return [
        Field("name", _("As written")), Field("country", _("Country (region)")), Field("latitude", _("Latitude")),
        Field("longitude", _("Longitude")), Field("links", _("Pairs")), Field("sureness", _("Sureness")),
        Field("how", _("Reason")), Field("place", _("Place")), Field("number", _("GeoNames number")),
        Field("km", _("Distance, km")),
    ]  # fmt: skip


def end_rows(rows: Iterable[PairEnd]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "name": row.name, "country": reads.country_name(row.country) if row.country else None, "latitude": row.latitude,
            "longitude": row.longitude, "links": row.links, "sureness": row.get_sureness_display(),
            "how": row.get_how_display(), "place": str(row.place) if row.place else None, "number": row.place_id,
            "km": None if row.km is None else round(row.km, 1),
        }  # fmt: skip


def layout_columns() -> list[Field]:
    return [
        Field("zone", _("Zone")), Field("ties", _("Ties")), Field("share", _("Share, %")),
        Field("target", _("Target share, %")), Field("gap", _("Difference, percentage points")),
        Field("world", _("Expected as the world's cities are tied")), Field("world_z", "z"),
        Field("country", _("Expected as our country's other cities tie")), Field("country_z", "z"),
    ]  # fmt: skip


def layout_rows(made: reads.Layout) -> Iterator[dict[str, Any]]:
    for row in made.rows:
        yield {
            "zone": Zone(row.zone).label, "ties": row.ties,
            "share": None if row.share is None else round(100 * row.share, 1),
            "target": row.target.share if row.target else None,
            "gap": None if row.gap is None else round(row.gap, 1),
            "world": row.worlds[0] if row.worlds else None, "world_z": row.worlds[2] if row.worlds else None,
            "country": row.countrys[0] if row.countrys else None, "country_z": row.countrys[2] if row.countrys else None,
        }  # fmt: skip


def named_groups(made: reads.Layout) -> list[tuple[str, int, int]]:
    """The groups of countries by name, with members that have a tie and all members."""
    names = dict(queries.group_choices())
    return [(names.get(code, code), covered, members) for code, covered, members in made.groups]
