"""Reads of the research topics, a module for each part. Lists take the actor; none costs a query a row.

Nothing is written here. Callers import the module.
"""
