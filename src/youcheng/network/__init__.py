"""The register: cities, relationships as dated sourced events, exchanges, anniversaries, vitality."""
