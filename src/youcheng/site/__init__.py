"""Pages that show several capabilities together, the frame around every page, and setting a deployment up.

Only config stands above it. Rules and data belong to the apps it shows.
"""
