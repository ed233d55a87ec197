"""The import machine: a sheet comes in, is read, mapped, previewed row by row and written in one transaction.

An app declares an `ImportSpec` in its `imports.py`; pages and commands do the rest through `run`. What a column means
belongs to the app, never here.
"""
