"""Coordination: the year's plan, its measures and tasks, supervision, meetings, needs and offers.

The city's units do the work (唱戏) on the stage the office builds (搭台). Above `strategy`, below `liaison`.
"""
