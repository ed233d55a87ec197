"""The catalogue's entries for ranking candidates: additive value, TOPSIS, PROMETHEE II and weight stability.

A part of `catalogue`, which is what everybody reads; their Chinese stands in `chinese`. No computing happens here.
"""

from youcheng.engines.catalogue.method import Method

METHODS = (
    Method(
        "additive_value",
        "Additive value",
        "Σ_j w_j · v_j(x_j) / Σ_j w_j over the criteria known; v_j: fixed goalposts to 0–100",
        "points",
        0,
        100,
        None,
        "higher: the better candidate under these weights",
        "Keeney and Raiffa 1976, Decisions with Multiple Objectives",
    ),
    Method(
        "topsis",
        "TOPSIS on fixed goalposts",
        "D⁻ / (D⁺ + D⁻); D⁺ = √Σ w_j² (100 − v_j)², D⁻ = √Σ w_j² v_j²",
        "closeness",
        0,
        1,
        None,
        "higher: nearer to a city that is best on every criterion",
        "Hwang and Yoon 1981; ideal and anti-ideal fixed at the goalposts",
    ),
    Method(
        "topsis_classical",
        "TOPSIS as first published",
        "D⁻ / (D⁺ + D⁻); columns x_ij / √Σ_i x_ij², ideal and anti-ideal from the set",
        "closeness",
        0,
        1,
        None,
        "higher: nearer to the best of the set",
        "Hwang and Yoon 1981, Multiple Attribute Decision Making",
    ),
    Method(
        "promethee",
        "PROMETHEE II net flow",
        "φ(a) = Σ_j w_j Σ_b [P_j(a_j − b_j) − P_j(b_j − a_j)] / (n − 1)",
        "net flow",
        -1,
        1,
        0,
        "above 0: preferred to more of the others than are preferred to it",
        "Brans and Vincke 1985, Management Science 31:647",
    ),
    Method(
        "weight_stability",
        "Weight stability interval",
        "{t ∈ [0, 1]: #{b: V_b(t) > V_a(t)} < k}; w_c = t, the other weights keep their proportions",
        "share of weight",
        0,
        1,
        None,
        "wider: the place depends less on this weight",
        "Mareschal 1988, European Journal of Operational Research 33:54",
    ),
)

CAVEATS = {
    "depends_on_the_set": "The figures of all candidates enter: one candidate more changes every value.",
    "criteria_unknown": "No candidate has a figure for %(criteria)s: the remaining weights were scaled up.",
    "not_ranked": "Not ranked, because not enough is known: %(count)s of %(of)s.",
}
