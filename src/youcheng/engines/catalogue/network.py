"""The catalogue's entries for the network of ties: measures of a network and of a node in it, suggestions, and chance.

A part of `catalogue`, which is what everybody reads; their Chinese stands in `chinese`. No computing happens here.
"""

from youcheng.engines.catalogue.method import Method

METHODS = (
    Method(
        "degree", "Number of ties", "d_i = #{j tied to i}", "ties", 0, None, None,
        "higher: more partners in this list", "Freeman 1979, Social Networks 1:215",
    ),
    Method(
        "core_number", "Core number", "largest k such that i lies in a part where everybody has k ties inside",
        "ties", 0, None, None, "higher: deeper inside the densely tied middle", "Seidman 1983, Social Networks 5:269",
    ),
    Method(
        "transitivity", "Transitivity", "3 · triangles / wedges", "share", 0, 1, None,
        "higher: two partners of a city are more often tied themselves", "Newman 2003, SIAM Review 45:167",
    ),
    Method(
        "local_clustering", "Local clustering", "triangles_i / [d_i (d_i − 1) / 2]; its mean counts d_i < 2 as 0",
        "share", 0, 1, None, "higher: more of the city's partners are tied to each other; not the same number as transitivity",
        "Watts and Strogatz 1998, Nature 393:440",
    ),
    Method(
        "assortativity", "Degree assortativity", "correlation of the degrees at both ends of a tie", "correlation",
        -1, 1, 0, "above 0: cities with many ties are tied to cities with many ties",
        "Newman 2002, Physical Review Letters 89:208701",
    ),
    Method(
        "components", "Connected parts", "largest sets of cities with a way between any two", "cities", 1, None, None,
        "larger first part: more of the world can be reached over ties", "Newman 2010, Networks",
    ),
    Method(
        "mean_distance", "Mean distance", "mean of the fewest steps over all connected pairs", "steps", 1, None, None,
        "lower: fewer steps from city to city", "Watts and Strogatz 1998, Nature 393:440",
    ),
    Method(
        "betweenness", "Betweenness", "Σ_{s<t} σ_st(i) / σ_st; sampled: n / k · Σ over k sources", "pairs", 0, None, None,
        "higher: more shortest ways between other cities lead over it; no measure of influence",
        "Freeman 1977; Brandes 2001; sampled: Brandes and Pich 2007",
    ),
    Method(
        "constraint", "Constraint", "c_i = Σ_j (p_ij + Σ_q p_iq p_qj)²", "index", 0, None, None,
        "lower: the partners lead to different places, more structural holes are spanned", "Burt 1992, Structural Holes",
    ),
    Method(
        "redundancy", "Redundancy", "1 − effective size / d = 2t / d², t: ties among the d partners", "share", 0, 1, None,
        "higher: more partners are already tied to each other", "Burt 1992; Borgatti 1997, Connections 20:35",
    ),
    Method(
        "bridges", "Bridges", "ties without which their part falls in two", "ties", 0, None, None,
        "a bridge is the only known way between two parts", "Tarjan 1974, Information Processing Letters 2:160",
    ),
    Method(
        "common_partners", "Suggestions from common partners",
        "resource allocation Σ_q 1 / d_q; Adamic–Adar Σ_q 1 / ln d_q; q: common partners", "index", 0, None, None,
        "higher: more common partners with few ties of their own; says nothing about interests",
        "Adamic and Adar 2003; Zhou, Lü and Zhang 2009",
    ),
    Method(
        "rewired", "Chance with the same degrees", "z = (observed − mean of rewired) / s.d. of rewired; every degree kept",
        "standard deviations", None, None, 0, "far from 0: degrees and country sizes alone do not explain it",
        "Maslov and Sneppen 2002, Science 296:910",
    ),
    Method(
        "rewired_in_groups", "Chance with the same degrees and country pairs",
        "z = (observed − mean of rewired) / s.d. of rewired; every degree and every pair of countries kept",
        "standard deviations", None, None, 0, "far from 0: which countries tie with which does not explain it",
        "Maslov and Sneppen 2002, within pairs of groups",
    ),
    Method(
        "spread", "Layout against chance", "z_g = (n_g − n p_g) / √[n p_g (1 − p_g)]; apart = ½ Σ_g |n_g / n − p_g|",
        "standard deviations", None, None, 0, "above 0: more ties there than chance would place",
        "multinomial draw; Duncan and Duncan 1955 (dissimilarity)",
    ),
)  # fmt: skip

CAVEATS = {
    "sampled_sources": "Estimated from %(sources)s of %(nodes)s sources drawn at random; the standard error is given.",
    "few_ties": "Only %(ties)s ties: read z as a hint.",
    "few_partners": "Only %(partners)s partners: structure says little about a city with so few.",
}
