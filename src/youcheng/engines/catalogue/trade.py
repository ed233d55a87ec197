"""The catalogue's entries for what could be traded next: candidates of the product space, outlook, and export potential.

A part of `catalogue`, which is what everybody reads; their Chinese stands in `chinese`. No computing happens here.
"""

from youcheng.engines.catalogue.method import Method

METHODS = (
    Method(
        "next_goods",
        "What could be traded next",
        "not specialised; ω at or above the median of such goods; (M_jk / M_j) / (W_k / W_M) ≥ 1",
        "list",
        None,
        None,
        None,
        "densest first: nearest to what the seller already has, among what the buyer wants",
        "after Hidalgo, Klinger, Barabási and Hausmann 2007; the two limits are this platform's",
    ),
    Method(
        "outlook",
        "Complexity outlook",
        "Σ_p ω_cp · (1 − M_cp) · PCI_p",
        "standard deviations, weighted",
        None,
        None,
        None,
        "higher: more complex goods are near",
        "Hausmann, Hidalgo et al. 2014, The Atlas of Economic Complexity",
    ),
    Method(
        "gain",
        "Gain in outlook",
        "Σ_p' φ_pp' / Σ_p'' φ_p''p' · (1 − M_cp') · PCI_p' − ω_cp · PCI_p",
        "standard deviations, weighted",
        None,
        None,
        0,
        "above 0: the good opens the way to more complex ones",
        "Hausmann, Hidalgo et al. 2014, The Atlas of Economic Complexity",
    ),
    Method(
        "export_potential",
        "Export potential",
        "(X_ik / (W_k − M_ik)) · M_jk · E; E = X_ij / Σ_k (X_ik / (W_k − M_ik)) · M_jk",
        "currency of the table",
        0,
        None,
        None,
        "directed; above the actual flow: less of the good is traded than supply, demand and the pair's ease suggest",
        "after Decreux and Spies 2016 (International Trade Centre), without projections, tariffs and distance",
    ),
)

CAVEATS = {
    "whole_world": "The seller's own imports count as part of the world's (convention of WITS).",
    "city_output": "The city's side is output, not exports, each industry shared equally over its goods; %(share)s %% of its "
    "figures have goods.",
    "association_only": "Nearness of goods is what is seen over many countries; whether local firms could make or sell "
    "the good has to be found out.",
    "potential_static": "No growth projection, tariff or distance is in the potential; it adds up to what the pair "
    "already trades and shows in which goods it falls short.",
}
