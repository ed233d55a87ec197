"""Tests of coordination's actions."""
