"""A small framework for the tests of composite scores: two dimensions, easy to score by hand. No real figures."""

from copy import deepcopy
from typing import Any

from youcheng.engines.composite import Framework, Observation, framework_from_mapping

MAPPING: dict[str, Any] = {
    "code": "example",
    "version": "1",
    "dimensions": [{"code": "political", "weight": 2}, {"code": "economic", "weight": 1}],
    "indicators": [
        {"code": "calm", "dimension": "political", "goalposts": [-2, 2], "source": "made up", "weight": 3},
        {"code": "voice", "dimension": "political", "goalposts": [-2, 2], "source": "made up", "weight": 1},
        {
            "code": "debt",
            "dimension": "economic",
            "goalposts": [0, 200],
            "source": "made up",
            "direction": "lower",
        },
        {
            "code": "inflation",
            "dimension": "economic",
            "goalposts": [-8, 22],
            "source": "made up",
            "direction": "target",
            "target": 2,
        },
    ],
}

FIGURES = {
    "calm": Observation(1.0, 0.2),
    "voice": Observation(-1.0, 0.1),
    "debt": Observation(50.0),
    "inflation": Observation(7.0),
}


def mapping() -> dict[str, Any]:
    return deepcopy(MAPPING)


def framework(**changes: Any) -> Framework:
    return framework_from_mapping({**mapping(), **changes})
