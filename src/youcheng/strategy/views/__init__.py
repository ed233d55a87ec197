"""The pages of the dossiers, one module a subject.

Reached through `urls`; what a dossier says comes ready from `queries`, what is done to it from `actions`.
"""
