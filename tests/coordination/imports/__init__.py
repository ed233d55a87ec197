"""Tests of coordination's sheets."""
