"""Drafts a dossier in one language from facts: one module a section, each a function facts → blocks.

Called by `building`. Every number goes through the figure book, every missing fact becomes a gap; nothing is read from a
database and nothing is invented here.
"""
