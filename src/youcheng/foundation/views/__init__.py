"""Pages of the shared capabilities: importing sheets and watching long work.

Reached through `urls`. Pages of one app's own rows live in that app.
"""
