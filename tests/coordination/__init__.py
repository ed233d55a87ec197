"""Tests of coordination: plans, tasks and their moves, supervision, meetings, needs and offers."""
