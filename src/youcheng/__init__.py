"""Youcheng 友城: a city's international friendship-city work, from the register to the report.

Researchers import the engines (`from youcheng.engines import trade`); everything else is the platform.
Nothing here may import Django, so that the engines stay light.
"""

__version__ = "0.1.0"
