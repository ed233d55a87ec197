"""The methods the engines know and the reservations they may attach, as data.

Results look their method up here; pages and documents print formula, unit, range and source from it, in English or in
the words of `chinese`. A change that alters a number raises the method's version. No computing happens here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from youcheng.engines.catalogue import indices, network, ranking, risk, trade
from youcheng.engines.catalogue.method import Method

__all__ = ["CAVEATS", "METHODS", "Method"]

_PARTS = (indices, network, ranking, trade, risk)

METHODS: Mapping[str, Method] = MappingProxyType(
    {method.code: method for part in _PARTS for method in part.METHODS}
)

CAVEATS: Mapping[str, str] = MappingProxyType(
    {code: text for part in _PARTS for code, text in part.CAVEATS.items()}
)
