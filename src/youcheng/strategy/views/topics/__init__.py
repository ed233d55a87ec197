"""Pages of the research topics, a module for each part.

Reached through `urls`; what they do not say themselves comes from queries and actions.
"""
