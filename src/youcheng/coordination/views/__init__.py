"""Pages of coordination.

Reached through `urls`; no rule and no query is written here.
"""
