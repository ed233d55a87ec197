"""The register: cities, relationships as dated sourced events, exchanges, anniversaries, vitality.

Used by strategy and site. Figures about countries belong to evidence, methods to engines.
"""
