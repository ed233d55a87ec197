"""The methods the engines know and the reservations they may attach, as data.

Results look their method up here; pages and documents print formula, unit, range and source from it, in
English or in the words of `chinese`. A change that alters a number raises the method's version.
No computing happens here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from youcheng.engines import chinese


@dataclass(frozen=True)
class Method:
    """One published method.

    `low`, `high` and `neutral` are None where the scale has no such point; `direction` says how to read
    a higher value, `reference` where the formula was published.
    """

    code: str
    name: str
    formula: str
    unit: str
    low: float | None
    high: float | None
    neutral: float | None
    direction: str
    reference: str
    version: str = "1"

    def named(self, language: str) -> str:
        """Return the name in Chinese for any `zh…` language code, else in English."""
        return chinese.METHODS[self.code][0] if language.lower().startswith("zh") else self.name

    def read(self, language: str) -> str:
        """Return how to read a higher value, in Chinese or English."""
        return chinese.METHODS[self.code][1] if language.lower().startswith("zh") else self.direction

    def computed(self, language: str) -> str:
        """Return the formula; one that is told in words is told in Chinese or English."""
        return (
            chinese.FORMULAS.get(self.code, self.formula)
            if language.lower().startswith("zh")
            else self.formula
        )

    def source(self, language: str) -> str:
        """Return where the formula was published; what is no citation but words is in Chinese or English."""
        return (
            chinese.REFERENCES.get(self.code, self.reference)
            if language.lower().startswith("zh")
            else self.reference
        )

    def measured_in(self, language: str) -> str:
        """Return the unit, in Chinese or English."""
        return chinese.METHODS[self.code][2] if language.lower().startswith("zh") else self.unit


_METHODS = (
    Method(
        "rca",
        "Revealed comparative advantage",
        "(X_ik / X_i) / (W_k / W)",
        "ratio",
        0,
        None,
        1,
        "above 1: the country is specialised in the good",
        "Balassa 1965, The Manchester School 33:99",
    ),
    Method(
        "rsca",
        "Symmetric comparative advantage",
        "(RCA − 1) / (RCA + 1)",
        "index",
        -1,
        1,
        0,
        "above 0: the country is specialised in the good",
        "Dalum, Laursen and Villumsen 1998",
    ),
    Method(
        "nrca",
        "Normalised comparative advantage",
        "X_ik / W − X_i · W_k / W²",
        "share of world trade",
        -0.25,
        0.25,
        0,
        "above 0: more than expected; sums to 0 over goods and over countries",
        "Yu, Cai and Leung 2009",
    ),
    Method(
        "tci",
        "Trade complementarity",
        "100 · Σ_k min(m_jk, x_ik)",
        "points",
        0,
        100,
        None,
        "directed from exporter to importer; higher: the exporter sells more of what the importer buys",
        "Michaely 1996",
    ),
    Method(
        "finger_kreinin",
        "Export similarity",
        "100 · Σ_k min(x_ik, x_jk)",
        "points",
        0,
        100,
        None,
        "symmetric; higher: the two sell the same goods, so they compete",
        "Finger and Kreinin 1979",
    ),
    Method(
        "intensity",
        "Trade intensity",
        "(X_ij / X_i) / (M_j / (W_M − M_i)) = C · B",
        "ratio",
        0,
        None,
        1,
        "directed; above 1: more trade than the sizes of the two explain",
        "Kojima 1964; Drysdale and Garnaut 1982",
    ),
    Method(
        "complementarity",
        "Complementarity (C)",
        "Σ_k (X_ik / X_i) · ((W_M − M_i) / (W_k − M_ik)) · (M_jk / M_j)",
        "ratio",
        0,
        None,
        1,
        "directed; above 1: the make-up of the two by goods favours trade",
        "Drysdale 1967",
    ),
    Method(
        "bias",
        "Country bias (B)",
        "X_ij / Σ_k [X_ik · M_jk / (W_k − M_ik)]",
        "ratio",
        0,
        None,
        1,
        "directed; above 1: more trade than the make-up by goods explains",
        "Drysdale 1967; Drysdale and Garnaut 1982",
    ),
    Method(
        "grubel_lloyd",
        "Intra-industry trade",
        "1 − |X − M| / (X + M); all goods: 1 − Σ|X − M| / Σ(X + M)",
        "index",
        0,
        1,
        None,
        "symmetric; higher: the two trade the same goods both ways",
        "Grubel and Lloyd 1975",
    ),
    Method(
        "location_quotient",
        "Location quotient",
        "(E_ck / E_c) / (E_k / E)",
        "ratio",
        0,
        None,
        1,
        "above 1: the industry is concentrated in the city",
        "Florence 1939",
    ),
    Method(
        "proximity",
        "Proximity of goods",
        "Σ_c M_cp · M_cp' / max(k_p, k_p')",
        "probability",
        0,
        1,
        None,
        "symmetric; higher: the same countries are specialised in both goods",
        "Hidalgo, Klinger, Barabási and Hausmann 2007",
    ),
    Method(
        "density",
        "Density around a good",
        "Σ_p' M_cp' · φ_pp' / Σ_p' φ_pp'",
        "share",
        0,
        1,
        None,
        "higher: the country already has more of what is near the good",
        "Hidalgo, Klinger, Barabási and Hausmann 2007",
    ),
    Method(
        "complexity",
        "Economic complexity",
        "second eigenvectors of D_c⁻¹ M D_p⁻¹ Mᵀ (ECI) and D_p⁻¹ Mᵀ D_c⁻¹ M (PCI), standardised",
        "standard deviations",
        None,
        None,
        0,
        "higher: more complex; the sign makes ECI rise with diversity",
        "Hidalgo and Hausmann 2009",
    ),
    Method(
        "composite",
        "Composite score",
        "goalposts to 0–100; weighted arithmetic mean inside a dimension, geometric across dimensions",
        "points",
        0,
        100,
        None,
        "higher: safer",
        "OECD and JRC 2008, Handbook on Constructing Composite Indicators",
    ),
    Method(
        "composite_interval",
        "Uncertainty of a composite score",
        "Monte Carlo over standard errors, Dirichlet weights, normalisation and aggregation; 5, 50, 95 %",
        "points",
        0,
        100,
        None,
        "higher: safer; a wider interval: less sure",
        "Saisana, Saltelli and Tarantola 2005",
    ),
    Method(
        "told_apart",
        "Can two scores be told apart",
        "|Δ| > 1.645 · √(SE_a² + SE_b²)",
        "points",
        0,
        None,
        None,
        "below the margin the two cannot be told apart",
        "World Bank, Worldwide Governance Indicators",
    ),
    Method(
        "sobol",
        "Sensitivity to the choices",
        "S_i = E[f_B (f_ABi − f_A)] / V; S_Ti = E[(f_A − f_ABi)²] / 2V",
        "share of variance",
        0,
        1,
        None,
        "higher: the choice matters more",
        "Saltelli et al. 2010 (first order); Jansen 1999 (total)",
    ),
    Method(
        "decay",
        "Vitality by decay",
        "V(t) = Σ_a q_a · 2^(−(t − t_a) / h)",
        "weighted exchanges",
        0,
        None,
        None,
        "higher: more and fresher recorded exchanges",
        "exponential decay with a half-life for each kind of exchange",
    ),
    Method(
        "p_alive",
        "Probability that a relationship is alive",
        "1 / (1 + [x > 0] · (a / (b + x − 1)) · ((α + T) / (α + t_x))^(r + x))",
        "probability",
        0,
        1,
        None,
        "higher: the silence since the last exchange is more like the usual pause",
        "Fader, Hardie and Lee 2005 (BG/NBD)",
    ),
    Method(
        "silence",
        "Silence alarm",
        "P(nothing for s) = e^(−λ s)",
        "probability",
        0,
        1,
        None,
        "lower: the silence is less like the usual pause; flagged below the threshold",
        "Poisson process",
    ),
    Method(
        "matching",
        "Matching of needs and offers",
        "max Σ v_ij s_ij; Σ_j s_ij ≤ 1, Σ_i q_i s_ij ≤ C_j, #{i: s_ij > 0} ≤ k_j; v_ij = priority_i · fit_ij; "
        "per district Σ p_i s_ij ≥ (t* − slack) · reach",
        "needs served, weighted",
        0,
        None,
        None,
        "higher: more needs of priority served, by offers that fit them better",
        "Hitchcock 1941; Ross and Soland 1975; Bertsimas, Farias and Trichakis 2011 (fairness)",
    ),
    Method(
        "portfolio",
        "The year's portfolio",
        "max Σ v_i x_i, x_i ∈ {0, 1}; Σ money_i x_i ≤ budget, Σ days_i x_i ≤ staff days, Σ_abroad x_i ≤ n; "
        "zone and city: least ≤ Σ x_i ≤ most",
        "expected effect",
        0,
        None,
        None,
        "higher: the actions chosen are expected to bring more",
        "Markowitz and Manne 1957, Econometrica 25:84; solved by HiGHS (Huangfu and Hall 2018)",
    ),
)

METHODS: Mapping[str, Method] = MappingProxyType({method.code: method for method in _METHODS})

CAVEATS: Mapping[str, str] = MappingProxyType(
    {
        "intermediates_only": "Made from inter-country input–output figures: intermediate goods and services only, "
        "not final consumption.",
        "exports_only": "The figures hold exports only; what a country buys is not in them.",
        "no_exports": "No exports recorded for %(countries)s: the index is not defined there.",
        "not_traded": "%(count)s goods have no exports in the world total: the index is not defined there.",
        "not_comparable": "Values above 1 are not comparable between countries or goods; use the normalised form to rank.",
        "class_detail": "The value depends on how finely goods are classed (%(goods)s classes here): compare only "
        "within one classification.",
        "own_imports_unknown": "No imports are recorded for %(country)s, so none were taken out of the world's.",
        "partial_profile": "The city's table lacks %(missing)s; shares are of the total given.",
        "no_size_threshold": "No size threshold was set: very small exporters can stand at the top of the list.",
        "small_places_left_out": "Left out for exports below %(minimum)s: %(countries)s.",
        "outside_network": "Not connected with the main network of countries and goods, so not scored: %(codes)s.",
        "sign_undetermined": "All countries are equally diverse: the sign of the complexity index is a convention.",
        "tied_eigenvalues": "The second and third eigenvalues are nearly equal: the complexity index is not unique.",
        "self_counted": "The good itself counts among its neighbours (φ_pp = 1).",
        "self_left_out": "The good itself does not count among its neighbours.",
        "dimension_not_scored": "%(dimension)s is not scored: %(present)s %% of its weight is present, "
        "%(needed)s %% is needed.",
        "overall_not_scored": "No overall score: not every dimension is scored.",
        "missing_indicators": "Missing: %(indicators)s. The remaining weights were scaled up.",
        "imputed": "Filled in, not measured: %(indicators)s.",
        "no_standard_error": "No published standard error for %(indicators)s: the interval is too narrow there.",
        "error_unknown": "No published standard error for one of the two: whether they differ cannot be said.",
        "beyond_goalposts": "Beyond the goalposts and cut off there: %(indicators)s.",
        "set_dependent": "The normalisation uses the range of the countries compared: adding a country changes the score.",
        "red_line": "Red line: %(text)s (source: %(source)s).",
        "record_keeping": "A score made of records measures record keeping too: %(records)s records, the last of %(last)s.",
        "no_records": "No exchange is recorded: nothing can be said about vitality.",
        "few_records": "Only %(records)s records: read the number as a hint.",
        "imprecise_dates": "%(count)s dates are known only as a span; the last day of the span was used.",
        "later_records": "%(count)s records lie after the day asked for and were left out.",
        "no_repeat": "Fewer than two dated contacts: the model would say 1 by construction, so no probability is given.",
        "borrowed_parameters": "Parameters published for customers of an online shop, not fitted on city relationships: "
        "read the order, not the level.",
        "values_add_up": "Effects are added up: two actions with one city count as the sum of both.",
        "gap_left": "Not proved best: at most %(gap)s %% more could be had.",
        "below_floor": "Whole matches cannot be cut finer: below the common level remain %(districts)s.",
        "fitted_few": "Fitted on %(histories)s histories only.",
    }
)
