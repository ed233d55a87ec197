<<<<<<< HEAD
"""Data sets about countries and cities: the catalogue, the loaders, and typed reads that carry their provenance.

Used by strategy, network pages and the command line. No judgement on a figure is made here.
=======
"""Figures about countries and cities: the catalogue, the loaders of publishers' files, and typed reads for the engines.

Imported by strategy, network and site through `queries` (reads) and `actions` (loads). What a figure means for a partner
is decided above, in strategy; formulas live in engines.
>>>>>>> 58e2ae1 (Read the publishers' files into checked tables)
"""
