"""The catalogue's entries for risk beyond the score itself: agreement of rankings and sensitivity to a framework's choices.

A part of `catalogue`, which is what everybody reads; their Chinese stands in `chinese`. No computing happens here.
"""

from youcheng.engines.catalogue.method import Method

METHODS = (
    Method(
        "kendall",
        "Agreement of two rankings",
        "τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂))",
        "tau",
        -1,
        1,
        0,
        "1: the same order; 0: no agreement; −1: the opposite order",
        "Kendall 1945, Biometrika 33:239",
    ),
    Method(
        "framework_choices",
        "Sensitivity to the framework's choices",
        "S_i and S_Ti of each country's score and rank and of R̄ = Σ_c |r_c − r_c⁰| / n; choices drawn together for all",
        "share of variance",
        0,
        1,
        None,
        "higher: the score or rank depends more on that choice",
        "Saisana, Saltelli and Tarantola 2005; Saltelli et al. 2010; Jansen 1999",
    ),
)

CAVEATS = {
    "imputed_in_sensitivity": "Filled in for the sensitivity only, never in a score: %(count)s figures (mean of the group, or of all).",
    "few_samples": "%(samples)s samples a choice: indices are good to about ±0.05.",
}
