"""Template tags of strategy's pages: small drawings and the names of codes.

Loaded by templates only; no query and no rule belongs here.
"""
