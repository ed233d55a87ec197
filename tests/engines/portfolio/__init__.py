"""Tests of engines.portfolio."""
