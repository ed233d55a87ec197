"""The same figures through other people's packages, where they are installed (they are not part of the pins).

To run: `pip install ecomplexity pyproj SALib lifetimes`. Each comparison is skipped where its package is absent.
"""

import gzip
import warnings
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tests.shared import shared_file
from youcheng.engines import geo, sobol, trade, vitality

KUNMING = (25.0389, 102.7183)


def peer(name: str) -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = pytest.importorskip(name, reason=f"the peer package {name} is not installed")
    assert isinstance(module, ModuleType)
    return module


@pytest.mark.filterwarnings("ignore")
def test_complexity_and_density() -> None:
    ecomplexity = peer("ecomplexity")
    pandas = peer("pandas")
    with gzip.open(shared_file("data/reference/economiccomplexity_trade_1998_2000.csv.gz"), "rt") as file:
        frame = pandas.read_csv(file).assign(year=1999)
    table = trade.TradeTable.from_rows((r.country, r.product, r.value, None) for r in frame.itertuples())
    columns = {"time": "year", "loc": "country", "prod": "product", "val": "value"}
    theirs = ecomplexity.ecomplexity(frame, columns, verbose=False, check_logsupermodularity=False)
    ours = trade.complexity(table)
    eci = theirs.groupby("country").eci.first().reindex(ours.countries)
    np.testing.assert_allclose(ours.eci, eci, atol=1e-12)
    pci = theirs.groupby("product").pci.first().reindex(ours.goods)
    np.testing.assert_allclose(ours.pci, (pci - pci.mean()) / pci.std(ddof=0), atol=1e-12)
    density = theirs.pivot(index="country", columns="product", values="density")
    density = density.reindex(index=table.countries, columns=table.goods)
    np.testing.assert_allclose(trade.density(table).values, density, atol=1e-12)


def test_distances_bearings_and_the_map() -> None:
    pyproj = peer("pyproj")
    rng = np.random.default_rng(0)
    latitudes, longitudes = rng.uniform(-89, 89, 500), rng.uniform(-180, 180, 500)
    globe = pyproj.Geod(a=geo.EARTH_RADIUS_KM * 1000, f=0)
    home = np.full(500, KUNMING[1]), np.full(500, KUNMING[0])
    bearing, _, metres = globe.inv(*home, longitudes, latitudes)
    np.testing.assert_allclose(geo.distance_km(*KUNMING, latitudes, longitudes), metres / 1000, atol=1e-8)
    np.testing.assert_allclose(geo.bearing_deg(*KUNMING, latitudes, longitudes), bearing % 360, atol=1e-8)
    project = pyproj.Proj(proj="aeqd", lat_0=KUNMING[0], lon_0=KUNMING[1], R=geo.EARTH_RADIUS_KM * 1000)
    x, y = geo.azimuthal_equidistant(*KUNMING, latitudes, longitudes)
    np.testing.assert_allclose([x, y], np.array(project(longitudes, latitudes)) / 1000, atol=1e-6)
    ellipsoid = pyproj.Geod(ellps="WGS84").inv(*home, longitudes, latitudes)[2]
    np.testing.assert_allclose(metres, ellipsoid, rtol=0.006)


@pytest.mark.filterwarnings("ignore")
def test_sensitivity() -> None:
    peer("SALib")
    sample, analyze, ishigami = (
        peer(f"SALib.{name}") for name in ("sample.sobol", "analyze.sobol", "test_functions.Ishigami")
    )
    problem = {"num_vars": 3, "names": list("xyz"), "bounds": [[-np.pi, np.pi]] * 3}
    points = sample.sample(problem, 16384, calc_second_order=False, seed=1)
    theirs = analyze.analyze(problem, ishigami.evaluate(points), calc_second_order=False, seed=1)
    ours = sobol.sobol_indices(
        lambda u: ishigami.evaluate(2 * np.pi * u - np.pi), {"x": 1, "y": 1, "z": 1}, 16384
    )
    np.testing.assert_allclose(ours.first, theirs["S1"], atol=0.01)
    np.testing.assert_allclose(ours.total, theirs["ST"], atol=0.01)


@pytest.mark.filterwarnings("ignore")
def test_the_published_fit() -> None:
    """2,357 customers of CDNOW: the published maximum is −9,582.4 at r .243, α 4.414, a .793, b 2.426."""
    lifetimes = peer("lifetimes")
    pandas = peer("pandas")
    assert lifetimes.__file__ is not None
    frame = pandas.read_csv(Path(lifetimes.__file__).parent / "datasets" / "cdnow_customers_summary.csv")
    x, t_x, until = (frame[name].to_numpy() for name in ("frequency", "recency", "T"))
    histories = [vitality.History(int(a), float(b), float(c)) for a, b, c in zip(x, t_x, until, strict=True)]
    found = vitality.fit(histories, unit_days=7)
    assert (found.r, found.alpha, found.a, found.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=1e-3)
    assert vitality.log_likelihood(found, x, t_x, until).sum() == pytest.approx(-9582.4, abs=0.05)
    fitter = lifetimes.BetaGeoFitter(penalizer_coef=0.0)
    fitter.fit(x, t_x, until)
    same = vitality.Parameters(*(float(fitter.params_[name]) for name in ("r", "alpha", "a", "b")), 7, "peer")
    theirs = fitter.conditional_probability_alive(x, t_x, until)
    np.testing.assert_allclose(vitality.p_alive(same, x, t_x, until), theirs, atol=1e-12)
