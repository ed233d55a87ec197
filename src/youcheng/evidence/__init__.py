"""Data sets about countries and cities: the catalogue, the loaders, and typed reads that carry their provenance.

Used by strategy, network pages and the command line. No judgement on a figure is made here.
"""
