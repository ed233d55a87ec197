"""The forms of the topics' pages, a module for each part. What may be saved is decided by the actions.

Callers import the module.
"""
