"""The register's fixtures for the pages that show it."""

from tests.network.conftest import home, make_tie

__all__ = ["home", "make_tie"]
