"""Data sets about countries and cities: the catalogue, the loaders, and typed reads that carry their provenance."""
